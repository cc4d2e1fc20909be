import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { runningPage } from '../cases/running-permits.js'
import { supervisionFigures } from '../cases/supervision.js'
import { waitingByProcess } from '../cases/waiting-cases.js'
import { lightNames } from '../domain/watch/light.js'
import { answers } from '../http/answers.js'
import type { AppDependencies } from '../http/context.js'
import { chosenPeriod, periodQuery } from '../http/period.js'
import { industryId } from './industries.schemas.js'
import * as schemas from './supervision.schemas.js'

const period = periodQuery(0)

/** 督办: figures of the city and each organ, the permits behind them, and where an industry's cases wait. */
export function supervisionRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get<{ Querystring: Static<typeof period> }>('/supervision/figures', {
    config: { access: 'supervision' },
    schema: { tags: ['supervision'], summary: '督办总览：在办、超期、补正率、时长、当场办结、少跑', querystring: period, response: answers({ 200: schemas.figures }, [401, 403]) }
  }, async (request) => {
    const now = clock.now()
    const { from, until, begin, end } = chosenPeriod(request.query, { now, monthsBefore: 0 })
    return { from, until, asOf: now, ...await supervisionFigures(database, { from: begin, until: end, now }) }
  })

  app.get<{ Querystring: Static<typeof schemas.runningQuery> }>('/supervision/permits', {
    config: { access: 'supervision' },
    schema: { tags: ['supervision'], summary: '在办的事项，先到期的在前', querystring: schemas.runningQuery, response: answers({ 200: schemas.running }, [401, 403]) }
  }, async (request) => {
    const { total, items } = await runningPage(database, request.query, clock.now())
    return { total, items: items.map((one) => ({ ...one, lightName: lightNames[one.light] })) }
  })

  app.get<{ Params: { industry: string } }>('/supervision/industries/:industry/waiting', {
    config: { access: 'supervision' },
    schema: { tags: ['supervision'], summary: '一个行业的办件等在哪些任务', params: industryId, response: answers({ 200: schemas.waiting }, [401, 403, 404]) }
  }, async (request) => await waitingByProcess(database, request.params.industry))
}
