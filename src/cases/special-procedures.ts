import type { Knex } from 'knex'
import { loadCalendar } from '../database/calendar.js'
import { latestOpinion } from '../database/decisions.js'
import { latestVerdicts } from '../database/deficiencies.js'
import { hearingRightsOf } from '../database/hearing-rights.js'
import { addMessage } from '../database/outbox.js'
import { releaseSays } from '../database/release-resources.js'
import { dropProcedures, openProcedure, procedureOfKind, proceduresOfSubCase, reopenProcedure, subCasesInProcedure, updateProcedure, type ProcedureRow } from '../database/special-procedures.js'
import type { StaffMember } from '../database/staff.js'
import type { SubCaseRow } from '../database/sub-cases.js'
import {
  checkArrangement, checkConclusion, procedureFactsOf, procedureKindOf, proceduresOnDemand, regularProceduresOf, type ProcedureKind
} from '../domain/special-procedures.js'
import type { Refusal } from '../domain/decision-rules.js'
import { hearingArrangement } from '../domain/hearing-record.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { endOfLimit } from '../domain/working-days.js'
import type { PermitContext } from './permit-context.js'

/**
 * The special procedures that a permit's law demands of every application are due with its acceptance: each is a row and a message that wakes its
 * round in the industry's flow. @returns their kinds
 */
export async function openRegularProcedures (tx: Knex, { subCase, permit }: PermitContext): Promise<ProcedureKind[]> {
  const kinds = regularProceduresOf(permit)
  for (const kind of kinds) await callFor(tx, subCase, kind, null)
  return kinds
}

/** @param demand why it is held, of one that is held only on demand; `demandedBy`: the reviewer who calls for it */
export async function callFor (tx: Knex, { case_no: caseNo, sub_case_no: subCaseNo }: SubCaseRow, kind: ProcedureKind, demand: string | null, demandedBy: string | null = null): Promise<void> {
  const procedureNo = await openProcedure(tx, { caseNo, subCaseNo, kind, demand, demandedBy })
  await addMessage(tx, { name: `${kind}-due`, correlationKey: caseNo, variables: { procedureNo }, dedupeKey: `${kind}-due:${procedureNo}`, caseNo })
}

/** One that was found not to be needed, and now has to be held. @returns whether there was such a one */
export async function callForAgain (tx: Knex, { case_no: caseNo, sub_case_no: subCaseNo }: SubCaseRow, kind: ProcedureKind, demand: string): Promise<boolean> {
  const procedureNo = `${subCaseNo}-${kind}`
  if (!await reopenProcedure(tx, procedureNo, demand)) return false
  await addMessage(tx, { name: `${kind}-due`, correlationKey: caseNo, variables: { procedureNo }, dedupeKey: `${kind}-due:${procedureNo}:again`, caseNo })
  return true
}

/**
 * What the review can call for: each once, not for a preparation. A case keeps the flow that it began with; one from before a procedure's round
 * was drawn can't hold it.
 */
export async function proceduresToCallFor (tx: Knex, { subCase, caseFile, permit }: PermitContext): Promise<ProcedureKind[]> {
  if (subCase.stage === 'preparation') return []
  const had = (await proceduresOfSubCase(tx, subCase.sub_case_no)).map(({ kind }) => kind)
  const kinds: ProcedureKind[] = []
  for (const kind of proceduresOnDemand(permit).filter((one) => !had.includes(one))) {
    if (await releaseSays(tx, caseFile.release_id, [`name="${kind}-due"`, 'reviewOutcome = "procedure"'])) kinds.push(kind)
  }
  return kinds
}

/** Whether one of the permit's procedures has no result yet. */
export async function isInProcedure (tx: Knex, { case_no: caseNo, sub_case_no: subCaseNo }: SubCaseRow): Promise<boolean> {
  return (await subCasesInProcedure(tx, caseNo)).has(subCaseNo)
}

