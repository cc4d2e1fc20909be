import type { Knex } from 'knex'

export interface Epoch { epoch: number, marker: string }

/** One process at a time decides which engine it sees; the others then find its row. */
export async function lockEpochs (tx: Knex.Transaction): Promise<void> {
  await tx.raw("SELECT pg_advisory_xact_lock(hashtext('engine_epoch'))")
}

/** Every engine that was ever seen, the one in use first. */
export async function knownEpochs (tx: Knex): Promise<Epoch[]> {
  return await tx('engine_epoch').orderBy([{ column: 'current_since', order: 'desc' }, { column: 'epoch', order: 'desc' }]).select('epoch', 'marker')
}

/** An engine that was in use before is in use again. */
export async function makeEpochCurrent (tx: Knex, epoch: number): Promise<void> {
  await tx('engine_epoch').where({ epoch }).update({ current_since: tx.raw('clock_timestamp()') })
}

export async function insertEpoch (tx: Knex, marker: string): Promise<number> {
  const [row] = await tx('engine_epoch').insert({ marker }).returning('epoch') as { epoch: number }[]
  if (row === undefined) throw new Error('the new epoch was not stored')
  return row.epoch
}

/** Cases still open whose process runs in another engine than that of `epoch`: they stand still. */
export async function countStrandedCases (tx: Knex, epoch: number): Promise<number> {
  const row = await tx('case_file').whereNull('closed_at').whereNot({ epoch }).count('* as count').first() as { count: number | string }
  return Number(row.count)
}
