import type { Knex } from 'knex'
import { isSupervisor, windowRegionsOf } from '../domain/groups.js'
import type { Account } from './accounts.js'
import type { CaseRow } from './cases.js'

/**
 * A case as far as the account may see it: its own, or, for staff, one that its department in its region has a permit, a visit or the window
 * of, or that its window took in; supervisors see all. Undefined otherwise, as if it did not exist.
 */
export async function visibleCase (tx: Knex, caseNo: string, account: Account): Promise<CaseRow | undefined> {
  return await tx('case_file').where({ case_no: caseNo }).andWhere((visible) => {
    if (account.kind === 'applicant') return visible.where({ account_id: account.id })
    if (isSupervisor(account)) return visible
    return visible.whereRaw("'gov-services.intake@' || case_file.region = ANY (?::text[])", [account.groups])
      .orWhereExists(tx('application').whereRaw('application.id = case_file.application_id').whereIn('window_region', windowRegionsOf(account.groups)))
      .orWhereExists(tx('sub_case').whereRaw('sub_case.case_no = case_file.case_no')
        .whereRaw(`EXISTS (${memberOf('sub_case')})`, [account.groups]))
      .orWhereExists(tx('visit').whereRaw('visit.case_no = case_file.case_no')
        .whereRaw(`EXISTS (${memberOf('visit')})`, [account.groups]))
  }).first<CaseRow | undefined>()
}

/** Whether one of the groups given is of the row's department and region, whatever its role. */
export function memberOf (table: 'sub_case' | 'visit' | 'commitment_bar'): string {
  return `SELECT FROM unnest(?::text[]) AS member (name) WHERE starts_with(member.name, ${table}.department || '.') AND split_part(member.name, '@', 2) = ${table}.region`
}
