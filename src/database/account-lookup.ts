import type { Knex } from 'knex'

/** A login as the account has it that took it, in whatever case it is written, be the account disabled; undefined: it is free. */
export async function takenLogin (tx: Knex, login: string): Promise<string | undefined> {
  return (await tx('account').whereRaw('lower(login) = lower(?)', [login]).first<{ login: string } | undefined>('login'))?.login
}

/** Accounts that can sign in: those in one of these groups, and those with one of these logins. */
export async function accountsToTell (tx: Knex, { groups, logins }: { groups: string[], logins: string[] }): Promise<number[]> {
  return await tx('account').whereNull('disabled_at').andWhere((told) => told.whereIn('login', logins)
    .orWhereIn('id', tx('account_group').whereIn('group_name', groups).select('account_id'))).orderBy('id').pluck<number[]>('id')
}
