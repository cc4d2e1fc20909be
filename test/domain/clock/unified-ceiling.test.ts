import t from 'tap'
import { newClock, type PermitClock } from '../../../src/domain/clock/permit-clock.js'
import { ceilingDueOn } from '../../../src/domain/clock/unified-ceiling.js'
import { addWorkdays, workCalendar } from '../../../src/domain/working-days.js'

const calendar = workCalendar([2026], [])
const asOf = '2026-03-12'
const rule = { enabled: true, limit: { n: 45, unit: '工作日' as const }, extension: { n: 15, unit: '工作日' as const }, basis: '行政许可法第四十二条第二款' }
const limits = { starts: 'accepted' as const, statutory: null, promised: { n: 5, unit: '工作日' as const }, extension: null, delivery: { n: 10, unit: '工作日' as const } }
const clock = (changes: Partial<PermitClock>): PermitClock => ({ ...newClock(limits), ...changes })

t.test('forty-five working days from the first acceptance, fifteen more once; none while nothing is accepted or it is switched off', async (t) => {
  const clocks = [clock({ acceptedOn: '2026-03-06' }), clock({ acceptedOn: '2026-03-02' }), clock({})]

  t.equal(ceilingDueOn(rule, clocks, false, { calendar, asOf }), addWorkdays(calendar, '2026-03-02', 45))
  t.equal(ceilingDueOn(rule, clocks, true, { calendar, asOf }), addWorkdays(calendar, '2026-03-02', 60))
  t.equal(ceilingDueOn(rule, [clock({})], false, { calendar, asOf }), null)
  t.equal(ceilingDueOn({ ...rule, enabled: false }, clocks, false, { calendar, asOf }), null)
})

t.test('what art. 45 excludes for a permit is excluded for the whole, once where two overlap, to its announced end while it lasts', async (t) => {
  const stoppedTwice = [
    clock({ acceptedOn: '2026-03-02', excluded: [{ from: '2026-03-06', until: '2026-03-13' }] }),
    clock({ acceptedOn: '2026-03-02', stopped: { since: '2026-03-09', expectedUntil: '2026-03-18' } })
  ]

  t.equal(ceilingDueOn(rule, stoppedTwice, false, { calendar, asOf }), addWorkdays(calendar, '2026-03-02', 45 + 8), 'eight working days from the 7th to the 18th')
  t.equal(ceilingDueOn(rule, stoppedTwice, false, { calendar, asOf: '2026-03-20' }), addWorkdays(calendar, '2026-03-02', 45 + 10), 'it takes longer than announced')
})
