import { DateTime } from 'luxon'
import { civilZone, type CivilDate } from './time.js'

const dayMs = 86_400_000

/** Civil dates are counted as if in UTC: no zone has a part in them, and a plan or a replay steps through millions of days. */
export function nextDay (date: CivilDate): CivilDate {
  return daysAfter(date, 1)
}

export function daysAfter (date: CivilDate, n: number): CivilDate {
  return new Date(Date.parse(date) + n * dayMs).toISOString().slice(0, 10)
}

/** Calendar days from one date to another; negative when `to` lies before. */
export function daysBetween (from: CivilDate, to: CivilDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}

/** The same day of a later month, or the last one of a month that is too short for it. */
export function monthsAfter (date: CivilDate, n: number): CivilDate {
  return DateTime.fromISO(date, { zone: civilZone }).plus({ months: n }).toISODate()!
}

export function isWeekend (date: CivilDate): boolean {
  const weekday = new Date(Date.parse(date)).getUTCDay()
  return weekday === 0 || weekday === 6
}

export function earlierOf (one: CivilDate, other: CivilDate): CivilDate {
  return one < other ? one : other
}

export function laterOf (one: CivilDate, other: CivilDate): CivilDate {
  return one > other ? one : other
}
