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

/** Open cases whose process runs in the engine of `epoch`, and those that run in another and stand still. */
export async function countOpenCases (tx: Knex, epoch: number): Promise<{ here: number, elsewhere: number }> {
  const row = await tx('case_file').whereNull('closed_at').first<{ here: number | string, elsewhere: number | string }>(
    tx.raw('count(*) FILTER (WHERE epoch = ?) AS here', [epoch]), tx.raw('count(*) FILTER (WHERE epoch <> ?) AS elsewhere', [epoch]))
  return { here: Number(row.here), elsewhere: Number(row.elsewhere) }
}
