import type { Knex } from 'knex'
import { findCase } from '../database/cases.js'
import { returnHit, mustBeWithin, type RateLimit } from '../database/rate-limits.js'
import { isValidReceiptCode } from '../domain/identifiers.js'
import type { Clock } from '../domain/time.js'
import { ServiceError } from '../errors.js'
import { caseView } from './case-view.js'

const hourMs = 3_600_000
/** Codes follow one another, so the telephone's end is the secret: few tries for a code, from wherever; rightful ones don't count. */
const perCode: RateLimit = { name: 'progress', max: 5, windowMs: hourMs }
const perNetwork: RateLimit = { name: 'progress-network', max: 30, windowMs: hourMs }

/**
 * 凭收件码查询: how a case stands, for who holds its receipt and knows the last four digits of the contact's telephone; no account needed, and nothing of who it is
 * about beyond the permits and their steps.
 * @param asked `from`: the network that asks
 * @throws ServiceError `too-many-requests`; `progress-not-found` for a wrong code and for wrong digits alike
 */
export async function queryProgress (database: Knex, asked: { receiptCode: string, phoneEnd: string, from: string }, clock: Clock) {
  const receiptCode = asked.receiptCode.trim().toUpperCase()
  const limits = [[perNetwork, [asked.from]], [perCode, [receiptCode]]] as const
  for (const [limit, who] of limits) {
    await mustBeWithin(database, limit, [...who], clock.now())
  }
  const caseFile = isValidReceiptCode(receiptCode) ? await findCase(database, receiptCode.slice(0, 18)) : undefined
  if (caseFile === undefined || !endsWith(caseFile.form['contact_phone'], asked.phoneEnd)) throw new ServiceError('progress-not-found')
  for (const [limit, who] of limits) await returnHit(database, limit, [...who])
  const { caseNo, industryName, stateName, submittedAt, permits } = await caseView(database, caseFile, clock)
  return {
    caseNo,
    industryName,
    stateName,
    submittedAt,
    permits: permits.map(({ name, department, stateName, dueOn, awaited }) => ({ name, department, stateName, dueOn, awaited: awaited === null ? null : { name: awaited.name, what: awaited.what, dueAt: awaited.dueAt } }))
  }
}

function endsWith (phone: unknown, end: string): boolean {
  return typeof phone === 'string' && /^\d{4}$/.test(end) && phone.replace(/\D/g, '').endsWith(end)
}
