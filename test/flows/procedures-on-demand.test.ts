import t from 'tap'
import { answerHearingRightOnline, recordHearingAnswer, tellHearingRight } from '../../src/cases/hearing-right.js'
import { makeObjection, publicNotices } from '../../src/cases/public-notice.js'
import { civilDateOf, endOfCivilDate } from '../../src/domain/time.js'
import { completeAs, memberOf, taskOf, until } from '../support/case-flow.js'
import { accountOf, documentsOf, flowTests, levelClocks, licensedPermits, outcomesOf, perform, playTo, playToEnd, refusalOf, stateOf, submitted, travelTo, untilState } from '../support/flow-steps.js'
import { storeWith } from '../support/stories.js'

const { platform, test } = await flowTests(t)
const { database, clock } = platform
const permit = 'publication-retail'

/** Announces the hearing for the first day that is possible, and holds it. */
async function hear (caseNo: string): Promise<void> {
  const announcing = await taskOf(platform, caseNo, 'announce-hearing', permit)
  const announce = { arrangement: 'held', beginsOn: civilDateOf(clock.now()), startsAt: '09:00', place: '区政务服务大厅三楼', chair: '王芳', particulars: '经营场所与相邻通道' }
  await completeAs(platform, announcing, await memberOf(platform, announcing), announce)
  const [, earliest] = /最早为 (\S+)（/.exec(await refusalOf(platform, announcing)) ?? []
  const again = await taskOf(platform, caseNo, 'announce-hearing', permit)
  await completeAs(platform, again, await memberOf(platform, again), { ...announce, beginsOn: earliest })
  const holding = await taskOf(platform, caseNo, 'hold-hearing', permit)
  await travelTo(platform, endOfCivilDate(earliest as never))
  await levelClocks(platform)
  await completeAs(platform, holding, await memberOf(platform, holding), {
    procedureConclusion: 'favourable', recorder: '陈晨', participants: '张明，申请人\n刘洋，利害关系人', isConfirmed: true, particulars: '刘洋：通道被占\n张明：已退让一米'
  })
  await untilConcluded(caseNo)
}

async function untilConcluded (caseNo: string): Promise<void> {
  await until(async () => await database('special_procedure').where({ case_no: caseNo, state: 'concluded' }).first('state'), 'the procedure to be concluded')
}

await test('an interested party asks for a hearing after the review: the decision waits, the clock stands still, then it is granted', async (t) => {
  const played = await submitted(platform, await storeWith([permit, 'food-prepackaged-filing']))
  const { caseNo } = played
  const review = await playTo(platform, played, { elementId: 'review', permit })
  const { sub_case_no: subCaseNo, department } = await database('sub_case').where({ case_no: caseNo, permit }).first<{ sub_case_no: string, department: string }>('sub_case_no', 'department')
  const actor = { groups: [`${department}.reviewer@410202`] }
  const accountId = await accountOf(platform, caseNo)
  await database.transaction(async (tx) => await tellHearingRight(tx, { caseNo, permit, matter: '经营场所的通道', parties: [{ name: '刘洋', relation: '邻居' }], actor }, clock))
  await completeAs(platform, review, await memberOf(platform, review), { opinion: 'grant', reasons: '' })

  const tooEarly = await perform(platform, played, { elementId: 'decide' }, { decision: 'granted' })
  t.match(await refusalOf(platform, tooEarly), /前要求听证/)
  await database.transaction(async (tx) => {
    await recordHearingAnswer(tx, { caseNo, permit, party: '刘洋', isWanted: true, reason: '通道被占', on: civilDateOf(clock.now()), accountId, actor }, clock)
    await answerHearingRightOnline(tx, { caseNo, permit, isWanted: false, reason: null, accountId }, clock)
  })
  const meanwhile = await taskOf(platform, caseNo, 'decide', permit)
  await completeAs(platform, meanwhile, await memberOf(platform, meanwhile), { decision: 'granted', reasons: '' })
  t.match(await refusalOf(platform, meanwhile), /还没有结果/)
  await hear(caseNo)

  t.match(await database('special_procedure').where({ sub_case_no: subCaseNo }), [{ state: 'concluded', demand: '利害关系人刘洋要求听证：通道被占' }])
  t.same((await database('clock_event').where({ sub_case_no: subCaseNo }).orderBy('ordinal').pluck<string[]>('type')).filter((type) => type === 'stopped' || type === 'resumed'), ['stopped', 'resumed'])
  const notices = await documentsOf(platform, caseNo, 'hearing-notice')
  t.match(notices.filter(({ data }) => (data.content as { stage: string }).stage === 'hearing').map(({ data }) => data.content), [
    { notified: null, place: '区政务服务大厅三楼', chair: '王芳' }, { notified: '刘洋' }
  ], 'the applicant and who asked for it are told when and where')
  t.match(await documentsOf(platform, caseNo, 'hearing-record'), [{
    data: { content: { recorder: '陈晨', participants: [{ name: '张明', role: '申请人' }, { name: '刘洋' }], statements: [{ speaker: '刘洋', words: '通道被占' }, {}] } }
  }])
  await playToEnd(platform, played)
  t.match(await outcomesOf(platform, caseNo), { [permit]: 'granted' })
  t.ok((await licensedPermits(platform, caseNo)).includes(permit))
})

