import type { Knex } from 'knex'

export type AccountKind = 'applicant' | 'staff'

/** Who is signed in. `groups` are the engine's candidate groups (`<department>.<role>@<region>` or a global one). */
export interface Account {
  id: number
  login: string
  kind: AccountKind
  displayName: string
  isDemo: boolean
  groups: string[]
}

export interface NewAccount {
  login: string
  passwordHash: string
  kind: AccountKind
  displayName: string
  /** Where notifications go; left out: as it was, or none. */
  phone?: string | null
  email?: string | null
  groups?: string[]
  isDemo?: boolean
}

/** Creates an account, or renews name, groups and password of the one with this login. Returns its id. */
export async function saveAccount (tx: Knex, account: NewAccount): Promise<number> {
  const values = {
    login: account.login,
    password_hash: account.passwordHash,
    kind: account.kind,
    display_name: account.displayName,
    ...(account.phone === undefined ? {} : { phone: account.phone }),
    ...(account.email === undefined ? {} : { email: account.email }),
    is_demo: account.isDemo ?? false
  }
  const [{ id }] = await tx('account').insert(values).onConflict('login').merge(values).returning('id') as [{ id: number }]
  await tx('account_group').where({ account_id: id }).delete()
  const groups = account.groups ?? []
  if (groups.length > 0) await tx('account_group').insert(groups.map((group) => ({ account_id: id, group_name: group })))
  return id
}

/** What signing in needs; undefined for an unknown or disabled login. */
export async function credentialsOf (
  tx: Knex, login: string
): Promise<{ account: Account, passwordHash: string } | undefined> {
  const row = await tx('account').where({ login }).whereNull('disabled_at').first<(AccountRow & { password_hash: string }) | undefined>()
  return row === undefined ? undefined : { account: await withGroups(tx, row), passwordHash: row.password_hash }
}

/** Whether the account still has this password, which was verified a moment ago; it keeps it until the end of the transaction. */
export async function stillHasPassword (tx: Knex.Transaction, id: number, passwordHash: string): Promise<boolean> {
  return await tx('account').where({ id, password_hash: passwordHash }).whereNull('disabled_at').forShare().first('id') !== undefined
}

export interface AccountRow { id: number, login: string, kind: AccountKind, display_name: string, is_demo: boolean }

export async function withGroups (tx: Knex, row: AccountRow): Promise<Account> {
  const groups = await tx('account_group').where({ account_id: row.id }).orderBy('group_name').pluck<string[]>('group_name')
  return { id: row.id, login: row.login, kind: row.kind, displayName: row.display_name, isDemo: row.is_demo, groups }
}

/** Names as people know them, by login. Logins without an account are missing. */
export async function displayNamesOf (tx: Knex, logins: string[]): Promise<Map<string, string>> {
  if (logins.length === 0) return new Map()
  const rows = await tx('account').whereIn('login', logins).select<{ login: string, display_name: string }[]>('login', 'display_name')
  return new Map(rows.map((row) => [row.login, row.display_name]))
}

/** Logins of all demo accounts with their names and groups, for `onelicence accounts`. */
export async function demoAccountsOf (tx: Knex): Promise<Account[]> {
  const rows = await tx('account').where({ is_demo: true }).orderBy('id').select<AccountRow[]>('id', 'login', 'kind', 'display_name', 'is_demo')
  return await Promise.all(rows.map(async (row) => await withGroups(tx, row)))
}

/** Ends the demonstration's accounts on a database that is not embedded: nobody signs in with them afterwards. */
export async function disableDemoAccounts (database: Knex): Promise<void> {
  await database('session').whereIn('account_id', database('account').select('id').where({ is_demo: true })).delete()
  await database('account').where({ is_demo: true }).update({ disabled_at: database.fn.now() })
}
