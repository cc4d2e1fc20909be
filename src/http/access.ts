import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Account } from '../database/accounts.js'
import { sessionAccount } from '../database/sessions.js'
import { isOperator, seesSupervision, windowRegionsOf } from '../domain/groups.js'
import { ServiceError } from '../errors.js'
import type { AppDependencies } from './context.js'

/**
 * Who may call a route: `public` everybody; `signed-in` any account; `applicant`, `staff` accounts of that kind; `window` staff of a 综合窗口,
 * `applicant-or-window` those and applicants; `operator` staff of the groups `admin` and `ops`; `supervision` those and staff of the group `supervisor`;
 * `monitoring` this machine itself or the bearer of the metrics token. What of it they see is decided by the handler's query.
 */
export type Access = 'public' | 'signed-in' | 'applicant' | 'staff' | 'window' | 'applicant-or-window' | 'operator' | 'supervision' | 'monitoring'

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
  interface FastifyRequest {
    account: Account | null
  }
}

export const sessionCookie = 'onelicence_session'
/** The login, percent-encoded, of whose work a request sends. */
const senderHeader = 'x-signed-in-as'

/** Signs every request in by its cookie and holds each route to the access it declares. A route that declares none can't be registered. */
export function registerAccess (app: FastifyInstance, { database, clock, config }: AppDependencies): void {
  app.decorateRequest('account', null)
  app.addHook('onRoute', (route) => {
    if (route.config?.access === undefined) throw new Error(`route ${String(route.method)} ${route.url} does not say who may call it`)
  })
  app.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access
    if (request.is404 || access === 'public' || access === undefined) return
    if (access === 'monitoring') {
      if (!isMonitoring(request, config.metricsToken)) throw new ServiceError('forbidden')
      return
    }
    const token = request.cookies[sessionCookie]
    request.account = token === undefined ? null : await sessionAccount(database, token, clock.now()) ?? null
    if (request.account === null) throw new ServiceError('not-signed-in')
    mustBeSender(request, request.account)
    mustBeAllowed(request.account, access)
  })
}

/** What waited on a device goes out in the name of who made it: a request may say whose it is. @throws ServiceError `signed-in-as-other` */
function mustBeSender ({ headers }: FastifyRequest, { login }: Account): void {
  const sender = headers[senderHeader]
  if (sender !== undefined && sender !== encodeURIComponent(login)) throw new ServiceError('signed-in-as-other')
}

function mustBeAllowed (account: Account, access: Exclude<Access, 'public' | 'monitoring'>): void {
  if (access !== 'signed-in' && !isAllowed[access](account)) throw new ServiceError('forbidden')
}

const isAllowed: Record<Exclude<Access, 'public' | 'signed-in' | 'monitoring'>, (account: Account) => boolean> = {
  applicant: ({ kind }) => kind === 'applicant',
  staff: ({ kind }) => kind === 'staff',
  window: isAtWindow,
  'applicant-or-window': (account) => account.kind === 'applicant' || isAtWindow(account),
  operator: isOperator,
  supervision: seesSupervision
}

function isAtWindow ({ kind, groups }: Account): boolean {
  return kind === 'staff' && windowRegionsOf(groups).length > 0
}

/** A request that a proxy passed on is not this machine's own, whatever its last hop. */
function isMonitoring (request: FastifyRequest, token: string | undefined): boolean {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (given !== undefined) return token !== undefined && isSame(given, token)
  const isForwarded = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined
  return !isForwarded && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '')
}

function isSame (given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
