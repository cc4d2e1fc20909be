import type { Knex } from 'knex'

export interface Epoch { epoch: number, marker: string }

/** One process at a time decides which engine it sees; the others then find its row. */
export async function lockEpochs (tx: Knex.Transaction): Promise<void> {
  await tx.raw("SELECT pg_advisory_xact_lock(hashtext('engine_epoch'))")
}

export async function newestEpoch (tx: Knex): Promise<Epoch | undefined> {
  return await tx('engine_epoch').orderBy('epoch', 'desc').first('epoch', 'marker')
}

export async function insertEpoch (tx: Knex, marker: string): Promise<number> {
  const [row] = await tx('engine_epoch').insert({ marker }).returning('epoch') as { epoch: number }[]
  if (row === undefined) throw new Error('the new epoch was not stored')
  return row.epoch
}

/** Cases still open whose process ran in an engine of an earlier epoch: they stand still. */
export async function countStrandedCases (tx: Knex, epoch: number): Promise<number> {
  const row = await tx('case_file').whereNull('closed_at').where('epoch', '<', epoch).count('* as count').first() as { count: number | string }
  return Number(row.count)
}
