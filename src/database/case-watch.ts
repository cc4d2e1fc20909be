import type { Knex } from 'knex'
import type { DueStep } from '../domain/watch/watch-steps.js'
import type { CivilDate } from '../domain/time.js'
import { rowsOf } from './connection.js'

/**
 * Cases whose time to be looked at has come, at most `limit`. They are set back by `leaseMs`: another look, or the next tick, doesn't take them
 * again meanwhile; a look that broke off is repeated then. A case that somebody is at work on is waited for.
 */
export async function takeDueCases (tx: Knex, now: Date, limit: number, leaseMs: number): Promise<string[]> {
  const rows = await rowsOf<{ case_no: string }>(tx.raw(`
    UPDATE case_file SET look_at = :later WHERE case_no IN (
      SELECT case_no FROM case_file WHERE look_at <= :now ORDER BY look_at, case_no LIMIT :limit FOR UPDATE)
    RETURNING case_no`, { now, limit, later: new Date(now.getTime() + leaseMs) }))
  return rows.map(({ case_no: caseNo }) => caseNo)
}

/** Whether a case should have been looked at before that. */
export async function hasLookBefore (tx: Knex, at: Date): Promise<boolean> {
  return await tx('case_file').where('look_at', '<', at).first('case_no') !== undefined
}

/** When the case is looked at next; null: never again, until something changes. */
export async function setNextLook (tx: Knex, caseNo: string, at: Date | null): Promise<void> {
  await tx('case_file').where({ case_no: caseNo }).update({ look_at: at })
}

/** Something has changed: the case is looked at no later than at the next tick. */
export async function lookSoon (tx: Knex, caseNo: string, now: Date): Promise<void> {
  await tx('case_file').where({ case_no: caseNo }).update({ look_at: tx.raw('least(look_at, ?)', [now]) })
}

/** All open cases are looked at anew, at the next tick: the calendar has changed. */
export async function lookAtAllOpenCases (tx: Knex): Promise<void> {
  await tx.raw(`UPDATE case_file SET look_at = least(look_at, now())
    WHERE case_no IN (SELECT case_no FROM case_file WHERE closed_at IS NULL ORDER BY look_at, case_no FOR UPDATE)`)
}

export async function openCaseNos (tx: Knex): Promise<string[]> {
  return await tx('case_file').whereNull('closed_at').orderBy('case_no').pluck('case_no')
}

/** Takes a step once. @returns false when it was taken before */
export async function takeWatchStep (tx: Knex, caseNo: string, { subject, step, dueOn }: Pick<DueStep, 'subject' | 'step' | 'dueOn'>, takenAt: Date): Promise<boolean> {
  const taken = await tx('watch_step').insert({ case_no: caseNo, subject, step, due_on: dueOn, taken_at: takenAt })
    .onConflict(['subject', 'step', 'due_on']).ignore().returning('step') as unknown[]
  return taken.length === 1
}

/** The steps that were taken for a case, as `subject step date`. */
export async function watchStepsTaken (tx: Knex, caseNo: string): Promise<Set<string>> {
  const rows = await tx('watch_step').where({ case_no: caseNo }).select<{ subject: string, step: string, due_on: CivilDate }[]>('subject', 'step', 'due_on')
  return new Set(rows.map((row) => stepKey({ subject: row.subject, step: row.step, dueOn: row.due_on })))
}

export function stepKey ({ subject, step, dueOn }: { subject: string, step: string, dueOn: CivilDate }): string {
  return `${subject} ${step} ${dueOn}`
}

export interface DueDatesRow { caseNo: string, subCaseNo: string, permit: string, releaseId: number, promised: CivilDate | null, statutory: CivilDate | null }

/** The days by which undecided permits of open cases are due. */
export async function runningDueDates (tx: Knex): Promise<DueDatesRow[]> {
  return await tx('sub_case').join('case_file', 'case_file.case_no', 'sub_case.case_no').whereNull('closed_at').whereNull('outcome').whereNotNull('promised_due_on')
    .orderBy('sub_case_no').select<DueDatesRow[]>({
      caseNo: 'sub_case.case_no', subCaseNo: 'sub_case_no', permit: 'permit', releaseId: 'release_id', promised: 'promised_due_on', statutory: 'statutory_due_on'
    })
}
