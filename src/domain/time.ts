import { DateTime } from 'luxon'

/** Civil time of the platform: all dates of the law are dates in China. */
export const civilZone = 'Asia/Shanghai'

/** Where "now" comes from; tests and time travel inject their own. */
export interface Clock {
  now (): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** Calendar date in China, `yyyy-MM-dd`. */
export type CivilDate = string

/** The civil date at an instant. */
export function civilDateOf (instant: Date): CivilDate {
  return DateTime.fromJSDate(instant, { zone: civilZone }).toISODate()!
}

/** The last moment of a civil date: a limit that ends on a day ends at 24:00 of it. */
export function endOfCivilDate (date: CivilDate): Date {
  return DateTime.fromISO(date, { zone: civilZone }).endOf('day').toJSDate()
}

/** The instant at which a civil day begins. */
export function startOfCivilDate (date: CivilDate): Date {
  return DateTime.fromISO(date, { zone: civilZone }).startOf('day').toJSDate()
}

/** An hour (0 to 23) of a civil day. */
export function instantAtHour (date: CivilDate, hour: number): Date {
  return DateTime.fromISO(date, { zone: civilZone }).set({ hour }).toJSDate()
}

/** An instant as ISO 8601 with China's offset, the way the engine's due dates are written. */
export function isoAtCivilZone (instant: Date): string {
  return DateTime.fromJSDate(instant, { zone: civilZone }).toISO({ suppressMilliseconds: true })!
}

/** Whether a value is a date as `yyyy-MM-dd` that exists. */
export function isCivilDate (value: unknown): value is CivilDate {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && DateTime.fromISO(value, { zone: civilZone }).isValid
}
