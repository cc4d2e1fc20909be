import type { Knex } from 'knex'
import { loadCalendar } from '../database/calendar.js'
import { lockCase } from '../database/cases.js'
import { notify } from '../database/notifications.js'
import { issueDocument } from '../documents/issue-document.js'
import { ClockError, type ClockEvent } from '../domain/clock/clock-event.js'
import { advance, statutoryDueOn, type PermitClock } from '../domain/clock/permit-clock.js'
import { limitInWords } from '../domain/limit-words.js'
import { civilDateOf, type CivilDate, type Clock } from '../domain/time.js'
import type { WorkCalendar } from '../domain/working-days.js'
import { candidateGroup } from '../domain/places.js'
import { ServiceError } from '../errors.js'
import { permitClock, recordClockEvents, setDueDates } from './clock.js'
import { onceKey, subCaseDocument } from './decision-documents.js'
import { moveTaskDates } from './move-task-dates.js'
import { loadPermitContext, subCaseOfPermit, type PermitContext } from './permit-context.js'

export interface ExtensionRequest {
  caseNo: string
  permit: string
  reason: string
  /** `groups` as they count for tasks. */
  actor: { login: string, displayName: string, groups: string[] }
}
type Extension = Extract<ClockEvent, { type: 'extended' }>

/**
 * 延长办理期限: once, before the limit ends, by the approver of the permit's own department, as long as the permit's own law allows; the applicant
 * is told why in writing (行政许可法第四十二条第一款). The promise stays.
 * @throws ServiceError `unknown-permit`, `forbidden` for anybody but the approver, `not-extendable` with `details.reason`
 */
export async function extendLimit (tx: Knex.Transaction, request: ExtensionRequest, clock: Clock): Promise<{ documentNo: string, statutoryDueOn: CivilDate }> {
  await lockCase(tx, request.caseNo)
  const subCase = await subCaseOfPermit(tx, request.caseNo, request.permit)
  if (!request.actor.groups.includes(candidateGroup(subCase.department, 'approver', subCase.region))) throw new ServiceError('forbidden')
  if (subCase.outcome !== null) throw new ServiceError('not-extendable', { reason: '本事项已有结果，期限不再计算' })
  const context = await loadPermitContext(tx, subCase.sub_case_no)
  const calendar = await loadCalendar(tx)
  const running = await permitClock(tx, context, calendar)
  const extension: Extension = { type: 'extended', at: clock.now(), approvedBy: request.actor.displayName, role: 'approver', reason: request.reason, documentNo: '' }
  const documentNo = await tellInWriting(tx, context, extension, deadlines(running, extension, calendar))
  const extended = await recordClockEvents(tx, context, [{ ...extension, documentNo }])
  const due = await setDueDates(tx, extended, context, { at: extension.at, calendar })
  await moveTaskDates(tx, request.caseNo)
  return { documentNo, statutoryDueOn: due.statutoryDueOn }
}

/** @throws ServiceError `not-extendable` before anything is written */
function deadlines (running: PermitClock, extension: Extension, calendar: WorkCalendar): { from: CivilDate, to: CivilDate } {
  const today = civilDateOf(extension.at)
  try {
    const extended = advance(running, extension, calendar)
    return { from: statutoryDueOn(running, calendar, today)!, to: statutoryDueOn(extended, calendar, today)! }
  } catch (error) {
    throw error instanceof ClockError ? new ServiceError('not-extendable', { reason: error.message }) : error
  }
}

async function tellInWriting (
  tx: Knex.Transaction, { subCase, caseFile, permit }: PermitContext, { at, reason, approvedBy }: Extension, { from, to }: { from: CivilDate, to: CivilDate }
): Promise<string> {
  const extension = permit.time_limit.extension!
  const purposeKey = onceKey('extend', subCase)
  const { documentNo } = await issueDocument(tx, {
    ...subCaseDocument(subCase),
    kind: 'extend',
    purposeKey,
    issuedAt: at,
    data: { reason, approver: approvedBy, old_deadline: from, new_deadline: to, period: limitInWords(extension), ...(extension.basis === undefined ? {} : { basis: extension.basis }) }
  })
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: subCase.case_no,
    dedupeKey: purposeKey,
    title: '办理期限延长',
    body: `${permit.name}（${subCase.sub_case_no}）的办理期限延长至 ${to}，理由见${documentNo}。`
  })
  return documentNo
}
