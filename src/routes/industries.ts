import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { askedGuide } from '../cases/asked-guide.js'
import { listIndustries, standingOf } from '../cases/industry-list.js'
import { catalogueInForce, publishedIndustryOf } from '../cases/open-industry.js'
import { catalogueStamp } from '../database/catalogue-editions.js'
import { allQuestions } from '../domain/answers.js'
import { withPublicMarks } from '../domain/open-marks.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { answers, anyRecord, nothing } from '../http/answers.js'
import { createAnswerCache } from '../http/cacheable.js'
import type { AppDependencies } from '../http/context.js'
import * as schemas from './industries.schemas.js'

/** What anybody may know before applying: the industries, their questions, and what the answers to these mean. */
export function industryRoutes (app: FastifyInstance, dependencies: AppDependencies): void {
  readingRoutes(app, dependencies)
  guideRoute(app, dependencies)
}

function readingRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  const today = (): CivilDate => civilDateOf(clock.now())
  const answerFromCache = createAnswerCache(async () => `${today()} ${await catalogueStamp(database)}`)

  app.get<{ Querystring: Static<typeof schemas.filter> }>('/industries', {
    config: { access: 'public' },
    schema: {
      tags: ['industries'],
      summary: '已发布的行业，及其在目录清单中的状态',
      description: '可按状态、文字、实施地区、部门、事项筛选，同时满足才列出。带强 ETag，可缓存。',
      querystring: schemas.filter,
      response: answers({ 200: Type.Array(schemas.listed), 304: nothing })
    }
  }, async (request, reply) => await answerFromCache(request, reply, async () => await listIndustries(database, today(), request.query)))

  app.get<{ Params: { industry: string } }>('/industries/:industry', {
    config: { access: 'public' },
    schema: {
      tags: ['industries'],
      summary: '一个行业：目录状态、情景问答、事项、办理地区',
      description: '带强 ETag，可缓存。',
      params: schemas.industryId,
      response: answers({ 200: schemas.industry, 304: nothing }, [404])
    }
  }, async (request, reply) => await answerFromCache(request, reply, async () => await industryView(database, request.params.industry, today())))
}

async function industryView (database: Knex, id: string, today: CivilDate): Promise<Static<typeof schemas.industry>> {
  const content = await publishedIndustryOf(database, id)
  const { regions: listedRegions, ...standing } = standingOf(await catalogueInForce(database), content, today)
  return withPublicMarks({
    id: content.id,
    name: content.name,
    summary: content.summary,
    licence: content.composite_licence.name,
    leadDepartment: content.lead_department,
    ...standing,
    listedRegions,
    questions: allQuestions(content).map((question) => ({ ...question })),
    permits: content.permits.map(({ id, name, kind, department, level, inclusion, conditions, validity }) =>
      ({ id, name, kind, department, level, inclusion, conditions, validity: validity.text })),
    regions: content.regions.filter(({ level }) => level === '县区级').map(({ code, name }) => ({ code, name }))
  })
}

function guideRoute (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.post<{ Params: { industry: string }, Body: Static<typeof schemas.guideQuestion> }>('/industries/:industry/guide', {
    config: { access: 'public' },
    schema: {
      tags: ['industries'],
      summary: '一次告知：由问答得出事项、字段、材料、时限、地点、出口和一张表',
      params: schemas.industryId,
      body: schemas.guideQuestion,
      response: answers({ 200: anyRecord }, [404, 409, 422])
    }
  }, async (request) => {
    const content = await publishedIndustryOf(database, request.params.industry)
    return { ...await askedGuide(database, content, request.body, clock.now()) }
  })
}
