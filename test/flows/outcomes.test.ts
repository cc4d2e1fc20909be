import t from 'tap'
import { openTasks, playCase, taskOf } from '../support/case-flow.js'
import { openNotice, supplyEverything } from '../support/applicant.js'
import {
  documentsOf, flowTests, licensedPermits, outcomesOf, perform, permitsWith, playTo, playToEnd, refusalOf, stateOf, submitted, untilState, waiveStatement
} from '../support/flow-steps.js'
import { storeWith } from '../support/stories.js'

const { platform, test } = await flowTests(t)
const { database } = platform

await test('every permit that a small shop can have: registration, filing, commitments, and all that are visited', async (t) => {
  const permits = ['food-small-shop', 'tobacco-retail', 'drug-retail', 'medical-device-class2-filing', 'publication-retail', 'fire-safety-check', 'outdoor-sign']
  const played = await submitted(platform, await storeWith(permits, { commitments: ['fire-safety-check', 'publication-retail'] }))
  const { caseNo } = played

  const registration = await taskOf(platform, caseNo, 'decide-on-the-spot', 'food-small-shop')
  t.same(registration.groups, ['market-regulation.approver@410202'], 'a registration is a permit: its approver decides')
  await playToEnd(platform, played)

  t.same(await licensedPermits(platform, caseNo), permits.toSorted())
  t.same(await decisionManners(caseNo), {
    'drug-retail': 'ordinary',
    'fire-safety-check': 'on-the-spot',
    'food-small-shop': 'on-the-spot',
    'medical-device-class2-filing': 'on-the-spot',
    'outdoor-sign': 'ordinary',
    'publication-retail': 'on-the-spot',
    'tobacco-retail': 'ordinary'
  })
  t.same((await database('visit').where({ case_no: caseNo })).length, 1, 'one visit for the three that are visited')
  t.match(await certificateNo(caseNo, 'food-small-shop'), /^豫小经410202\d{6}$/)
})

await test('one permit is refused with reasons and remedies; the others keep their certificates and their licence', async (t) => {
  const played = await submitted(platform, await storeWith(['food-prepackaged-filing', 'medical-device-class2-filing', 'publication-retail']))
  const { caseNo } = played
  await playTo(platform, played, { elementId: 'review', permit: 'publication-retail' })

  await perform(platform, played, { elementId: 'review' }, { opinion: 'refuse', reasons: '申请的经营场所系住宅' })
  await waiveStatement(platform, caseNo, 'publication-retail')
  await perform(platform, played, { elementId: 'decide' }, { decision: 'refused', reasons: '经营场所系住宅，不符合出版物管理条例规定的条件' })
  await playToEnd(platform, played)

  t.match(await outcomesOf(platform, caseNo), { 'publication-retail': 'refused', 'food-prepackaged-filing': 'filed' })
  t.match(await documentsOf(platform, caseNo, 'refuse'), [{
    served_how: 'electronic',
    data: { letter: { remedies: [{ withinDays: 60 }] }, content: { reasons: '经营场所系住宅，不符合出版物管理条例规定的条件' } }
  }])
  t.same(await permitsWith(platform, 'certificate', caseNo), ['food-prepackaged-filing', 'medical-device-class2-filing'])
  t.same(await licensedPermits(platform, caseNo), ['food-prepackaged-filing', 'medical-device-class2-filing'])
})

await test('a permit that the licence depends on fails its visit: it can only be refused, the licence is withheld, certificates are delivered', async (t) => {
  const played = await submitted(platform, await storeWith(['food-prepackaged-filing', 'medical-device-class2-filing', 'fire-safety-check']))
  const { caseNo } = played
  await playTo(platform, played, { elementId: 'inspect' })
  await perform(platform, played, { elementId: 'inspect' }, ({ form }) => ({
    findings: form.findings!.map((finding, index) => index === 2
      ? { ...finding, result: 'failed', facts: '疏散通道被封堵', requirement: '消防法第十六条：保障疏散通道畅通' }
      : { ...finding, result: 'passed' })
  }))

  const review = await taskOf(platform, caseNo, 'review')
  t.same(review.form.taskView.options.map(({ value }) => value), ['refuse', 'hearing'], 'the form offers no grant')
  const grant = await perform(platform, played, { elementId: 'review' }, { opinion: 'grant', reasons: '' })
  t.match(await refusalOf(platform, grant), /核查结论为不合格/)
  await perform(platform, played, { elementId: 'review' }, { opinion: 'refuse', reasons: '疏散通道被封堵' })
  const granted = await perform(platform, played, { elementId: 'decide' }, { decision: 'granted', reasons: '' })
  t.match(await refusalOf(platform, granted), /核查结论为不合格/)
  await waiveStatement(platform, caseNo, 'fire-safety-check')
  await perform(platform, played, { elementId: 'decide' }, { decision: 'refused', reasons: '疏散通道被封堵，不符合消防安全要求' })
  await playToEnd(platform, played)

  t.equal((await outcomesOf(platform, caseNo))['fire-safety-check'], 'refused')
  t.same(await licensedPermits(platform, caseNo), [])
  t.match(await database('notification').where({ dedupe_key: `licence-withheld:${caseNo}` }), [{ title: '暂不制发行业综合许可证' }])
  t.same(await database('certificate').join('sub_case', 'sub_case.sub_case_no', 'certificate.sub_case_no').where({ case_no: caseNo })
    .whereNotNull('delivered_at').orderBy('sub_case.permit').pluck('sub_case.permit'), ['food-prepackaged-filing', 'medical-device-class2-filing'])
})

