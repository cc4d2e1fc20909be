import t from 'tap'
import type { Permit } from '../../src/catalogue/types.js'
import { limitDates, mustVisitBy } from '../../src/domain/limit-dates.js'
import { allIndustries, projectCalendar } from '../support/planning.js'

const calendar = await projectCalendar()
const permits = new Map((await allIndustries()).flatMap(({ permits }) => permits.map((permit): [string, Permit] => [permit.id, permit])))

// 2026-09-24 Thursday, 09-25 rest, 09-28 Monday; 10-01 to 10-07 rest, 10-10 worked
const dates = { receivedOn: '2026-09-24', acceptedOn: '2026-09-29' }

const limits: [string, 'preparation' | 'final' | null, string, string][] = [
  // 5 and 10 working days after acceptance
  ['food-operation', null, '2026-10-12', '2026-10-19'],
  // Its law counts from receipt: 10 working days; 30 days, which end on a Saturday
  ['high-risk-sports', null, '2026-10-15', '2026-10-26'],
  // Each stage by itself, from receipt
  ['net-culture', 'preparation', '2026-10-15', '2026-10-29'],
  ['net-culture', 'final', '2026-10-15', '2026-10-22']
]
for (const [id, stage, promisedDueOn, statutoryDueOn] of limits) {
  t.test(`limits of ${id}${stage === null ? '' : ` (${stage})`} over the holidays`, async (t) => {
    t.same(limitDates(calendar, permits.get(id)!, stage, dates), { promisedDueOn, statutoryDueOn })
  })
}

t.test('a filing without statutory limit has its promise only', async (t) => {
  t.same(limitDates(calendar, permits.get('food-prepackaged-filing')!, null, dates), { promisedDueOn: '2026-09-24', statutoryDueOn: '2026-09-24' })
})

t.test('a place is seen within its own limit, and never after the promised decision', async (t) => {
  const tobacco = permits.get('tobacco-retail')!

  t.equal(mustVisitBy(calendar, tobacco, { acceptedOn: '2026-09-29', promisedDueOn: '2026-12-31' }), '2026-10-19')
  t.equal(mustVisitBy(calendar, tobacco, { acceptedOn: '2026-09-29', promisedDueOn: '2026-10-09' }), '2026-10-09')
  t.equal(mustVisitBy(calendar, permits.get('eia-approval')!, { acceptedOn: '2026-09-29', promisedDueOn: '2026-10-09' }), '2026-10-09')
})

t.test('time that does not count puts the end of a limit off by as much', async (t) => {
  const food = permits.get('food-operation')!
  const dates = { receivedOn: '2026-09-29', acceptedOn: '2026-09-29' }

  t.match(limitDates(calendar, food, null, dates), { statutoryDueOn: '2026-10-19' })
  // 09-30, 10-08, 09, 10 and 12 don't count
  t.match(limitDates(calendar, food, null, dates, [{ from: '2026-09-29', until: '2026-10-12' }]), { statutoryDueOn: '2026-10-26' })
  t.match(limitDates(calendar, food, null, dates, [{ from: '2026-09-29', until: '2026-09-29' }]), { statutoryDueOn: '2026-10-19' })
})
