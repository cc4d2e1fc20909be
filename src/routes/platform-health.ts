import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { deadLetters } from '../database/dead-letters.js'
import { workerHealth } from '../database/worker-health.js'
import { silentAfterMs, workerProcesses } from '../database/worker-processes.js'
import { answers } from '../http/answers.js'
import type { AppDependencies } from '../http/context.js'
import * as schemas from './platform-health.schemas.js'

/** Who does the platform's own work, and what of the engine's records it could not read. */
export function platformHealthRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get('/supervision/workers', {
    config: { access: 'supervision' },
    schema: { tags: ['supervision'], summary: '做作业的进程；各类作业：几个进程在做、近一小时做了多少、最近一次、在等的、出错的', response: answers({ 200: schemas.workers }, [401, 403]) }
  }, async () => {
    const now = clock.now()
    return {
      processes: (await workerProcesses(database)).map((one) => ({ ...one, isAlive: now.getTime() - one.seenAt.getTime() < silentAfterMs })),
      items: await workerHealth(database, now)
    }
  })

  app.get<{ Querystring: Static<typeof schemas.deadLetterQuery> }>('/supervision/dead-letters', {
    config: { access: 'supervision' },
    schema: { tags: ['supervision'], summary: '看不懂的引擎记录，新的在前', querystring: schemas.deadLetterQuery, response: answers({ 200: schemas.deadLetters }, [401, 403]) }
  }, async (request) => {
    const { limit, before } = request.query
    const found = await deadLetters(database, { limit: limit + 1, before })
    const items = found.slice(0, limit)
    return { items, next: found.length > limit ? items.at(-1)!.id : null }
  })
}
