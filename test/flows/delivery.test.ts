import t from 'tap'
import { notePickUp } from '../../src/database/pick-ups.js'
import { caseState, submitStory, taskOf, until } from '../support/case-flow.js'
import {
  documentsOf, flowTests, licensedPermits, outcomesOf, perform, permitsWith, playTo, refusalOf, stateOf, submitted, untilEnded, waiveStatement, withdraw
} from '../support/flow-steps.js'
import { storeWith } from '../support/stories.js'

const { platform, test } = await flowTests(t)
const { database } = platform
const atTheWindow = { form: { delivery_method: '窗口领取' } }

await test('taken in at the window for somebody without account: the composite licence is there before anything is picked up; each hand-over is proved by its receipt', async (t) => {
  const story = await storeWith(['food-prepackaged-filing', 'medical-device-class2-filing'], atTheWindow)
  const played = { story, caseNo: await submitStory(platform, story, { atWindowBy: 'intake-410202' }) }
  const { caseNo } = played
  await perform(platform, played, { elementId: 'decide-on-the-spot', permit: 'food-prepackaged-filing' })
  await taskOf(platform, caseNo, 'hand-over', 'food-prepackaged-filing')
  t.match(await database('case_file').where({ case_no: caseNo }).first(), { channel: 'window', received_at: Date, electronic_delivery: false })
  t.same(await licensedPermits(platform, caseNo), [], 'not while a permit is undecided')
  await perform(platform, played, { elementId: 'decide-on-the-spot', permit: 'medical-device-class2-filing' })

  await untilLicensed(caseNo)
  t.same(await licensedPermits(platform, caseNo), ['food-prepackaged-filing', 'medical-device-class2-filing'])
  t.equal(await caseState(platform, caseNo), 'issuing')
  t.same(await documentsOf(platform, caseNo, 'service-receipt'), [])

  const handOver = await perform(platform, played, { elementId: 'hand-over', permit: 'food-prepackaged-filing' }, { receivedBy: '赵汴生', identityChecked: false })
  t.same(handOver.groups, ['gov-services.intake@410202'], 'one window hands out for all departments')
  t.equal(await refusalOf(platform, handOver), '请先核对签收人身份')
  await notePickUp(database, { subCaseNo: handOver.subCaseNo!, recipientName: '赵汴生', recipientIdNumber: '11010519491231002X', isAgent: true, signature: [[1, 2, 3, 4]] }, { epoch: platform.epoch, key: handOver.key }, { by: 1, at: new Date() })
  await perform(platform, played, { elementId: 'hand-over', permit: 'food-prepackaged-filing' }, { receivedBy: '赵汴生', identityChecked: true })
  await perform(platform, played, { elementId: 'hand-over', permit: 'medical-device-class2-filing' }, { receivedBy: '赵汴生', identityChecked: true })
  await untilEnded(platform, caseNo)

  t.match(await documentsOf(platform, caseNo, 'service-receipt'), [
    { data: { content: { method: 'window', received_by: '赵汴生', recipient_id: '110105********002X', is_agent: true, signature: [[1, 2, 3, 4]] } } }, { data: { content: { method: 'window', received_by: '赵汴生' } } }
  ])
  t.same(await database('licence_version').join('licence', 'licence.licence_no', 'licence_version.licence_no').where({ case_no: caseNo }).pluck('licence_version.version'), [1], 'no second version at the end')
  t.match(await documentsOf(platform, caseNo, 'filing-receipt'), [{ served_how: 'window' }, { served_how: 'window' }])
})

await test('the last permit is withdrawn while the others wait to be picked up: the licence doesn\'t wait for the pick-up either', async (t) => {
  const played = await submitted(platform, await storeWith(['food-prepackaged-filing', 'medical-device-class2-filing', 'tobacco-retail'], atTheWindow))
  const { caseNo } = played
  await perform(platform, played, { elementId: 'decide-on-the-spot', permit: 'food-prepackaged-filing' })
  await perform(platform, played, { elementId: 'decide-on-the-spot', permit: 'medical-device-class2-filing' })
  await taskOf(platform, caseNo, 'hand-over', 'food-prepackaged-filing')
  await taskOf(platform, caseNo, 'hand-over', 'medical-device-class2-filing')

  await withdraw(platform, caseNo, ['tobacco-retail'])
  await untilLicensed(caseNo)

  t.same(await licensedPermits(platform, caseNo), ['food-prepackaged-filing', 'medical-device-class2-filing'])
})

await test('a refusal is handed over at the window too', async (t) => {
  const played = await submitted(platform, await storeWith(['tobacco-retail'], atTheWindow))
  const { caseNo } = played
  await playTo(platform, played, { elementId: 'review' })
  await perform(platform, played, { elementId: 'review' }, { opinion: 'refuse', reasons: '与最近零售点距离不足' })
  await waiveStatement(platform, caseNo, 'tobacco-retail')
  await perform(platform, played, { elementId: 'decide' }, { decision: 'refused', reasons: '与最近零售点距离不足，不符合合理布局' })

  await perform(platform, played, { elementId: 'hand-over' })
  await untilEnded(platform, caseNo)

  t.same(await outcomesOf(platform, caseNo), { 'tobacco-retail': 'refused' })
  t.equal(await stateOf(platform, caseNo, 'tobacco-retail'), 'delivered')
  t.match(await documentsOf(platform, caseNo, 'refuse'), [{ served_how: 'window' }])
  t.same(await permitsWith(platform, 'certificate', caseNo), [])
})

async function untilLicensed (caseNo: string): Promise<void> {
  await until(async () => (await database('licence').where({ case_no: caseNo }).first('licence_no') as object | undefined), `a licence for ${caseNo}`)
}
