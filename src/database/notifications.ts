import type { Knex } from 'knex'

/** Tells an account something, once per `dedupeKey`, however often the caller runs. */
export async function notify (
  tx: Knex, message: { accountId: number, caseNo: string, dedupeKey: string, title: string, body: string }
): Promise<void> {
  await tx('notification').insert({
    account_id: message.accountId,
    case_no: message.caseNo,
    dedupe_key: message.dedupeKey,
    title: message.title,
    body: message.body
  }).onConflict('dedupe_key').ignore()
}
