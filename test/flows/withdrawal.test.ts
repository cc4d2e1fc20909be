import t from 'tap'
import { lockCase } from '../../src/database/cases.js'
import { caseState, completeAs, memberOf, openTasks, playCase, taskOf, until } from '../support/case-flow.js'
import { openNotice, supplyEverything } from '../support/applicant.js'
import {
  documentsOf, flowTests, licensedPermits, outcomesOf, permitsWith, playTo, playToEnd, submitted, untilEnded, untilWaiting, withdraw, type PlayedCase
} from '../support/flow-steps.js'
import { storeWith } from '../support/stories.js'

const { platform, test } = await flowTests(t)
const { database } = platform
const badContract = { material: 'premises-proof', permit: 'tobacco-retail', reason: '租赁合同缺出租人签字页', howToMend: '请补传有双方签字的完整租赁合同' }
const badLayout = { material: 'food-flow-layout', permit: 'food-operation', reason: '布局图未标明清洗水池', howToMend: '请补传标明清洗水池的布局图' }

await test('a permit withdrawn under review ends undecided; the others get their certificates and the licence', async (t) => {
  const played = await submitted(platform, await storeWith(['food-prepackaged-filing', 'medical-device-class2-filing', 'publication-retail']))
  const { caseNo } = played
  const review = await playTo(platform, played, { elementId: 'review' })

  await withdraw(platform, caseNo, ['publication-retail'])
  await playToEnd(platform, played)

  t.match(await outcomesOf(platform, caseNo), { 'publication-retail': 'withdrawn', 'food-prepackaged-filing': 'filed' })
  t.same(await permitsWith(platform, 'decision', caseNo), ['food-prepackaged-filing', 'medical-device-class2-filing'])
  t.same(await licensedPermits(platform, caseNo), ['food-prepackaged-filing', 'medical-device-class2-filing'])
  t.equal(await caseState(platform, caseNo), 'closed')
  t.equal(await taskState(review.key), 'canceled', 'nobody is left with its task')
  t.equal((await documentsOf(platform, caseNo, 'withdraw-application')).length, 1)
})

await test('withdrawn while it waits for the supplement: its items drop, and with the last one the notice closes', async (t) => {
  const played = await submitted(platform, await storeWith(['food-operation', 'tobacco-retail', 'medical-device-class2-filing'], { reject: [badContract, badLayout] }))
  const { caseNo } = played
  const notice = await noticeOf(played)

  await withdraw(platform, caseNo, ['tobacco-retail'])
  t.same(await itemStates(notice), { 'tobacco-retail': 'dropped', 'food-operation': 'told' })
  t.equal((await openNotice(platform, caseNo))?.notice_no, notice, 'the notice waits for the other one')

  await withdraw(platform, caseNo, ['food-operation'])
  await playToEnd(platform, played)

  t.same(await database('supplement_notice').where({ notice_no: notice }).pluck('state'), ['closed'])
  t.match(await outcomesOf(platform, caseNo), { 'tobacco-retail': 'withdrawn', 'food-operation': 'withdrawn', 'medical-device-class2-filing': 'filed' })
  t.same(await licensedPermits(platform, caseNo), [], 'a single filing makes no composite licence')
})

await test('what the others were told stays to be mended when one of them is withdrawn', async (t) => {
  const story = await storeWith(['food-operation', 'tobacco-retail'], { reject: [badContract, badLayout] })
  const played = await submitted(platform, story)
  const { caseNo } = played
  const notice = await noticeOf(played)
  await withdraw(platform, caseNo, ['tobacco-retail'])

  await supplyEverything(platform, caseNo)
  await playToEnd(platform, { caseNo, story: { ...story, reject: [] } })

  t.same(await itemStates(notice), { 'tobacco-retail': 'dropped', 'food-operation': 'settled' })
  t.same(await outcomesOf(platform, caseNo), { 'tobacco-retail': 'withdrawn', 'food-operation': 'granted' })
})

await test('the only permit of a visit is withdrawn: the organiser is not left with a visit to nobody', async (t) => {
  const played = await submitted(platform, await storeWith(['food-prepackaged-filing', 'medical-device-class2-filing', 'tobacco-retail']))
  const { caseNo } = played
  const task = await playTo(platform, played, { elementId: 'inspect' })

  await withdraw(platform, caseNo, ['tobacco-retail'])
  await untilEnded(platform, caseNo)

  t.equal(await taskState(task.key), 'canceled')
  t.same(await database('visit').where({ case_no: caseNo }).pluck('state'), ['dropped'])
  t.same(await database('inspector_booking').join('visit', 'visit.visit_no', 'inspector_booking.visit_no').where({ case_no: caseNo }), [], 'the inspectors are free')
  t.same(await licensedPermits(platform, caseNo), ['food-prepackaged-filing', 'medical-device-class2-filing'])
})

await test('one of two permits of a visit is withdrawn: the visit goes on for the other', async (t) => {
  const played = await submitted(platform, await storeWith(['publication-retail', 'tobacco-retail']))
  const { caseNo } = played
  await playTo(platform, played, { elementId: 'inspect' })

  await withdraw(platform, caseNo, ['tobacco-retail'])
  await playToEnd(platform, played)

  t.same(await outcomesOf(platform, caseNo), { 'tobacco-retail': 'withdrawn', 'publication-retail': 'granted' })
  t.same(await database('visit_finding').join('sub_case', 'sub_case.sub_case_no', 'visit_finding.sub_case_no')
    .where({ case_no: caseNo }).distinct('permit').pluck('permit'), ['publication-retail'])
})

