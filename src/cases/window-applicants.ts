import { randomInt } from 'node:crypto'
import type { Knex } from 'knex'
import { addAuditEntry } from '../database/audit.js'
import { violatedUnique } from '../database/database-faults.js'
import { mustBeWithin, type RateLimit } from '../database/rate-limits.js'
import {
  applicantOf, findApplicants, insertWindowApplicant, markIdentityChecked, saveWindowCode, takeWindowCode, type ApplicantKey, type NewApplicant, type WindowApplicant
} from '../database/window-applicants.js'
import { maskIdNumber, maskPhone } from '../domain/identifiers.js'
import { tidyName } from '../domain/names.js'
import { businessProblems, personProblems, tidyBusinesses } from '../domain/registration.js'
import { civilDateOf, type Clock } from '../domain/time.js'
import { ServiceError } from '../errors.js'

const hourMs = 3_600_000
/** A clerk looks up whom they have before them, not who there is. */
const lookUps: RateLimit = { name: 'window-look-up', max: 60, windowMs: hourMs }
const codeTries: RateLimit = { name: 'window-code', max: 20, windowMs: hourMs }
const codes: RateLimit = { name: 'window-code-of', max: 20, windowMs: hourMs }
const codeLifeMs = 10 * 60_000

const maskedKey: Record<ApplicantKey, (value: string) => string> = { idNumber: maskIdNumber, phone: maskPhone, usci: (value) => value }

/**
 * Files whose identity number, mobile number or business is exactly this; every look-up is on record with its clerk.
 * @throws ServiceError `too-many-requests`
 */
export async function lookUpApplicants (database: Knex, { by, value }: { by: ApplicantKey, value: string }, clerk: { id: number }, clock: Clock): Promise<WindowApplicant[]> {
  const now = clock.now()
  await mustBeWithin(database, lookUps, [String(clerk.id)], now)
  const found = await findApplicants(database, { by, value })
  await addAuditEntry(database, { at: now, accountId: clerk.id, action: 'look-up-applicant', subject: maskedKey[by](value), detail: { by, found: found.length } })
  return found
}

/**
 * 建立申请人档案: for somebody without an account, whose identity card the clerk has seen.
 * @throws ServiceError `invalid-identity` with every problem; `applicant-known`; `too-many-requests`
 */
export async function openApplicantFile (database: Knex, applicant: NewApplicant, clerk: { id: number }, clock: Clock): Promise<WindowApplicant> {
  const now = clock.now()
  await mustBeWithin(database, lookUps, [String(clerk.id)], now)
  const problems = [...personProblems(applicant, civilDateOf(now)), ...businessProblems(applicant.businesses)]
  if (problems.length > 0) throw new ServiceError('invalid-identity', { problems })
  return await onePerPerson(async () => await database.transaction(async (tx) => {
    const reference = await insertWindowApplicant(tx, { ...applicant, name: tidyName(applicant.name), businesses: tidyBusinesses(applicant.businesses) }, { by: clerk.id, at: now })
    await addAuditEntry(tx, { at: now, accountId: clerk.id, action: 'open-applicant-file', subject: maskIdNumber(applicant.idNumber) })
    return (await applicantOf(tx, reference))!
  }))
}

/** 窗口码: eight digits that prove at the window, for ten minutes and once, that the account is that of who shows them. @throws ServiceError `too-many-requests` */
export async function giveWindowCode (database: Knex, accountId: number, clock: Clock): Promise<{ code: string, expiresAt: Date }> {
  const now = clock.now()
  await mustBeWithin(database, codes, [String(accountId)], now)
  const code = String(randomInt(100_000_000)).padStart(8, '0')
  const expiresAt = new Date(now.getTime() + codeLifeMs)
  await saveWindowCode(database, accountId, code, expiresAt)
  return { code, expiresAt }
}

/**
 * The account of somebody who has shown both their window code and the identity card that they registered with: it is theirs from now on, and so
 * is what the window took in for them before. Neither alone is enough: anybody can register with somebody else's number.
 * @throws ServiceError `window-code-unknown`; `applicant-known` when another account is theirs; `too-many-requests`
 */
export async function linkAccount (database: Knex, { code, idNumber }: { code: string, idNumber: string }, clerk: { id: number }, clock: Clock): Promise<WindowApplicant> {
  const now = clock.now()
  await mustBeWithin(database, codeTries, [String(clerk.id)], now)
  return await onePerPerson(async () => await database.transaction(async (tx) => {
    const account = await takeWindowCode(tx, code, { idNumber, now })
    if (account === undefined) throw new ServiceError('window-code-unknown')
    await markIdentityChecked(tx, account.id, { idNumber, by: clerk.id, at: now })
    await addAuditEntry(tx, { at: now, accountId: clerk.id, action: 'link-account', subject: maskIdNumber(idNumber) })
    return (await applicantOf(tx, account.reference))!
  }))
}

async function onePerPerson<Result> (work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (violatedUnique(error) === 'account_one_identity') throw new ServiceError('applicant-known', undefined, { cause: error })
    throw error
  }
}
