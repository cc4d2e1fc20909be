import { daysBetween, monthsAfter, nextDay } from '../civil-days.js'
import type { CivilDate } from '../time.js'
import type { LimitOfTime, WorkCalendar } from '../working-days.js'

/** Days after `from` up to and including `until` that don't count: told in writing, resumed the day after the procedure's end. */
export interface ExcludedTime { from: CivilDate, until: CivilDate }

/**
 * The last day of a limit that begins after `start`, when some time doesn't count (行政许可法第四十五条、第八十二条). Working days are counted as such; days and
 * months are counted by the calendar, and a last day on which nobody works moves on to the next working day.
 */
export function lastDay (calendar: WorkCalendar, start: CivilDate, limit: LimitOfTime, excluded: readonly ExcludedTime[]): CivilDate {
  const counts = (day: CivilDate): boolean => (limit.unit !== '工作日' || calendar.isWorkday(day)) && !isExcluded(excluded, day)
  let day = start
  for (let left = daysIn(start, limit); left > 0;) {
    day = nextDay(day)
    if (counts(day)) left--
  }
  while (!calendar.isWorkday(day) || (day > start && isExcluded(excluded, day))) day = nextDay(day)
  return day
}

/** How many units of the limit (months: days) are over by the end of `day`. */
export function usedBy (calendar: WorkCalendar, start: CivilDate, day: CivilDate, limit: LimitOfTime, excluded: readonly ExcludedTime[]): number {
  let used = 0
  for (let one = nextDay(start); one <= day; one = nextDay(one)) {
    if ((limit.unit !== '工作日' || calendar.isWorkday(one)) && !isExcluded(excluded, one)) used++
  }
  return used
}

/** Units of the limit in all; a month has the days that it has from there on. */
export function daysIn (start: CivilDate, { n, unit }: LimitOfTime): number {
  return unit === '月' ? daysBetween(start, monthsAfter(start, n)) : n
}

function isExcluded (excluded: readonly ExcludedTime[], day: CivilDate): boolean {
  return excluded.some(({ from, until }) => day > from && day <= until)
}
