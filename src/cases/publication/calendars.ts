import type { Knex } from 'knex'
import { readCalendarFiles, type CalendarFile } from '../../catalogue/calendar-files.js'
import { importCalendarYear } from '../../database/calendar.js'
import { lookAtAllOpenCases, openCaseNos } from '../../database/case-watch.js'
import { lockCase } from '../../database/cases.js'
import { refreshDueDates, type MovedDates } from '../refresh-due-dates.js'

/** Brings in the arrangements of the catalogue's folder: the State Council publishes them, no department signs. */
export async function importCalendars (database: Knex, bpmnDir: string): Promise<void> {
  await importYears(database, await readCalendarFiles(bpmnDir))
}

/**
 * Brings in yearly arrangements of rest days, each in the place of what was known of its year. The watch looks at every open case anew when
 * anything has changed. @returns the years that have
 */
export async function importYears (database: Knex, files: CalendarFile[]): Promise<number[]> {
  return await database.transaction(async (tx) => {
    const changed: number[] = []
    for (const { year, source, days } of files) {
      if (await importCalendarYear(tx, year, source, days)) changed.push(year)
    }
    if (changed.length > 0) await lookAtAllOpenCases(tx)
    return changed
  })
}

export interface MovedCase { caseNo: string, permits: MovedDates[] }

/** Counts the dates of all open cases anew, each in a transaction of its own, as the watch would. @returns those that have moved */
export async function recountOpenCases (database: Knex, now: Date): Promise<MovedCase[]> {
  const moved: MovedCase[] = []
  for (const caseNo of await openCaseNos(database)) {
    const permits = await database.transaction(async (tx) => await refreshDueDates(tx, await lockCase(tx, caseNo), now))
    if (permits.length > 0) moved.push({ caseNo, permits })
  }
  return moved
}
