import type { CivilDate } from './time.js'
import { addWorkdays, workdaysBetween, type WorkCalendar } from './working-days.js'

export interface RectificationLimits {
  /** 整改期上限, `rectification-max` of the release's defaults 〔待核〕. */
  maxWorkdays: number
  /** 一趟复审, `recheck` 〔待核〕. */
  recheckWorkdays: number
  /** 整改后决定预留, `decision-reserve` 〔待核〕. */
  decisionWorkdays: number
}

/**
 * The last day for rectifying what a visit found: min(10 working days, what remains of the permit's limit − recheck 2 −
 * decision 1). Null when less than one day is left: the permit then goes straight to its department's decision.
 * Rectification does not stop the clock: 行政许可法第四十五条 does not name it.
 */
export function rectificationDeadline (inspectedOn: CivilDate, limitEndsOn: CivilDate, limits: RectificationLimits, calendar: WorkCalendar): CivilDate | null {
  const remaining = workdaysBetween(calendar, inspectedOn, limitEndsOn)
  const workdays = Math.min(limits.maxWorkdays, remaining - limits.recheckWorkdays - limits.decisionWorkdays)
  return workdays < 1 ? null : addWorkdays(calendar, inspectedOn, workdays)
}
