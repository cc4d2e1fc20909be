import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { reportCorrection } from '../cases/report-correction.js'
import { actInCase } from '../http/act-in-case.js'
import { answers, closed, nothing, words } from '../http/answers.js'
import type { AppDependencies } from '../http/context.js'
import { permitParams } from './cases.schemas.js'

const report = closed({ done: words('改正情况', 2000) })

export function correctionRoutes (app: FastifyInstance, dependencies: AppDependencies): void {
  app.post<{ Params: Static<typeof permitParams>, Body: Static<typeof report> }>('/cases/:caseNo/permits/:permit/correction', {
    config: { access: 'applicant-or-window' },
    schema: {
      tags: ['cases'],
      summary: '报告责令改正的已经改正：复查之前，一次',
      params: permitParams,
      body: report,
      response: answers({ 204: nothing }, [401, 403, 404, 409, 422])
    }
  }, async (request, reply) => {
    const { permit } = request.params
    await actInCase(dependencies, request, {
      action: 'report-correction',
      act: async (tx, { caseNo }) => { await reportCorrection(tx, { caseNo, permit, statement: request.body.done }, dependencies.clock) },
      detail: () => ({ permit })
    })
    return await reply.code(204).send()
  })
}
