import type { Knex } from 'knex'
import { readCalendarFiles } from '../../catalogue/calendar-files.js'
import { importCalendarYear } from '../../database/calendar.js'

/** Brings in the yearly arrangements of rest days: the State Council publishes them, no department signs. */
export async function importCalendars (database: Knex, bpmnDir: string): Promise<void> {
  const files = await readCalendarFiles(bpmnDir)
  await database.transaction(async (tx) => {
    for (const { year, source, days } of files) await importCalendarYear(tx, year, source, days)
  })
}
