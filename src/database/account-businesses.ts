import type { Knex } from 'knex'
import type { Business } from '../domain/registration.js'

/** The businesses that an applicant acts for, by code. */
export async function businessesOf (tx: Knex, accountId: number): Promise<Business[]> {
  return await tx('account_business').where({ account_id: accountId }).orderBy('usci').select<Business[]>('usci', 'name')
}

/** Replaces the list; of two at once the second waits. */
export async function saveBusinesses (tx: Knex.Transaction, accountId: number, businesses: readonly Business[]): Promise<void> {
  await tx('account').where({ id: accountId }).forNoKeyUpdate().select('id')
  await tx('account_business').where({ account_id: accountId }).delete()
  if (businesses.length > 0) await tx('account_business').insert(businesses.map(({ usci, name }) => ({ account_id: accountId, usci, name })))
}

/** `login`: null of a file that the window keeps (申请人档案). */
export interface AccountParticulars { login: string | null, displayName: string, idNumber: string | null, phone: string | null, email: string | null }

export async function accountParticulars (tx: Knex, accountId: number): Promise<AccountParticulars> {
  return await tx('account').where({ id: accountId }).first({ login: 'login', displayName: 'display_name', idNumber: 'id_number', phone: 'phone', email: 'email' }) as AccountParticulars
}

/** A new applicant's account; undefined when the login is taken, in whatever case it is written. */
export async function insertApplicant (tx: Knex.Transaction, account: { login: string, passwordHash: string, name: string, idNumber: string, phone: string, email: string | null }): Promise<number | undefined> {
  const { login, passwordHash, name, idNumber, phone, email } = account
  await tx.raw("SELECT pg_advisory_xact_lock(hashtextextended('login:' || lower(?), 0))", [login])
  if (await tx('account').whereRaw('lower(login) = lower(?)', [login]).first('id') !== undefined) return undefined
  const [row] = await tx('account').insert({ login, password_hash: passwordHash, kind: 'applicant', display_name: name, id_number: idNumber, phone, email }).returning<{ id: number }[]>('id')
  return row!.id
}
