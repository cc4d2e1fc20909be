import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { runningPage } from '../cases/running-permits.js'
import { supervisionFigures } from '../cases/supervision.js'
import { waitingByProcess } from '../cases/waiting-cases.js'
import { lightNames } from '../domain/watch/light.js'
import { civilDateOf, endOfCivilDate, startOfCivilDate } from '../domain/time.js'
import { ServiceError } from '../errors.js'
import { answers } from '../http/answers.js'
import type { AppDependencies } from '../http/context.js'
import { industryId } from './industries.schemas.js'
import * as schemas from './supervision.schemas.js'

/** 督办: figures of the city and each organ, the permits behind them, and where an industry's cases wait. */
export function supervisionRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get<{ Querystring: Static<typeof schemas.period> }>('/supervision/figures', {
    config: { access: 'supervisor' },
    schema: { tags: ['supervision'], summary: '督办总览：在办、超期、补正率、时长、当场办结、少跑', querystring: schemas.period, response: answers({ 200: schemas.figures }, [401, 403]) }
  }, async (request) => {
    const now = clock.now()
    const until = request.query.until ?? civilDateOf(now)
    const from = request.query.from ?? `${until.slice(0, 8)}01`
    if (from > until) throw new ServiceError('bad-request', { problems: [{ field: 'from', label: '起始日', problem: '不能晚于截止日' }] })
    return { from, until, asOf: now, ...await supervisionFigures(database, { from: startOfCivilDate(from), until: new Date(endOfCivilDate(until).getTime() + 1), now }) }
  })

  app.get<{ Querystring: Static<typeof schemas.runningQuery> }>('/supervision/permits', {
    config: { access: 'supervisor' },
    schema: { tags: ['supervision'], summary: '在办的事项，先到期的在前', querystring: schemas.runningQuery, response: answers({ 200: schemas.running }, [401, 403]) }
  }, async (request) => {
    const { total, items } = await runningPage(database, request.query, clock.now())
    return { total, items: items.map((one) => ({ ...one, lightName: lightNames[one.light] })) }
  })

  app.get<{ Params: { industry: string } }>('/supervision/industries/:industry/waiting', {
    config: { access: 'supervisor' },
    schema: { tags: ['supervision'], summary: '一个行业的办件等在哪些任务', params: industryId, response: answers({ 200: schemas.waiting }, [401, 403, 404]) }
  }, async (request) => await waitingByProcess(database, request.params.industry))
}
