import { setTimeout as delay } from 'node:timers/promises'
import { EngineRefused, EngineUnavailable } from './errors.js'
import type { JobEnding } from './job-execution.js'
import type { ActivatedJob, JobChannel } from './job-channel.js'
import type { Log } from './log.js'

/** `gone`: the engine doesn't know the job any more; `unanswered`: it didn't answer before the job's time-out, and will hand it out again. */
export type Answer = 'taken' | 'gone' | 'refused' | 'unanswered'

const firstBackOffMs = 100
const longestBackOffMs = 5_000
const faultBackOffMs = 1_000
const longestFaultBackOffMs = 60_000
const usualRetries = 3

/** Tells the engine how a job ended, with the one command that fits; asks again while the engine can't take it, until `deadline`. */
export async function endJob (jobs: JobChannel, job: ActivatedJob, ending: JobEnding, deadline: number, log: Log): Promise<Answer> {
  const answer = await untilAnswered(async () => await send(jobs, job, ending), deadline)
  if (answer.kind !== 'refused') return answer.kind
  log.error({ jobKey: job.key, jobType: job.type, reason: answer.message }, 'the engine refused the answer to a job')
  if (ending.kind === 'done') {
    // Its effect stands, so trying again can't help: an incident says what the engine dislikes.
    await untilAnswered(async () => await jobs.fail(job.key, { retries: 0, message: answer.message }), deadline)
  }
  return 'refused'
}

async function send (jobs: JobChannel, job: ActivatedJob, ending: JobEnding): Promise<void> {
  switch (ending.kind) {
    case 'done': {
      const { outcome } = ending
      return outcome.kind === 'completed'
        ? await jobs.complete(job.key, outcome.variables)
        : await jobs.throwError(job.key, outcome)
    }
    case 'again': return await jobs.fail(job.key, { retries: job.retries, message: ending.message })
    case 'invalid-input': return await jobs.fail(job.key, { retries: 0, message: ending.message })
    case 'fault': return await jobs.fail(job.key, { retries: Math.max(0, job.retries - 1), message: ending.message })
  }
}

/** 1 s, 5 s, 25 s … with the usual three retries: a fault that passes by itself has time to, before it becomes an incident. */
export function backOffBefore (retriesLeft: number): number {
  if (retriesLeft <= 0) return 0
  const attempt = Math.max(0, usualRetries - 1 - retriesLeft)
  return Math.min(longestFaultBackOffMs, faultBackOffMs * 5 ** attempt)
}

type Asked = { kind: 'taken' } | { kind: 'gone' } | { kind: 'unanswered' } | { kind: 'refused', message: string }

/** A job that is gone after an attempt without answer was ended by that attempt: its answer was lost, say, with a broker that was killed. */
async function untilAnswered (command: () => Promise<void>, deadline: number): Promise<Asked> {
  let isUnanswered = false
  for (let backOffMs = firstBackOffMs; ; backOffMs = Math.min(longestBackOffMs, backOffMs * 2)) {
    try {
      await command()
      return { kind: 'taken' }
    } catch (error) {
      if (error instanceof EngineRefused) {
        if (error.reason !== 'not-found') return { kind: 'refused', message: error.message }
        return { kind: isUnanswered ? 'taken' : 'gone' }
      }
      if (!(error instanceof EngineUnavailable)) throw error
      isUnanswered ||= error.condition === 'unreachable'
      const waitMs = backOffMs * (0.5 + Math.random() / 2)
      if (Date.now() + waitMs > deadline) return { kind: 'unanswered' }
      await delay(waitMs)
    }
  }
}
