import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { withGroups, type Account, type AccountRow } from './accounts.js'
import { secretHash } from './secret-hash.js'

/** Opens a session; the returned token is known to the browser only, the database keeps its SHA-256. */
export async function openSession (tx: Knex, accountId: number, now: Date, expiresAt: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await tx('session').insert({ token_hash: secretHash(token), account_id: accountId, created_at: now, expires_at: expiresAt })
  return token
}

/** Whose session this is; undefined when it is unknown, expired or its account disabled. */
export async function sessionAccount (tx: Knex, token: string, now: Date): Promise<Account | undefined> {
  const row = await tx('session').join('account', 'account.id', 'session.account_id')
    .where('session.token_hash', secretHash(token)).where('session.expires_at', '>', now).whereNull('account.disabled_at')
    .first<AccountRow | undefined>('account.id', 'account.login', 'account.kind', 'account.display_name', 'account.is_demo')
  return row === undefined ? undefined : await withGroups(tx, row)
}

export interface SessionTimes { createdAt: Date, expiresAt: Date }

/** When a session began and ends; undefined: it has been closed meanwhile. */
export async function sessionTimes (tx: Knex, token: string): Promise<SessionTimes | undefined> {
  return await tx('session').where({ token_hash: secretHash(token) }).first<SessionTimes | undefined>({ createdAt: 'created_at', expiresAt: 'expires_at' })
}

/** A session that is still open goes on until then; whether it is. */
export async function prolongSession (tx: Knex, token: string, expiresAt: Date): Promise<boolean> {
  return await tx('session').where({ token_hash: secretHash(token) }).update({ expires_at: expiresAt }) > 0
}

export async function closeSession (tx: Knex, token: string): Promise<void> {
  await tx('session').where({ token_hash: secretHash(token) }).delete()
}

export async function deleteExpiredSessions (tx: Knex, now: Date): Promise<void> {
  await tx('session').where('expires_at', '<=', now).delete()
}
