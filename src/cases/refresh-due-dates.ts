import type { Knex } from 'knex'
import { loadCalendar } from '../database/calendar.js'
import type { CaseRow } from '../database/cases.js'
import { releaseOf } from '../database/releases.js'
import { subCasesOf } from '../database/sub-cases.js'
import type { CivilDate } from '../domain/time.js'
import { permitClock, setDueDates } from './clock.js'
import { moveTaskDates } from './move-task-dates.js'
import { permitOf } from './permit-context.js'

/** A permit whose promised or statutory day is another one now. */
export interface MovedDates { subCaseNo: string, permit: string, promised: { from: CivilDate | null, to: CivilDate }, statutory: { from: CivilDate | null, to: CivilDate } }

/**
 * Counts the dates of a case's running clocks anew (a stop that takes longer than told, a calendar that came) and moves its tasks with them.
 * Called under the case's lock. @returns what has moved
 */
export async function refreshDueDates (tx: Knex, { case_no: caseNo, release_id: releaseId }: CaseRow, now: Date): Promise<MovedDates[]> {
  const industry = await releaseOf(tx, releaseId)
  const calendar = await loadCalendar(tx)
  const moved: MovedDates[] = []
  for (const subCase of await subCasesOf(tx, caseNo)) {
    const clocked = { subCase, permit: permitOf(industry, subCase.permit) }
    const clock = await permitClock(tx, clocked, calendar)
    if (subCase.outcome !== null || clock.acceptedOn === null || clock.decidedOn !== null) continue
    const due = await setDueDates(tx, clock, clocked, now)
    if (due.promisedDueOn === subCase.promised_due_on && due.statutoryDueOn === subCase.statutory_due_on) continue
    moved.push({
      subCaseNo: subCase.sub_case_no,
      permit: clocked.permit.name,
      promised: { from: subCase.promised_due_on, to: due.promisedDueOn },
      statutory: { from: subCase.statutory_due_on, to: due.statutoryDueOn }
    })
  }
  await moveTaskDates(tx, caseNo)
  return moved
}
