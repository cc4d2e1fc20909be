import type { Knex } from 'knex'
import { isDatabaseUnavailable } from '../database/database-faults.js'
import { beginEffect, limitTransaction, storeOutcome, type JobOutcome } from '../database/job-effects.js'
import type { Clock } from '../domain/time.js'
import { ServiceError } from '../errors.js'
import { BpmnError, NotYet, type Worker, type WorkerContext } from './define-worker.js'
import type { ActivatedJob } from './job-channel.js'
import type { JobInput } from './job-input.js'

/** How the engine is told about a job. `isRepeated`: the effect was there already, only the answer goes out again. */
export type JobEnding =
  | { kind: 'done', outcome: JobOutcome, isRepeated: boolean }
  | { kind: 'again', reason: 'not-yet' | 'database' | 'conflict', retryInMs: number, message: string }
  | { kind: 'fault', message: string, error: unknown }
  | { kind: 'invalid-input', message: string }

export interface ExecutionDependencies {
  database: Knex
  clock: Clock
  publicUrl: string
  /** A transaction that takes longer is rolled back; shorter than the job's time-out. */
  transactionLimitMs: number
}

const databaseAwayMs = 2_000
const conflictMs = 200
/** Serialization failure and deadlock: PostgreSQL asks for the transaction to be tried again. */
const conflictStates = new Set(['40001', '40P01'])

/**
 * Runs one job: its row in `job_effect` and everything the handler writes are one transaction. A BPMN error is a lawful
 * outcome: what the handler wrote before it is kept. Never throws.
 */
export async function executeJob (
  dependencies: ExecutionDependencies, worker: Worker, input: JobInput, job: ActivatedJob, epoch: number
): Promise<JobEnding> {
  const problem = input.problemOf(job.variables)
  if (problem !== undefined) return { kind: 'invalid-input', message: problem }
  try {
    return await dependencies.database.transaction(async tx => await runOnce(dependencies, tx, worker, job, epoch))
  } catch (error) {
    return endingOf(error)
  }
}

async function runOnce (
  { clock, publicUrl, transactionLimitMs }: ExecutionDependencies, tx: Knex.Transaction, worker: Worker, job: ActivatedJob, epoch: number
): Promise<JobEnding> {
  const key = { epoch, jobKey: job.key }
  await limitTransaction(tx, transactionLimitMs)
  const stored = await beginEffect(tx, key, { jobType: job.type, processInstanceKey: job.processInstanceKey })
  if (stored !== undefined) return { kind: 'done', outcome: stored, isRepeated: true }

  const context: WorkerContext = { tx, epoch, job: describeJob(job), clock, publicUrl }
  const outcome = await withinLimit(transactionLimitMs, job.type, async () => await outcomeOf(worker, job.variables, context))
  await storeOutcome(tx, key, outcome)
  return { kind: 'done', outcome, isRepeated: false }
}

async function outcomeOf (worker: Worker, variables: Record<string, unknown>, context: WorkerContext): Promise<JobOutcome> {
  try {
    return { kind: 'completed', variables: await worker.handle(variables, context) ?? {} }
  } catch (error) {
    if (!(error instanceof BpmnError)) throw error
    return { kind: 'bpmn-error', code: error.code, message: error.message, variables: error.variables }
  }
}

function describeJob (job: ActivatedJob): WorkerContext['job'] {
  const { key, type, elementId, elementInstanceKey, processInstanceKey, bpmnProcessId, headers } = job
  return { key, type, elementId, elementInstanceKey, processInstanceKey, processId: bpmnProcessId, headers }
}

/** The database limits statements and pauses between them; this limits the whole. */
async function withinLimit<Result> (limitMs: number, jobType: string, work: () => Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const expiry = new Promise<never>((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`the handler of ${jobType} took longer than ${limitMs} ms`)), limitMs)
  })
  try {
    return await Promise.race([work(), expiry])
  } finally {
    clearTimeout(timer)
  }
}

function endingOf (error: unknown): JobEnding {
  const message = messageOf(error)
  if (error instanceof NotYet) return { kind: 'again', reason: 'not-yet', retryInMs: error.retryInMs, message }
  if (isDatabaseUnavailable(error)) return { kind: 'again', reason: 'database', retryInMs: databaseAwayMs, message }
  if (conflictStates.has(String((error as { code?: unknown }).code))) return { kind: 'again', reason: 'conflict', retryInMs: conflictMs, message }
  return { kind: 'fault', message, error }
}

function messageOf (error: unknown): string {
  if (error instanceof ServiceError) return `${error.code}: ${error.message} ${JSON.stringify(error.details ?? {})}`
  return error instanceof Error ? error.message : String(error)
}
