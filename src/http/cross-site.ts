import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ServiceError } from '../errors.js'
import { unsafeRefusals } from './answers.js'

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Defence against forged requests of other sites, beside SameSite=Lax: what changes something must come from our own pages. Browsers say
 * so in Sec-Fetch-Site, older ones in Origin; a caller that sends neither is no browser and carries no one else's cookie.
 */
export function registerCrossSiteDefence (app: FastifyInstance, publicUrl: string): void {
  const ownOrigin = new URL(publicUrl).origin
  app.addHook('onRoute', ({ method, schema }) => {
    if ([method].flat().every((one) => safeMethods.has(one)) || schema === undefined) return
    schema.response = { ...unsafeRefusals, ...schema.response as object }
  })
  app.addHook('onRequest', async (request) => {
    if (!safeMethods.has(request.method) && !isOwnPage(request, ownOrigin)) throw new ServiceError('forbidden')
  })
}

function isOwnPage (request: FastifyRequest, ownOrigin: string): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin, host } = request.headers
  if (origin === undefined || origin === ownOrigin) return true
  return URL.canParse(origin) && new URL(origin).host === host
}
