import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import { fastify, type FastifyInstance } from 'fastify'
import { registerAccess } from './http/access.js'
import type { AppDependencies } from './http/context.js'
import { registerCrossSiteDefence } from './http/cross-site.js'
import { answerRouterFault, registerErrorAnswers } from './http/error-answers.js'
import { registerOpenApi } from './http/openapi.js'
import { registerValidation } from './http/validation.js'
import { registerPages } from './pages/serve-pages.js'
import { routes } from './routes/index.js'

export type { ApiConfig, AppDependencies } from './http/context.js'

export const apiPrefix = '/api/v1'

const maxJsonBytes = 1_048_576
/** Enough for the largest file over a poor line; who sends more slowly keeps a connection to no purpose. */
const slowestRequestMs = 300_000

/**
 * The HTTP API, not yet listening. Everything it needs is handed in; it owns none of it, so closing the app leaves database and
 * engine client to their owner.
 */
export async function createApp (dependencies: AppDependencies): Promise<FastifyInstance> {
  const { config, log } = dependencies
  const app = fastify({
    loggerInstance: log,
    bodyLimit: maxJsonBytes,
    requestTimeout: slowestRequestMs,
    frameworkErrors: answerRouterFault,
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    routerOptions: { maxParamLength: 200 }
  })
  registerErrorAnswers(app)
  registerValidation(app)
  await app.register(cookie)
  await app.register(multipart, {
    throwFileSizeLimit: false,
    // A path in a file name is refused, so it must be seen
    preservePath: true,
    limits: { fileSize: config.uploadMaxBytes, files: 20, fields: 20, fieldSize: 10_000, parts: 40, headerPairs: 50 }
  })
  await registerOpenApi(app, config.publicUrl)
  registerSafeHeaders(app)
  registerAccess(app, dependencies)
  registerCrossSiteDefence(app, config.publicUrl)
  await app.register(async (api) => {
    for (const register of routes) register(api, dependencies)
  }, { prefix: apiPrefix })
  await registerPages(app, dependencies)
  return app
}

/** Answers are data for our own pages: never cached by others, never shown as a page, never guessed to be something else. A page says itself what it may load. */
function registerSafeHeaders (app: FastifyInstance): void {
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}
