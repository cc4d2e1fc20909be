import t from 'tap'
import fc from 'fast-check'
import { ClockError, type ClockEvent, type ClockLimits } from '../../../src/domain/clock/clock-event.js'
import { explainClock } from '../../../src/domain/clock/explain-clock.js'
import { workCalendar, type CalendarDay, type LimitOfTime } from '../../../src/domain/working-days.js'
import { slowClock, type SlowState } from './slow-clock.js'

const firstDay = Date.UTC(2026, 0, 1)
const dayMs = 86_400_000

const limit = fc.oneof(
  fc.record({ n: fc.integer({ min: 0, max: 45 }), unit: fc.constantFrom('工作日' as const, '日' as const) }),
  fc.record({ n: fc.integer({ min: 1, max: 3 }), unit: fc.constant('月' as const) })
) satisfies fc.Arbitrary<LimitOfTime>

const limits: fc.Arbitrary<ClockLimits> = fc.record({
  starts: fc.constantFrom('accepted' as const, 'received' as const),
  statutory: fc.option(limit, { freq: 6 }),
  promised: limit,
  extension: fc.option(limit, { freq: 4 }),
  delivery: limit
})

/** What may happen next, more often what does than what can't; and how many days later. */
const usual: Record<string, string[]> = {
  begin: ['received'],
  received: ['accepted', 'accepted', 'received'],
  accepted: ['stopped', 'stopped', 'extended', 'decided'],
  stopped: ['resumed', 'resumed', 'resumed', 'prolonged', 'prolonged', 'extended', 'decided'],
  prolonged: ['resumed', 'resumed', 'prolonged', 'extended', 'decided'],
  resumed: ['stopped', 'extended', 'decided'],
  extended: ['stopped', 'decided', 'resumed'],
  decided: ['served'],
  served: ['served']
}
const anything = ['received', 'accepted', 'stopped', 'prolonged', 'resumed', 'extended', 'decided', 'served']
const step = fc.record({
  choice: fc.nat({ max: 11 }),
  isUnusual: fc.nat({ max: 24 }).map((n) => n === 0),
  later: fc.integer({ min: 0, max: 25 }),
  hour: fc.nat({ max: 23 }),
  told: fc.integer({ min: -1, max: 30 }),
  isBare: fc.nat({ max: 19 }).map((n) => n === 0),
  isReviewer: fc.nat({ max: 9 }).map((n) => n === 0)
})

const events = fc.array(step, { minLength: 1, maxLength: 9 }).map((steps) => {
  const history: ClockEvent[] = []
  let day = 0
  let last = 'begin'
  for (const { choice, isUnusual, later, hour, told, isBare, isReviewer } of steps) {
    const possible = isUnusual ? anything : usual[last]!
    last = possible[choice % possible.length]!
    day += later
    const earliest = history.at(-1)?.at ?? new Date(0)
    const at = new Date(Math.max(firstDay + day * dayMs + hour * 3_600_000, earliest.getTime()))
    history.push(eventOf(last, at, { told, isBare, isReviewer }))
  }
  return history
})

function eventOf (type: string, at: Date, { told, isBare, isReviewer }: { told: number, isBare: boolean, isReviewer: boolean }): ClockEvent {
  if (type === 'stopped' || type === 'prolonged') {
    const expectedUntil = new Date(at.getTime() + 8 * 3_600_000 + told * dayMs).toISOString().slice(0, 10)
    return { type, at, cause: '专家评审', basis: isBare ? '' : '行政许可法第四十五条', expectedUntil, documentNo: '特1' }
  }
  if (type === 'extended') return { type, at, approvedBy: '李某', role: isReviewer ? 'reviewer' : 'approver', reason: '案情复杂', documentNo: '延1' }
  return { type, at } as ClockEvent
}

/** Some weekdays at rest, some weekends worked, up to two weeks at a time. */
const exceptions: fc.Arbitrary<CalendarDay[]> = fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { maxLength: 60 }).map((days) => days.map((n) => {
  const date = new Date(firstDay + n * dayMs)
  return { day: date.toISOString().slice(0, 10), kind: date.getUTCDay() % 6 === 0 ? 'workday' as const : 'rest' as const }
}))

t.test('ten thousand histories: every date, what is used and every refusal as a clock says that lives through day by day', async (t) => {
  const met = { told: 0, refused: new Set<string>(), stopped: 0, prolonged: 0, extended: 0, overdue: 0 }

  fc.assert(fc.property(limits, events, exceptions, fc.integer({ min: 0, max: 40 }), (limits, events, exceptions, later) => {
    const worked = new Map(exceptions.map(({ day, kind }) => [day, kind]))
    const rest = (day: string): boolean => (worked.get(day) ?? ([0, 6].includes(new Date(day).getUTCDay()) ? 'rest' : 'workday')) === 'rest'
    const asOf = new Date(events.at(-1)!.at.getTime() + 8 * 3_600_000 + later * dayMs).toISOString().slice(0, 10)
    const ours = answerOf(() => explainClock(limits, events, workCalendar([2026, 2027, 2028], exceptions), asOf).state)
    const slow = answerOf(() => slowClock(limits, events, rest, asOf))
    count(met, events, slow)
    return JSON.stringify(ours) === JSON.stringify(slow)
  }), { numRuns: 10_000 })

  t.ok(met.told > 2_000 && met.stopped > 500 && met.prolonged > 200 && met.extended > 200 && met.overdue > 200, `enough of each: ${JSON.stringify(met)}`)
  t.same([...met.refused].sort(), ['clock-already-begun', 'clock-already-stopped', 'clock-not-running', 'clock-not-stopped', 'not-extendable', 'stop-without-basis'])
})

function answerOf (ask: () => SlowState): Partial<SlowState> | { refused: string } {
  try {
    const { promisedDueOn, statutoryDueOn, deliveryDueOn, used, isOverdue, isPromiseMissed } = ask()
    return { promisedDueOn, statutoryDueOn, deliveryDueOn, used, isOverdue, isPromiseMissed }
  } catch (error) {
    return { refused: error instanceof ClockError ? error.code : (error as Error).message }
  }
}

function count (met: { told: number, refused: Set<string>, stopped: number, prolonged: number, extended: number, overdue: number }, events: ClockEvent[], answer: Partial<SlowState> | { refused: string }): void {
  if ('refused' in answer) { met.refused.add(answer.refused); return }
  met.told++
  if (events.some(({ type }) => type === 'stopped')) met.stopped++
  if (events.some(({ type }) => type === 'prolonged')) met.prolonged++
  if (events.some(({ type }) => type === 'extended')) met.extended++
  if ((answer as SlowState).isOverdue) met.overdue++
}
