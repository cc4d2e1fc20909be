import { setMaxListeners } from 'node:events'
import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { Knex } from 'knex'
import { markLostCompletion } from '../database/job-effects.js'
import type { Clock } from '../domain/time.js'
import type { Worker } from './define-worker.js'
import type { EngineClient } from './engine-client.js'
import { endJob, type Answer } from './job-endings.js'
import { executeJob, type ExecutionDependencies, type JobEnding } from './job-execution.js'
import { jobInputOf, type JobInput } from './job-input.js'
import { startPoller, type PollerState } from './job-poller.js'
import type { ActivatedJob } from './job-channel.js'
import type { Log } from './log.js'
import { createWorkQueue } from './work-queue.js'

export interface JobRuntimeOptions {
  engine: Pick<EngineClient, 'jobs'>
  database: Knex
  workers: readonly Worker[]
  clock: Clock
  log: Log
  /** Jobs of all types that run at once; kept below the size of the database pool. */
  concurrency: number
  epoch: (() => Promise<number>) & { invalidate?: () => void }
  /** Base of links that people follow, without a slash at its end. */
  publicUrl?: string
  /** How long the engine leaves a job to us before it hands it out again. */
  jobTimeoutMs?: number
  /** The longest transaction; shorter than `jobTimeoutMs`, so that a slow handler is undone before its job runs elsewhere. */
  transactionLimitMs?: number
}

export interface JobTypeStats extends Readonly<PollerState> {
  /** Age of the oldest job of this type that we hold; 0 when none. */
  oldestInHandMs: number
}

export interface JobRuntimeStats {
  completed: number
  bpmnErrors: number
  faults: number
  notYet: number
  lostCompletions: number
  repeated: number
  inHand: number
  types: JobTypeStats[]
}

export interface JobRuntime {
  /** Takes no new job, ends those that run, gives the others back to the engine. */
  drain (timeoutMs: number): Promise<void>
  stats (): JobRuntimeStats
}

interface TakenJob { job: ActivatedJob, worker: Worker, input: JobInput, epoch: number, takenAt: number }

/** Runs the workers: fetches their jobs, gives each one transaction and exactly one answer. */
export async function startJobRuntime (options: JobRuntimeOptions): Promise<JobRuntime> {
  const { engine, database, clock, log, epoch, publicUrl = '', jobTimeoutMs = 60_000, transactionLimitMs = jobTimeoutMs / 3 } = options
  const execution: ExecutionDependencies = { database, clock, publicUrl, transactionLimitMs }
  const counts = { completed: 0, bpmnErrors: 0, faults: 0, notYet: 0, lostCompletions: 0, repeated: 0 }
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal)
  await epoch().catch((error: Error) => log.warn({ reason: error.message }, 'the engine is not there yet'))

  const queue = createWorkQueue<TakenJob>(limitOf(options), async taken => {
    try {
      await runJob(taken)
    } catch (error) {
      log.error({ err: error, jobType: taken.job.type, jobKey: taken.job.key }, 'a job could not be ended')
    }
  })

  async function runJob ({ job, worker, input, epoch, takenAt }: TakenJob): Promise<void> {
    const deadline = takenAt + jobTimeoutMs
    // It waited here so long that its transaction could outlive its time-out: the engine hands it out again.
    if (Date.now() + Math.min(transactionLimitMs, jobTimeoutMs / 2) > deadline) return
    const ending = await executeJob(execution, worker, input, job, epoch)
    logEnding(ending, job, log)
    const answer = await endJob(engine.jobs, job, ending, deadline, log)
    count(ending, answer)
    if (ending.kind === 'done' && answer === 'gone' && !ending.isRepeated) await noteLoss(job, epoch)
  }

  function count (ending: JobEnding, answer: Answer): void {
    if (ending.kind === 'again') counts.notYet++
    else if (ending.kind !== 'done') counts.faults++
    else if (ending.isRepeated) counts.repeated++
    else if (answer === 'taken') counts[ending.outcome.kind === 'completed' ? 'completed' : 'bpmnErrors']++
  }

  async function noteLoss (job: ActivatedJob, epoch: number): Promise<void> {
    counts.lostCompletions++
    log.warn({ jobType: job.type, jobKey: job.key, processInstanceKey: job.processInstanceKey }, 'the engine no longer knew a job whose effect is stored')
    await markLostCompletion(database, { epoch, jobKey: job.key })
  }

  const pollers = options.workers.map(worker => {
    const input = jobInputOf(worker)
    return startPoller({
      engine,
      epoch,
      log,
      signal: stopping.signal,
      room: queue.room,
      whenRoom: queue.whenRoom,
      take: (job, jobEpoch) => queue.push({ job, worker, input, epoch: jobEpoch, takenAt: Date.now() }),
      request: { type: worker.jobType, worker: `onelicence-${hostname()}-${process.pid}`, timeoutMs: jobTimeoutMs, variables: input.variables }
    })
  })

  return {
    async drain (timeoutMs) {
      stopping.abort()
      const unbegun = queue.close()
      const work = Promise.all([queue.whenIdle(), ...unbegun.map(giveBack), ...pollers.map(({ ended }) => ended)])
      await Promise.race([work, delay(timeoutMs, undefined, { ref: false })])
    },
    stats () {
      const taken = queue.inHand()
      return { ...counts, inHand: taken.length, types: pollers.map(({ state }) => ({ ...state, oldestInHandMs: oldestMs(taken, state.jobType) })) }
    }
  }

  async function giveBack ({ job }: TakenJob): Promise<void> {
    await engine.jobs.fail(job.key, { retries: job.retries, backOffMs: 0, message: 'the worker is stopping' })
      .catch((error: Error) => log.warn({ jobKey: job.key, reason: error.message }, 'a job could not be given back'))
  }
}

/** Handlers hold a connection each; two stay free for the rest of the process. */
function limitOf ({ database, concurrency, log }: JobRuntimeOptions): number {
  const poolSize = (database.client as { pool?: { max: number } }).pool?.max ?? concurrency + 2
  const limit = Math.max(1, Math.min(concurrency, poolSize - 2))
  if (limit < concurrency) log.warn({ concurrency, poolSize, limit }, 'the database pool is too small for this concurrency')
  return limit
}

function oldestMs (taken: readonly TakenJob[], jobType: string): number {
  const since = taken.filter(({ job }) => job.type === jobType).map(({ takenAt }) => takenAt)
  return since.length === 0 ? 0 : Date.now() - Math.min(...since)
}

function logEnding (ending: JobEnding, job: ActivatedJob, log: Log): void {
  const fields = { jobType: job.type, jobKey: job.key, elementId: job.elementId, processInstanceKey: job.processInstanceKey, retries: job.retries }
  if (ending.kind === 'fault') log.error({ ...fields, err: ending.error }, 'a job failed')
  else if (ending.kind === 'invalid-input') log.error({ ...fields, reason: ending.message }, 'a job had variables that do not fit')
  else if (ending.kind === 'again') log.debug({ ...fields, reason: ending.message }, 'a job is tried again later')
}
