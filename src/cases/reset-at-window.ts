import { randomInt } from 'node:crypto'
import type { Knex } from 'knex'
import { tellAt } from '../database/account-contact.js'
import { addAuditEntry } from '../database/audit.js'
import { resettableAtWindow, saveResetCode } from '../database/password-resets.js'
import { mustBeWithin, type RateLimit } from '../database/rate-limits.js'
import { resetCodeGivenWords } from '../domain/contact-changed.js'
import { maskIdNumber } from '../domain/identifiers.js'
import { resetCodeValidMinutes } from '../domain/password-reset.js'
import type { Clock } from '../domain/time.js'
import { ServiceError } from '../errors.js'

const perClerk: RateLimit = { name: 'reset-at-window', max: 20, windowMs: 3_600_000 }
/** Nothing that is taken for something else when it is read from a screen. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const codeLength = 12

/**
 * 重设码: for somebody at the window who knows the login of their account, registered with the identity card that the clerk has seen, but neither its password nor
 * a mailbox. It is used like the link of a mail, once; the account's own addresses are told of it.
 * @returns 12 letters and digits
 * @throws ServiceError `reset-account-unknown`; `too-many-requests`
 */
export async function giveResetCode (database: Knex, { login, idNumber }: { login: string, idNumber: string }, clerk: { id: number }, clock: Clock): Promise<{ code: string, expiresAt: Date }> {
  const now = clock.now()
  await mustBeWithin(database, perClerk, [String(clerk.id)], now)
  const code = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('')
  const expiresAt = new Date(now.getTime() + resetCodeValidMinutes * 60_000)
  await database.transaction(async (tx) => {
    const account = await resettableAtWindow(tx, { login, idNumber })
    if (account === undefined) throw new ServiceError('reset-account-unknown')
    await saveResetCode(tx, { accountId: account.id, givenBy: clerk.id, code, expiresAt, now })
    await tellAt(tx, account, { accountId: account.id, ...resetCodeGivenWords(account.login), now })
    await addAuditEntry(tx, { at: now, accountId: clerk.id, action: 'give-reset-code', subject: account.login, detail: { idNumber: maskIdNumber(idNumber) } })
  })
  return { code, expiresAt }
}
