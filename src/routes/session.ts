import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { credentialsOf, stillHasPassword, type Account } from '../database/accounts.js'
import { addAuditEntry } from '../database/audit.js'
import { clearHits, deleteEndedWindows, returnHit, mustBeWithin, type RateLimit } from '../database/rate-limits.js'
import { closeSession, deleteExpiredSessions, openSession, prolongSession, sessionTimes, type SessionTimes } from '../database/sessions.js'
import { isProlongable, sessionEndFrom, type SessionHours } from '../domain/session-time.js'
import { ServiceError } from '../errors.js'
import { sessionCookie } from '../http/access.js'
import { answers, closed, nothing, oneOf } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { networkOf } from '../http/network.js'
import { nobodysHash, verifyPassword } from '../passwords.js'

const credentials = closed({
  login: Type.String({ title: '账号', minLength: 1, maxLength: 100 }),
  password: Type.String({ title: '密码', minLength: 1, maxLength: 200 })
})
const whoAmI = closed({
  login: Type.String(),
  kind: oneOf(['applicant', 'staff']),
  displayName: Type.String(),
  groups: Type.Array(Type.String(), { description: '所在的组：<部门>.<角色>@<区划>，或全局组' }),
  endsInSeconds: Type.Integer({ description: '多少秒以后登录过期' }),
  isProlongable: Type.Boolean({ description: '还可以延长；到了最长时限的要再次登录' })
})

const quarterHourMs = 15 * 60_000
/** Guessing one account's password from one place; an account can't be locked out from elsewhere. */
export const perLogin: RateLimit = { name: 'login', max: 10, windowMs: quarterHourMs }
/** Trying many accounts from one place; who signs in rightfully doesn't count, so an office behind one address still gets in. */
const perAddress: RateLimit = { name: 'login-address', max: 100, windowMs: quarterHourMs }

export function sessionRoutes (app: FastifyInstance, { database, clock, config }: AppDependencies): void {
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: config.publicUrl.startsWith('https:') } as const
  const hoursOf = ({ kind }: Account): SessionHours => ({ usual: config.sessionHours, longest: config.sessionMaxHours[kind] })

  function viewOf (account: Account, { createdAt, expiresAt }: SessionTimes): Static<typeof whoAmI> {
    const endsInSeconds = Math.floor((expiresAt.getTime() - clock.now().getTime()) / 1000)
    const { login, kind, displayName, groups } = account
    return { login, kind, displayName, groups, endsInSeconds, isProlongable: isProlongable(expiresAt, createdAt, hoursOf(account)) }
  }

  app.post<{ Body: Static<typeof credentials> }>('/session', {
    config: { access: 'public' },
    schema: { tags: ['session'], summary: '登录', body: credentials, response: answers({ 201: whoAmI }, [401, 403, 429]) }
  }, async (request, reply) => {
    const { account, passwordHash } = await verify({ database, clock, config }, request.body, networkOf(request.ip))
    const now = clock.now()
    const former = request.cookies[sessionCookie]
    if (former !== undefined) await closeSession(database, former)
    await deleteExpiredSessions(database, now)
    await deleteEndedWindows(database, now)
    const expiresAt = sessionEndFrom(now, now, hoursOf(account))
    const token = await database.transaction(async (tx) => await openVerified(tx, { account, passwordHash }, { now, until: expiresAt }))
    const view = viewOf(account, { createdAt: now, expiresAt })
    return await reply.code(201).setCookie(sessionCookie, token, { ...cookie, maxAge: view.endsInSeconds }).send(view)
  })

  app.get('/session', {
    config: { access: 'signed-in' },
    schema: { tags: ['session'], summary: '当前登录的账号与组', response: answers({ 200: whoAmI }, [401]) }
  }, async (request) => {
    const times = await sessionTimes(database, request.cookies[sessionCookie]!)
    if (times === undefined) throw new ServiceError('not-signed-in')
    return viewOf(accountOf(request), times)
  })

  app.put('/session', {
    config: { access: 'signed-in' },
    schema: { tags: ['session'], summary: '继续使用：登录从现在起重新计时，到最长时限为止', response: answers({ 200: whoAmI }, [401, 403]) }
  }, async (request, reply) => {
    const token = request.cookies[sessionCookie]!
    const account = accountOf(request)
    const times = await sessionTimes(database, token)
    if (times === undefined) throw new ServiceError('not-signed-in')
    const expiresAt = sessionEndFrom(clock.now(), times.createdAt, hoursOf(account))
    if (!await prolongSession(database, token, expiresAt)) throw new ServiceError('not-signed-in')
    const view = viewOf(account, { ...times, expiresAt })
    return await reply.setCookie(sessionCookie, token, { ...cookie, maxAge: view.endsInSeconds }).send(view)
  })

  app.delete('/session', {
    config: { access: 'public' },
    schema: { tags: ['session'], summary: '退出登录', response: answers({ 204: nothing }, [403]) }
  }, async (request, reply) => {
    const token = request.cookies[sessionCookie]
    if (token !== undefined) await closeSession(database, token)
    return await reply.code(204).clearCookie(sessionCookie, cookie).send()
  })
}

/** @throws ServiceError `wrong-credentials`, `too-many-requests` */
async function verify (
  { database, clock, config }: Pick<AppDependencies, 'database' | 'clock' | 'config'>, { login, password }: Static<typeof credentials>, address: string
): Promise<{ account: Account, passwordHash: string }> {
  for (const [limit, who] of [[perAddress, [address]], [perLogin, [login, address]]] as const) {
    await mustBeWithin(database, limit, [...who], clock.now())
  }
  const known = await credentialsOf(database, login)
  const isRight = await verifyPassword(password, known?.passwordHash ?? nobodysHash)
  if (known === undefined || !isRight) throw new ServiceError('wrong-credentials')
  if (known.account.isDemo && !config.allowsDemoAccounts) throw new ServiceError('wrong-credentials')
  await clearHits(database, perLogin, [login, address])
  await returnHit(database, perAddress, [address])
  return known
}

/** Unless the password was changed, and all sessions ended, while it was verified. @throws ServiceError `wrong-credentials` */
async function openVerified (tx: Knex.Transaction, { account, passwordHash }: { account: Account, passwordHash: string }, { now, until }: { now: Date, until: Date }): Promise<string> {
  if (!await stillHasPassword(tx, account.id, passwordHash)) throw new ServiceError('wrong-credentials')
  await addAuditEntry(tx, { at: now, accountId: account.id, action: 'sign-in', subject: account.login })
  return await openSession(tx, account.id, now, until)
}
