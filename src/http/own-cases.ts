import type { Knex } from 'knex'
import type { Account } from '../database/accounts.js'
import { visibleCase } from '../database/case-access.js'
import type { CaseRow } from '../database/cases.js'
import { ServiceError } from '../errors.js'

/** A case that the account may see. @throws ServiceError `case-not-found`, the same for one that doesn't exist and one of somebody else */
export async function caseFor (tx: Knex, caseNo: string, account: Account): Promise<CaseRow> {
  const row = await visibleCase(tx, caseNo, account)
  if (row === undefined) throw new ServiceError('case-not-found')
  return row
}
