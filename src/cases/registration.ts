import type { Knex } from 'knex'
import { insertApplicant, saveBusinesses } from '../database/account-businesses.js'
import { addAuditEntry } from '../database/audit.js'
import { mustBeWithin, type RateLimit } from '../database/rate-limits.js'
import { tidyName } from '../domain/names.js'
import { businessProblems, registrationProblems, tidyBusinesses, type Business, type Registration } from '../domain/registration.js'
import { civilDateOf, type Clock } from '../domain/time.js'
import { ServiceError } from '../errors.js'

/** A counter that helps people to register, not a machine that makes accounts or tries which logins there are. */
const perNetwork: RateLimit = { name: 'registration', max: 20, windowMs: 3_600_000 }

/**
 * 注册: an applicant's own account.
 * @param hash of the password, made only for a registration that is right otherwise
 * @throws ServiceError `too-many-requests`; `invalid-registration` with every problem; `login-taken`
 */
export async function register (database: Knex, registration: Registration, { from, hash }: { from: string, hash (password: string): Promise<string> }, clock: Clock): Promise<void> {
  const now = clock.now()
  await mustBeWithin(database, perNetwork, [from], now)
  const problems = registrationProblems(registration, civilDateOf(now))
  if (problems.length > 0) throw new ServiceError('invalid-registration', { problems })
  const passwordHash = await hash(registration.password)
  await database.transaction(async (tx) => {
    const accountId = await insertApplicant(tx, { ...registration, name: tidyName(registration.name), passwordHash })
    if (accountId === undefined) throw new ServiceError('login-taken', { problems: [{ field: 'login', label: '账号', problem: '已经有人使用，请换一个' }] })
    await saveBusinesses(tx, accountId, tidyBusinesses(registration.businesses))
    await addAuditEntry(tx, { at: now, accountId, action: 'register', subject: registration.login })
  })
}

/** The businesses that a person acts for. @throws ServiceError `invalid-registration` */
export async function changeBusinesses (database: Knex, accountId: number, businesses: readonly Business[], clock: Clock): Promise<void> {
  const problems = businessProblems(businesses)
  if (problems.length > 0) throw new ServiceError('invalid-registration', { problems })
  await database.transaction(async (tx) => {
    await saveBusinesses(tx, accountId, tidyBusinesses(businesses))
    await addAuditEntry(tx, { at: clock.now(), accountId, action: 'change-businesses', subject: String(accountId), detail: { businesses: businesses.map(({ usci }) => usci) } })
  })
}
