import type { Knex } from 'knex'
import { rowsOf } from './connection.js'

/** A user task as the record feed knows it, with the case that its instance belongs to. */
export interface TaskRow {
  epoch: number
  key: string
  elementId: string
  processId: string
  elementInstanceKey: string
  candidateGroups: string[]
  dueAt: Date | null
  assignee: string | null
  state: 'created' | 'completed' | 'canceled'
  createdAt: Date
  endedAt: Date | null
  /** Of the newest record of the task that the feed has brought. */
  position: number
  caseNo: string
  subCaseNo: string | null
  visitNo: string | null
  permit: string | null
  holderName: string
  premisesAddress: string
  releaseId: number
}

export interface InboxFilter {
  /** Groups of who asks; only tasks of one of them are found. */
  groups: string[]
  login: string
  permit?: string | undefined
  elementId?: string | undefined
  caseNo?: string | undefined
  /** A receipt code, the beginning of a case number, or some of the applicant's name. */
  q?: string | undefined
  claim?: 'mine' | 'unclaimed' | undefined
  dueBefore?: Date | undefined
}

const columns = `
  task.epoch, task.user_task_key AS key, task.element_id AS "elementId", task.process_id AS "processId",
  task.element_instance_key AS "elementInstanceKey", task.candidate_groups AS "candidateGroups", task.due_at AS "dueAt", task.assignee,
  task.state, task.position, task.created_at AS "createdAt", task.ended_at AS "endedAt", instance.case_no AS "caseNo", instance.sub_case_no AS "subCaseNo",
  instance.visit_no AS "visitNo", sub_case.permit, case_file.holder_name AS "holderName", case_file.premises_address AS "premisesAddress",
  case_file.release_id AS "releaseId"`
const joined = `
  FROM user_task AS task
  JOIN engine_instance AS instance ON instance.epoch = task.epoch AND instance.process_instance_key = task.process_instance_key
  JOIN case_file ON case_file.case_no = instance.case_no
  LEFT JOIN sub_case ON sub_case.sub_case_no = instance.sub_case_no`
const current = 'task.epoch = (SELECT epoch FROM current_engine_epoch)'

/** Open tasks of somebody's groups, most urgent first (those without a date last); `after` is the last one of the page before. */
export async function inboxTasks (
  tx: Knex, filter: InboxFilter, page: { limit: number, after?: { at: Date | null, key: string } | undefined }
): Promise<TaskRow[]> {
  const { conditions, bindings } = conditionsOf(filter)
  if (page.after !== undefined) conditions.push("(coalesce(task.due_at, 'infinity'), task.user_task_key) > (coalesce(CAST(:afterDue AS timestamptz), 'infinity'), :afterKey)")
  return await rowsOf<TaskRow>(tx.raw(`SELECT ${columns} ${joined} WHERE ${conditions.join(' AND ')}
    ORDER BY coalesce(task.due_at, 'infinity'), task.user_task_key LIMIT :limit`,
  { ...bindings, limit: page.limit, ...(page.after === undefined ? {} : { afterDue: page.after.at, afterKey: page.after.key }) }))
}

export interface InboxCounts { all: number, mine: number, unclaimed: number, overdue: number }

/** How many tasks match, whoever has claimed them and whenever they are due. */
export async function inboxCounts (tx: Knex, filter: Omit<InboxFilter, 'claim' | 'dueBefore'>, now: Date): Promise<InboxCounts> {
  const { conditions, bindings } = conditionsOf(filter)
  const [row] = await rowsOf<InboxCounts>(tx.raw(`
    SELECT count(*)::int AS "all", count(*) FILTER (WHERE task.assignee = :login)::int AS mine,
      count(*) FILTER (WHERE task.assignee IS NULL)::int AS unclaimed, count(*) FILTER (WHERE task.due_at < :now)::int AS overdue
    ${joined} WHERE ${conditions.join(' AND ')}`, { ...bindings, now, login: filter.login }))
  return row!
}

export interface InboxPermit { permit: string, releaseId: number, count: number }

/** The permits that open tasks of these groups are about, by the release that names them. */
export async function inboxPermits (tx: Knex, groups: string[]): Promise<InboxPermit[]> {
  const { conditions, bindings } = conditionsOf({ groups, login: '' })
  return await rowsOf<InboxPermit>(tx.raw(`SELECT sub_case.permit, case_file.release_id AS "releaseId", count(*)::int AS count
    ${joined} WHERE sub_case.permit IS NOT NULL AND ${conditions.join(' AND ')} GROUP BY sub_case.permit, case_file.release_id`, bindings))
}

