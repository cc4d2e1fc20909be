import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { extendLimit } from '../cases/extend-limit.js'
import { extendCeiling } from '../cases/unified-ceiling.js'
import { isSupervisor } from '../domain/groups.js'
import { ServiceError } from '../errors.js'
import { actInCase } from '../http/act-in-case.js'
import { answers, civilDate, closed, words } from '../http/answers.js'
import type { AppDependencies } from '../http/context.js'
import { caseNoParams, permitParams } from './cases.schemas.js'

const extension = closed({ reason: words('延长的理由', 2000) })
const extended = closed({ documentNo: Type.String({ description: '延长办理期限决定告知书的文号' }), statutoryDueOn: Type.String({ format: 'date' }) })

const ceilingExtension = closed({
  approvedBy: words('批准的本级人民政府负责人', 100),
  reason: words('延长的理由', 2000)
})
const extendedCeiling = closed({ dueOn: civilDate })

export function extensionRoutes (app: FastifyInstance, dependencies: AppDependencies): void {
  const { clock } = dependencies

  app.post<{ Params: Static<typeof permitParams>, Body: Static<typeof extension> }>('/cases/:caseNo/permits/:permit/extension', {
    config: { access: 'staff' },
    schema: {
      tags: ['cases'],
      summary: '延长办理期限：本机关审批人，届满前一次',
      description: '法定期限按事项登记的延长期延长，承诺期限不变；告知书随即出具。不可延长的 409 `not-extendable`。',
      params: permitParams,
      body: extension,
      response: answers({ 201: extended }, [401, 403, 404, 409, 422])
    }
  }, async (request, reply) => {
    const { permit } = request.params
    const told = await actInCase(dependencies, request, {
      action: 'extend-limit',
      act: async (tx, { caseNo, account }) => await extendLimit(tx, { caseNo, permit, reason: request.body.reason, actor: account }, clock),
      detail: ({ documentNo }) => ({ permit, documentNo })
    })
    return await reply.code(201).send(told)
  })

  app.post<{ Params: Static<typeof caseNoParams>, Body: Static<typeof ceilingExtension> }>('/cases/:caseNo/ceiling-extension', {
    config: { access: 'staff' },
    schema: {
      tags: ['cases'],
      summary: '登记总期限的延长：督办人员，届满前一次',
      description: '只在本市启用集中办理的总期限（行政许可法第四十二条第二款）时有；不延长任何单项期限。',
      params: caseNoParams,
      body: ceilingExtension,
      response: answers({ 201: extendedCeiling }, [401, 403, 404, 409, 422])
    }
  }, async (request, reply) => {
    const { dueOn } = await actInCase(dependencies, request, {
      action: 'extend-ceiling',
      act: async (tx, { caseNo, account }) => {
        if (!isSupervisor(account)) throw new ServiceError('forbidden')
        return await extendCeiling(tx, { caseNo, ...request.body, accountId: account.id }, clock)
      },
      detail: () => request.body
    })
    return await reply.code(201).send({ dueOn })
  })
}
