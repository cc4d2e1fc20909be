import type { Knex } from 'knex'
import { contactToChange, saveContact, tellAt, type Contact } from '../database/account-contact.js'
import { credentialsOf, stillHasPassword, type Account } from '../database/accounts.js'
import { addAuditEntry } from '../database/audit.js'
import { mustBeWithin, type RateLimit } from '../database/rate-limits.js'
import { contactChangedWords } from '../domain/contact-changed.js'
import { contactProblems } from '../domain/registration.js'
import type { Clock } from '../domain/time.js'
import { ServiceError } from '../errors.js'

/** Whoever finds a device signed in can't try passwords there. */
const tries: RateLimit = { name: 'change-contact', max: 10, windowMs: 3_600_000 }

/** What is to be changed; left out: as it was. `email: null`: none any more. */
export interface ContactChange { password: string, phone?: string, email?: string | null }

/**
 * 改手机号码、电子邮箱: with the password once more. The former addresses are told, and a link to set a new password that was mailed is void.
 * @returns whether anybody could be told
 * @throws ServiceError `too-many-requests`; `invalid-registration` with every problem; `wrong-password`
 */
export async function changeContact (database: Knex, account: Pick<Account, 'id' | 'login'>, change: ContactChange, verify: (password: string, hash: string) => Promise<boolean>, clock: Clock): Promise<boolean> {
  const now = clock.now()
  await mustBeWithin(database, tries, [String(account.id)], now)
  const problems = contactProblems(change)
  if (problems.length > 0) throw new ServiceError('invalid-registration', { problems })
  const known = await credentialsOf(database, account.login)
  if (known === undefined || !await verify(change.password, known.passwordHash)) throw wrongPassword()
  return await database.transaction(async (tx) => {
    const former = await contactToChange(tx, account.id)
    if (!await stillHasPassword(tx, account.id, known.passwordHash)) throw wrongPassword()
    return await save(tx, account, former, { phone: change.phone ?? former.phone, email: change.email === undefined ? former.email : change.email }, now)
  })
}

async function save (tx: Knex.Transaction, { id, login }: Pick<Account, 'id' | 'login'>, former: Contact, contact: Contact, now: Date): Promise<boolean> {
  const changed = (['phone', 'email'] as const).filter((field) => contact[field] !== former[field])
  if (changed.length === 0) return false
  await saveContact(tx, id, contact, changed.includes('email'))
  await addAuditEntry(tx, { at: now, accountId: id, action: 'change-contact', subject: login, detail: { changed } })
  return await tellAt(tx, former, { accountId: id, ...contactChangedWords(login, changed), now })
}

function wrongPassword (): ServiceError {
  return new ServiceError('wrong-password', { problems: [{ field: 'password', label: '密码', problem: '不正确，请重新输入现在的密码' }] })
}
