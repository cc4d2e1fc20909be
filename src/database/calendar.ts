import { isDeepStrictEqual } from 'node:util'
import type { Knex } from 'knex'
import { workCalendar, type CalendarDay, type WorkCalendar } from '../domain/working-days.js'

/** The working-day calendar as imported; a year that is missing has the law's festivals only and never stops a case. */
export async function loadCalendar (tx: Knex): Promise<WorkCalendar> {
  const years = await calendarYears(tx)
  const days = await tx('calendar_day').select<CalendarDay[]>('day', 'kind')
  return workCalendar(years, days)
}

export async function calendarYears (tx: Knex): Promise<number[]> {
  return await tx('calendar_year').pluck<number[]>('year')
}

/** Replaces one year's arrangement. `source` names the State Council's notice. @returns whether its days are other ones now */
export async function importCalendarYear (tx: Knex, year: number, source: string, days: (CalendarDay & { name: string })[]): Promise<boolean> {
  const isKnown = await tx('calendar_year').where({ year }).first('year') !== undefined
  const known = await tx('calendar_day').where({ year }).orderBy('day').select<CalendarDay[]>('day', 'kind')
  await tx('calendar_year').insert({ year, source }).onConflict('year').merge({ source, imported_at: tx.fn.now() })
  await tx('calendar_day').where({ year }).delete()
  if (days.length > 0) await tx('calendar_day').insert(days.map((day) => ({ ...day, year })))
  const given = days.map(({ day, kind }) => ({ day, kind })).sort((a, b) => a.day < b.day ? -1 : 1)
  return !isKnown || !isDeepStrictEqual(known.map(({ day, kind }) => ({ day, kind })), given)
}
