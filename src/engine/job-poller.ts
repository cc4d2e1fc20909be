import { setTimeout as delay } from 'node:timers/promises'
import type { EngineClient } from './engine-client.js'
import { EngineUnavailable, type EngineCondition } from './errors.js'
import type { ActivatedJob, JobRequest } from './job-channel.js'
import type { Log } from './log.js'

export interface PollerState {
  jobType: string
  /** When the engine last answered a request for jobs of this type. */
  lastAnswerAt: number
  failures: number
  condition: EngineCondition | undefined
}

export interface PollerOptions {
  engine: Pick<EngineClient, 'jobs'>
  epoch: (() => Promise<number>) & { invalidate?: () => void }
  request: Omit<JobRequest, 'maxJobs'>
  room: () => number
  whenRoom: () => Promise<void>
  take: (job: ActivatedJob, epoch: number) => void
  signal: AbortSignal
  log: Log
}

const firstBackOffMs = 250
const longestBackOffMs = 10_000

/** Asks for jobs of one type for as long as there is room, slower and slower while the engine doesn't answer. */
export function startPoller (options: PollerOptions): { state: PollerState, ended: Promise<void> } {
  const state: PollerState = { jobType: options.request.type, lastAnswerAt: Date.now(), failures: 0, condition: undefined }
  return { state, ended: poll(options, state) }
}

async function poll (options: PollerOptions, state: PollerState): Promise<void> {
  const { signal, whenRoom } = options
  while (!signal.aborted) {
    await whenRoom()
    if (signal.aborted) return
    try {
      await askOnce(options)
      state.lastAnswerAt = Date.now()
      state.failures = 0
      state.condition = undefined
    } catch (error) {
      await noteFailure(options, state, error)
    }
  }
}

/** The epoch is settled before the engine is asked, so that a job always carries the epoch of the engine that it came from. */
async function askOnce ({ engine, epoch, request, room, take, signal }: PollerOptions): Promise<void> {
  const current = await epoch()
  await engine.jobs.activate({ ...request, maxJobs: Math.max(1, room()) }, jobs => {
    for (const job of jobs) take(job, current)
  }, signal)
}

async function noteFailure ({ epoch, log, signal }: PollerOptions, state: PollerState, error: unknown): Promise<void> {
  epoch.invalidate?.()
  state.failures++
  state.condition = error instanceof EngineUnavailable ? error.condition : undefined
  const isFirst = state.failures === 1
  log[isFirst ? 'warn' : 'debug']({ jobType: state.jobType, failures: state.failures, reason: (error as Error).message }, 'no answer to a request for jobs')
  const backOffMs = Math.min(longestBackOffMs, firstBackOffMs * 2 ** Math.min(10, state.failures - 1))
  await delay(backOffMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {})
}