await test('the review calls for a hearing itself, waits for it, and is taken up again', async (t) => {
  const played = await submitted(platform, await storeWith([permit, 'medical-device-class2-filing']))
  const { caseNo } = played
  const review = await playTo(platform, played, { elementId: 'review', permit })
  t.match((review.form.taskView as { options: object[] }).options, [{ value: 'grant' }, { value: 'refuse' }, { value: 'hearing', label: '先进行听证' }])

  const reviewer = await memberOf(platform, review)
  await completeAs(platform, review, reviewer, { opinion: 'hearing', reasons: '涉及重大公共利益' })
  await untilState(platform, caseNo, permit, 'special-procedure')
  t.match(await database('special_procedure').where({ case_no: caseNo }), [{ demand: '涉及重大公共利益', demanded_by: reviewer }], 'who called for it may not lead it')
  await hear(caseNo)
  const again = await taskOf(platform, caseNo, 'review', permit)

  t.equal(await stateOf(platform, caseNo, permit), 'reviewing')
  t.match((again.form.taskView as unknown as { earlier: object[] }).earlier, [{ label: '现场核查' }, { label: '听证', value: /支持申请：刘洋：通道被占/ }])
  t.notOk((again.form.taskView as { options: { value: string }[] }).options.some(({ value }) => value === 'hearing'), 'held once')
  await playToEnd(platform, played)
  t.match(await outcomesOf(platform, caseNo), { [permit]: 'granted' })
})

await test('the review calls for a public notice: it is published, somebody objects, and it is concluded when it is over', async (t) => {
  const played = await submitted(platform, await storeWith(['tobacco-retail', 'food-prepackaged-filing']))
  const { caseNo } = played
  const review = await playTo(platform, played, { elementId: 'review', permit: 'tobacco-retail' })
  await completeAs(platform, review, await memberOf(platform, review), { opinion: 'public-notice', reasons: '零售点数量控制区' })
  const announcing = await taskOf(platform, caseNo, 'announce-public-notice', 'tobacco-retail')
  const today = civilDateOf(clock.now())
  await completeAs(platform, announcing, await memberOf(platform, announcing), { arrangement: 'held', beginsOn: today, endsOn: today, particulars: '拟设烟草制品零售点' })
  const concluding = await taskOf(platform, caseNo, 'conclude-public-notice', 'tobacco-retail')

  const [notice] = await publicNotices(database, clock)
  await database.transaction(async (tx) => { await makeObjection(tx, { noticeNo: notice!.noticeNo, name: '刘洋', contact: '13800000000', content: '间距不足' }, clock) })
  const shown = await taskOf(platform, caseNo, 'conclude-public-notice', 'tobacco-retail')
  t.match((shown.form.taskView as unknown as { earlier: object[] }).earlier.at(-1), { label: '异议', value: /刘洋（13800000000）：间距不足/ })
  t.match(await documentsOf(platform, caseNo, 'public-notice'), [{ data: { content: { content: '拟设烟草制品零售点', ends_on: today } } }])

  await travelTo(platform, endOfCivilDate(today))
  await levelClocks(platform)
  await completeAs(platform, concluding, await memberOf(platform, concluding), { procedureConclusion: 'favourable', particulars: '实测间距符合规划，异议不成立' })
  await untilConcluded(caseNo)
  await playToEnd(platform, played)

  t.match(await outcomesOf(platform, caseNo), { 'tobacco-retail': 'granted' })
})