await test('non-acceptance is proposed, returned, proposed again and confirmed in writing; the other permits go on', async (t) => {
  const played = await submitted(platform, await storeWith(['food-prepackaged-filing', 'medical-device-class2-filing', 'tobacco-retail']))
  const { caseNo } = played

  await perform(platform, played, { elementId: 'pre-review' }, { verdict: 'non-acceptance', reasons: '该场所由郑州市烟草专卖局管辖' })
  const confirm = await taskOf(platform, caseNo, 'confirm-non-acceptance')
  t.match(confirm.form.taskView, { earlier: [{ label: '提请不予受理', value: '该场所由郑州市烟草专卖局管辖' }] }, 'the approver reads why')
  await perform(platform, played, { elementId: 'confirm-non-acceptance' }, { confirmation: 'returned', reasons: '请核对场所地址' })
  const again = await taskOf(platform, caseNo, 'pre-review')
  t.match(again.form.taskView, { earlier: [{}, { label: '退回预审', value: '请核对场所地址' }] }, 'and the reviewer why not')
  await perform(platform, played, { elementId: 'pre-review' }, { verdict: 'non-acceptance', reasons: '经核对，场所不在本辖区' })
  await perform(platform, played, { elementId: 'confirm-non-acceptance' }, { confirmation: 'confirmed', reasons: '场所不在本机关辖区' })
  await playToEnd(platform, played)

  t.equal((await outcomesOf(platform, caseNo))['tobacco-retail'], 'non-accepted')
  t.match(await documentsOf(platform, caseNo, 'non-acceptance'), [{ data: { content: { reason: '场所不在本机关辖区' } } }])
  t.same(await licensedPermits(platform, caseNo), ['food-prepackaged-filing', 'medical-device-class2-filing'])
})

await test('what the law asks no permit for is told so, and one entry alone makes no composite licence', async (t) => {
  const played = await submitted(platform, await storeWith(['medical-device-class2-filing', 'outdoor-sign']))
  const { caseNo } = played

  await perform(platform, played, { elementId: 'pre-review' }, { verdict: 'not-required', reasons: '门头牌匾按容貌标准设置，不设许可' })
  await playToEnd(platform, played)

  t.same(await outcomesOf(platform, caseNo), { 'medical-device-class2-filing': 'filed', 'outdoor-sign': 'not-required' })
  t.equal((await documentsOf(platform, caseNo, 'not-required')).length, 1)
  t.same(await permitsWith(platform, 'certificate', caseNo), ['medical-device-class2-filing'])
  t.same(await licensedPermits(platform, caseNo), [])
})

await test('a commitment turned to the ordinary procedure: what the commitment stood for is asked for, then visit, review, decision, no post-check', async (t) => {
  const played = await submitted(platform, await storeWith(['publication-retail'], { commitments: ['publication-retail'] }))
  const { caseNo, story } = played

  await perform(platform, played, { elementId: 'decide-on-the-spot' }, { decision: 'ordinary', reasons: '承诺内容须实地核实' })
  await playCase(platform, caseNo, story, async () => await openNotice(platform, caseNo) !== undefined)
  t.same(await database('deficiency_item').where({ case_no: caseNo }).pluck('subject_id'), ['premises-proof'])
  await untilState(platform, caseNo, 'publication-retail', 'supplement-required')
  await supplyEverything(platform, caseNo)
  await playTo(platform, played, { elementId: 'pre-review' })
  await playToEnd(platform, played)

  t.same(await decisionManners(caseNo), { 'publication-retail': 'ordinary' })
  t.equal((await database('visit').where({ case_no: caseNo, state: 'concluded' })).length, 1)
  t.same(await openTasks(platform, caseNo), [])
  t.equal(await stateOf(platform, caseNo, 'publication-retail'), 'delivered')
})

async function decisionManners (caseNo: string): Promise<Record<string, string>> {
  const rows = await database('decision').join('sub_case', 'sub_case.sub_case_no', 'decision.sub_case_no').where({ case_no: caseNo })
    .select<{ permit: string, manner: string }[]>('permit', 'manner')
  return Object.fromEntries(rows.map(({ permit, manner }) => [permit, manner]))
}

async function certificateNo (caseNo: string, permit: string): Promise<string> {
  const row = await database('certificate').join('sub_case', 'sub_case.sub_case_no', 'certificate.sub_case_no')
    .where({ case_no: caseNo, 'sub_case.permit': permit }).first<{ certificate_no: string }>('certificate_no')
  return row.certificate_no
}
