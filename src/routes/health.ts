import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { openAlarms } from '../database/alarms.js'
import { hasReleases } from '../database/releases.js'
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
 * whose records the database holds, and something is published. Open to everybody: they tell only which part is away.
 */
export function healthRoutes (app: FastifyInstance, { database, engine }: AppDependencies): void {
  app.get('/health/live', {
    config: { access: 'public' },
    schema: { tags: ['platform'], summary: '进程在运行', response: answers({ 200: live }) }
  }, async () => ({ status: 'live' }))

  app.get('/health/ready', {
    config: { access: 'public' },
    schema: { tags: ['platform'], summary: '数据库、引擎可用，引擎就是这套数据的引擎，已发布行业', response: answers({ 200: ready }) }
  }, async () => {
    const [alarms, isPublished, isEngineReady] = await Promise.all(
      [within(openAlarmKinds(), undefined), within(hasReleases(database), undefined), within(engine.isReady(), false)])
    if (alarms === undefined || isPublished !== true || !isEngineReady || alarms.length > 0) {
      const hint = isPublished === false ? { hint: '还没有发布任何行业：由各部门签署后运行 onelicence publish' } : {}
      throw new ServiceError('not-ready', { database: alarms !== undefined, engine: isEngineReady, alarms: alarms ?? [], published: isPublished ?? null, ...hint })
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
