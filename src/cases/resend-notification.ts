import type { Knex } from 'knex'
import { addAuditEntry } from '../database/audit.js'
import { requeueFailed } from '../database/notification-deliveries.js'
import type { Clock } from '../domain/time.js'
import { ServiceError } from '../errors.js'

/**
 * A notification that could not be delivered is tried anew, for 48 hours, at the address that the account or the case has now.
 * @param id the delivery's, a UUID
 * @param accountId who asks; null for the command line
 * @throws ServiceError `notification-not-found`, `notification-not-failed`
 */
export async function resendNotification (tx: Knex, { id, accountId }: { id: string, accountId: number | null }, clock: Clock): Promise<void> {
  const at = clock.now()
  const isRequeued = await requeueFailed(tx, id, at)
  if (isRequeued === undefined) throw new ServiceError('notification-not-found')
  if (!isRequeued) throw new ServiceError('notification-not-failed')
  await addAuditEntry(tx, { at, accountId, action: 'resend-notification', subject: id })
}
