import type { Knex } from 'knex'
import type { Business } from '../domain/registration.js'
import { businessesOf, saveBusinesses } from './account-businesses.js'
import { secretHash } from './secret-hash.js'

/** 申请人档案: an applicant whose identity the window has checked, with a login or without. Numbers are whole: mask them. */
export interface WindowApplicant { id: number, reference: string, name: string, idNumber: string, phone: string | null, canSignIn: boolean, businesses: Business[] }

/** By what an applicant is found: exact matches only. */
export type ApplicantKey = 'idNumber' | 'usci' | 'phone'

interface Row { id: number, reference: string, display_name: string, id_number: string, phone: string | null, login: string | null }
const columns = ['id', 'reference', 'display_name', 'id_number', 'phone', 'login'] as const

/** Those whose identity was checked at a window; nobody else: what somebody registered with proves nothing. */
function known (tx: Knex): Knex.QueryBuilder<Record<string, unknown>, Row[]> {
  return tx('account').where({ kind: 'applicant' }).whereNotNull('identity_checked_at').whereNull('disabled_at').select(columns) as Knex.QueryBuilder<Record<string, unknown>, Row[]>
}

export async function findApplicants (tx: Knex, { by, value }: { by: ApplicantKey, value: string }): Promise<WindowApplicant[]> {
  const conditions: Record<ApplicantKey, (query: Knex.QueryBuilder) => unknown> = {
    idNumber: (query) => query.where({ id_number: value }),
    phone: (query) => query.where({ phone: value }),
    usci: (query) => query.whereIn('id', tx('account_business').where({ usci: value }).select('account_id'))
  }
  const rows = await known(tx).where((query) => { conditions[by](query) }).orderBy('id').limit(20) as Row[]
  return await Promise.all(rows.map(async (row) => await withBusinesses(tx, row)))
}

/** @param reference a UUID that a search has answered with */
export async function applicantOf (tx: Knex, reference: string): Promise<WindowApplicant | undefined> {
  const row = await known(tx).where({ reference }).first<Row | undefined>()
  return row === undefined ? undefined : await withBusinesses(tx, row)
}

async function withBusinesses (tx: Knex, { id, reference, display_name: name, id_number: idNumber, phone, login }: Row): Promise<WindowApplicant> {
  return { id, reference, name, idNumber, phone, canSignIn: login !== null, businesses: await businessesOf(tx, id) }
}

export interface NewApplicant { name: string, idNumber: string, phone: string, businesses: Business[] }

/** A file without login. Fails on `account_one_identity` when there is one of this identity number. Returns its reference. */
export async function insertWindowApplicant (tx: Knex.Transaction, { name, idNumber, phone, businesses }: NewApplicant, checked: { by: number, at: Date }): Promise<string> {
  const [row] = await tx('account').insert({
    kind: 'applicant', display_name: name, id_number: idNumber, phone, identity_checked_by: checked.by, identity_checked_at: checked.at
  }).returning<{ id: number, reference: string }[]>(['id', 'reference'])
  await saveBusinesses(tx, row!.id, businesses)
  return row!.reference
}

/** Whether anybody can sign in to the account. */
export async function canSignIn (tx: Knex, accountId: number): Promise<boolean> {
  return await tx('account').where({ id: accountId }).whereNotNull('login').first('id') !== undefined
}

/** Whether the account is still in use; it isn't passed on to another before the end of the transaction. */
export async function holdApplicant (tx: Knex.Transaction, accountId: number): Promise<boolean> {
  return await tx('account').where({ id: accountId }).whereNull('disabled_at').forShare().first('id') !== undefined
}

/** Gives the account a new code; one that it had before no longer counts. */
export async function saveWindowCode (tx: Knex, accountId: number, code: string, expiresAt: Date): Promise<void> {
  await tx('window_code').insert({ account_id: accountId, code_hash: secretHash(code), expires_at: expiresAt }).onConflict('account_id').merge()
}

/** The account that shows this code and registered with this identity number, its row locked; the code is used up. Undefined: no such code, over, or somebody else's. */
export async function takeWindowCode (tx: Knex.Transaction, code: string, { idNumber, now }: { idNumber: string, now: Date }): Promise<{ id: number, reference: string } | undefined> {
  const account = await tx('account').where({ id_number: idNumber, kind: 'applicant' }).whereNull('disabled_at')
    .whereIn('id', tx('window_code').where({ code_hash: secretHash(code) }).where('expires_at', '>', now).select('account_id'))
    .forUpdate().first<{ id: number, reference: string } | undefined>('id', 'reference')
  // Of several that show it at once one has it
  return account !== undefined && await tx('window_code').where({ account_id: account.id, code_hash: secretHash(code) }).delete() > 0 ? account : undefined
}

/**
 * Notes that the account is that of the person who was at the window. A file without login of the same person passes to it, with its applications,
 * cases and notifications. Fails on `account_one_identity` when another account with a login is theirs already.
 */
export async function markIdentityChecked (tx: Knex.Transaction, accountId: number, { idNumber, by, at }: { idNumber: string, by: number, at: Date }): Promise<void> {
  const file = await tx('account').where({ id_number: idNumber }).whereNull('login').whereNull('disabled_at').forUpdate().first<{ id: number } | undefined>('id')
  if (file !== undefined) {
    for (const table of ['application', 'case_file', 'notification']) await tx(table).where({ account_id: file.id }).update({ account_id: accountId })
    const businesses = await tx('account_business').where({ account_id: file.id }).select('usci', 'name')
    if (businesses.length > 0) await tx('account_business').insert(businesses.map((business) => ({ ...business, account_id: accountId }))).onConflict(['account_id', 'usci']).ignore()
    await tx('account').where({ id: file.id }).update({ disabled_at: at })
  }
  await tx('account').where({ id: accountId }).update({ identity_checked_by: by, identity_checked_at: at })
}
