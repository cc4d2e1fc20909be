import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { makeStatement } from '../cases/statement.js'
import { actInCase } from '../http/act-in-case.js'
import { answers, closed, nothing } from '../http/answers.js'
import type { AppDependencies } from '../http/context.js'
import { permitParams } from './cases.schemas.js'

const statement = closed({
  content: Type.Union([Type.String({ minLength: 1, maxLength: 5000, pattern: '\\S' }), Type.Null()], { title: '陈述、申辩的意见', description: 'null 为放弃陈述申辩' })
})

export function statementRoutes (app: FastifyInstance, dependencies: AppDependencies): void {
  const { clock } = dependencies
  app.post<{ Params: Static<typeof permitParams>, Body: Static<typeof statement> }>('/cases/:caseNo/permits/:permit/statement', {
    config: { access: 'applicant-or-window' },
    schema: {
      tags: ['cases'],
      summary: '陈述申辩，或者放弃：拟不予许可、拟撤销告知之后、期满之前，一次',
      params: permitParams,
      body: statement,
      response: answers({ 204: nothing }, [401, 403, 404, 409, 422])
    }
  }, async (request, reply) => {
    const { permit } = request.params
    const { content } = request.body
    await actInCase(dependencies, request, {
      action: content === null ? 'waive-statement' : 'make-statement',
      act: async (tx, { caseNo, account }) => { await makeStatement(tx, { caseNo, permit, content, accountId: account.id }, clock) },
      detail: () => ({ permit })
    })
    return await reply.code(204).send()
  })
}
