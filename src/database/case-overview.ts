import type { Knex } from 'knex'
import type { CaseState, VisitState } from '../domain/lifecycle.js'
import type { TimeRange } from '../domain/inspection-slots.js'
import { rowsOf } from './connection.js'

export interface CaseListRow {
  case_no: string
  industry: string
  release_id: number
  state: CaseState
  holder_name: string
  premises_address: string
  submitted_at: Date
  permits: string[]
}

/** An applicant's cases, newest first; `before` is the last one of the page before. */
export async function casesOfAccount (
  tx: Knex, accountId: number, page: { limit: number, before?: { submittedAt: Date, caseNo: string } | undefined, state?: CaseState | undefined }
): Promise<CaseListRow[]> {
  const query = tx('case_file').where({ account_id: accountId })
    .orderBy([{ column: 'submitted_at', order: 'desc' }, { column: 'case_no', order: 'desc' }]).limit(page.limit)
  if (page.state !== undefined) query.where({ state: page.state })
  if (page.before !== undefined) query.whereRaw('(submitted_at, case_no) < (?, ?)', [page.before.submittedAt, page.before.caseNo])
  return await query.select<CaseListRow[]>('case_no', 'industry', 'release_id', 'state', 'holder_name', 'premises_address', 'submitted_at',
    tx.raw('ARRAY(SELECT permit FROM sub_case WHERE sub_case.case_no = case_file.case_no ORDER BY ordinal) AS permits'))
}

export interface OpenTaskOfCase { subCaseNo: string | null, visitNo: string | null, elementId: string, processId: string, dueAt: Date | null, candidateGroups: string[], assignee: string | null }

/** The user tasks that are open for a case in the engine in use. */
export async function openTasksOfCase (tx: Knex, caseNo: string): Promise<OpenTaskOfCase[]> {
  return await rowsOf<OpenTaskOfCase>(tx.raw(`
    SELECT instance.sub_case_no AS "subCaseNo", instance.visit_no AS "visitNo", task.element_id AS "elementId", task.process_id AS "processId",
      task.due_at AS "dueAt", task.candidate_groups AS "candidateGroups", task.assignee
    FROM engine_instance AS instance
    JOIN user_task AS task ON task.epoch = instance.epoch AND task.process_instance_key = instance.process_instance_key
    WHERE instance.case_no = ? AND task.state = 'created' AND task.epoch = (SELECT epoch FROM current_engine_epoch)
    ORDER BY task.created_at`, [caseNo]))
}

export interface VisitOfCase {
  visitNo: string
  state: VisitState
  department: string
  region: string
  slot: TimeRange | null
  rectificationDueAt: Date | null
  reportedAt: Date | null
  /** Sub-cases that still take part. */
  openSubCaseNos: string[]
}

/** The visits of a case, oldest first. */
export async function visitsOfCase (tx: Knex, caseNo: string): Promise<VisitOfCase[]> {
  const rows = await tx('visit').where({ case_no: caseNo }).orderBy('round')
    .select<(Omit<VisitOfCase, 'slot'> & { from: Date | null, until: Date | null })[]>(
      'visit_no as visitNo', 'state', 'department', 'region', 'rectification_due_at as rectificationDueAt', 'reported_at as reportedAt',
    tx.raw('lower(slot) AS "from"'), tx.raw('upper(slot) AS until'),
    tx.raw('ARRAY(SELECT sub_case_no FROM visit_permit WHERE visit_permit.visit_no = visit.visit_no AND conclusion IS NULL ORDER BY 1) AS "openSubCaseNos"'))
  return rows.map(({ from, until, ...visit }) => ({ ...visit, slot: from === null || until === null ? null : { from, until } }))
}

/** The composite licence of a case; undefined while there is none. */
export async function licenceNoOfCase (tx: Knex, caseNo: string): Promise<string | undefined> {
  return (await tx('licence').where({ case_no: caseNo }).first<{ licence_no: string } | undefined>('licence_no'))?.licence_no
}