/** A task of one of these groups, open or done; undefined for any other. */
export async function taskOf (tx: Knex, key: string, groups: string[]): Promise<TaskRow | undefined> {
  const rows = await rowsOf<TaskRow>(tx.raw(
    `SELECT ${columns} ${joined} WHERE ${current} AND task.user_task_key = :key AND task.candidate_groups && CAST(:groups AS text[])`, { key, groups }))
  return rows[0]
}

/**
 * Notes who has the task now that the engine has said so, ahead of the feed. What the feed has brought since the task was read is newer
 * and stays.
 */
export async function noteAssignee (tx: Knex, task: Pick<TaskRow, 'epoch' | 'key' | 'position'>, assignee: string | null): Promise<void> {
  await tx('user_task').where({ epoch: task.epoch, user_task_key: task.key, position: task.position, state: 'created' }).update({ assignee })
}

/** State and claim of a task as the feed has them by now. */
export async function taskProgress (tx: Knex, task: Pick<TaskRow, 'epoch' | 'key'>): Promise<Pick<TaskRow, 'state' | 'assignee' | 'endedAt'>> {
  const row = await tx('user_task').where({ epoch: task.epoch, user_task_key: task.key })
    .first<Pick<TaskRow, 'state' | 'assignee' | 'endedAt'> | undefined>({ state: 'state', assignee: 'assignee', endedAt: 'ended_at' })
  if (row === undefined) throw new Error(`no user task ${task.key} in epoch ${task.epoch}`)
  return row
}

/** What the task shows, as its start listener prepared it; undefined when that has not run. */
export async function taskViewOf (tx: Knex, task: Pick<TaskRow, 'epoch' | 'elementInstanceKey'>): Promise<Record<string, unknown> | undefined> {
  const row = await tx('task_view').where({ epoch: task.epoch, element_instance_key: task.elementInstanceKey })
    .first<{ view: Record<string, unknown> } | undefined>('view')
  return row?.view
}

export async function taskDraftOf (tx: Knex, task: Pick<TaskRow, 'epoch' | 'key'>, accountId: number): Promise<Record<string, unknown> | undefined> {
  const row = await tx('task_draft').where({ epoch: task.epoch, user_task_key: task.key, account_id: accountId })
    .first<{ data: Record<string, unknown> } | undefined>('data')
  return row?.data
}

export async function saveTaskDraft (
  tx: Knex, task: Pick<TaskRow, 'epoch' | 'key'>, accountId: number, data: Record<string, unknown>, now: Date
): Promise<void> {
  await tx('task_draft').insert({ epoch: task.epoch, user_task_key: task.key, account_id: accountId, data: JSON.stringify(data), updated_at: now })
    .onConflict(['epoch', 'user_task_key', 'account_id']).merge(['data', 'updated_at'])
}

export async function deleteTaskDrafts (tx: Knex, task: Pick<TaskRow, 'epoch' | 'key'>): Promise<void> {
  await tx('task_draft').where({ epoch: task.epoch, user_task_key: task.key }).delete()
}

function conditionsOf ({ groups, login, permit, elementId, caseNo, q, claim, dueBefore }: InboxFilter): { conditions: string[], bindings: Record<string, Knex.Value> } {
  const conditions = [current, "task.state = 'created'", 'task.candidate_groups && CAST(:groups AS text[])']
  const bindings: Record<string, Knex.Value> = { groups }
  const narrow = (condition: string, name: string, value: Knex.Value | undefined): void => {
    if (value === undefined) return
    conditions.push(condition)
    bindings[name] = value
  }
  narrow('sub_case.permit = :permit', 'permit', permit)
  narrow('task.element_id = :elementId', 'elementId', elementId)
  narrow('instance.case_no = :caseNo', 'caseNo', caseNo)
  narrow('(case_file.receipt_code = upper(:q) OR starts_with(coalesce(instance.sub_case_no, instance.case_no), :q) OR strpos(lower(case_file.holder_name), lower(:q)) > 0)', 'q', q)
  narrow('task.due_at < :dueBefore', 'dueBefore', dueBefore)
  narrow('task.assignee = :login', 'login', claim === 'mine' ? login : undefined)
  if (claim === 'unclaimed') conditions.push('task.assignee IS NULL')
  return { conditions, bindings }
}
