import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { latestReleases, releaseOf } from '../database/releases.js'
import { allQuestions } from '../domain/answers.js'
import { composeGuide } from '../domain/guide.js'
import { unifiedForm } from '../domain/unified-form.js'
import { answers, anyRecord, closed } from '../http/answers.js'
import type { AppDependencies } from '../http/context.js'
import { publishedIndustryOf } from './applications.js'

const industryId = closed({ industry: Type.String({ maxLength: 100 }) })
const brief = closed({ id: Type.String(), name: Type.String(), summary: Type.String(), licence: Type.String(), version: Type.Integer() })
const industry = Type.Object({
  id: Type.String(),
  name: Type.String(),
  summary: Type.String(),
  licence: Type.String(),
  leadDepartment: Type.Object({ id: Type.String(), name: Type.String() }),
  questions: Type.Array(anyRecord),
  permits: Type.Array(anyRecord),
  regions: Type.Array(Type.Object({ code: Type.String(), name: Type.String() }))
})
const guideQuestion = closed({
  answers: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { title: '问答', maxProperties: 200 }),
  permits: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { title: '事项', maxItems: 50, uniqueItems: true }))
})

/** What anybody may know before applying: the industries, their questions, and what the answers to these mean. */
export function industryRoutes (app: FastifyInstance, { database }: AppDependencies): void {
  app.get('/industries', {
    config: { access: 'public' },
    schema: { tags: ['industries'], summary: '已发布的行业', response: answers({ 200: Type.Array(brief) }) }
  }, async () => await Promise.all((await latestReleases(database)).map(async ({ id, version }) => {
    const content = await releaseOf(database, id)
    return { id: content.id, name: content.name, summary: content.summary, licence: content.composite_licence.name, version }
  })))

  app.get<{ Params: { industry: string } }>('/industries/:industry', {
    config: { access: 'public' },
    schema: { tags: ['industries'], summary: '一个行业：情景问答、事项、办理地区', params: industryId, response: answers({ 200: industry }, [404]) }
  }, async (request) => {
    const content = await publishedIndustryOf(database, request.params.industry)
    return {
      id: content.id,
      name: content.name,
      summary: content.summary,
      licence: content.composite_licence.name,
      leadDepartment: content.lead_department,
      questions: allQuestions(content),
      permits: content.permits.map(({ id, name, kind, department, level, inclusion, conditions, validity }) =>
        ({ id, name, kind, department, level, inclusion, conditions, validity: validity.text })),
      regions: content.regions.filter(({ level }) => level === '县区级').map(({ code, name }) => ({ code, name }))
    }
  })

  app.post<{ Params: { industry: string }, Body: Static<typeof guideQuestion> }>('/industries/:industry/guide', {
    config: { access: 'public' },
    schema: {
      tags: ['industries'],
      summary: '一次告知：由问答得出事项、字段、材料、时限、地点、出口和一张表',
      params: industryId,
      body: guideQuestion,
      response: answers({ 200: anyRecord }, [404])
    }
  }, async (request) => {
    const content = await publishedIndustryOf(database, request.params.industry)
    const { answers: given, permits } = request.body
    const guide = composeGuide(content, given, permits === undefined ? {} : { permits })
    return { ...guide, form: unifiedForm(content, guide.permits.map(({ id }) => id), given) }
  })
}
