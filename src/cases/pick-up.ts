import type { Knex } from 'knex'
import { accountParticulars } from '../database/account-businesses.js'
import { addAuditEntry } from '../database/audit.js'
import type { Account } from '../database/accounts.js'
import { caseOf } from '../database/cases.js'
import { keepPickUp, notePickUp, releasePickUp } from '../database/pick-ups.js'
import { taskOf, type TaskRow } from '../database/tasks-inbox.js'
import { tidyName } from '../domain/names.js'
import { identityProblems, ownAgent } from '../domain/registration.js'
import { strokesProblem, type Strokes } from '../domain/signature.js'
import { civilDateOf } from '../domain/time.js'
import { ServiceError } from '../errors.js'
import { claimTask, completeTask, type TaskDesk } from './complete-task.js'

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
 * @throws ServiceError `task-not-found`, `invalid-identity`, `bad-request` for strokes outside their box or too many points, `hand-over-under-way` to another recipient, and as claimTask and completeTask
 */
export async function handOver (desk: TaskDesk, wanted: HandOver, clerk: Account): Promise<void> {
  const { tasks: keys, signature } = wanted
  const recipient = { ...wanted.recipient, name: tidyName(wanted.recipient.name) }
  const now = desk.clock.now()
  const problems = identityProblems(recipient, civilDateOf(now)).map((problem) => ({ ...problem, field: `recipient.${problem.field}` }))
  if (problems.length > 0) throw new ServiceError('invalid-identity', { problems })
  const unfit = signature === null ? undefined : strokesProblem(signature)
  if (unfit !== undefined) throw new ServiceError('bad-request', { problems: [{ field: 'signature', label: '签名', problem: unfit }] })
  const tasks = await Promise.all(keys.map(async (key) => await handOverTask(desk, key, clerk)))
  if (new Set(tasks.map(({ caseNo }) => caseNo)).size !== 1) throw new ServiceError('task-not-found')
  await mustBeAnother(desk.database, tasks[0]!.caseNo, recipient)
  for (const task of tasks) await handOverOne(desk, task, { tasks: keys, recipient, signature }, clerk)
}

/** An agent isn't the applicant themself (民法典 165). */
async function mustBeAnother (database: Knex, caseNo: string, { idNumber, isAgent }: HandOver['recipient']): Promise<void> {
  if (!isAgent) return
  const { account_id: accountId } = await caseOf(database, caseNo)
  const applicant = await accountParticulars(database, accountId)
  if (applicant.idNumber === idNumber) throw new ServiceError('invalid-identity', { problems: [ownAgent('recipient.idNumber', '领取人身份证件号码')] })
}

/** One permit to one recipient: of two who come at once the record is that of who gets the papers. */
async function handOverOne (desk: TaskDesk, task: TaskRow, handOver: HandOver, clerk: Account): Promise<void> {
  const { database } = desk
  // Also when it is this clerk's already: it may have been completed by a try whose answer was lost, and then the record of that one stays
  await claimTask(desk, task, clerk)
  await noteHandOver(desk, task, handOver, clerk)
  try {
    await completeTask(desk, (await taskOf(database, task.key, clerk.groups))!, { receivedBy: handOver.recipient.name, identityChecked: true }, clerk)
  } catch (error) {
    // An engine that didn't answer may have done it all the same, and so may this recipient's own earlier try: the note stays held for a while
    if (error instanceof ServiceError && error.code !== 'task-done') await releasePickUp(database, task)
    throw error
  }
  await keepPickUp(database, task)
}

async function noteHandOver ({ database, clock }: TaskDesk, task: TaskRow, { recipient, signature }: HandOver, clerk: Account): Promise<void> {
  const [at, subCaseNo] = [clock.now(), task.subCaseNo!]
  await database.transaction(async (tx) => {
    const isNoted = await notePickUp(tx, {
      subCaseNo, recipientName: recipient.name, recipientIdNumber: recipient.idNumber, isAgent: recipient.isAgent, signature
    }, task, { by: clerk.id, at })
    if (!isNoted) throw new ServiceError('hand-over-under-way')
    await addAuditEntry(tx, { at, accountId: clerk.id, action: 'note-pick-up', subject: subCaseNo, detail: { isAgent: recipient.isAgent, signed: signature === null ? 'paper' : 'screen' } })
  })
}

async function handOverTask ({ database }: TaskDesk, key: string, { groups }: Account): Promise<TaskRow> {
  const task = await taskOf(database, key, groups)
  if (task?.elementId !== 'hand-over') throw new ServiceError('task-not-found')
  return task
}
