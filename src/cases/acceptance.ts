import { loadCalendar } from '../database/calendar.js'
import { updateSubCase } from '../database/sub-cases.js'
import { issueDocument } from '../documents/issue-document.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { endOfLimit, onWorkday, type WorkCalendar } from '../domain/working-days.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { loadPermitContext, type PermitContext } from './permit-context.js'

/** Accepts one permit: its statutory and promised dates count from the day after, and its department says so in writing. */
export async function issueAcceptance (context: WorkerContext, subCaseNo: string): Promise<void> {
  const { tx, clock } = context
  const permitContext = await loadPermitContext(tx, subCaseNo)
  const calendar = await loadCalendar(tx)
  const acceptedAt = clock.now()
  const acceptedOn = onWorkday(calendar, civilDateOf(acceptedAt))
  const limits = limitDates(permitContext, calendar, acceptedOn)
  await updateSubCase(tx, subCaseNo, { state: 'reviewing', accepted_at: acceptedAt, ...limits })
  const { subCase, permit } = permitContext
  await issueDocument(tx, {
    kind: 'acceptance',
    caseNo: subCase.case_no,
    subCaseNo,
    purposeKey: `acceptance:${subCaseNo}`,
    department: subCase.department,
    region: subCase.region,
    issuedAt: acceptedAt,
    data: {
      accepted_at: acceptedOn,
      statutory_deadline: limits.statutory_due_on,
      promised_deadline: limits.promised_due_on,
      clock_note: permit.time_limit.text
    }
  })
}

/** 法定、承诺两个到期日分别计算, as a missed promise alone breaks no law; the ordinary procedure's limit, since commitments are decided on the spot. */
function limitDates (
  { permit }: PermitContext, calendar: WorkCalendar, acceptedOn: CivilDate
): { statutory_due_on: CivilDate, promised_due_on: CivilDate } {
  const promised = endOfLimit(calendar, acceptedOn, permit.time_limit.promised)
  const { statutory } = permit.time_limit
  return { statutory_due_on: statutory === null ? promised : endOfLimit(calendar, acceptedOn, statutory), promised_due_on: promised }
}
