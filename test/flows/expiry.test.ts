import t from 'tap'
import { deficiencyItemsOf } from '../../src/database/deficiencies.js'
import { playCase, until } from '../support/case-flow.js'
import { openNotice, supplyEverythingIn } from '../support/applicant.js'
import {
  documentsOf, flowTests, licensedPermits, outcomesOf, playToEnd, stateOf, submitted, travelTo, untilEnded, untilWaiting, withdraw, type PlayedCase
} from '../support/flow-steps.js'
import { storeWith } from '../support/stories.js'

const { platform, test } = await flowTests(t)
const { database } = platform
const badContract = { material: 'premises-proof', permit: 'tobacco-retail', reason: '租赁合同缺出租人签字页', howToMend: '请补传有双方签字的完整租赁合同' }

await test('a notice that nobody answers: its permits are terminated in writing, the others go on, and the holder may apply again', async (t) => {
  const played = await submitted(platform, await storeWith(['food-operation', 'tobacco-retail', 'medical-device-class2-filing'], { reject: [badContract] }))
  const { caseNo, story } = played
  const { noticeNo, dueAt } = await noticeOf(played)

  await travelTo(platform, dueAt)
  await until(async () => (await outcomesOf(platform, caseNo))['tobacco-retail'] === 'terminated' ? true : undefined, 'tobacco-retail to be terminated')

  t.equal(await stateOf(platform, caseNo, 'food-operation'), 'reviewing', 'accepted, and untouched by it')
  t.same((await deficiencyItemsOf(database, { noticeNo }, ['expired'])).map(({ subject_id: id }) => id), ['premises-proof'])
  const documents = await documentsOf(platform, caseNo, 'termination')
  t.equal(documents.length, 1)
  t.match(documents[0]?.data, { content: { items: [{ permit: '烟草专卖零售许可', sub_case_no: `${caseNo}-02` }] } })

  const again = await submitted(platform, await storeWith(['tobacco-retail'], { form: { premises_address: story.form.premises_address } }))
  await withdraw(platform, again.caseNo, ['tobacco-retail'])
  await untilEnded(platform, again.caseNo)
  await playToEnd(platform, { caseNo, story: { ...story, reject: [] } })
  t.same(await outcomesOf(platform, caseNo), { 'food-operation': 'granted', 'tobacco-retail': 'terminated', 'medical-device-class2-filing': 'filed' })
  t.same(await licensedPermits(platform, caseNo), ['food-operation', 'medical-device-class2-filing'])
})

await test('a supplement handed in just before the deadline counts, even when the deadline is dealt with first', async (t) => {
  const played = await submitted(platform, await storeWith(['tobacco-retail'], { reject: [badContract] }))
  const { caseNo, story } = played
  const { noticeNo, dueAt } = await noticeOf(played)
  const handingIn = await database.transaction()
  t.teardown(() => handingIn.isCompleted() || handingIn.rollback())

  await supplyEverythingIn(handingIn, platform, caseNo)
  await travelTo(platform, dueAt)
  await untilWaiting(platform, 1)
  await handingIn.commit()
  await playToEnd(platform, { caseNo, story: { ...story, reject: [] } })

  t.same(await database('supplement_notice').where({ notice_no: noticeNo }).pluck('state'), ['submitted'])
  t.same(await outcomesOf(platform, caseNo), { 'tobacco-retail': 'granted' })
  t.same(await documentsOf(platform, caseNo, 'termination'), [])
})

async function noticeOf ({ caseNo, story }: PlayedCase): Promise<{ noticeNo: string, dueAt: Date }> {
  await playCase(platform, caseNo, story, async () => await openNotice(platform, caseNo) !== undefined)
  const { notice_no: noticeNo, due_at: dueAt } = (await openNotice(platform, caseNo))!
  return { noticeNo, dueAt: dueAt! }
}
