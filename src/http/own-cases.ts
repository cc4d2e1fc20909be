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
  if (!await actsForParty(tx, row, account)) throw new ServiceError('forbidden')
  return row
}

/** Whether somebody who may see the case is its applicant, or the window that acts for them. */
export async function actsForParty (tx: Knex, { case_no: caseNo, channel, region }: CaseRow, account: Account): Promise<boolean> {
  if (account.kind === 'applicant') return true
  const regions = windowRegionsOf(account.groups)
  return channel === 'window' && (regions.includes(region) || await isTakenInAt(tx, caseNo, regions))
}
