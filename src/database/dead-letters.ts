import type { Knex } from 'knex'

/** A record of the engine that the platform could not understand; `record` is its beginning. */
export interface DeadLetter { id: number, reason: string, record: string, receivedAt: Date }

const recordShown = 2000

/** The newest first; `before`: the last one of the page before. */
export async function deadLetters (database: Knex, { limit, before }: { limit: number, before?: number | undefined }): Promise<DeadLetter[]> {
  const query = database('dead_letter').orderBy('id', 'desc').limit(limit)
  if (before !== undefined) query.where('id', '<', before)
  return await query.select<DeadLetter[]>('id', 'reason', { receivedAt: 'received_at' }, database.raw('left(record, ?) AS record', [recordShown]))
}
