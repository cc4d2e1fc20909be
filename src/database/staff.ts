import type { Knex } from 'knex'

/** Somebody who works for a department: login as the engine knows it, name as documents show it, groups as they count for tasks. */
export interface StaffMember { accountId: number, login: string, displayName: string, groups: string[] }

/** A staff member by login, or undefined for an unknown, disabled or applicant's account. */
export async function staffByLogin (tx: Knex, login: string): Promise<StaffMember | undefined> {
  const account = await tx('account').where({ login, kind: 'staff' }).whereNull('disabled_at')
    .first<{ id: number, display_name: string } | undefined>('id', 'display_name')
  if (account === undefined) return undefined
  const groups = await tx('account_group').where({ account_id: account.id }).pluck<string[]>('group_name')
  return { accountId: account.id, login, displayName: account.display_name, groups }
}
