import { daysAfter, isWeekend, monthsAfter, nextDay } from './civil-days.js'
import { statutoryFestivals } from './festivals.js'
import type { CivilDate } from './time.js'

/** A limit as the law gives it: working days (行政许可法第八十二条), calendar days or months. */
export interface LimitOfTime { n: number, unit: '工作日' | '日' | '月' }

export interface CalendarDay { day: CivilDate, kind: 'rest' | 'workday' }

/** Which days are worked: weekends, corrected by the State Council's yearly arrangement; in a year that has none yet, by the festivals of the law. */
export interface WorkCalendar {
  isWorkday (date: CivilDate): boolean
  /** False for a year whose arrangement is not published yet: dates that depend on it are provisional (暂定). */
  isPublished (year: number): boolean
}

/** Builds a calendar from the arrangements' exceptions: rest days on weekdays, make-up workdays on weekends. */
export function workCalendar (publishedYears: number[], days: CalendarDay[]): WorkCalendar {
  const exceptions = new Map(days.map(({ day, kind }) => [day, kind]))
  const years = new Set(publishedYears)
  const festivals = new Map<number, Set<CivilDate>>()
  const isFestival = (date: CivilDate): boolean => {
    const year = Number(date.slice(0, 4))
    if (years.has(year)) return false
    if (!festivals.has(year)) festivals.set(year, new Set(statutoryFestivals(year)))
    return festivals.get(year)!.has(date)
  }
  return {
    isWorkday: (date) => {
      const exception = exceptions.get(date)
      return exception === undefined ? !isWeekend(date) && !isFestival(date) : exception === 'workday'
    },
    isPublished: (year) => years.has(year)
  }
}

/** The n-th working day after `date` (行政许可法第八十二条); the day itself doesn't count. */
export function addWorkdays (calendar: WorkCalendar, date: CivilDate, n: number): CivilDate {
  let day = date
  for (let counted = 0; counted < n;) {
    day = nextDay(day)
    if (calendar.isWorkday(day)) counted += 1
  }
  return day
}

/** The n-th working day before `date`; the day itself doesn't count. */
export function workdaysBefore (calendar: WorkCalendar, date: CivilDate, n: number): CivilDate {
  let day = date
  for (let counted = 0; counted < n;) {
    day = daysAfter(day, -1)
    if (calendar.isWorkday(day)) counted += 1
  }
  return day
}

/** `date` itself when it is worked, else the next working day. */
export function onWorkday (calendar: WorkCalendar, date: CivilDate): CivilDate {
  return calendar.isWorkday(date) ? date : addWorkdays(calendar, date, 1)
}

/** Working days after `from` up to and including `to`; negative when `to` lies before. */
export function workdaysBetween (calendar: WorkCalendar, from: CivilDate, to: CivilDate): number {
  if (to < from) return -workdaysBetween(calendar, to, from)
  let count = 0
  for (let day = nextDay(from); day <= to; day = nextDay(day)) {
    if (calendar.isWorkday(day)) count += 1
  }
  return count
}

/** The last day of a limit that begins after `date`; calendar days and months roll over to the next working day. */
export function endOfLimit (calendar: WorkCalendar, date: CivilDate, limit: LimitOfTime): CivilDate {
  if (limit.unit === '工作日') return addWorkdays(calendar, date, limit.n)
  return onWorkday(calendar, limit.unit === '日' ? daysAfter(date, limit.n) : monthsAfter(date, limit.n))
}

/** A year without its arrangement is estimated by the law's festivals; further away that would be guessing. */
const provisionalYears = 1

/** Whether a date is in a year that has its arrangement, or in the year after one that has. */
export function isInCalendar (calendar: WorkCalendar, date: CivilDate): boolean {
  const year = Number(date.slice(0, 4))
  return Array.from({ length: provisionalYears + 1 }, (_, back) => year - back).some((one) => calendar.isPublished(one))
}
