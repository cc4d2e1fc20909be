import { addAuditEntry } from '../database/audit.js'
import type { Account } from '../database/accounts.js'
import { notePickUp } from '../database/pick-ups.js'
import { taskOf, type TaskRow } from '../database/tasks-inbox.js'
import { identityProblems } from '../domain/registration.js'
import { areStrokes, type Strokes } from '../domain/signature.js'
import { civilDateOf } from '../domain/time.js'
import { ServiceError } from '../errors.js'
import { claimTask, completeTask, mustBeOpen, type TaskDesk } from './complete-task.js'

export interface HandOver {
  /** Hand-over tasks of one case. */
  tasks: string[]
  recipient: { name: string, idNumber: string, isAgent: boolean }
  /** As written on the screen; null: signs the printed service receipt. */
  signature: Strokes | null
}

/**
 * 一口出件 (方案 三（五）): hands over what is ready of a case, to one person and with one signature. Each permit's task is completed as in any
 * task list, so its worker serves the papers and writes the service receipt. Of several tasks those before a failure are done.
 * @throws ServiceError `task-not-found`, `invalid-identity`, `bad-request` for strokes outside their box, and as claimTask and completeTask
 */
export async function handOver (desk: TaskDesk, { tasks: keys, recipient, signature }: HandOver, clerk: Account): Promise<void> {
  const now = desk.clock.now()
  const problems = identityProblems(recipient, civilDateOf(now)).map((problem) => ({ ...problem, field: `recipient.${problem.field}` }))
  if (problems.length > 0) throw new ServiceError('invalid-identity', { problems })
  if (signature !== null && !areStrokes(signature)) throw new ServiceError('bad-request', { problems: [{ field: 'signature', label: '签名', problem: '不是笔迹' }] })
  const tasks = await Promise.all(keys.map(async (key) => await handOverTask(desk, key, clerk)))
  if (new Set(tasks.map(({ caseNo }) => caseNo)).size !== 1) throw new ServiceError('task-not-found')
  for (const task of tasks) {
    await mustBeOpen(desk.database, task)
    if (task.assignee !== clerk.login) await claimTask(desk, task, clerk)
    await desk.database.transaction(async (tx) => {
      await notePickUp(tx, {
        subCaseNo: task.subCaseNo!, recipientName: recipient.name, recipientIdNumber: recipient.idNumber, isAgent: recipient.isAgent, signature
      }, { by: clerk.id, at: now })
      await addAuditEntry(tx, { at: now, accountId: clerk.id, action: 'note-pick-up', subject: task.subCaseNo!, detail: { isAgent: recipient.isAgent, signed: signature === null ? 'paper' : 'screen' } })
    })
    await completeTask(desk, (await taskOf(desk.database, task.key, clerk.groups))!, { receivedBy: recipient.name, identityChecked: true }, clerk)
  }
}

async function handOverTask ({ database }: TaskDesk, key: string, { groups }: Account): Promise<TaskRow> {
  const task = await taskOf(database, key, groups)
  if (task?.elementId !== 'hand-over') throw new ServiceError('task-not-found')
  return task
}
