import type { Knex } from 'knex'
import type { Permit } from '../catalogue/types.js'
import { loadCalendar } from '../database/calendar.js'
import { appendClockEvent, clockEventsOf } from '../database/clock-events.js'
import { updateSubCase, type SubCaseRow } from '../database/sub-cases.js'
import type { ClockEvent } from '../domain/clock/clock-event.js'
import { clockLimitsOf } from '../domain/clock/clock-limits.js'
import { advance, newClock, promisedDueOn, replay, statutoryDueOn, type PermitClock } from '../domain/clock/permit-clock.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import type { WorkCalendar } from '../domain/working-days.js'

/** A permit of a case, as its clock needs it. */
export interface ClockedPermit { subCase: SubCaseRow, permit: Permit }

/** A permit's clock by its history. */
export async function permitClock (tx: Knex, { subCase, permit }: ClockedPermit, calendar: WorkCalendar): Promise<PermitClock> {
  const events = await clockEventsOf(tx, subCase.sub_case_no, subCase.stage)
  return events.reduce((clock, event) => replay(clock, event, calendar), newClock(clockLimitsOf(permit, subCase.stage)))
}

/**
 * Writes further events into a permit's history. An instant before the last one's counts as that one's: two machines' clocks may differ.
 * @throws ClockError when the law, or what happened before, leaves no room for one
 */
export async function recordClockEvents (tx: Knex, clocked: ClockedPermit, events: ClockEvent[]): Promise<PermitClock> {
  const calendar = await loadCalendar(tx)
  let clock = await permitClock(tx, clocked, calendar)
  for (const { at, ...event } of events) {
    const happened = { ...event, at: clock.lastAt !== null && at < clock.lastAt ? clock.lastAt : at } as ClockEvent
    clock = advance(clock, happened, calendar)
    await appendClockEvent(tx, clocked.subCase.sub_case_no, clocked.subCase.stage, happened)
  }
  return clock
}

export interface DueDates { promisedDueOn: CivilDate, statutoryDueOn: CivilDate }

/** The dates of a running clock as they stand; written to the sub-case, where tasks, flags and views read them. */
export async function setDueDates (tx: Knex, clock: PermitClock, { subCase }: ClockedPermit, { at, calendar }: { at: Date, calendar: WorkCalendar }): Promise<DueDates> {
  const day = civilDateOf(at)
  const due = { promisedDueOn: promisedDueOn(clock, calendar, day)!, statutoryDueOn: statutoryDueOn(clock, calendar, day)! }
  if (due.promisedDueOn !== subCase.promised_due_on || due.statutoryDueOn !== subCase.statutory_due_on) {
    await updateSubCase(tx, subCase.sub_case_no, { promised_due_on: due.promisedDueOn, statutory_due_on: due.statutoryDueOn })
  }
  return due
}
