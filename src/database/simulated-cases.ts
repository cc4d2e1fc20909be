import type { Knex } from 'knex'
import type { CivilDate } from '../domain/time.js'

/** An open user task of a case. */
export interface OpenTask {
  key: string
  elementId: string
  groups: string[]
  formKey: string | null
  caseNo: string
  subCaseNo: string | null
  permit: string | null
  visitNo: string | null
}
/** With what its form shows. */
export interface SimulatedTask extends OpenTask { view: Record<string, unknown> }

/** The open tasks of these cases, oldest first. */
export async function openTasksOf (database: Knex, epoch: number, caseNos: string[]): Promise<OpenTask[]> {
  return await database('user_task').join('task_view', (on) => {
    on.on('task_view.epoch', 'user_task.epoch').andOn('task_view.element_instance_key', 'user_task.element_instance_key')
  }).join('engine_instance', (on) => {
    on.on('engine_instance.epoch', 'user_task.epoch').andOn('engine_instance.process_instance_key', 'user_task.process_instance_key')
  }).leftJoin('sub_case', 'sub_case.sub_case_no', 'task_view.sub_case_no')
    .where({ 'user_task.epoch': epoch, 'user_task.state': 'created' }).whereIn('task_view.case_no', caseNos)
    .orderBy('user_task.created_at')
    .select({
      key: 'user_task.user_task_key',
      elementId: 'user_task.element_id',
      groups: 'user_task.candidate_groups',
      formKey: 'user_task.form_key',
      caseNo: 'task_view.case_no',
      subCaseNo: 'task_view.sub_case_no',
      permit: 'sub_case.permit',
      visitNo: 'engine_instance.visit_no'
    })
}

/** Views are long, so they are read only for tasks that are to be done. A task without one is left out. */
export async function withViews (database: Knex, epoch: number, tasks: readonly OpenTask[]): Promise<SimulatedTask[]> {
  if (tasks.length === 0) return []
  const rows = await database('user_task').join('task_view', (on) => {
    on.on('task_view.epoch', 'user_task.epoch').andOn('task_view.element_instance_key', 'user_task.element_instance_key')
  }).where({ 'user_task.epoch': epoch }).whereIn('user_task.user_task_key', tasks.map(({ key }) => key))
    .select<{ key: string, view: Record<string, unknown> }[]>({ key: 'user_task.user_task_key', view: 'task_view.view' })
  const views = new Map(rows.map(({ key, view }) => [key, view]))
  return tasks.flatMap((task) => views.has(task.key) ? [{ ...task, view: views.get(task.key)! }] : [])
}

export interface ApplicantWait {
  caseNo: string
  kind: 'supplement' | 'rectification' | 'preparation' | 'statement'
  /** Number of the notice, visit or sub-case; of a statement the sub-case's with its round. */
  subject: string
  dueAt: Date | null
  /** The permits that wait for a supplement. */
  subCaseNos: string[]
}

/** What these cases wait for their applicants with: an open notice, a rectification that was not reported, a place being prepared, an intended refusal or revocation. */
export async function applicantWaitsOf (database: Knex, caseNos: string[]): Promise<ApplicantWait[]> {
  const notices = await database('supplement_notice as notice').whereIn('case_no', caseNos).where({ state: 'open' })
    .select({ caseNo: 'case_no', subject: 'notice_no', dueAt: 'due_at' })
    .select({ subCaseNos: database('deficiency_item').whereRaw('deficiency_item.notice_no = notice.notice_no').select(database.raw('array_agg(DISTINCT sub_case_no)')) }) as
    Omit<ApplicantWait, 'kind'>[]
  const visits = await database('visit').whereIn('case_no', caseNos).where({ state: 'rectifying' }).whereNull('reported_at')
    .select({ caseNo: 'case_no', subject: 'visit_no', dueAt: 'rectification_due_at' }) as Omit<ApplicantWait, 'kind' | 'subCaseNos'>[]
  const preparations = await database('sub_case').whereIn('case_no', caseNos).where({ state: 'preparing' })
    .select({ caseNo: 'case_no', subject: 'sub_case_no' }) as Pick<ApplicantWait, 'caseNo' | 'subject'>[]
  const statements = await database('statement').join('sub_case', 'sub_case.sub_case_no', 'statement.sub_case_no').whereIn('case_no', caseNos)
    .leftJoin('post_check', 'post_check.sub_case_no', 'statement.sub_case_no').where({ 'statement.state': 'open' })
    .where((pending) => pending.where({ intended: 'refuse', outcome: null }).orWhere({ intended: 'revoke', 'post_check.state': 'statement-hearing' }))
    .select({ caseNo: 'case_no', subject: database.raw("statement.sub_case_no || '-S' || round"), subCaseNo: 'statement.sub_case_no' }) as (Pick<ApplicantWait, 'caseNo' | 'subject'> & { subCaseNo: string })[]
  return [
    ...statements.map(({ subCaseNo, ...wait }) => ({ ...wait, kind: 'statement' as const, dueAt: null, subCaseNos: [subCaseNo] })),
    ...notices.map((wait) => ({ ...wait, kind: 'supplement' as const })),
    ...visits.map((wait) => ({ ...wait, kind: 'rectification' as const, subCaseNos: [] })),
    ...preparations.map((wait) => ({ ...wait, kind: 'preparation' as const, dueAt: null, subCaseNos: [wait.subject] }))
  ]
}

