import type { Knex } from 'knex'
import type { Account } from '../database/accounts.js'
import { visibleCase } from '../database/case-access.js'
import type { CaseRow } from '../database/cases.js'
import { isTakenInAt } from '../database/applications.js'
import { windowRegionsOf } from '../domain/groups.js'
import { ServiceError } from '../errors.js'

/** A case that the account may see. @throws ServiceError `case-not-found`, the same for one that doesn't exist and one of somebody else */
export async function caseFor (tx: Knex, caseNo: string, account: Account): Promise<CaseRow> {
  const row = await visibleCase(tx, caseNo, account)
  if (row === undefined) throw new ServiceError('case-not-found')
  return row
}

/**
 * A case in which the account does what is the applicant's to do: its own, or, for the window, one that was applied for in person there, by
 * somebody who may have no account. @throws ServiceError `case-not-found`; `forbidden` for other staff who may see it
 */
export async function caseOfParty (tx: Knex, caseNo: string, account: Account): Promise<CaseRow> {
  const row = await caseFor(tx, caseNo, account)
  if (account.kind === 'applicant') return row
  const regions = windowRegionsOf(account.groups)
  if (row.channel === 'window' && (regions.includes(row.region) || await isTakenInAt(tx, caseNo, regions))) return row
  throw new ServiceError('forbidden')
}
