import type { Knex } from 'knex'

/** Whether a login is taken, be it by a disabled account. */
export async function accountExists (tx: Knex, login: string): Promise<boolean> {
  return await tx('account').where({ login }).first('id') !== undefined
}

/** Accounts that can sign in: those in one of these groups, and those with one of these logins. */
export async function accountsToTell (tx: Knex, { groups, logins }: { groups: string[], logins: string[] }): Promise<number[]> {
  return await tx('account').whereNull('disabled_at').andWhere((told) => told.whereIn('login', logins)
    .orWhereIn('id', tx('account_group').whereIn('group_name', groups).select('account_id'))).orderBy('id').pluck<number[]>('id')
}