/** A permit that was withdrawn needs no hearing any more: nobody is left with its task. */
export async function callOffProcedures (tx: Knex, caseNo: string, subCaseNo: string): Promise<void> {
  for (const procedureNo of await dropProcedures(tx, subCaseNo)) {
    await addMessage(tx, {
      name: 'special-procedure-dropped', correlationKey: procedureNo, variables: {}, dedupeKey: `special-procedure-dropped:${procedureNo}`, caseNo, manner: 'correlate'
    })
  }
}

/** Last day for the hearing, counted from the first who asked for it (行政许可法第四十七条第一款); null when nobody has. */
export async function organiseHearingBy (tx: Knex, { subCase, industry }: Pick<PermitContext, 'subCase' | 'industry'>): Promise<CivilDate | null> {
  const [first] = (await hearingRightsOf(tx, subCase.sub_case_no)).filter(({ state }) => state === 'requested').map(({ answered_on: on }) => on!).toSorted()
  return first === undefined ? null : endOfLimit(await loadCalendar(tx), first, industry.defaults['hearing-organise']!)
}

/** Whether what was entered in a task of a special procedure is lawful. */
export async function checkProcedureTask (
  tx: Knex, elementId: string, { subCase, industry, permit }: PermitContext, entry: Record<string, unknown>, about: { actor: StaffMember, now: Date }
): Promise<Refusal> {
  const { kind, step } = procedureKindOf(elementId)!
  const today = civilDateOf(about.now)
  if (step === 'arrange') {
    const organiseBy = kind === 'hearing' ? await organiseHearingBy(tx, { subCase, industry }) : null
    return checkArrangement(kind, entry, { facts: procedureFactsOf(permit, kind), calendar: await loadCalendar(tx), today, hearingNotice: industry.defaults['hearing-notice']!, organiseBy, arrangedBy: about.actor.displayName })
  }
  const procedure = await procedureOfKind(tx, subCase.sub_case_no, kind)
  return checkConclusion(kind, entry, {
    beginsOn: procedure.begins_on, endsOn: procedure.ends_on, today, concludedBy: about.actor.login, reviewers: await reviewersOf(tx, procedure)
  })
}

/** Who judged the application before it was accepted, proposed the decision, called for the procedure or arranged it. */
async function reviewersOf (tx: Knex, { sub_case_no: subCaseNo, demanded_by: demandedBy, arranged_by: arrangedBy }: ProcedureRow): Promise<string[]> {
  const judges = (await latestVerdicts(tx, subCaseNo)).map(({ judgedBy }) => judgedBy)
  return [demandedBy, arrangedBy, (await latestOpinion(tx, subCaseNo))?.reviewed_by, ...judges].filter((login) => typeof login === 'string')
}

/** Writes down when and how a procedure is held, or why it is not. */
export async function recordArrangement (tx: Knex, procedure: ProcedureRow, entry: Record<string, unknown>, by: { login: string, at: Date }): Promise<'arranged' | 'not-needed'> {
  const state = entry.arrangement === 'held' ? 'arranged' : 'not-needed'
  await updateProcedure(tx, procedure.procedure_no, {
    state,
    arrangement: String(entry.particulars),
    arranged_by: by.login,
    arranged_at: by.at,
    ...(state === 'arranged' ? { begins_on: String(entry.beginsOn), ends_on: typeof entry.endsOn === 'string' ? entry.endsOn : null, institute: textOrNull(entry.institute), ...hearingColumns(entry) } : {})
  })
  return state
}

export async function recordConclusion (tx: Knex, procedure: ProcedureRow, entry: Record<string, unknown>, by: { login: string, at: Date }): Promise<void> {
  await updateProcedure(tx, procedure.procedure_no, {
    state: 'concluded',
    conclusion: entry.procedureConclusion as 'favourable' | 'unfavourable',
    findings: String(entry.particulars),
    report_no: textOrNull(entry.reportNo),
    concluded_by: by.login,
    concluded_at: by.at
  })
}

function hearingColumns (entry: Record<string, unknown>): Partial<ProcedureRow> {
  const arranged = hearingArrangement(entry)
  return arranged === undefined ? {} : { place: arranged.place, starts_at: arranged.startsAt, chair: arranged.chair }
}

function textOrNull (value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
