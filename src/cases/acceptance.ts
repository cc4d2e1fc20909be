import type { Knex } from 'knex'
import { loadCalendar } from '../database/calendar.js'
import { updateSubCase } from '../database/sub-cases.js'
import { issueDocument } from '../documents/issue-document.js'
import { civilDateOf } from '../domain/time.js'
import { onWorkday, type WorkCalendar } from '../domain/working-days.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { recordClockEvents, setDueDates, type DueDates } from './clock.js'
import { onceKey } from './decision-documents.js'
import { receiptEvent } from './last-receipt.js'
import { loadPermitContext, type PermitContext } from './permit-context.js'
import { issueToleranceLetter } from './tolerated-materials.js'

/**
 * Accepts one permit: its statutory and promised dates are set, and its department says so in writing. Where silence has been acceptance
 * already, all that is done; the review begins.
 */
export async function issueAcceptance (context: WorkerContext, subCaseNo: string): Promise<void> {
  const { tx, clock } = context
  const permitContext = await loadPermitContext(tx, subCaseNo)
  if (permitContext.subCase.accepted_at !== null) {
    await updateSubCase(tx, subCaseNo, { state: 'reviewing' })
    return
  }
  const calendar = await loadCalendar(tx)
  const acceptedAt = clock.now()
  const acceptedOn = onWorkday(calendar, civilDateOf(acceptedAt))
  const { subCase, permit } = permitContext
  await updateSubCase(tx, subCaseNo, { state: 'reviewing', accepted_at: acceptedAt })
  // The ordinary procedure's limits, since commitments are decided on the spot
  const due = await beginClock(tx, permitContext, { at: acceptedAt, calendar })
  await issueDocument(tx, {
    kind: 'acceptance',
    caseNo: subCase.case_no,
    subCaseNo,
    purposeKey: onceKey('acceptance', subCase),
    department: subCase.department,
    region: subCase.region,
    issuedAt: acceptedAt,
    data: {
      accepted_at: acceptedOn,
      statutory_deadline: due.statutoryDueOn,
      promised_deadline: due.promisedDueOn,
      clock_note: permit.time_limit.text
    }
  })
  await issueToleranceLetter(tx, permitContext, due, acceptedAt)
}

async function beginClock (tx: Knex, context: PermitContext, when: { at: Date, calendar: WorkCalendar }): Promise<DueDates> {
  const clock = await recordClockEvents(tx, context, [await receiptEvent(tx, context, when.at), { type: 'accepted', at: when.at }])
  return await setDueDates(tx, clock, context, when)
}
