import t from 'tap'
import { explainCase } from '../../src/cases/explain-case.js'
import { loadCalendar } from '../../src/database/calendar.js'
import { deficiencyItemsOf } from '../../src/database/deficiencies.js'
import { civilDateOf, instantAtHour, startOfCivilDate, type CivilDate } from '../../src/domain/time.js'
import { nextDay } from '../../src/domain/civil-days.js'
import { addWorkdays } from '../../src/domain/working-days.js'
import { openTasks, until } from '../support/case-flow.js'
import { openNotice, supplyEverything } from '../support/applicant.js'
import { documentsOf, flowTests, levelClocks, outcomesOf, perform, playToEnd, refusalOf, stateOf, submitted, travelTo, untilState } from '../support/flow-steps.js'
import { storeWith } from '../support/stories.js'

const { platform, test } = await flowTests(t)
const { database } = platform
await levelClocks(platform)
const noSignature = [{ kind: 'material', id: 'premises-proof', name: '经营场所使用证明', result: 'deficient', reason: '缺签字页', howToMend: '请补传' }]

/** The n-th working day of the check of a case, as the law counts it. */
async function checkDay (caseNo: string, n: number): Promise<CivilDate> {
  const { received_at: receivedAt } = await until(async () => {
    const row = await database('sub_case').where({ case_no: caseNo }).whereNotNull('received_at').first<{ received_at: Date } | undefined>('received_at')
    return row
  }, 'the case to be received')
  return addWorkdays(await loadCalendar(database), civilDateOf(receivedAt), n)
}

/** Titles of what people were told by the watch, by login. */
async function told (caseNo: string, title: string): Promise<string[]> {
  return await database('notification').join('account', 'account.id', 'notification.account_id').where({ case_no: caseNo, title }).orderBy('login').pluck<string[]>('login')
}

async function untilTold (caseNo: string, title: string): Promise<string[]> {
  return await until(async () => {
    const logins = await told(caseNo, title)
    return logins.length > 0 ? logins : undefined
  }, `${title} to be told`)
}

await test('days 3, 4 and 5: reminded, escalated, the notice goes out with the verdicts that exist, and silence is acceptance from the day of receipt', async (t) => {
  const played = await submitted(platform, await storeWith(['tobacco-retail', 'publication-retail', 'outdoor-sign']))
  const { caseNo } = played
  await perform(platform, played, { elementId: 'pre-review', permit: 'tobacco-retail' }, ({ form }) => ({
    verdict: 'deficient', verdicts: form.verdicts!.map((row) => row.id === 'premises-proof' ? { ...row, ...noSignature[0] } : { ...row, result: 'ok' })
  }))
  await until(async () => (await deficiencyItemsOf(database, { caseNo }, ['found'])).length > 0 ? true : undefined, 'what is missing to be noted')
  t.equal(await openNotice(platform, caseNo), undefined, 'it waits for the other departments')

  await travelTo(platform, instantAtHour(await checkDay(caseNo, 3), 9))
  const reminded = await untilTold(caseNo, '受理意见今日到期')
  t.notOk(reminded.some((login) => login.includes('supervisor')), 'those who have the task')
  t.same(await told(caseNo, '受理意见督办'), [])

  await travelTo(platform, instantAtHour(await checkDay(caseNo, 4), 9))
  const escalated = await untilTold(caseNo, '受理意见督办')
  t.ok(escalated.some((login) => login.includes('supervisor')))
  t.ok(escalated.some((login) => login.includes('approver')))

  const lastDay = await checkDay(caseNo, 5)
  await travelTo(platform, instantAtHour(lastDay, 17))
  const notice = await until(async () => await openNotice(platform, caseNo), 'the notice to go out')
  t.equal(civilDateOf(notice.issued_at!), lastDay, 'told within the five working days')
  const late = await perform(platform, played, { elementId: 'pre-review', permit: 'outdoor-sign' }, ({ form }) => ({
    verdict: 'deficient', verdicts: form.verdicts!.map((row, index) => index === 0 ? { ...row, ...noSignature[0], id: row.id } : { ...row, result: 'ok' })
  }))
  t.match(await refusalOf(platform, late), '一次告知')
  await perform(platform, played, { elementId: 'pre-review', permit: 'outdoor-sign' }, ({ form }) => ({
    verdict: 'complete', verdicts: form.verdicts!.map((row) => ({ ...row, result: 'ok' }))
  }))
  await untilState(platform, caseNo, 'outdoor-sign', 'reviewing')

  await travelTo(platform, startOfCivilDate(nextDay(lastDay)))
  await until(async () => await stateOf(platform, caseNo, 'publication-retail') === 'reviewing' ? true : undefined, 'publication-retail to be accepted by silence')
  await until(async () => (await openTasks(platform, caseNo)).some(({ elementId }) => elementId === 'pre-review') ? undefined : true, 'nobody to be able to call anything deficient any more')

  const receivedOn = civilDateOf((await database('sub_case').where({ case_no: caseNo, permit: 'publication-retail' }).first<{ received_at: Date }>('received_at')).received_at)
  const [document] = await documentsOf(platform, caseNo, 'deemed-acceptance')
  t.match(document?.data, { content: { received_at: receivedOn, silent_agency: [{ permit: '出版物零售经营许可' }] } })
  t.same(await documentsOf(platform, caseNo, 'deemed-acceptance').then((all) => all.length), 1)
  const explained = (await explainCase(database, caseNo, civilDateOf(platform.clock.now())))!.find(({ permit }) => permit === 'publication-retail')!
  t.match(explained.steps.at(-1)?.what, '视为受理')
  t.equal(explained.state.countedFrom, receivedOn, 'counted from the day on which the materials were received')
  t.same(await told(caseNo, '事项已视为受理'), ['applicant-1'])
  t.equal((await told(caseNo, '受理意见今日到期')).length, reminded.length, 'each step once')

  await supplyEverything(platform, caseNo)
  await playToEnd(platform, played)
  t.same(await outcomesOf(platform, caseNo), { 'tobacco-retail': 'granted', 'publication-retail': 'granted', 'outdoor-sign': 'granted' })
})

await test('what was found but told to nobody by the end of day 5 counts for nothing: both permits are accepted from the day of receipt', async (t) => {
  const played = await submitted(platform, await storeWith(['tobacco-retail', 'publication-retail']))
  const { caseNo } = played
  await perform(platform, played, { elementId: 'pre-review', permit: 'tobacco-retail' }, ({ form }) => ({
    verdict: 'deficient', verdicts: form.verdicts!.map((row) => row.id === 'premises-proof' ? { ...row, ...noSignature[0] } : { ...row, result: 'ok' })
  }))
  await until(async () => (await deficiencyItemsOf(database, { caseNo }, ['found'])).length > 0 ? true : undefined, 'what is missing to be noted')
  const goOn = platform.hold('find-due-cases')

  await travelTo(platform, startOfCivilDate(nextDay(await checkDay(caseNo, 5))))
  goOn()

  await untilState(platform, caseNo, 'tobacco-retail', 'reviewing')
  await untilState(platform, caseNo, 'publication-retail', 'reviewing')
  t.equal(await openNotice(platform, caseNo), undefined)
  t.same((await deficiencyItemsOf(database, { caseNo }, ['dropped'])).map(({ subject_id: id }) => id), ['premises-proof'])
  t.equal((await documentsOf(platform, caseNo, 'deemed-acceptance')).length, 2)
  await playToEnd(platform, played)
  t.same(await outcomesOf(platform, caseNo), { 'tobacco-retail': 'granted', 'publication-retail': 'granted' })
})
