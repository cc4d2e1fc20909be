import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { withdrawPermits } from '../cases/withdraw-permits.js'
import { actInCase } from '../http/act-in-case.js'
import { answers, closed, nothing } from '../http/answers.js'
import type { AppDependencies } from '../http/context.js'
import { caseNoParams } from './cases.schemas.js'

const withdrawal = closed({
  permits: Type.Array(Type.String({ maxLength: 100 }), { title: '撤回的事项', minItems: 1, maxItems: 50, uniqueItems: true }),
  reason: Type.Optional(Type.String({ title: '原因', maxLength: 500 }))
})

export function withdrawalRoutes (app: FastifyInstance, dependencies: AppDependencies): void {
  const { clock } = dependencies
  app.post<{ Params: { caseNo: string }, Body: Static<typeof withdrawal> }>('/cases/:caseNo/withdrawal', {
    config: { access: 'applicant-or-window' },
    schema: {
      tags: ['cases'],
      summary: '撤回申请：未决定的一个或几个事项',
      params: caseNoParams,
      body: withdrawal,
      response: answers({ 204: nothing }, [401, 403, 404, 409, 422])
    }
  }, async (request, reply) => {
    const { permits, reason = '' } = request.body
    await actInCase(dependencies, request, {
      action: 'withdraw',
      act: async (tx, { caseNo, account }) => { await withdrawPermits(tx, { caseNo, permits, reason, accountId: account.id }, clock) },
      detail: () => ({ permits })
    })
    return await reply.code(204).send()
  })
}
