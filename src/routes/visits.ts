import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { cancelAbsence, noteAbsence } from '../cases/visits/absences.js'
import { visitCalendar } from '../cases/visits/visit-calendar.js'
import { visitPlanSight } from '../cases/visits/visit-plan-sight.js'
import { daysBetween } from '../domain/civil-days.js'
import { ServiceError } from '../errors.js'
import { answers, nothing } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import * as schemas from './visits.schemas.js'

const longestRangeDays = 31

/** 核查日历: for the people who organise joint visits and take part in them. */
export function visitRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get<{ Querystring: Static<typeof schemas.calendarQuery> }>('/visits/calendar', {
    config: { access: 'staff' },
    schema: {
      tags: ['inspection'], summary: '核查日历：本区划的核查、核查人员的安排、等待安排的核查', querystring: schemas.calendarQuery, response: answers({ 200: schemas.calendar }, [401, 403])
    }
  }, async (request) => {
    const { from, to } = request.query
    const days = daysBetween(from, to)
    if (days < 0 || days >= longestRangeDays) {
      throw new ServiceError('bad-request', { problems: [{ field: 'to', label: '到哪一天', problem: `须在开始之后，最多${longestRangeDays}天` }] })
    }
    return await visitCalendar(database, accountOf(request), { from, to })
  })

  app.get<{ Params: Static<typeof schemas.visitParams> }>('/visits/:visitNo/proposal', {
    config: { access: 'staff' },
    schema: { tags: ['inspection'], summary: '安排一次核查时可选的时段和人员', params: schemas.visitParams, response: answers({ 200: schemas.proposal }, [401, 403, 404]) }
  }, async (request) => await visitPlanSight(database, accountOf(request), request.params.visitNo, clock))

  app.post<{ Body: Static<typeof schemas.absence> }>('/inspector-absences', {
    config: { access: 'staff' },
    schema: {
      tags: ['inspection'],
      summary: '登记核查人员请假等不能参加核查的时间：该区划的组织人，或者本人',
      description: '同一时间重复登记只有一条。该时间已有核查安排的 409 `inspector-busy`。',
      body: schemas.absence,
      response: answers({ 201: schemas.notedAbsence }, [401, 403, 404, 409])
    }
  }, async (request, reply) => {
    const { login, from, until } = request.body
    const { id } = await database.transaction(async (tx) =>
      await noteAbsence(tx, accountOf(request), { login, during: { from: new Date(from), until: new Date(until) } }, clock))
    return await reply.code(201).send({ id })
  })

  app.delete<{ Params: Static<typeof schemas.absenceId> }>('/inspector-absences/:id', {
    config: { access: 'staff' },
    schema: { tags: ['inspection'], summary: '取消登记的请假', params: schemas.absenceId, response: answers({ 204: nothing }, [401, 403, 404]) }
  }, async (request, reply) => {
    await database.transaction(async (tx) => { await cancelAbsence(tx, accountOf(request), request.params.id, clock) })
    return await reply.code(204).send()
  })
}
