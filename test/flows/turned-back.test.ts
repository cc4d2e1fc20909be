import t from 'tap'
import type { Test } from 'tap'
import { completeAs, openTasks, playCase, taskOf } from '../support/case-flow.js'
import { openNotice, supplyEverything } from '../support/applicant.js'
import { documentsOf, flowTests, outcomesOf, perform, permitsWith, playTo, playToEnd, refusalOf, stateOf, submitted } from '../support/flow-steps.js'
import { storeWith } from '../support/stories.js'

const { platform, test } = await flowTests(t)
const { database } = platform
type Variables = Record<string, unknown>

await test('a filing: who isn\'t allowed, what isn\'t judged and what isn\'t known comes back with the reason, and nothing is decided', async (t) => {
  const played = await submitted(platform, await storeWith(['medical-device-class2-filing']))
  const { caseNo } = played
  const target = { elementId: 'decide-on-the-spot' }
  const reviewer = 'market-regulation-reviewer-410200'
  const verdicts = await judged(caseNo, target.elementId)
  const lawful = { decision: 'filed', reasons: '', verdicts }

  await turnedBack(t, caseNo, target, reviewer, {}, /请对“.+”选择符合或需补正/)
  await turnedBack(t, caseNo, target, reviewer, { ...lawful, verdicts: [] }, /请先对“.+”给出意见/)
  await turnedBack(t, caseNo, target, reviewer, { ...lawful, verdicts: 'everything is fine' }, /请先对“.+”给出意见/)
  await turnedBack(t, caseNo, target, reviewer, { decision: 'filed' }, /请对“.+”选择符合或需补正/)
  await turnedBack(t, caseNo, target, null, lawful, /未经签收/)
  await turnedBack(t, caseNo, target, 'tobacco-reviewer-410202', lawful, /不在market-regulation.reviewer@410200组内/)
  await turnedBack(t, caseNo, target, 'nobody-of-this-name', lawful, /未经签收/)
  await turnedBack(t, caseNo, target, reviewer, { ...lawful, decision: 'approved' }, /请选择处理结果/)
  await turnedBack(t, caseNo, target, reviewer, { ...lawful, decision: 'granted' }, /备案不作批准判断/)
  await turnedBack(t, caseNo, target, reviewer, { ...lawful, decision: 'ordinary' }, /备案没有一般审批程序/)
  await turnedBack(t, caseNo, target, reviewer, { ...lawful, verdicts: verdicts.map((row) => ({ ...row, result: null })) }, /选择符合或需补正/)
  await turnedBack(t, caseNo, target, reviewer, { ...lawful, verdicts: [...verdicts, { kind: 'material', id: 'tobacco-form', result: 'ok' }] }, /不是本事项的材料/)
  await turnedBack(t, caseNo, target, reviewer, { ...lawful, decision: 'deficient' }, /至少指明一项/)
  await turnedBack(t, caseNo, target, reviewer, { ...lawful, verdicts: [...verdicts, { kind: 'material', id: { toString: 1 }, result: 'ok' }] }, /不是本事项的材料/)
  await turnedBack(t, caseNo, target, reviewer, { ...lawful, verdicts: verdicts.map((row) => ({ ...row, kind: [row.kind] })) }, /不是本事项的材料/)
  await turnedBack(t, caseNo, target, reviewer, { ...lawful, reasons: '已审\0查' }, /不能保存的字符/)
  await turnedBack(t, caseNo, target, reviewer, { ...lawful, reasons: '长'.repeat(10_001) }, /不能超过10000个字/)
  await nothingDone(t, caseNo, 'medical-device-class2-filing', 'received')

  await perform(platform, played, target)
  await playToEnd(platform, played)
  t.same(await outcomesOf(platform, caseNo), { 'medical-device-class2-filing': 'filed' })
})

