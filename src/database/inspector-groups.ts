import type { Knex } from 'knex'

/** Somebody who inspects, with the groups in which they do. */
export interface InspectorInGroups { accountId: number, login: string, name: string, groups: string[] }

/** The inspectors of these regions, each with those of their groups that are of them. */
export async function inspectorsInRegions (tx: Knex, regions: string[]): Promise<InspectorInGroups[]> {
  return await inspectors(tx).whereRaw("split_part(account_group.group_name, '@', 2) = ANY (?)", [regions])
}

export async function inspectorByLogin (tx: Knex, login: string): Promise<InspectorInGroups | undefined> {
  return (await inspectors(tx).where({ login }))[0]
}

export async function inspectorByAccount (tx: Knex, accountId: number): Promise<InspectorInGroups | undefined> {
  return (await inspectors(tx).where({ 'account.id': accountId }))[0]
}

function inspectors (tx: Knex): Knex.QueryBuilder<object, InspectorInGroups[]> {
  return tx('account').join('account_group', 'account_group.account_id', 'account.id')
    .where('account.kind', 'staff').whereNull('account.disabled_at').whereRaw("account_group.group_name LIKE '%.inspector@%'")
    .groupBy('account.id').orderByRaw('min(account_group.group_name), account.login')
    .select('account.id as accountId', 'account.login', 'account.display_name as name', tx.raw('array_agg(account_group.group_name ORDER BY account_group.group_name) AS groups'))
}