/** The permits of these cases that wait for another result, or wait for nothing any more. */
export async function waitingPermitsOf (database: Knex, caseNos: string[]): Promise<{ caseNo: string, permit: string }[]> {
  return await database('sub_case').whereIn('case_no', caseNos)
    .where((past) => past.whereIn('state', ['awaiting-result', 'special-procedure']).orWhereNotNull('outcome'))
    .select({ caseNo: 'case_no', permit: 'permit' })
}

/** Of these cases those that are archived, with no flow left running and no post-check to be made. */
export async function endedCasesOf (database: Knex, epoch: number, caseNos: string[]): Promise<string[]> {
  return await database('case_file').whereIn('case_no', caseNos).whereNotNull('closed_at')
    .whereNotExists((running) => running.select(database.raw('1')).from('process_instance').join('engine_instance', (on) => {
      on.on('engine_instance.epoch', 'process_instance.epoch').andOn('engine_instance.process_instance_key', 'process_instance.process_instance_key')
    }).where({ 'process_instance.epoch': epoch, 'process_instance.state': 'active' }).whereRaw('engine_instance.case_no = case_file.case_no'))
    .whereNotExists((unchecked) => unchecked.select(database.raw('1')).from('post_check').join('sub_case', 'sub_case.sub_case_no', 'post_check.sub_case_no')
      .whereRaw('sub_case.case_no = case_file.case_no').whereIn('post_check.state', ['scheduled', 'checking', 'correction-ordered', 'rechecking', 'statement-hearing']))
    .pluck<string[]>('case_no')
}

/** Messages of a case that wait for another attempt are due again now. */
export async function hastenMessages (database: Knex, caseNo: string): Promise<void> {
  await database('outbox').where({ case_no: caseNo }).whereNull('sent_at').whereNull('abandoned_at').update({ available_at: database.fn.now() })
}

export interface InstanceCase { instanceKey: string, caseNo: string }

/** Which case each process instance belonged to. */
export async function casesOfInstances (database: Knex, epoch: number): Promise<InstanceCase[]> {
  return await database('engine_instance').where({ epoch }).select<InstanceCase[]>({ instanceKey: 'process_instance_key', caseNo: 'case_no' })
}

/** `isVisited`: a visit before its decision was concluded. */
export interface PermitDates {
  caseNo: string
  permit: string
  outcome: string | null
  receivedAt: Date | null
  acceptedAt: Date | null
  promisedDueOn: CivilDate | null
  statutoryDueOn: CivilDate | null
  isVisited: boolean
  decidedAt: Date | null
  endedAt: Date | null
}

/** When each permit of these cases was received, accepted, due, decided and done. */
export async function permitDatesOf (database: Knex, caseNos: string[]): Promise<PermitDates[]> {
  return await database('sub_case').whereIn('case_no', caseNos).orderBy(['case_no', 'ordinal']).select<PermitDates[]>({
    caseNo: 'case_no',
    permit: 'permit',
    outcome: 'outcome',
    receivedAt: 'received_at',
    acceptedAt: 'accepted_at',
    promisedDueOn: 'promised_due_on',
    statutoryDueOn: 'statutory_due_on',
    isVisited: 'visit_concluded',
    decidedAt: 'decided_at',
    endedAt: 'ended_at'
  })
}

export interface CaseDates { caseNo: string, submittedAt: Date, closedAt: Date | null }

export async function caseDatesOf (database: Knex, caseNos: string[]): Promise<CaseDates[]> {
  return await database('case_file').whereIn('case_no', caseNos).select<CaseDates[]>({ caseNo: 'case_no', submittedAt: 'submitted_at', closedAt: 'closed_at' })
}

export async function accountIdOf (database: Knex, login: string): Promise<number> {
  const row = await database('account').where({ login }).first<{ id: number }>('id')
  return row.id
}