await test('what a completer sends along beside the decision changes nothing', async (t) => {
  const [other, played] = [await submitted(platform, await storeWith(['tobacco-retail'])), await submitted(platform, await storeWith(['medical-device-class2-filing']))]
  await playTo(platform, other, { elementId: 'pre-review' })
  const { caseNo } = played

  await perform(platform, played, { elementId: 'decide-on-the-spot' }, {
    caseNo: other.caseNo,
    subCaseNo: `${other.caseNo}-01`,
    permit: 'tobacco-retail',
    permits: ['tobacco-retail'],
    subCaseNos: {},
    outcome: 'refused',
    route: 'ended',
    department: 'tobacco',
    region: '410203',
    refusal: '不存在的退回',
    taskView: { dueAt: '2030-01-01T00:00:00+08:00' }
  })
  await playToEnd(platform, played)

  t.same(await outcomesOf(platform, caseNo), { 'medical-device-class2-filing': 'filed' })
  t.same(await outcomesOf(platform, other.caseNo), { 'tobacco-retail': null })
  t.same((await openTasks(platform, other.caseNo)).map(({ elementId }) => elementId), ['pre-review'])
})

await test('pre-review, visit, review and decision: each unlawful completion comes back, and the lawful one goes on', async (t) => {
  const played = await submitted(platform, await storeWith(['tobacco-retail'], { omit: ['premises-proof'] }))
  const { caseNo } = played
  const [reviewer, approver] = ['tobacco-reviewer-410202', 'tobacco-approver-410202']
  const preReview = { elementId: 'pre-review' }
  const verdicts = await judged(caseNo, 'pre-review')

  await turnedBack(t, caseNo, preReview, reviewer, { verdict: 'complete', reasons: '', verdicts: verdicts.map((row) => ({ ...row, result: 'ok' })) }, /缺少“经营场所使用权证明.*不能认定材料齐全/)
  await turnedBack(t, caseNo, preReview, reviewer, { verdict: 'deficient', reasons: '', verdicts: verdicts.map((row) => ({ ...row, result: 'deficient', reason: '', howToMend: '' })) }, /请写明问题和如何补正/)
  await turnedBack(t, caseNo, preReview, reviewer, { verdict: 'not-required', reasons: ' ', verdicts: [] }, /请写明理由和依据/)
  await turnedBack(t, caseNo, preReview, reviewer, { verdict: 'rejected', verdicts }, /请选择预审意见/)
  await turnedBack(t, caseNo, preReview, reviewer, {
    verdict: 'deficient', reasons: '', verdicts: [{ kind: 'material', id: 'premises-proof', result: 'deficient', reason: '\u0000', howToMend: '请更正' }]
  }, /含有不能保存的字符/)
  await nothingDone(t, caseNo, 'tobacco-retail', 'received')
  await perform(platform, played, preReview, { verdict: 'deficient', verdicts })

  await playCase(platform, caseNo, played.story, async () => await openNotice(platform, caseNo) !== undefined)
  await supplyEverything(platform, caseNo)
  const notTold = { kind: 'material', id: 'tobacco-form', name: '烟草专卖零售许可证申请表', result: 'deficient', reason: '未签名', howToMend: '请签名' }
  await turnedBack(t, caseNo, preReview, reviewer, { verdict: 'deficient', reasons: '', verdicts: [notTold] }, /依法只能一次告知/)
  await perform(platform, played, preReview, { verdict: 'complete', verdicts: [{ kind: 'material', id: 'premises-proof', result: 'ok' }] })

  const plan = await playTo(platform, played, { elementId: 'confirm-visit' })
  const { startsAt, durationMinutes, team, leader } = plan.form as unknown as { startsAt: string, durationMinutes: number, team: string[], leader: string }
  const organiser = 'market-regulation-organiser-410202'
  await turnedBack(t, caseNo, { elementId: 'confirm-visit' }, organiser, { startsAt, durationMinutes, team: team.slice(0, 1), leader: team[0] }, /须派2名以上/)
  await turnedBack(t, caseNo, { elementId: 'confirm-visit' }, 'tobacco-inspector-410202-1', { startsAt, durationMinutes, team, leader }, /组织人才能安排核查/)
  t.same(await database('inspector_booking').join('visit', 'visit.visit_no', 'inspector_booking.visit_no').where({ case_no: caseNo }), [])
  await perform(platform, played, { elementId: 'confirm-visit' }, { startsAt, durationMinutes, team, leader })

  await playTo(platform, played, { elementId: 'inspect' })
  await turnedBack(t, caseNo, { elementId: 'inspect' }, leader, { attendance: 'held', findings: [], applicantOpinion: '' }, /没有核查结果/)
  await turnedBack(t, caseNo, { elementId: 'inspect' }, leader, {}, /请选择是否完成现场核查/)
  t.same(await documentsOf(platform, caseNo, 'inspection-record'), [])
  await perform(platform, played, { elementId: 'inspect' })

  await turnedBack(t, caseNo, { elementId: 'review' }, reviewer, { opinion: 'deficient', reasons: '再补一份材料' }, /请选择审核意见/)
  await turnedBack(t, caseNo, { elementId: 'review' }, reviewer, { opinion: 'refuse', reasons: '' }, /请写明理由和依据/)
  t.equal(await stateOf(platform, caseNo, 'tobacco-retail'), 'reviewing')
  await perform(platform, played, { elementId: 'review' })

  await join(reviewer, 'tobacco.approver@410202')
  await turnedBack(t, caseNo, { elementId: 'decide' }, reviewer, { decision: 'granted', reasons: '' }, /审核人与决定人不得为同一人/)
  await turnedBack(t, caseNo, { elementId: 'decide' }, approver, { decision: 'refused', reasons: '' }, /请说明理由/)
  await turnedBack(t, caseNo, { elementId: 'decide' }, approver, { decision: 'filed', reasons: '' }, /请选择决定/)
  t.same(await permitsWith(platform, 'decision', caseNo), [])
  const decide = await taskOf(platform, caseNo, 'decide')
  await completeAs(platform, decide, approver, { decision: 'granted', reasons: '' })
  await playToEnd(platform, played)

  t.same(await outcomesOf(platform, caseNo), { 'tobacco-retail': 'granted' })
  t.equal((await documentsOf(platform, caseNo, 'supplement')).length, 1)
})

