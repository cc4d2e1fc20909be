import type { Knex } from 'knex'
import type { JudgedItem } from '../domain/judged-item.js'

export type SubjectKind = JudgedItem['kind']

export interface DeficiencyItemRow {
  id: number
  case_no: string
  sub_case_no: string
  notice_no: string | null
  round: number
  subject_kind: SubjectKind
  subject_id: string
  reason: string
  how_to_mend: string
  state: 'found' | 'told' | 'answered' | 'settled' | 'dropped' | 'expired'
}

/** Records one round of judgement and, for what is deficient, the items that the one notice will tell. */
export async function insertVerdicts (
  tx: Knex, of: { caseNo: string, subCaseNo: string, round: number, judgedBy: string, judgedAt: Date }, items: JudgedItem[]
): Promise<void> {
  if (items.length === 0) return
  await tx('verdict').insert(items.map((item) => ({
    sub_case_no: of.subCaseNo,
    round: of.round,
    subject_kind: item.kind,
    subject_id: item.id,
    result: item.result,
    reason: item.reason ?? null,
    how_to_mend: item.howToMend ?? null,
    judged_by: of.judgedBy,
    judged_at: of.judgedAt
  })))
  const deficient = items.filter(({ result }) => result === 'deficient')
  if (deficient.length === 0) return
  await tx('deficiency_item').insert(deficient.map((item) => ({
    case_no: of.caseNo,
    sub_case_no: of.subCaseNo,
    round: of.round,
    subject_kind: item.kind,
    subject_id: item.id,
    reason: item.reason ?? '',
    how_to_mend: item.howToMend ?? ''
  })))
}

export async function deficiencyItemsOf (
  tx: Knex, where: { caseNo?: string, subCaseNo?: string, noticeNo?: string }, states: DeficiencyItemRow['state'][]
): Promise<DeficiencyItemRow[]> {
  const named = { case_no: where.caseNo, sub_case_no: where.subCaseNo, notice_no: where.noticeNo }
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined))
  return await tx('deficiency_item').whereIn('state', states).where(given).orderBy('id').select<DeficiencyItemRow[]>()
}

export async function setDeficiencyState (
  tx: Knex, ids: number[], state: DeficiencyItemRow['state'], noticeNo?: string
): Promise<void> {
  if (ids.length === 0) return
  await tx('deficiency_item').whereIn('id', ids).update({ state, ...(noticeNo === undefined ? {} : { notice_no: noticeNo }) })
}

/** The newest verdicts of a sub-case per subject, for the next reviewer to see. */
export async function latestVerdicts (tx: Knex, subCaseNo: string): Promise<(JudgedItem & { judgedBy: string, round: number })[]> {
  return await tx('verdict').distinctOn('subject_kind', 'subject_id').where({ sub_case_no: subCaseNo })
    .orderBy([{ column: 'subject_kind' }, { column: 'subject_id' }, { column: 'round', order: 'desc' }])
    .select({ kind: 'subject_kind', id: 'subject_id', result: 'result', reason: 'reason', howToMend: 'how_to_mend', judgedBy: 'judged_by', round: 'round' })
}

export function materialIdsOf (items: DeficiencyItemRow[]): string[] {
  return items.filter(({ subject_kind: kind }) => kind === 'material').map(({ subject_id: id }) => id)
}

/** The same for every item about one material or field. */
export function subjectOf ({ subject_kind: kind, subject_id: id }: DeficiencyItemRow): string {
  return `${kind}:${id}`
}

/** Whose items they are, each once. */
export function subCaseNosOf (items: DeficiencyItemRow[]): string[] {
  return [...new Set(items.map(({ sub_case_no: subCaseNo }) => subCaseNo))]
}
