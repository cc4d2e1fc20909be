import type { Knex } from 'knex'
import { saveAccount } from '../database/accounts.js'
import type { Catalogue } from '../catalogue/catalogue.js'
import { demoAccounts, type DemoAccount } from '../platform/demo-accounts.js'

/**
 * Everybody who works in the simulation: by candidate group the login of who does its tasks. `inspectorsPerGroup`: so many that visits of cases under
 * way at the same time don't want for people.
 */
export async function addPeople (database: Knex, catalogue: Catalogue, { inspectorsPerGroup }: { inspectorsPerGroup: number }): Promise<Map<string, string>> {
  const accounts = demoAccounts(catalogue)
  const all = [...accounts, ...moreInspectors(accounts, inspectorsPerGroup)]
  await database.transaction(async (tx) => {
    for (const account of all) await saveAccount(tx, { ...account, passwordHash: 'none', isDemo: true })
  })
  return new Map(all.toReversed().flatMap(({ login, groups }) => groups.map((group): [string, string] => [group, login])))
}

function moreInspectors (accounts: DemoAccount[], inspectorsPerGroup: number): DemoAccount[] {
  const groups = new Set(accounts.flatMap((account) => account.groups).filter((group) => group.includes('.inspector@')))
  return [...groups].flatMap((group) => Array.from({ length: inspectorsPerGroup }, (_, index) => ({
    login: `${group.replace(/[.@]/g, '-')}-s${index + 1}`, displayName: `模拟核查员${index + 1}`, kind: 'staff' as const, groups: [group]
  })))
}
