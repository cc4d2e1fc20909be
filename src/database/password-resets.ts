import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import type { AccountKind } from './accounts.js'
import { secretHash } from './secret-hash.js'

export interface ResettableAccount { id: number, login: string, kind: AccountKind, idNumber: string | null, phone: string | null, email: string | null }

const columns = { id: 'account.id', login: 'login', kind: 'kind', idNumber: 'id_number', phone: 'phone', email: 'email' }
/** One address for more accounts than this is no person's. */
const mostAccounts = 5

/** Accounts of this login or mail address that can be written to. */
export async function accountsToReset (tx: Knex, name: string): Promise<ResettableAccount[]> {
  return await tx('account').where((any) => { any.whereRaw('lower(login) = lower(?)', [name]).orWhereRaw('lower(email) = lower(?)', [name]) })
    .whereNotNull('email').whereNull('disabled_at').where({ is_demo: false }).orderBy('id').limit(mostAccounts).select(columns)
}

export async function isMailSwitchedOn (tx: Knex): Promise<boolean> {
  return await tx('notification_channel').where({ channel: 'email' }).first('channel') !== undefined
}

/** Whether a mail of this account waits to be sent, or was asked for after `since` and can still arrive, or a window has just given a code; locks the account, so that of two who ask at once one is asked. */
export async function isResetUnderWay (tx: Knex.Transaction, accountId: number, { since, now }: { since: Date, now: Date }): Promise<boolean> {
  await tx('account').where({ id: accountId }).forUpdate().first('id')
  return await tx('password_reset').leftJoin('notification_delivery AS delivery', 'delivery.notification_id', 'password_reset.notification_id')
    .where({ account_id: accountId }).where((any) => {
      any.where({ state: 'waiting' }).orWhere((sent) => { sent.where({ state: 'sent' }).where('requested_at', '>', since) })
        .orWhere((given) => { given.whereNotNull('given_by').where('expires_at', '>', now) })
    }).first('account_id') !== undefined
}

/**
 * Queues the mail with the link, in place of an earlier one.
 * @param link the address that the token is appended to when the mail goes out
 */
export async function queueReset (tx: Knex.Transaction, { accountId, title, body, link, now }: { accountId: number, title: string, body: string, link: string, now: Date }): Promise<void> {
  const [notification] = await tx('notification').insert({
    account_id: accountId, dedupe_key: tx.raw("'password-reset:' || gen_random_uuid()"), title, body, one_time_link: link
  }).returning<{ id: number }[]>('id')
  const reset = { notification_id: notification!.id, given_by: null, requested_at: now, token_hash: null, expires_at: null }
  await tx('password_reset').insert({ account_id: accountId, ...reset }).onConflict('account_id').merge(reset)
  await tx('notification_delivery').insert({ notification_id: notification!.id, channel: 'email', queued_at: now, next_attempt_at: now })
}

/** A new token for the mail that is sent now; an earlier one of this mail is void. Undefined: a later mail has taken its place, or the link was used. */
export async function issueResetToken (database: Knex, notificationId: number, expiresAt: Date): Promise<string | undefined> {
  const token = randomBytes(32).toString('base64url')
  const updated = await database('password_reset').where({ notification_id: notificationId }).update({ token_hash: secretHash(token), expires_at: expiresAt })
  return updated > 0 ? token : undefined
}

/** Whose token this is; undefined when it is unknown, used, replaced or over. */
export async function resetOf (tx: Knex, token: string, now: Date): Promise<ResettableAccount | undefined> {
  return await tx('password_reset').join('account', 'account.id', 'password_reset.account_id')
    .where({ token_hash: secretHash(token) }).where('expires_at', '>', now).whereNull('disabled_at').first(columns)
}

/** The applicant's account of this login, if it was registered with this identity number, never one of the demonstration; held until the end of the transaction. */
export async function resettableAtWindow (tx: Knex.Transaction, { login, idNumber }: { login: string, idNumber: string }): Promise<Pick<ResettableAccount, 'id' | 'login' | 'phone' | 'email'> | undefined> {
  return await tx('account').whereRaw('lower(login) = lower(?)', [login]).where({ id_number: idNumber, kind: 'applicant', is_demo: false }).whereNull('disabled_at').forUpdate().first('id', 'login', 'phone', 'email')
}

/** A code told at a window counts at once, in place of a mail or code before it. */
export async function saveResetCode (tx: Knex.Transaction, { accountId, givenBy, code, expiresAt, now }: { accountId: number, givenBy: number, code: string, expiresAt: Date, now: Date }): Promise<void> {
  const reset = { given_by: givenBy, notification_id: null, requested_at: now, token_hash: secretHash(code), expires_at: expiresAt }
  await tx('password_reset').insert({ account_id: accountId, ...reset }).onConflict('account_id').merge(reset)
}

/** Uses the token up; of two who try at once one succeeds. */
export async function useResetToken (tx: Knex.Transaction, token: string, now: Date): Promise<boolean> {
  return await tx('password_reset').where({ token_hash: secretHash(token) }).where('expires_at', '>', now).delete() > 0
}

/** Every session of the account ends with its old password, and so do a link to set another and a code that was to be shown at a window. */
export async function changePassword (tx: Knex.Transaction, accountId: number, passwordHash: string): Promise<void> {
  await tx('account').where({ id: accountId }).update({ password_hash: passwordHash })
  await tx('session').where({ account_id: accountId }).delete()
  await tx('password_reset').where({ account_id: accountId }).delete()
  await tx('window_code').where({ account_id: accountId }).delete()
}
