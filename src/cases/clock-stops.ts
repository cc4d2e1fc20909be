import type { Knex } from 'knex'
import { loadCalendar } from '../database/calendar.js'
import { clockEventsOf } from '../database/clock-events.js'
import { notify } from '../database/notifications.js'
import { procedureOf, proceduresOfSubCase, type ProcedureRow } from '../database/special-procedures.js'
import { issueDocument } from '../documents/issue-document.js'
import type { ClockEvent } from '../domain/clock/clock-event.js'
import { promisedDueOn, replay, statutoryDueOn, type PermitClock } from '../domain/clock/permit-clock.js'
import { excludedBasisOf, procedureNames, stopCauses } from '../domain/special-procedures.js'
import { civilDateOf } from '../domain/time.js'
import { workdaysBetween, type WorkCalendar } from '../domain/working-days.js'
import { laterOf } from '../domain/civil-days.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { permitClock, recordClockEvents, setDueDates } from './clock.js'
import { moveTaskDates } from './move-task-dates.js'
import { loadPermitContext, type PermitContext } from './permit-context.js'

/**
 * 停表: a procedure that has been arranged stops its permit's clock where the permit's facts say so with their basis, from the day on which the
 * applicant is told in writing (行政许可法第四十五条); while it stands still for another one, it stands still for both.
 */
export async function stopClockFor (context: WorkerContext, procedureNo: string): Promise<void> {
  const { tx } = context
  const procedure = await procedureOf(tx, procedureNo)
  const permitContext = await loadPermitContext(tx, procedure.sub_case_no)
  const calendar = await loadCalendar(tx)
  const clock = await permitClock(tx, permitContext, calendar)
  const basis = excludedBasisOf(permitContext.permit, procedure.kind)
  if (basis === undefined || clock.acceptedOn === null || clock.decidedOn !== null) return
  const stop = stopOf(procedure, { basis, clock, at: context.clock.now() })
  const documentNo = await tellInWriting(context, permitContext, { procedure, stop, clock, calendar })
  if (await isInHistory(tx, permitContext, documentNo)) return
  const stopped = await recordClockEvents(tx, permitContext, [{ ...stop, documentNo }])
  await setDueDates(tx, stopped, permitContext, { at: stop.at, calendar })
  await moveTaskDates(tx, procedure.case_no)
}

/** 恢复: the clock goes on from the day after the last procedure that kept it from running. */
export async function resumeClockAfter (context: WorkerContext, procedureNo: string): Promise<void> {
  const { tx } = context
  const procedure = await procedureOf(tx, procedureNo)
  const permitContext = await loadPermitContext(tx, procedure.sub_case_no)
  const calendar = await loadCalendar(tx)
  const clock = await permitClock(tx, permitContext, calendar)
  if (clock.stopped === null) return
  const others = (await proceduresOfSubCase(tx, procedure.sub_case_no)).filter(({ state }) => state === 'arranged')
  if (others.some((other) => excludedBasisOf(permitContext.permit, other.kind) !== undefined)) return
  const at = context.clock.now()
  await setDueDates(tx, await recordClockEvents(tx, permitContext, [{ type: 'resumed', at }]), permitContext, { at, calendar })
  await moveTaskDates(tx, procedure.case_no)
}

type Stop = Extract<ClockEvent, { type: 'stopped' | 'prolonged' }>

/** Until the end that was arranged; never before the day on which it is told. */
function stopOf ({ kind, begins_on: beginsOn, ends_on: endsOn }: ProcedureRow, { basis, clock, at }: { basis: string, clock: PermitClock, at: Date }): Stop {
  const expectedUntil = laterOf(endsOn ?? beginsOn!, civilDateOf(at))
  return { type: clock.stopped === null ? 'stopped' : 'prolonged', at, cause: stopCauses[kind], basis, expectedUntil, documentNo: '' }
}

/** A paper that is issued a second time is the first one: it stops the clock once. */
async function isInHistory (tx: Knex, { subCase }: PermitContext, documentNo: string): Promise<boolean> {
  return (await clockEventsOf(tx, subCase.sub_case_no, subCase.stage)).some((event) => 'documentNo' in event && event.documentNo === documentNo)
}

async function tellInWriting (
  { tx }: WorkerContext, { subCase, caseFile }: PermitContext, told: { procedure: ProcedureRow, stop: Stop, clock: PermitClock, calendar: WorkCalendar }
): Promise<string> {
  const { procedure, stop, clock, calendar } = told
  const today = civilDateOf(stop.at)
  const foreseen = replay(clock, { ...stop, documentNo: procedure.procedure_no }, calendar)
  const { documentNo } = await issueDocument(tx, {
    kind: 'special-procedure',
    caseNo: subCase.case_no,
    subCaseNo: subCase.sub_case_no,
    purposeKey: `special-procedure:${procedure.procedure_no}`,
    department: subCase.department,
    region: subCase.region,
    issuedAt: stop.at,
    data: {
      type: procedureNames[procedure.kind],
      reason: procedure.institute === null ? procedure.arrangement! : `${procedure.institute}：${procedure.arrangement!}`,
      basis: stop.basis,
      required_days: workdaysBetween(calendar, today, stop.expectedUntil),
      begins_on: today,
      ends_on: stop.expectedUntil,
      promised_deadline_new: promisedDueOn(foreseen, calendar, today)!,
      deadline_new: statutoryDueOn(foreseen, calendar, today)!
    }
  })
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: subCase.case_no,
    dedupeKey: `special-procedure:${procedure.procedure_no}`,
    title: '特殊环节告知',
    body: `${subCase.sub_case_no} 须进行${procedureNames[procedure.kind]}，所需时间不计入办理期限，详见${documentNo}。`
  })
  return documentNo
}
