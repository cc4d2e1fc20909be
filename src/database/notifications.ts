import type { Knex } from 'knex'

/**
 * Tells an account something, once per `dedupeKey`, however often the caller runs. For every channel that is switched on and that the account
 * has an address for, a delivery is written with it: it goes out after this transaction's commit (src/notifications).
 */
export async function notify (
  tx: Knex, message: { accountId: number, caseNo: string, dedupeKey: string, title: string, body: string }
): Promise<void> {
  const [written] = await tx('notification').insert({
    account_id: message.accountId,
    case_no: message.caseNo,
    dedupe_key: message.dedupeKey,
    title: message.title,
    body: message.body
  }).onConflict('dedupe_key').ignore().returning<{ id: number }[]>('id')
  if (written === undefined) return
  await tx.raw(`
    INSERT INTO notification_delivery (notification_id, channel)
    SELECT notification_id, channel FROM notification_address JOIN notification_channel USING (channel) WHERE notification_id = ?`, [written.id])
}
