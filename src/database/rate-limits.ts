import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { ServiceError } from '../errors.js'
import { rowsOf } from './connection.js'

export interface RateLimit { name: string, max: number, windowMs: number }

/**
 * Counts one more try and says whether it is still within the limit. `who` (login, address) is stored as a hash only: people type passwords
 * where the login belongs. Counted in the database, so that every API process counts together.
 */
export async function takeHit (
  database: Knex, limit: RateLimit, who: string[], now: Date
): Promise<{ isAllowed: boolean, retryAfterSeconds: number }> {
  const windowEndsAt = new Date(now.getTime() + limit.windowMs)
  const [row] = await rowsOf<{ hits: number, window_ends_at: Date }>(database.raw(`
    INSERT INTO rate_limit (bucket, hits, window_ends_at) VALUES (:bucket, 1, :windowEndsAt)
    ON CONFLICT (bucket) DO UPDATE SET
      hits = CASE WHEN rate_limit.window_ends_at <= :now THEN 1 ELSE rate_limit.hits + 1 END,
      window_ends_at = CASE WHEN rate_limit.window_ends_at <= :now THEN :windowEndsAt ELSE rate_limit.window_ends_at END
    RETURNING hits, window_ends_at`, { bucket: bucketOf(limit, who), now, windowEndsAt }))
  const { hits, window_ends_at: endsAt } = row!
  return { isAllowed: hits <= limit.max, retryAfterSeconds: Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / 1000)) }
}

/** The same for who asks an API. @throws ServiceError `too-many-requests`, with when to ask again */
export async function mustBeWithin (database: Knex, limit: RateLimit, who: string[], now: Date): Promise<void> {
  const { isAllowed, retryAfterSeconds } = await takeHit(database, limit, who, now)
  if (!isAllowed) throw new ServiceError('too-many-requests', { retryAfterSeconds })
}

/** Forgets the tries of somebody who has proved who they are. */
export async function clearHits (database: Knex, limit: RateLimit, who: string[]): Promise<void> {
  await database('rate_limit').where({ bucket: bucketOf(limit, who) }).delete()
}

/** Takes one try back that turned out to be rightful. */
export async function returnHit (database: Knex, limit: RateLimit, who: string[]): Promise<void> {
  await database('rate_limit').where({ bucket: bucketOf(limit, who) }).where('hits', '>', 1).decrement('hits', 1)
}

/** Removes windows that have ended. */
export async function deleteEndedWindows (database: Knex, now: Date): Promise<void> {
  await database('rate_limit').where('window_ends_at', '<=', now).delete()
}

function bucketOf ({ name }: RateLimit, who: string[]): Buffer {
  return createHash('sha256').update(JSON.stringify([name, ...who])).digest()
}
