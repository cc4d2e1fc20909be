import type { Knex } from 'knex'
import { rowsOf } from './connection.js'

export interface Contact { phone: string | null, email: string | null }

/** Of an account, which nobody else changes until the transaction ends. */
export async function contactToChange (tx: Knex.Transaction, accountId: number): Promise<Contact> {
  return await tx('account').where({ id: accountId }).forUpdate().first('phone', 'email') as Contact
}

/** With another address, a link that was mailed to the old one is void, sent or not. */
export async function saveContact (tx: Knex.Transaction, accountId: number, { phone, email }: Contact, isMailChanged: boolean): Promise<void> {
  await tx('account').where({ id: accountId }).update({ phone, email })
  if (isMailChanged) await tx('password_reset').where({ account_id: accountId }).delete()
}

/** Tells an account something about itself, by the channels that are switched on, at these addresses, whatever the account's are when it goes out. @returns whether it goes out by any */
export async function tellAt (tx: Knex.Transaction, { phone, email }: Contact, { accountId, title, body, now }: { accountId: number, title: string, body: string, now: Date }): Promise<boolean> {
  const [notification] = await tx('notification').insert({
    account_id: accountId, dedupe_key: tx.raw("'account-changed:' || gen_random_uuid()"), title, body, mail_to: email, sms_to: phone
  }).returning<{ id: number }[]>('id')
  const channels = [...email === null ? [] : ['email'], ...phone === null ? [] : ['sms']]
  const queued = await rowsOf<{ channel: string }>(tx.raw(`
    INSERT INTO notification_delivery (notification_id, channel, queued_at, next_attempt_at)
    SELECT :id, channel, :now, :now FROM notification_channel JOIN notification_address USING (channel) WHERE notification_id = :id AND channel = ANY (:channels) RETURNING channel`,
  { id: notification!.id, now, channels }))
  return queued.length > 0
}
