import type { Knex } from 'knex'
import { markLostCompletion } from '../database/job-effects.js'
import type { Worker } from './define-worker.js'
import type { EngineClient } from './engine-client.js'
import { backOffBefore, endJob, type Answer } from './job-endings.js'
import { executeJob, type ExecutionDependencies, type JobEnding } from './job-execution.js'
import type { ActivatedJob } from './job-channel.js'
import type { JobInput } from './job-input.js'
import type { Log } from './log.js'

export interface TakenJob {
  job: ActivatedJob
  worker: Worker
  input: JobInput
  epoch: number
  takenAt: number
  attempts: number
  /** It has failed, and the engine is told so after a while. */
  fault?: Extract<JobEnding, { kind: 'fault' }>
}

export interface JobCounts { completed: number, bpmnErrors: number, faults: number, notYet: number, lostCompletions: number, repeated: number }

export interface JobRunner {
  /** Runs one job and gives it its answer, or puts it off; never throws. */
  run (taken: TakenJob): Promise<void>
  counts: Readonly<JobCounts>
}

/**
 * `putOff` runs a job again after a while (false: it can't any more). A job that is to be tried again stays with us as long as its
 * time-out allows: giving it back costs the engine a dozen records, and the engine is never asked to wait, for its back-off may forget a
 * job for good (camunda/camunda#16884; seen with 7 of 20 cases after a broker's crash). Its time-out never does.
 */
export function createJobRunner ({ engine, execution, jobTimeoutMs, log, putOff }: {
  engine: Pick<EngineClient, 'jobs'>,
  execution: ExecutionDependencies,
  jobTimeoutMs: number,
  log: Log,
  putOff: (taken: TakenJob, delayMs: number) => boolean
}): JobRunner {
  const counts: JobCounts = { completed: 0, bpmnErrors: 0, faults: 0, notYet: 0, lostCompletions: 0, repeated: 0 }

  const isTimeFor = (deadline: number, delayMs: number): boolean =>
    Date.now() + delayMs + Math.min(execution.transactionLimitMs, jobTimeoutMs / 2) <= deadline

  async function runAndAnswer (taken: TakenJob): Promise<void> {
    const deadline = taken.takenAt + jobTimeoutMs
    if (taken.fault !== undefined) return await answer(taken, taken.fault, deadline)
    // It waited here so long that its transaction could outlive its time-out: the engine hands it out again.
    if (!isTimeFor(deadline, 0)) return
    const ending = await executeJob(execution, taken.worker, taken.input, taken.job, taken.epoch)
    logEnding(ending, taken.job, log)
    if (ending.kind === 'again') {
      counts.notYet++
      const delayMs = pauseBefore(taken.attempts, ending.retryInMs)
      if (!isTimeFor(deadline, delayMs) || putOff({ ...taken, attempts: taken.attempts + 1 }, delayMs)) return
    }
    if (ending.kind === 'fault') {
      const delayMs = backOffBefore(taken.job.retries - 1)
      if (Date.now() + delayMs < deadline - jobTimeoutMs / 10 && putOff({ ...taken, fault: ending }, delayMs)) return
    }
    await answer(taken, ending, deadline)
  }

  async function answer ({ job, epoch }: TakenJob, ending: JobEnding, deadline: number): Promise<void> {
    const answer = await endJob(engine.jobs, job, ending, deadline, log)
    count(counts, ending, answer)
    if (ending.kind !== 'done' || answer !== 'gone' || ending.isRepeated) return
    counts.lostCompletions++
    await noteLoss(execution.database, job, epoch, log)
  }

  return {
    counts,
    async run (taken) {
      try {
        await runAndAnswer(taken)
      } catch (error) {
        log.error({ err: error, jobType: taken.job.type, jobKey: taken.job.key }, 'a job could not be ended')
      }
    }
  }
}

/** What is awaited usually comes within milliseconds: an eighth of the whole pause at first, doubled each time. */
function pauseBefore (attempts: number, longestMs: number): number {
  return longestMs / 8 * 2 ** Math.min(attempts, 3)
}

function count (counts: JobCounts, ending: JobEnding, answer: Answer): void {
  if (ending.kind === 'again') return
  if (ending.kind !== 'done') counts.faults++
  else if (ending.isRepeated) counts.repeated++
  else if (answer === 'taken') counts[ending.outcome.kind === 'completed' ? 'completed' : 'bpmnErrors']++
}

async function noteLoss (database: Knex, job: ActivatedJob, epoch: number, log: Log): Promise<void> {
  log.warn({ jobType: job.type, jobKey: job.key, processInstanceKey: job.processInstanceKey }, 'the engine no longer knew a job whose effect is stored')
  await markLostCompletion(database, { epoch, jobKey: job.key })
}

function logEnding (ending: JobEnding, job: ActivatedJob, log: Log): void {
  const fields = { jobType: job.type, jobKey: job.key, elementId: job.elementId, processInstanceKey: job.processInstanceKey, retries: job.retries }
  if (ending.kind === 'fault') log.error({ ...fields, err: ending.error }, 'a job failed')
  else if (ending.kind === 'invalid-input') log.error({ ...fields, reason: ending.message }, 'a job had variables that do not fit')
  else if (ending.kind === 'again') log.debug({ ...fields, reason: ending.message }, 'a job is tried again later')
  else if (ending.isRepeated) log.info(fields, 'a job came again, its stored result is sent')
}
