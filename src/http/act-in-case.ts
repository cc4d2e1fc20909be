import type { FastifyRequest } from 'fastify'
import type { Knex } from 'knex'
import type { Account } from '../database/accounts.js'
import { addAuditEntry } from '../database/audit.js'
import { accountOf, type AppDependencies } from './context.js'
import { caseFor, caseOfParty } from './own-cases.js'

export interface ActInCase<Result> {
  /** As it stands in the audit log. */
  action: string
  act (tx: Knex.Transaction, by: { caseNo: string, account: Account }): Promise<Result>
  /** What the audit log keeps of it besides the case. */
  detail? (result: Result): Record<string, unknown>
}

/**
 * Something that an account does in a case that it may see: the act and its audit entry are one transaction, and the messages that it causes go out at
 * once. What is the applicant's to do, the window does for who applied there. @throws ServiceError `case-not-found`, `forbidden`, and what the act throws
 */
export async function actInCase<Result> (
  { database, clock, wakeOutbox }: Pick<AppDependencies, 'database' | 'clock' | 'wakeOutbox'>, request: FastifyRequest, { action, act, detail }: ActInCase<Result>
): Promise<Result> {
  const account = accountOf(request)
  const find = request.routeOptions.config.access === 'applicant-or-window' ? caseOfParty : caseFor
  const { case_no: caseNo } = await find(database, (request.params as { caseNo: string }).caseNo, account)
  const result = await database.transaction(async (tx) => {
    const done = await act(tx, { caseNo, account })
    await addAuditEntry(tx, { at: clock.now(), accountId: account.id, action, subject: caseNo, ...(detail === undefined ? {} : { detail: detail(done) }) })
    return done
  })
  wakeOutbox()
  return result
}
