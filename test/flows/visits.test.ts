import t from 'tap'
import { playCase, taskOf, until } from '../support/case-flow.js'
import { openRectification } from '../support/applicant.js'
import {
  documentsOf, flowTests, licensedPermits, outcomesOf, perform, playTo, playToEnd, stateOf, submitted, travelTo, waiveStatement
} from '../support/flow-steps.js'
import { storeWith } from '../support/stories.js'

const { platform, test } = await flowTests(t)
const { database } = platform

await test('a visit that could not take place is written down and arranged anew, with its inspectors free meanwhile', async (t) => {
  const played = await submitted(platform, await storeWith(['tobacco-retail', 'outdoor-sign']))
  const { caseNo } = played
  await playTo(platform, played, { elementId: 'inspect' })

  await perform(platform, played, { elementId: 'inspect' }, { attendance: 'not-possible', findings: [], applicantOpinion: '店铺停电，无法核查' })
  await taskOf(platform, caseNo, 'confirm-visit')
  t.same(await bookings(caseNo), 0)
  await playToEnd(platform, played)

  t.same(await outcomesOf(platform, caseNo), { 'tobacco-retail': 'granted', 'outdoor-sign': 'granted' })
  t.equal((await database('visit').where({ case_no: caseNo })).length, 1, 'the same visit')
  t.equal((await documentsOf(platform, caseNo, 'inspection-record')).length, 2, 'one record of each attempt')
  t.equal((await documentsOf(platform, caseNo, 'inspection-notice')).length, 2)
})

await test('a rectification that nobody reports is re-checked once its time is up; what is found unmended is refused, the other permit never waited', async (t) => {
  const played = await submitted(platform, await storeWith(['food-operation', 'tobacco-retail', 'medical-device-class2-filing'], {
    rectify: [{ checkItem: 'food-operation-ck-07', facts: '后门未装防蝇帘', requirement: '安装防蝇帘' }]
  }))
  const { caseNo } = played
  await playCase(platform, caseNo, played.story, async () =>
    await openRectification(platform, caseNo) !== undefined && (await outcomesOf(platform, caseNo))['tobacco-retail'] === 'granted')
  t.equal(await stateOf(platform, caseNo, 'food-operation'), 'rectifying')

  await travelTo(platform, (await openRectification(platform, caseNo))!.rectification_due_at!)
  const recheck = await taskOf(platform, caseNo, 'recheck')
  t.match(recheck.form.taskView, { facts: [{}, {}, {}, { label: '整改报告', value: '期满未报告' }] })
  await perform(platform, played, { elementId: 'recheck' }, ({ form }) => ({
    findings: form.findings!.map((finding) => ({ ...finding, result: 'failed', facts: '仍未安装防蝇帘' }))
  }))
  await perform(platform, played, { elementId: 'review', permit: 'food-operation' }, { opinion: 'refuse', reasons: '整改期满仍不合格' })
  await waiveStatement(platform, caseNo, 'food-operation')
  await perform(platform, played, { elementId: 'decide', permit: 'food-operation' }, { decision: 'refused', reasons: '未安装防蝇设施，不符合食品经营许可条件' })
  await playToEnd(platform, played)

  t.match(await outcomesOf(platform, caseNo), { 'food-operation': 'refused', 'tobacco-retail': 'granted' })
  t.same(await licensedPermits(platform, caseNo), ['medical-device-class2-filing', 'tobacco-retail'])
  t.equal((await documentsOf(platform, caseNo, 'rectification')).length, 1)
  t.same(await database('visit').where({ case_no: caseNo }).pluck('state'), ['concluded'])
})

await test('a permit waits for the slower one so that both are visited together', async (t) => {
  const played = await submitted(platform, await storeWith(['tobacco-retail', 'outdoor-sign']))
  const { caseNo } = played
  await perform(platform, played, { elementId: 'pre-review', permit: 'tobacco-retail' })
  await until(async () => await stateOf(platform, caseNo, 'tobacco-retail') === 'reviewing' ? true : undefined, 'tobacco-retail to be accepted')
  t.same(await database('visit').where({ case_no: caseNo }), [])

  await perform(platform, played, { elementId: 'pre-review', permit: 'outdoor-sign' })
  await taskOf(platform, caseNo, 'confirm-visit')

  t.same(await database('visit_permit').join('visit', 'visit.visit_no', 'visit_permit.visit_no').where({ case_no: caseNo }).orderBy('sub_case_no').pluck('sub_case_no'),
    [`${caseNo}-01`, `${caseNo}-02`])
})

async function bookings (caseNo: string): Promise<number> {
  return (await database('inspector_booking').join('visit', 'visit.visit_no', 'inspector_booking.visit_no').where({ case_no: caseNo })).length
}
