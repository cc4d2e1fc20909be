import { DateTime } from 'luxon'
import { civilZone, type CivilDate } from './time.js'

/** A limit as the law gives it: working days (行政许可法第八十二条), calendar days or months. */
export interface LimitOfTime { n: number, unit: '工作日' | '日' | '月' }

export interface CalendarDay { day: CivilDate, kind: 'rest' | 'workday' }

/** Which days are worked: weekends, corrected by the State Council's yearly arrangement. */
export interface WorkCalendar {
  isWorkday (date: CivilDate): boolean
  /** False for a year whose arrangement is not published yet: its dates count weekends only and are provisional (暂估). */
  isPublished (year: number): boolean
}

/** Builds a calendar from the arrangements' exceptions: rest days on weekdays, make-up workdays on weekends. */
export function workCalendar (publishedYears: number[], days: CalendarDay[]): WorkCalendar {
  const exceptions = new Map(days.map(({ day, kind }) => [day, kind]))
  const years = new Set(publishedYears)
  return {
    isWorkday: (date) => {
      const exception = exceptions.get(date)
      return exception === undefined ? !isWeekend(date) : exception === 'workday'
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
  const end = dayOf(date).plus(limit.unit === '日' ? { days: limit.n } : { months: limit.n })
  return onWorkday(calendar, end.toISODate()!)
}

const dayMs = 86_400_000

/** Civil dates are counted as if in UTC: no zone has a part in them, and a plan or a replay steps through millions of days. */
function nextDay (date: CivilDate): CivilDate {
  return new Date(Date.parse(date) + dayMs).toISOString().slice(0, 10)
}

function isWeekend (date: CivilDate): boolean {
  const weekday = new Date(Date.parse(date)).getUTCDay()
  return weekday === 0 || weekday === 6
}

function dayOf (date: CivilDate): DateTime {
  return DateTime.fromISO(date, { zone: civilZone })
}