await test('all permits withdrawn: the case is withdrawn, has no licence and its flow has ended', async (t) => {
  const played = await submitted(platform, await storeWith(['food-prepackaged-filing', 'publication-retail', 'tobacco-retail']))
  const { caseNo, story } = played
  await taskOf(platform, caseNo, 'pre-review')

  await withdraw(platform, caseNo, story.permits)
  await untilEnded(platform, caseNo)

  t.equal(await caseState(platform, caseNo), 'withdrawn')
  t.same(await permitsWith(platform, 'certificate', caseNo), [])
  t.same(await database('licence').where({ case_no: caseNo }), [])
  t.same(await openTasks(platform, caseNo), [])
  t.equal((await documentsOf(platform, caseNo, 'withdraw-application')).length, 1, 'one confirmation for all of them')
})

await test('a holder of two permits who withdraws the third gets no licence out of a case in which nothing was decided', async (t) => {
  const first = await submitted(platform, await storeWith(['food-prepackaged-filing', 'medical-device-class2-filing']))
  await playToEnd(platform, first)
  const { form, answers } = first.story
  const later = await submitted(platform, await storeWith(['tobacco-retail'], {
    form: { premises_address: form.premises_address },
    answers: { ...answers, sells_tobacco: true, held_permits: ['food-prepackaged-filing', 'medical-device-class2-filing'] }
  }))
  await taskOf(platform, later.caseNo, 'pre-review')

  await withdraw(platform, later.caseNo, ['tobacco-retail'])
  await untilEnded(platform, later.caseNo)

  t.same(await database('licence').where({ case_no: later.caseNo }), [])
})

await test('withdrawn before its flow started: the flow ends at receipt and asks nobody', async (t) => {
  const reconnect = platform.cutOutbox()
  t.teardown(reconnect)
  const { caseNo, story } = await submitted(platform, await storeWith(['publication-retail', 'tobacco-retail']))
  await withdraw(platform, caseNo, story.permits)
  reconnect()
  await untilEnded(platform, caseNo)

  t.equal(await caseState(platform, caseNo), 'withdrawn')
  t.same(await database('task_view').where({ case_no: caseNo }), [])
})

await test('withdrawn while its flow stands before its first step: the withdrawal needs nothing that this step would have left', async (t) => {
  const release = platform.hold('route-permit')
  t.teardown(release)
  const { caseNo, story } = await submitted(platform, await storeWith(['tobacco-retail']))
  await until(async () => platform.jobs.stats().types.find(({ jobType }) => jobType === 'route-permit')!.oldestInHandMs > 0 ? true : undefined, 'the job to be in hand')

  await withdraw(platform, caseNo, story.permits)
  await untilEnded(platform, caseNo)
  release()

  t.equal(await caseState(platform, caseNo), 'withdrawn')
})

await test('withdrawn before the decision is recorded: the withdrawal wins and the decision counts for nothing', async (t) => {
  const played = await submitted(platform, await storeWith(['tobacco-retail']))
  const { caseNo } = played
  const decide = await playTo(platform, played, { elementId: 'decide' })
  const release = platform.hold('record-decision')
  t.teardown(release)

  await completeAs(platform, decide, await memberOf(platform, decide), { decision: 'granted', reasons: '' })
  await withdraw(platform, caseNo, ['tobacco-retail'])
  release()
  await untilEnded(platform, caseNo)

  t.same(await outcomesOf(platform, caseNo), { 'tobacco-retail': 'withdrawn' })
  t.same(await permitsWith(platform, 'decision', caseNo), [])
  t.same(await documentsOf(platform, caseNo, 'grant'), [])
  t.equal(await caseState(platform, caseNo), 'withdrawn')
})

await test('withdrawn while the decision is being recorded: the decision was first and the withdrawal is refused', async (t) => {
  const played = await submitted(platform, await storeWith(['tobacco-retail']))
  const { caseNo } = played
  const decide = await playTo(platform, played, { elementId: 'decide' })
  const lock = await database.transaction()
  t.teardown(() => lock.isCompleted() || lock.rollback())
  await lockCase(lock, caseNo)

  await completeAs(platform, decide, await memberOf(platform, decide), { decision: 'granted', reasons: '' })
  await untilWaiting(platform, 1)
  const withdrawal = t.rejects(withdraw(platform, caseNo, ['tobacco-retail']), { code: 'not-withdrawable', details: { permits: ['tobacco-retail'] } })
  await untilWaiting(platform, 2)
  await lock.commit()
  await withdrawal
  await untilEnded(platform, caseNo)

  t.same(await outcomesOf(platform, caseNo), { 'tobacco-retail': 'granted' })
  t.same(await permitsWith(platform, 'certificate', caseNo), ['tobacco-retail'])
  t.same(await documentsOf(platform, caseNo, 'withdraw-application'), [])
})

async function noticeOf (played: PlayedCase): Promise<string> {
  const { caseNo } = played
  await playCase(platform, caseNo, played.story, async () => await openNotice(platform, caseNo) !== undefined)
  return (await openNotice(platform, caseNo))!.notice_no
}

/** State of the notice's item by permit; each permit has one here. */
async function itemStates (noticeNo: string): Promise<Record<string, string>> {
  const items = await database('deficiency_item').join('sub_case', 'sub_case.sub_case_no', 'deficiency_item.sub_case_no').where({ notice_no: noticeNo })
    .select<{ permit: string, state: string }[]>('permit', 'deficiency_item.state')
  return Object.fromEntries(items.map(({ permit, state }) => [permit, state]))
}

async function taskState (userTaskKey: string): Promise<string> {
  return (await database('user_task').where({ epoch: platform.epoch, user_task_key: userTaskKey }).first<{ state: string }>('state')).state
}
