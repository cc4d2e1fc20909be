import type { Knex } from 'knex'
import { tellAt } from '../database/account-contact.js'
import { addAuditEntry } from '../database/audit.js'
import { accountsToReset, changePassword, isMailSwitchedOn, isResetUnderWay, queueReset, resetOf, useResetToken, type ResettableAccount } from '../database/password-resets.js'
import { mustBeWithin, takeHit, type RateLimit } from '../database/rate-limits.js'
import { passwordResetWords } from '../domain/contact-changed.js'
import { resetMail } from '../domain/password-reset.js'
import { passwordProblem } from '../domain/registration.js'
import type { Clock } from '../domain/time.js'
import { ServiceError } from '../errors.js'

const hourMs = 3_600_000
const perNetwork: RateLimit = { name: 'password-reset-network', max: 20, windowMs: hourMs }
/** Nobody's mailbox is filled; who asks isn't told, or they would learn which accounts there are. */
const perAccount: RateLimit = { name: 'password-reset', max: 5, windowMs: hourMs }
/** Anybody may register with somebody else's address: however many accounts name it, it gets no more than this. */
const perMailbox: RateLimit = { name: 'password-reset-mailbox', max: 6, windowMs: hourMs }
/** The mail that has just gone out is the one to open. */
const pauseMs = 10 * 60_000

/**
 * Writes to the accounts of a login or mail address. Answers the same, whether there are any or not.
 * @throws ServiceError `too-many-requests`; `mail-not-available`
 */
export async function askForReset (database: Knex, { name, from, publicUrl }: { name: string, from: string, publicUrl: string }, clock: Clock): Promise<void> {
  const now = clock.now()
  await mustBeWithin(database, perNetwork, [from], now)
  if (!await isMailSwitchedOn(database)) throw new ServiceError('mail-not-available')
  for (const account of await accountsToReset(database, name)) await mailReset(database, account, publicUrl, now)
}

async function mailReset (database: Knex, { id, login, email }: ResettableAccount, publicUrl: string, now: Date): Promise<void> {
  await database.transaction(async (tx) => {
    if (await isResetUnderWay(tx, id, { since: new Date(now.getTime() - pauseMs), now })) return
    for (const [limit, who] of [[perAccount, String(id)], [perMailbox, email!.toLowerCase()]] as const) {
      if (!(await takeHit(tx, limit, [who], now)).isAllowed) return
    }
    await queueReset(tx, { accountId: id, ...resetMail(login), link: `${publicUrl}/login/reset#`, now })
    await addAuditEntry(tx, { at: now, accountId: null, action: 'ask-password-reset', subject: login })
  })
}

/**
 * Sets a new password by the link of a mail, and ends all sessions of the account.
 * @param hash of the password, made only for a link that is right
 * @returns the account's login
 * @throws ServiceError `reset-link-invalid`, `invalid-password`
 */
export async function resetPassword (database: Knex, { token, password }: { token: string, password: string }, hash: (password: string) => Promise<string>, clock: Clock): Promise<string> {
  const now = clock.now()
  const account = await resetOf(database, token, now)
  if (account === undefined) throw new ServiceError('reset-link-invalid')
  const { id, login, idNumber, phone } = account
  const problem = passwordProblem(password, [login, idNumber ?? '', phone ?? ''])
  if (problem !== undefined) throw new ServiceError('invalid-password', { problems: [{ field: 'password', label: '新密码', problem }] })
  const passwordHash = await hash(password)
  await database.transaction(async (tx) => {
    if (!await useResetToken(tx, token, now)) throw new ServiceError('reset-link-invalid')
    await changePassword(tx, id, passwordHash)
    await tellAt(tx, account, { accountId: id, ...passwordResetWords(login), now })
    await addAuditEntry(tx, { at: now, accountId: id, action: 'reset-password', subject: login })
  })
  return login
}
