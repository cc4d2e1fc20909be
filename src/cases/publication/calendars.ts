import type { Knex } from 'knex'
import { readCalendarFiles, type CalendarFile } from '../../catalogue/calendar-files.js'
import { calendarYears, importCalendarYear } from '../../database/calendar.js'
import { lookAtAllOpenCases, openCaseNos, runningDueDates } from '../../database/case-watch.js'
import { lockCase } from '../../database/cases.js'
import { releaseOf } from '../../database/releases.js'
import type { CivilDate } from '../../domain/time.js'
import { permitOf } from '../permit-context.js'
import { refreshDueDates } from '../refresh-due-dates.js'

/** Brings in the arrangements of the catalogue's folder: the State Council publishes them, no department signs. */
export async function importCalendars (database: Knex, bpmnDir: string): Promise<void> {
  await importYears(database, await readCalendarFiles(bpmnDir))
}

/** Those of years that the database has none of: what was imported since is not undone by a start. */
export async function importNewYears (database: Knex, bpmnDir: string): Promise<void> {
  const known = await calendarYears(database)
  await importYears(database, (await readCalendarFiles(bpmnDir)).filter(({ year }) => !known.includes(year)))
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

/** A permit whose promised or statutory day is another one now. */
export interface MovedPermit { caseNo: string, subCaseNo: string, permit: string, promised: Move, statutory: Move }
export interface Move { from: CivilDate | null, to: CivilDate | null }

/**
 * Brings the arrangements in and counts the dates of all open cases anew, each in a transaction of its own; the watch may be at it, too.
 * @returns the years that have changed, and every permit whose days have moved
 */
export async function importAndRecount (database: Knex, files: CalendarFile[], now: Date): Promise<{ years: number[], moved: MovedPermit[] }> {
  const before = await runningDueDates(database)
  const years = await importYears(database, files)
  if (years.length === 0) return { years, moved: [] }
  for (const caseNo of await openCaseNos(database)) {
    await database.transaction(async (tx) => await refreshDueDates(tx, await lockCase(tx, caseNo), now))
  }
  const after = new Map((await runningDueDates(database)).map((row) => [row.subCaseNo, row]))
  const moved: MovedPermit[] = []
  for (const was of before) {
    const is = after.get(was.subCaseNo)
    if (is === undefined || (is.promised === was.promised && is.statutory === was.statutory)) continue
    const { name } = permitOf(await releaseOf(database, was.releaseId), was.permit)
    moved.push({ caseNo: was.caseNo, subCaseNo: was.subCaseNo, permit: name, promised: { from: was.promised, to: is.promised }, statutory: { from: was.statutory, to: is.statutory } })
  }
  return { years, moved }
}
