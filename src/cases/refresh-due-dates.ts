import type { Knex } from 'knex'
import { loadCalendar } from '../database/calendar.js'
import type { CaseRow } from '../database/cases.js'
import { releaseOf } from '../database/releases.js'
import { subCasesOf } from '../database/sub-cases.js'
import { permitClock, setDueDates } from './clock.js'
import { moveTaskDates } from './move-task-dates.js'
import { civilDateOf } from '../domain/time.js'
import { permitOf } from './permit-context.js'
import { showTolerated } from './tolerated-materials.js'

/**
 * Counts the dates of a case's running clocks anew (a stop that takes longer than told, a calendar that came) and moves its tasks with
 * them; what has lapsed shows there, too.
 * Called under the case's lock.
 */
export async function refreshDueDates (tx: Knex, { case_no: caseNo, release_id: releaseId }: CaseRow, now: Date): Promise<void> {
  const industry = await releaseOf(tx, releaseId)
  const calendar = await loadCalendar(tx)
  for (const subCase of await subCasesOf(tx, caseNo)) {
    const clocked = { subCase, permit: permitOf(industry, subCase.permit) }
    const clock = await permitClock(tx, clocked, calendar)
    if (subCase.outcome !== null || clock.acceptedOn === null || clock.decidedOn !== null) continue
    await setDueDates(tx, clock, clocked, { at: now, calendar })
  }
  await moveTaskDates(tx, caseNo)
  await showTolerated(tx, caseNo, industry, civilDateOf(now))
}