await test('a decision that is returned is reviewed again, and the reviewer reads why', async (t) => {
  const played = await submitted(platform, await storeWith(['tobacco-retail']))
  const { caseNo } = played
  const decide = await playTo(platform, played, { elementId: 'decide' })

  await completeAs(platform, decide, 'tobacco-approver-410202', { decision: 'returned', reasons: '请补充零售点距离的测量值' })
  const review = await taskOf(platform, caseNo, 'review')
  t.match(JSON.stringify(review.form.taskView), /请补充零售点距离的测量值/)
  await playToEnd(platform, played)

  t.same(await outcomesOf(platform, caseNo), { 'tobacco-retail': 'granted' })
})

/** Completes the open task unlawfully, and waits for the new one that says why. */
async function turnedBack (t: Test, caseNo: string, target: { elementId: string }, login: string | null, variables: Variables, reason: RegExp): Promise<void> {
  const task = await taskOf(platform, caseNo, target.elementId)
  if (login === null) await platform.engine.completeTask(task.key, variables)
  else await completeAs(platform, task, login, variables)
  t.match(await refusalOf(platform, task), reason, `${target.elementId}: ${String(reason)}`)
}

async function nothingDone (t: Test, caseNo: string, permit: string, state: string): Promise<void> {
  const subCaseNos = database('sub_case').where({ case_no: caseNo }).select('sub_case_no')
  t.equal(await stateOf(platform, caseNo, permit), state)
  for (const table of ['decision', 'verdict', 'deficiency_item', 'certificate']) {
    t.same(await database(table).whereIn('sub_case_no', subCaseNos), [], `no ${table}`)
  }
}

/** The task's prefilled verdicts, each said to be in order unless it is missing. */
async function judged (caseNo: string, elementId: string): Promise<Variables[]> {
  const { form } = await taskOf(platform, caseNo, elementId)
  return (form.verdicts ?? []).map((row) => ({ ...row, result: row.result ?? 'ok' }))
}

async function join (login: string, group: string): Promise<void> {
  const { id } = await database('account').where({ login }).first<{ id: number }>('id')
  await database('account_group').insert({ account_id: id, group_name: group })
}
