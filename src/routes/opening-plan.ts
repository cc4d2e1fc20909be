import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { publishedIndustryOf } from '../cases/open-industry.js'
import { loadCalendar } from '../database/calendar.js'
import { planOpening } from '../domain/plan/opening-plan.js'
import { anyRecord, answers, closed } from '../http/answers.js'
import type { AppDependencies } from '../http/context.js'

const industryId = closed({ industry: Type.String({ maxLength: 100 }) })
const planQuestion = closed({
  answers: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { title: '问答', maxProperties: 200 }),
  from: Type.Optional(Type.String({ title: '哪一天提交', format: 'date' })),
  preparationWorkdays: Type.Optional(Type.Integer({ title: '筹建工作日数', minimum: 0, maximum: 1000 }))
})

/** 我什么时候能开业: anybody may ask before applying. */
export function openingPlanRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.post<{ Params: { industry: string }, Body: Static<typeof planQuestion> }>('/industries/:industry/plan', {
    config: { access: 'public' },
    schema: {
      tags: ['industries'],
      summary: '推算开业日期：各种合法的办法，每个事项的日期和关键路径',
      params: industryId,
      body: planQuestion,
      response: answers({ 200: anyRecord }, [404, 422])
    }
  }, async (request) => {
    const { answers: given, from, preparationWorkdays } = request.body
    return {
      ...planOpening({
        industry: await publishedIndustryOf(database, request.params.industry),
        answers: given,
        submittedAt: from === undefined ? clock.now() : new Date(`${from}T09:00:00+08:00`),
        calendar: await loadCalendar(database),
        ...(preparationWorkdays === undefined ? {} : { preparationWorkdays })
      })
    }
  })
}
