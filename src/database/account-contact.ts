import type { Knex } from 'knex'

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

/** Queues a mail to one address, whatever the account's is when it goes out; none while no mail is sent. */
export async function mailTo (tx: Knex.Transaction, address: string, { accountId, title, body, now }: { accountId: number, title: string, body: string, now: Date }): Promise<void> {
  const [notification] = await tx('notification').insert({ account_id: accountId, dedupe_key: tx.raw("'contact-changed:' || gen_random_uuid()"), title, body, mail_to: address }).returning<{ id: number }[]>('id')
  await tx.raw(`
    INSERT INTO notification_delivery (notification_id, channel, queued_at, next_attempt_at)
    SELECT :id, channel, :now, :now FROM notification_channel WHERE channel = 'email'`, { id: notification!.id, now })
}
