import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { answerHearingRightOnline, openHearingRightsOf, recordHearingAnswer, tellHearingRight } from '../cases/hearing-right.js'
import { actInCase } from '../http/act-in-case.js'
import { answers, closed, nothing, words } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { caseFor } from '../http/own-cases.js'
import { caseNoParams, permitParams } from './cases.schemas.js'
import { openRights } from './hearing-rights.schemas.js'

const party = closed({ name: words('姓名或者名称', 200), relation: words('与事项的关系', 500) })
const telling = closed({ matter: words('所涉事项与利益', 2000), parties: Type.Array(party, { title: '利害关系人', minItems: 1, maxItems: 50 }) })
const told = closed({
  told: Type.Array(closed({
    party: Type.Union([Type.String(), Type.Null()], { description: '利害关系人；null 为申请人' }),
    documentNo: Type.String(),
    applyBy: Type.String({ format: 'date', description: '要求听证的最后一日' })
  }))
})
const answer = {
  isWanted: Type.Boolean({ title: '要求听证', description: 'false 为放弃听证' }),
  reason: Type.Union([words('理由', 2000), Type.Null()], { title: '理由' })
}
const ownAnswer = closed(answer)
const recordedAnswer = closed({
  ...answer,
  party: Type.Union([words('利害关系人', 200), Type.Null()], { title: '谁提出', description: '告知书上的姓名或者名称；null 为申请人' }),
  on: Type.String({ format: 'date', title: '提出的日期' })
})
type Permit = Static<typeof permitParams>

/** For staff: telling, and writing down what was said on paper or at the window. */
export function hearingRightRoutes (app: FastifyInstance, dependencies: AppDependencies): void {
  const { clock } = dependencies

  app.post<{ Params: Permit, Body: Static<typeof telling> }>('/cases/:caseNo/permits/:permit/hearing-rights', {
    config: { access: 'staff' },
    schema: {
      tags: ['cases'],
      summary: '告知申请人和利害关系人要求听证的权利：本事项的审查人，受理之后、决定之前',
      description: '每人一份告知书；已经告知的不再告知；同名的须注明区分，否则 400。不能听证的 409 `hearing-not-possible`。',
      params: permitParams,
      body: telling,
      response: answers({ 201: told }, [401, 403, 404, 409, 422])
    }
  }, async (request, reply) => {
    const { permit } = request.params
    const rights = await actInCase(dependencies, request, {
      action: 'tell-hearing-right',
      act: async (tx, { caseNo, account }) => await tellHearingRight(tx, { caseNo, permit, ...request.body, actor: account }, clock),
      detail: () => ({ permit })
    })
    return await reply.code(201).send({ told: rights })
  })

  app.post<{ Params: Permit, Body: Static<typeof recordedAnswer> }>('/cases/:caseNo/permits/:permit/hearing-rights/answers', {
    config: { access: 'staff' },
    schema: {
      tags: ['cases'],
      summary: '登记利害关系人（申请人）要求或者放弃听证：本事项的审查人、综合窗口',
      description: '提出的日期须在告知之日到最后一日之间，可以后登记。',
      params: permitParams,
      body: recordedAnswer,
      response: answers({ 204: nothing }, [401, 403, 404, 409, 422])
    }
  }, async (request, reply) => {
    const { permit } = request.params
    await actInCase(dependencies, request, {
      action: 'record-hearing-answer',
      act: async (tx, { caseNo, account }) => { await recordHearingAnswer(tx, { caseNo, permit, ...request.body, accountId: account.id, actor: account }, clock) },
      detail: () => ({ permit, isWanted: request.body.isWanted })
    })
    return await reply.code(204).send()
  })
}

/** For staff who write down what a party says. */
export function openHearingRightRoutes (app: FastifyInstance, { database }: AppDependencies): void {
  app.get<{ Params: { caseNo: string } }>('/cases/:caseNo/hearing-rights', {
    config: { access: 'staff' },
    schema: { tags: ['cases'], summary: '已告知听证权利、还没有答复的申请人和利害关系人', params: caseNoParams, response: answers({ 200: openRights }, [401, 403, 404]) }
  }, async (request) => {
    const { case_no: caseNo } = await caseFor(database, request.params.caseNo, accountOf(request))
    return { rights: await openHearingRightsOf(database, caseNo) }
  })
}

/** For the applicant. */
export function hearingRequestRoutes (app: FastifyInstance, dependencies: AppDependencies): void {
  const { clock } = dependencies

  app.post<{ Params: Permit, Body: Static<typeof ownAnswer> }>('/cases/:caseNo/permits/:permit/hearing-request', {
    config: { access: 'applicant-or-window' },
    schema: {
      tags: ['cases'],
      summary: '要求听证，或者放弃：告知之后、期满之前，一次',
      params: permitParams,
      body: ownAnswer,
      response: answers({ 204: nothing }, [401, 403, 404, 409, 422])
    }
  }, async (request, reply) => {
    const { permit } = request.params
    await actInCase(dependencies, request, {
      action: request.body.isWanted ? 'request-hearing' : 'waive-hearing',
      act: async (tx, { caseNo, account }) => { await answerHearingRightOnline(tx, { caseNo, permit, ...request.body, accountId: account.id }, clock) },
      detail: () => ({ permit })
    })
    return await reply.code(204).send()
  })
}
