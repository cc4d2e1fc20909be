import type { Knex } from 'knex'

/** How a job was ended; stored with its effect, so that a job delivered again gets the same answer. */
export type JobOutcome =
  | { kind: 'completed', variables: Record<string, unknown> }
  | { kind: 'bpmn-error', code: string, message: string, variables: Record<string, unknown> }

export interface EffectKey { epoch: number, jobKey: string }

/**
 * Takes the job's row. A second delivery waits here until the first one's transaction has ended.
 * @returns the stored outcome of a job that was done before; undefined when it is ours to do
 */
export async function beginEffect (
  tx: Knex.Transaction, { epoch, jobKey }: EffectKey, job: { jobType: string, processInstanceKey: string }
): Promise<JobOutcome | undefined> {
  const taken = await tx('job_effect')
    .insert({ epoch, job_key: jobKey, job_type: job.jobType, process_instance_key: job.processInstanceKey })
    .onConflict(['epoch', 'job_key']).ignore()
    .returning('job_key')
  if (taken.length > 0) return undefined
  const row = await tx('job_effect').where({ epoch, job_key: jobKey }).first('result') as { result: JobOutcome } | undefined
  if (row === undefined) throw new Error(`the effect of job ${jobKey} vanished`)
  return row.result
}

export async function storeOutcome (tx: Knex.Transaction, { epoch, jobKey }: EffectKey, outcome: JobOutcome): Promise<void> {
  await tx('job_effect').where({ epoch, job_key: jobKey }).update({ result: JSON.stringify(outcome) })
}

/** The effect is committed, but the engine no longer knows the job: its instance was ended meanwhile. */
export async function markLostCompletion (database: Knex, { epoch, jobKey }: EffectKey): Promise<void> {
  await database('job_effect').where({ epoch, job_key: jobKey }).whereNull('lost_at').update({ lost_at: database.fn.now() })
}

/** Keeps a handler's transaction shorter than its job's time-out, also when the process stops between two statements. */
export async function limitTransaction (tx: Knex.Transaction, limitMs: number): Promise<void> {
  await tx.raw("SELECT set_config('statement_timeout', ?, true), set_config('idle_in_transaction_session_timeout', ?, true)",
    [String(Math.ceil(limitMs)), String(Math.ceil(limitMs))])
}

/** Jobs of the watch over the limits: three a case and day, all safe to repeat. */
const watchJobTypes = ['find-due-cases', 'close-formal-check', 'refresh-due-dates', 'remind-and-escalate']

/** Forgets the watch's effects from before then: no engine asks about them any more. Those of cases stay. @returns how many */
export async function pruneWatchEffects (database: Knex, before: Date): Promise<number> {
  return await database('job_effect').whereIn('job_type', watchJobTypes).where('created_at', '<', before).whereNull('lost_at').delete()
}
