import type { Knex } from 'knex'
import { rowsOf } from './connection.js'

/** Ways out of the platform; the notification itself is the third, within it. */
export const notificationChannels = ['email', 'sms'] as const
export type ChannelName = typeof notificationChannels[number]

/** A delivery that this process has for a while. `address` is null when the account has none any more. */
export interface LeasedDelivery {
  /** UUID, the same at every attempt. */
  id: string
  notificationId: number
  channel: ChannelName
  address: string | null
  caseNo: string | null
  title: string
  body: string
  /** What a one-time token is appended to when it is sent. */
  oneTimeLink: string | null
  /** This one included, since it was queued. */
  attempts: number
  queuedAt: Date
  leasedUntil: Date
}

export interface FailedDelivery {
  id: string
  channel: ChannelName
  address: string | null
  caseNo: string | null
  title: string
  attempts: number
  lastError: string
  failedAt: Date
}

/** From now on notifications are written for these channels and no others. What waits for another one stays until that is switched on again. */
export async function switchChannels (database: Knex, channels: readonly ChannelName[]): Promise<void> {
  await database.transaction(async (tx) => {
    await tx('notification_channel').whereNotIn('channel', [...channels]).delete()
    if (channels.length > 0) await tx('notification_channel').insert(channels.map((channel) => ({ channel }))).onConflict('channel').ignore()
  })
}

/**
 * Takes due deliveries of these channels until `leasedUntil` and counts the attempt; nobody else gets them meanwhile. When this process dies
 * they are due again afterwards.
 */
export async function leaseDueDeliveries (
  database: Knex, { channels, now, leasedUntil, limit }: { channels: ChannelName[], now: Date, leasedUntil: Date, limit: number }
): Promise<LeasedDelivery[]> {
  return await rowsOf<LeasedDelivery>(database.raw(`
    WITH leased AS (
      UPDATE notification_delivery SET leased_until = ?, attempts = attempts + 1
      WHERE id IN (
        SELECT id FROM notification_delivery
        WHERE state = 'waiting' AND channel = ANY (?::text[]) AND next_attempt_at <= ? AND (leased_until IS NULL OR leased_until <= ?)
        ORDER BY next_attempt_at, id LIMIT ? FOR UPDATE SKIP LOCKED)
      RETURNING *)
    SELECT leased.id, notification_id AS "notificationId", channel, address, case_no AS "caseNo", title, body, one_time_link AS "oneTimeLink", attempts, queued_at AS "queuedAt", leased_until AS "leasedUntil"
    FROM leased JOIN notification ON notification.id = notification_id LEFT JOIN notification_address USING (notification_id, channel)`,
  [leasedUntil, channels, now, now, limit]))
}

/** What has gone out, whoever has the lease now: the sooner it is noted, the less it is sent twice. */
export async function markDelivered (database: Knex, ids: string[], sentAt: Date): Promise<void> {
  if (ids.length === 0) return
  await database('notification_delivery').whereIn('id', ids).where({ state: 'waiting' })
    .update({ state: 'sent', sent_at: sentAt, next_attempt_at: null, leased_until: null, last_error: null })
}

/** Tried again at `nextAttemptAt`. Changes nothing when the lease has passed to another process. */
export async function postponeDelivery (database: Knex, { id, leasedUntil }: LeasedDelivery, nextAttemptAt: Date, reason: string): Promise<void> {
  await database('notification_delivery').where({ id, state: 'waiting', leased_until: leasedUntil })
    .update({ next_attempt_at: nextAttemptAt, leased_until: null, last_error: reason })
}

/** Not tried again unless somebody asks for it. Changes nothing when the lease has passed to another process. */
export async function failDelivery (database: Knex, { id, leasedUntil }: LeasedDelivery, failedAt: Date, reason: string): Promise<void> {
  await database('notification_delivery').where({ id, state: 'waiting', leased_until: leasedUntil })
    .update({ state: 'failed', failed_at: failedAt, next_attempt_at: null, leased_until: null, last_error: reason })
}

/** The dead letters, newest first; `before` is the last one of the page before. Addresses are whole: mask them. */
export async function failedDeliveries (tx: Knex, page: { limit: number, before?: { failedAt: Date, id: string } | undefined }): Promise<FailedDelivery[]> {
  const query = tx('notification_delivery AS delivery').join('notification', 'notification.id', 'delivery.notification_id')
    .joinRaw('LEFT JOIN notification_address AS contact ON contact.notification_id = delivery.notification_id AND contact.channel = delivery.channel')
    .where('delivery.state', 'failed')
    .orderBy([{ column: 'delivery.failed_at', order: 'desc' }, { column: 'delivery.id', order: 'desc' }]).limit(page.limit)
  if (page.before !== undefined) query.whereRaw('(delivery.failed_at, delivery.id) < (?, ?::uuid)', [page.before.failedAt, page.before.id])
  return await query.select<FailedDelivery[]>('delivery.id', 'delivery.channel', 'contact.address', 'notification.case_no as caseNo', 'notification.title',
    'delivery.attempts', 'delivery.last_error as lastError', 'delivery.failed_at as failedAt')
}

/** A failed delivery waits anew, as if just written. @returns whether it was failed; undefined when there is none of this id (a UUID) */
export async function requeueFailed (tx: Knex, id: string, now: Date): Promise<boolean | undefined> {
  const requeued = await tx('notification_delivery').where({ id, state: 'failed' })
    .update({ state: 'waiting', attempts: 0, queued_at: now, next_attempt_at: now, failed_at: null })
  if (requeued > 0) return true
  return await tx('notification_delivery').where({ id }).first('id') === undefined ? undefined : false
}
