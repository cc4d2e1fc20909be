import type { CivilDate } from '../time.js'
import type { WorkCalendar } from '../working-days.js'
import { daysIn } from './counted-days.js'
import { countedFrom, deliveryDueOn, promisedDueOn, statutoryDueOn, usedOfPromise, type PermitClock } from './permit-clock.js'

/** A permit's clock as it stands on a day; dates are null before there are any. */
export interface ClockState {
  countedFrom: CivilDate | null
  promisedDueOn: CivilDate | null
  statutoryDueOn: CivilDate | null
  deliveryDueOn: CivilDate | null
  /** Of the promise, in its unit (a month in days), by the end of the day or of the day of the decision. */
  used: number
  remaining: number | null
  stoppedSince: CivilDate | null
  /** A year without the State Council's arrangement has a part in a date that is still to come. */
  isProvisional: boolean
  isPromiseMissed: boolean
  isOverdue: boolean
}

/** The state by the end of `day`. A missed promise breaks no law; overdue is what breaks the law's limit. */
export function clockState (clock: PermitClock, calendar: WorkCalendar, day: CivilDate): ClockState {
  const until = clock.decidedOn ?? day
  const start = countedFrom(clock)
  const [promised, statutory] = [promisedDueOn(clock, calendar, until), statutoryDueOn(clock, calendar, until)]
  const used = usedOfPromise(clock, calendar, until)
  const dates = [promised, statutory, deliveryDueOn(clock, calendar)]
  return {
    countedFrom: start,
    promisedDueOn: promised,
    statutoryDueOn: statutory,
    deliveryDueOn: dates[2]!,
    used,
    remaining: start === null ? null : Math.max(0, daysIn(start, clock.limits.promised) - used),
    stoppedSince: clock.stopped?.since ?? null,
    isProvisional: dates.some((date) => date !== null && date >= day && !calendar.isPublished(Number(date.slice(0, 4)))),
    isPromiseMissed: promised !== null && until > promised,
    isOverdue: statutory !== null && until > statutory
  }
}
