import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { withdrawPermits } from '../cases/withdraw-permits.js'
import { addAuditEntry } from '../database/audit.js'
import { answers, closed, nothing } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { caseFor } from '../http/own-cases.js'
import { caseNoParams } from './cases.schemas.js'

const withdrawal = closed({
  permits: Type.Array(Type.String({ maxLength: 100 }), { title: '撤回的事项', minItems: 1, maxItems: 50, uniqueItems: true }),
  reason: Type.Optional(Type.String({ title: '原因', maxLength: 500 }))
})

export function withdrawalRoutes (app: FastifyInstance, { database, clock, wakeOutbox }: AppDependencies): void {
  app.post<{ Params: { caseNo: string }, Body: Static<typeof withdrawal> }>('/cases/:caseNo/withdrawal', {
    config: { access: 'applicant' },
    schema: {
      tags: ['cases'],
      summary: '撤回申请：未决定的一个或几个事项',
      params: caseNoParams,
      body: withdrawal,
      response: answers({ 204: nothing }, [401, 403, 404, 409, 422])
    }
  }, async (request, reply) => {
    const account = accountOf(request)
    const { permits, reason = '' } = request.body
    const { case_no: caseNo } = await caseFor(database, request.params.caseNo, account)
    await database.transaction(async (tx) => {
      await withdrawPermits(tx, { caseNo, permits, reason, accountId: account.id }, clock)
      await addAuditEntry(tx, { at: clock.now(), accountId: account.id, action: 'withdraw', subject: caseNo, detail: { permits } })
    })
    wakeOutbox()
    return await reply.code(204).send()
  })
}
