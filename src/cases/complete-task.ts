import { setTimeout as delay } from 'node:timers/promises'
import type { Knex } from 'knex'
import { displayNamesOf, type Account } from '../database/accounts.js'
import { addAuditEntry } from '../database/audit.js'
import { taskOutputsOf } from '../database/releases.js'
import { deleteTaskDrafts, noteAssignee, saveTaskDraft, taskProgress, type TaskRow } from '../database/tasks-inbox.js'
import type { Clock } from '../domain/time.js'
import type { EngineClient } from '../engine/engine-client.js'
import { TaskClaimed, TaskGone } from '../engine/errors.js'
import { ServiceError } from '../errors.js'
import { checkTaskCompletion } from './task-rules.js'

export interface TaskDesk { database: Knex, engine: Pick<EngineClient, 'assignTask' | 'unassignTask' | 'completeTask'>, clock: Clock }

/** The feed tells of a change some milliseconds after the engine answered; longer than this nobody is kept waiting. */
const feedWaitMs = 2_000
const feedLookMs = 20

/**
 * Takes the task for the account. The claim is noted at once, so that what is asked next sees it however late the feed is.
 * @throws ServiceError `task-claimed-by-other`, `task-done`; EngineUnavailable
 */
export async function claimTask (desk: TaskDesk, task: TaskRow, account: Account): Promise<void> {
  await mustBeOpen(desk.database, task)
  if (task.assignee !== null && task.assignee !== account.login) throw await claimedByOther(desk.database, task.assignee)
  try {
    await desk.engine.assignTask(task.key, account.login)
  } catch (error) {
    if (error instanceof TaskClaimed) throw await claimedByOther(desk.database, (await settled(desk.database, task, ({ assignee }) => assignee !== null)).assignee)
    if (error instanceof TaskGone) throw await taskDone(desk.database, task)
    throw error
  }
  await noteAssignee(desk.database, task, account.login)
}

/** Gives a task back that the account has claimed. @throws as claimTask, and `task-not-claimed` */
export async function unclaimTask (desk: TaskDesk, task: TaskRow, account: Account): Promise<void> {
  await mustBeOpen(desk.database, task)
  await mustBeClaimedBy(desk.database, task, account)
  try {
    await desk.engine.unassignTask(task.key)
  } catch (error) {
    if (error instanceof TaskGone) throw await taskDone(desk.database, task)
    throw error
  }
  await noteAssignee(desk.database, task, null)
}

/**
 * Completes a task that the account has claimed, with the variables that its model hands on; what else is sent along is left behind. The
 * draft is kept first, so nothing typed is lost when the engine is away; the decision is judged first by the rule that the worker
 * behind the task uses too. Answers once the feed has told of it, so that the next look at the inbox no longer shows the task.
 * @throws ServiceError `task-not-claimed`, `task-claimed-by-other`, `task-done`, a refusal of checkTaskCompletion; EngineUnavailable
 */
export async function completeTask (desk: TaskDesk, task: TaskRow, entered: Record<string, unknown>, account: Account): Promise<void> {
  const { database, engine, clock } = desk
  await mustBeOpen(database, task)
  await mustBeClaimedBy(database, task, account)
  const outputs = await taskOutputsOf(database, task.releaseId, task.processId, task.elementId)
  const variables = Object.fromEntries(outputs.filter((name) => entered[name] !== undefined).map((name) => [name, entered[name]]))
  await saveTaskDraft(database, task, account.id, variables, clock.now())
  await database.transaction(async (tx) => {
    await checkTaskCompletion(tx, subjectOf(task, clock.now()), variables, {
      accountId: account.id, login: account.login, displayName: account.displayName, groups: account.groups
    })
  })
  try {
    await engine.completeTask(task.key, variables)
  } catch (error) {
    if (error instanceof TaskGone) throw await taskDone(database, task)
    throw error
  }
  await deleteTaskDrafts(database, task)
  await settled(database, task, ({ state }) => state !== 'created')
  await addAuditEntry(database, { at: clock.now(), accountId: account.id, action: 'complete-task', subject: task.caseNo, detail: { task: task.elementId, subCaseNo: task.subCaseNo } })
}

function subjectOf (task: TaskRow, now: Date): Parameters<typeof checkTaskCompletion>[1] {
  return { elementId: task.elementId, caseNo: task.caseNo, subCaseNo: task.subCaseNo ?? undefined, visitNo: task.visitNo ?? undefined, now }
}

/** @throws ServiceError `task-done` */
async function mustBeOpen (database: Knex, task: TaskRow): Promise<void> {
  if (task.state !== 'created') throw await taskDone(database, task)
}

async function mustBeClaimedBy (database: Knex, task: TaskRow, account: Account): Promise<void> {
  if (task.assignee === account.login) return
  if (task.assignee !== null) throw await claimedByOther(database, task.assignee)
  throw new ServiceError('task-not-claimed')
}

async function claimedByOther (database: Knex, login: string | null): Promise<ServiceError> {
  const names = login === null ? new Map<string, string>() : await displayNamesOf(database, [login])
  return new ServiceError('task-claimed-by-other', { by: login === null ? null : names.get(login) ?? login })
}

/** By whom and when, as soon as the feed knows; a task that ended with its permit has nobody. */
async function taskDone (database: Knex, task: TaskRow): Promise<ServiceError> {
  const { state, assignee, endedAt } = await settled(database, task, (progress) => progress.state !== 'created')
  const names = assignee === null ? new Map<string, string>() : await displayNamesOf(database, [assignee])
  const by = state !== 'completed' || assignee === null ? null : names.get(assignee) ?? assignee
  return new ServiceError('task-done', { state, by, at: endedAt?.toISOString() ?? null })
}

type Progress = Awaited<ReturnType<typeof taskProgress>>

/** The task as the feed has it once `isReached` holds, or as it is when the wait is over. */
async function settled (database: Knex, task: TaskRow, isReached: (progress: Progress) => boolean): Promise<Progress> {
  const deadline = Date.now() + feedWaitMs
  for (;;) {
    const progress = await taskProgress(database, task)
    if (isReached(progress) || Date.now() >= deadline) return progress
    await delay(feedLookMs)
  }
}
