import { setMaxListeners } from 'node:events'
import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { Knex } from 'knex'
import type { Clock } from '../domain/time.js'
import type { Worker } from './define-worker.js'
import type { EngineClient } from './engine-client.js'
import { createInputReader } from './job-input.js'
import { startPoller, type PollerState } from './job-poller.js'
import { createJobRunner, type JobCounts, type TakenJob } from './job-runner.js'
import type { Log } from './log.js'
import { createWorkQueue, type WorkQueue } from './work-queue.js'

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

export interface JobRuntimeStats extends JobCounts {
  inHand: number
  types: JobTypeStats[]
}

export interface JobRuntime {
  /** Takes no new job, ends those that run, gives the others back to the engine. */
  drain (timeoutMs: number): Promise<void>
  stats (): JobRuntimeStats
}

/** Runs the workers: fetches their jobs, gives each one transaction and exactly one answer. */
export async function startJobRuntime (options: JobRuntimeOptions): Promise<JobRuntime> {
  const { engine, database, clock, log, epoch, publicUrl = '', jobTimeoutMs = 60_000, transactionLimitMs = jobTimeoutMs / 3 } = options
  const runner = createJobRunner({
    engine, execution: { database, clock, publicUrl, transactionLimitMs }, jobTimeoutMs, log, putOff: (taken, delayMs) => queue.pushLater(taken, delayMs)
  })
  const queue: WorkQueue<TakenJob> = createWorkQueue(limitOf(options), runner.run)
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal)
  await epoch().catch((error: Error) => log.warn({ reason: error.message }, 'the engine is not there yet'))

  const readInput = createInputReader()
  const pollers = options.workers.map(worker => {
    const input = readInput(worker)
    return startPoller({
      engine,
      epoch,
      log,
      signal: stopping.signal,
      room: queue.room,
      whenRoom: queue.whenRoom,
      take: (job, jobEpoch) => queue.push({ job, worker, input, epoch: jobEpoch, takenAt: Date.now(), attempts: 0 }),
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
      return { ...runner.counts, inHand: taken.length, types: pollers.map(({ state }) => ({ ...state, oldestInHandMs: oldestMs(taken, state.jobType) })) }
    }
  }

  async function giveBack ({ job }: TakenJob): Promise<void> {
    await engine.jobs.fail(job.key, { retries: job.retries, message: 'the worker is stopping' })
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
