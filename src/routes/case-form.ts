import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { caseForm } from '../cases/case-form.js'
import { answers } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { caseFor } from '../http/own-cases.js'
import { caseNoParams, statedForm } from './cases.schemas.js'

export function caseFormRoutes (app: FastifyInstance, { database }: AppDependencies): void {
  app.get<{ Params: Static<typeof caseNoParams> }>('/cases/:caseNo/form', {
    config: { access: 'staff' },
    schema: {
      tags: ['cases'], summary: '一张表：申请人填写的内容，历次补正改动前后的对照（不含证件号码、电话）', params: caseNoParams, response: answers({ 200: statedForm }, [401, 403, 404])
    }
  }, async (request) => await caseForm(database, await caseFor(database, request.params.caseNo, accountOf(request))))
}
