import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Account } from '../database/accounts.js'
import { sessionAccount } from '../database/sessions.js'
import { windowRegionsOf } from '../domain/groups.js'
import { ServiceError } from '../errors.js'
import type { Access, AppDependencies } from './context.js'

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
  supervisor: isSupervisor
}

function isAtWindow ({ kind, groups }: Account): boolean {
  return kind === 'staff' && windowRegionsOf(groups).length > 0
}

function isOperator ({ kind, groups }: Account): boolean {
  return kind === 'staff' && groups.some((group) => group === 'admin' || group === 'ops')
}

function isSupervisor (account: Account): boolean {
  return isOperator(account) || (account.kind === 'staff' && account.groups.includes('supervisor'))
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
