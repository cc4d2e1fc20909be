import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { openAlarms } from '../database/alarms.js'
import { ServiceError } from '../errors.js'
import { answers, closed, oneOf } from '../http/answers.js'
import type { AppDependencies } from '../http/context.js'

const live = closed({ status: oneOf(['live']) })
const ready = closed({ status: oneOf(['ready']) })
const patienceMs = 3_000
/** Alarms that mean: what this API shows of running cases is not what the engine does. */
const blockingAlarms: ReadonlySet<string> = new Set(['fresh-engine', 'foreign-engine-records'])

/**
 * `live`: the process answers. `ready`: database and engine answer, and no alarm says that the engine is another than the one
 * whose records the database holds. Open to everybody: they tell only which part is away.
 */
export function healthRoutes (app: FastifyInstance, { database, engine }: AppDependencies): void {
  app.get('/health/live', {
    config: { access: 'public' },
    schema: { tags: ['platform'], summary: '进程在运行', response: answers({ 200: live }) }
  }, async () => ({ status: 'live' }))

  app.get('/health/ready', {
    config: { access: 'public' },
    schema: { tags: ['platform'], summary: '数据库、引擎可用，引擎就是这套数据的引擎', response: answers({ 200: ready }) }
  }, async () => {
    const [alarms, isEngineReady] = await Promise.all([within(openAlarmKinds(), undefined), within(engine.isReady(), false)])
    if (alarms === undefined || !isEngineReady || alarms.length > 0) {
      throw new ServiceError('not-ready', { database: alarms !== undefined, engine: isEngineReady, alarms: alarms ?? [] })
    }
    return { status: 'ready' }
  })

  async function openAlarmKinds (): Promise<string[]> {
    return [...new Set((await openAlarms(database)).map(({ kind }) => kind))].filter((kind) => blockingAlarms.has(kind))
  }
}

/** The answer, or `otherwise` when it doesn't come in time or fails. */
async function within<Answer, Otherwise> (answer: Promise<Answer>, otherwise: Otherwise): Promise<Answer | Otherwise> {
  const patience = new AbortController()
  const timeUp = delay(patienceMs, otherwise, { signal: patience.signal }).catch(() => otherwise)
  try {
    return await Promise.race([answer.catch(() => otherwise), timeUp])
  } finally {
    patience.abort()
  }
}
