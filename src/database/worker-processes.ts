import type { Knex } from 'knex'

/** A process that does jobs. */
export interface WorkerProcess { name: string, startedAt: Date, seenAt: Date, inHand: number }

/** So long after its last word a process counts as gone; the row of one that didn't end in order stays a day. */
export const silentAfterMs = 60_000
const forgottenAfterMs = 24 * 3_600_000

/** Says that a process is there and what it has in hand. */
export async function noteWorkerProcess (database: Knex, process: { id: string, name: string, startedAt: Date, inHand: number, jobTypes: string[], now: Date }): Promise<void> {
  const { id, name, startedAt, inHand, jobTypes, now } = process
  await database('worker_process').where('seen_at', '<', new Date(now.getTime() - forgottenAfterMs)).delete()
  await database('worker_process').insert({ id, name, started_at: startedAt, seen_at: now, in_hand: inHand, job_types: jobTypes }).onConflict('id').merge(['seen_at', 'in_hand', 'job_types'])
}

export async function forgetWorkerProcess (database: Knex, id: string): Promise<void> {
  await database('worker_process').where({ id }).delete()
}

/** Those of the last day, the last heard of in front. */
export async function workerProcesses (database: Knex): Promise<WorkerProcess[]> {
  return await database('worker_process').orderBy([{ column: 'seen_at', order: 'desc' }, 'name'])
    .select<WorkerProcess[]>({ name: 'name', startedAt: 'started_at', seenAt: 'seen_at', inHand: 'in_hand' })
}
