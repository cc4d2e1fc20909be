import t from 'tap'
import { extendTolerance, handInTolerated } from '../../src/cases/hand-in-tolerated.js'
import { nextDay } from '../../src/domain/civil-days.js'
import { instantAtHour, type CivilDate } from '../../src/domain/time.js'
import { openTasks, until } from '../support/case-flow.js'
import { openNotice } from '../support/applicant.js'
import { submitSupplement, tolerateInSupplement } from '../../src/cases/hand-in-supplement.js'
import { accountOf, documentsOf, flowTests, levelClocks, outcomesOf, perform, playTo, playToEnd, refusalOf, submitted, travelTo, untilState, waiveStatement } from '../support/flow-steps.js'
import { storeWith } from '../support/stories.js'

const { platform, test } = await flowTests(t)
const { database, clock } = platform
await levelClocks(platform)
const missing = 'sign-site-consent'

async function handIn (caseNo: string): Promise<void> {
  const { hash } = await database('stored_file').first<{ hash: string }>('hash')
  const accountId = await accountOf(platform, caseNo)
  await database.transaction(async (tx) => { await handInTolerated(tx, { caseNo, materialId: missing, hash, fileName: '同意书.pdf', accountId }, clock) })
}

async function deadlineOf (caseNo: string): Promise<CivilDate> {
  const { due_on: dueOn } = await database('tolerated_material').join('sub_case', 'sub_case.sub_case_no', 'tolerated_material.sub_case_no').where({ case_no: caseNo }).first<{ due_on: CivilDate }>('due_on')
  return dueOn
}

/** What the open task says of the tolerated material. */
async function shownIn (caseNo: string, elementId: string): Promise<string> {
  const task = (await openTasks(platform, caseNo)).find((one) => one.elementId === elementId)
  const { earlier } = (task?.form.taskView ?? { earlier: [] }) as { earlier: { label: string, value: string }[] }
  return earlier.find(({ label }) => label === '容缺材料')?.value ?? ''
}

await test('accepted without a secondary material, granted once it is there', async (t) => {
  const played = await submitted(platform, await storeWith(['outdoor-sign'], { tolerated: [missing] }))
  const { caseNo } = played
  await perform(platform, played, { elementId: 'pre-review', permit: 'outdoor-sign' })
  await untilState(platform, caseNo, 'outdoor-sign', 'reviewing')

  t.equal(await openNotice(platform, caseNo), undefined, 'no deficiency')
  t.match((await documentsOf(platform, caseNo, 'tolerance-letter'))[0]?.data, { content: { missing: [{ due: await deadlineOf(caseNo) }] } })
  await playTo(platform, played, { elementId: 'review', permit: 'outdoor-sign' })
  const early = await perform(platform, played, { elementId: 'review', permit: 'outdoor-sign' }, { opinion: 'grant', reasons: '' })
  t.match(await refusalOf(platform, early), '前补交')
  t.match(await shownIn(caseNo, 'review'), '待补交')

  await handIn(caseNo)
  t.match(await shownIn(caseNo, 'review'), '已补交')
  await playToEnd(platform, played)
  t.same(await outcomesOf(platform, caseNo), { 'outdoor-sign': 'granted' })
})

await test('not handed in: told, and refused by the department, never sent back', async (t) => {
  const played = await submitted(platform, await storeWith(['outdoor-sign'], { tolerated: [missing] }))
  const { caseNo } = played
  await perform(platform, played, { elementId: 'pre-review', permit: 'outdoor-sign' })
  await untilState(platform, caseNo, 'outdoor-sign', 'reviewing')
  await playTo(platform, played, { elementId: 'review', permit: 'outdoor-sign' })
  const dueOn = await deadlineOf(caseNo)
  await t.rejects(database.transaction(async (tx) => await extendTolerance(tx, { caseNo, materialId: missing, reason: '房东出差' }, clock)), { code: 'tolerance-not-extendable' }, 'the promise leaves no room')
  await travelTo(platform, instantAtHour(nextDay(dueOn), 9))
  await until(async () => await database('notification').where({ case_no: caseNo, title: '容缺材料期满未补交' }).first('id'), 'the lapse to be told')
  await until(async () => (await shownIn(caseNo, 'review')).includes('已过，未补交') ? true : undefined, 'the open task to show it')
  const unreasoned = await perform(platform, played, { elementId: 'review', permit: 'outdoor-sign' }, { opinion: 'grant', reasons: '' })
  t.match(await refusalOf(platform, unreasoned), '期满未补交')
  await perform(platform, played, { elementId: 'review', permit: 'outdoor-sign' }, { opinion: 'refuse', reasons: '申请人未在容缺受理承诺的期限内补交场地使用同意书' })
  await waiveStatement(platform, caseNo, 'outdoor-sign')
  await perform(platform, played, { elementId: 'decide', permit: 'outdoor-sign' }, { decision: 'refused', reasons: '申请人未在容缺受理承诺的期限内补交场地使用同意书' })
  await playToEnd(platform, played)

  t.same(await outcomesOf(platform, caseNo), { 'outdoor-sign': 'refused' })
  t.same(await documentsOf(platform, caseNo, 'termination'), [])
})

await test('a missing material that the notice names may follow later, too: the permit is accepted without it', async (t) => {
  const played = await submitted(platform, await storeWith(['outdoor-sign'], { omit: [missing] }))
  const { caseNo } = played
  await perform(platform, played, { elementId: 'pre-review', permit: 'outdoor-sign' })
  await until(async () => await openNotice(platform, caseNo), 'the notice')

  await database.transaction(async (tx) => {
    await tolerateInSupplement(tx, { caseNo, materialId: missing }, clock)
    await submitSupplement(tx, caseNo, clock)
  })
  await perform(platform, played, { elementId: 'pre-review', permit: 'outdoor-sign' }, { verdict: 'complete', verdicts: [] })
  await untilState(platform, caseNo, 'outdoor-sign', 'reviewing')
  t.equal((await documentsOf(platform, caseNo, 'tolerance-letter')).length, 1)

  await handIn(caseNo)
  await playToEnd(platform, played)
  t.same(await outcomesOf(platform, caseNo), { 'outdoor-sign': 'granted' })
})
