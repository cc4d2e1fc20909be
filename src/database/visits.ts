import type { Knex } from 'knex'
import type { Finding } from '../domain/findings.js'
import type { TimeRange } from '../domain/inspection-slots.js'
import type { VisitState } from '../domain/lifecycle.js'
import type { CivilDate } from '../domain/time.js'
import type { SubCaseRow } from './sub-cases.js'
import { rangeOf } from './time-range.js'

export type VisitStage = 'inspection' | 'recheck'

export interface VisitRow {
  visit_no: string
  case_no: string
  round: number
  state: VisitState
  department: string
  region: string
  slot: TimeRange | null
  leader: number | null
  must_visit_by: CivilDate
  late_reason: string | null
  scheduled_at: Date | null
  inspected_at: Date | null
  rectification_due_at: Date | null
  rectification_report: Record<string, unknown> | null
  reported_at: Date | null
  concluded_at: Date | null
}

export type VisitChanges = Partial<Omit<VisitRow, 'visit_no' | 'case_no' | 'round' | 'department' | 'region'>>

export async function visitOf (tx: Knex, visitNo: string): Promise<VisitRow> {
  const visit = await findVisit(tx, visitNo)
  if (visit === undefined) throw new Error(`no visit ${visitNo}`)
  return visit
}

export async function findVisit (tx: Knex, visitNo: string): Promise<VisitRow | undefined> {
  const row = await tx('visit').where({ visit_no: visitNo })
    .first<Omit<VisitRow, 'slot'> & { slot_from: Date | null, slot_until: Date | null } | undefined>(
      'visit.*', tx.raw('lower(slot) AS slot_from'), tx.raw('upper(slot) AS slot_until'))
  if (row === undefined) return undefined
  const { slot_from: from, slot_until: until, ...visit } = row
  return { ...visit, slot: from === null || until === null ? null : { from, until } }
}

/** The visit of the case that waits for the applicant's report, the most urgent one if there are two. */
export async function visitInRectification (tx: Knex, caseNo: string): Promise<VisitRow | undefined> {
  const row = await tx('visit').where({ case_no: caseNo, state: 'rectifying', reported_at: null }).orderBy('rectification_due_at').first<{ visit_no: string } | undefined>('visit_no')
  return row === undefined ? undefined : await visitOf(tx, row.visit_no)
}

export async function updateVisit (tx: Knex, visitNo: string, { slot, rectification_report: report, ...changes }: VisitChanges): Promise<void> {
  await tx('visit').where({ visit_no: visitNo }).update({
    ...changes,
    ...(slot === undefined ? {} : { slot: slot === null ? null : rangeOf(tx, slot) }),
    ...(report === undefined ? {} : { rectification_report: JSON.stringify(report) })
  })
}

/** Takes the visit for one process instance; false when another one has it (its message came twice). */
export async function claimVisit (tx: Knex.Transaction, visitNo: string, epoch: number, processInstanceKey: string): Promise<boolean> {
  const taken = await tx('visit').where({ visit_no: visitNo })
    .andWhere((visit) => visit.whereNull('process_instance_key').orWhere({ epoch, process_instance_key: processInstanceKey }))
    .update({ epoch, process_instance_key: processInstanceKey })
  return taken === 1
}

/** The sub-cases that still take part: not concluded by the visit and not ended, in the order of the application. */
export async function openSubCasesOf (tx: Knex, visitNo: string): Promise<SubCaseRow[]> {
  return await tx('sub_case').join('visit_permit', 'visit_permit.sub_case_no', 'sub_case.sub_case_no')
    .where('visit_permit.visit_no', visitNo).whereNull('visit_permit.conclusion').whereNull('sub_case.outcome')
    .orderBy('sub_case.ordinal').select<SubCaseRow[]>('sub_case.*')
}

/** Every sub-case that took part at some time. */
export async function subCaseNosOfVisit (tx: Knex, visitNo: string): Promise<string[]> {
  return await tx('visit_permit').where({ visit_no: visitNo }).orderBy('sub_case_no').pluck<string[]>('sub_case_no')
}

/** Permits that ended in the meantime (withdrawn, above all) take no further part. */
export async function dropEndedPermits (tx: Knex, visitNo: string): Promise<void> {
  await tx('visit_permit').where({ visit_no: visitNo }).whereNull('conclusion')
    .whereIn('sub_case_no', tx('sub_case').whereNotNull('outcome').select('sub_case_no'))
    .update({ conclusion: 'dropped' })
}

export async function concludeVisitPermit (
  tx: Knex, visitNo: string, { subCaseNo, conclusion, note }: { subCaseNo: string, conclusion: 'passed' | 'failed', note: string }
): Promise<void> {
  await tx('visit_permit').where({ visit_no: visitNo, sub_case_no: subCaseNo }).whereNull('conclusion').update({ conclusion, note: note === '' ? null : note })
}

/** Has the visit said anything about any permit? */
export async function hasConclusion (tx: Knex, visitNo: string): Promise<boolean> {
  return await tx('visit_permit').where({ visit_no: visitNo }).whereIn('conclusion', ['passed', 'failed']).first('visit_no') !== undefined
}

/** What the joint visit said about a permit, and why; undefined while none has concluded it. */
export async function visitSummaryOf (tx: Knex, subCaseNo: string): Promise<{ conclusion: 'passed' | 'failed', note: string | null } | undefined> {
  return await tx('visit_permit').join('visit', 'visit.visit_no', 'visit_permit.visit_no')
    .where('visit_permit.sub_case_no', subCaseNo).whereIn('visit_permit.conclusion', ['passed', 'failed'])
    .orderBy('visit.round', 'desc').first('visit_permit.conclusion', 'visit_permit.note')
}

export async function visitConclusionOf (tx: Knex, subCaseNo: string): Promise<'passed' | 'failed' | undefined> {
  return (await visitSummaryOf(tx, subCaseNo))?.conclusion
}

export async function insertFindings (tx: Knex, visitNo: string, stage: VisitStage, findings: Finding[]): Promise<void> {
  if (findings.length === 0) return
  await tx('visit_finding').insert(findings.map((finding) => ({
    visit_no: visitNo,
    stage,
    sub_case_no: finding.subCaseNo,
    check_item: finding.checkItem,
    check_text: finding.checkText,
    result: finding.result,
    facts: finding.facts,
    requirement: finding.requirement
  })))
}

/** What was found, without the permits' names: those are the catalogue's. */
export async function findingsOf (tx: Knex, visitNo: string, stage: VisitStage): Promise<Omit<Finding, 'permitName'>[]> {
  return await tx('visit_finding').where({ visit_no: visitNo, stage }).orderBy(['sub_case_no', 'check_item'])
    .select('sub_case_no as subCaseNo', 'check_item as checkItem', 'check_text as checkText', 'result', 'facts', 'requirement')
}
