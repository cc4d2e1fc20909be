import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { subCaseOfPermit } from '../cases/permit-context.js'
import { makeObjection, publicNotices } from '../cases/public-notice.js'
import { objectionsOf } from '../database/objections.js'
import { takeHit, type RateLimit } from '../database/rate-limits.js'
import { ServiceError } from '../errors.js'
import { answers, closed, instant, nothing, words } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { networkOf } from '../http/network.js'
import { caseFor } from '../http/own-cases.js'
import { permitParams } from './cases.schemas.js'
import { notices } from './public-notices.schemas.js'

/** From one network; who has more to say says it in one, or in writing. */
const objections: RateLimit = { name: 'objection', max: 10, windowMs: 60 * 60_000 }
/** Against one notice, wherever they come from. */
const objectionsToNotice: RateLimit = { name: 'objection-to-notice', max: 200, windowMs: 24 * 60 * 60_000 }

const noticeParams = closed({ noticeNo: Type.String({ maxLength: 100 }) })
const objection = closed({ name: words('姓名或者名称', 200), contact: words('联系方式', 200), content: words('事实和理由', 5000) })

const objectionsQuery = closed({
  after: Type.Integer({ title: '从哪一份之后', minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 }), limit: Type.Integer({ title: '每页份数', minimum: 1, maximum: 100, default: 50 })
})
const objectionList = closed({ items: Type.Array(closed({ id: Type.Integer(), name: Type.String(), contact: Type.String(), content: Type.String(), madeAt: instant })) })

export function publicNoticeRoutes (app: FastifyInstance, { database, clock, wakeOutbox }: AppDependencies): void {
  app.get('/public-notices', {
    config: { access: 'public' },
    schema: { tags: ['public-notices'], summary: '正在公示的申请', response: answers({ 200: notices }, []) }
  }, async () => ({
    howToObject: '公示期内可以提出异议，写明事实和理由，留下姓名、联系方式；反映人的信息只供审查机关核实，依法保密。',
    notices: (await publicNotices(database, clock)).map((notice) => ({ ...notice, objectTo: `/api/v1/public-notices/${encodeURIComponent(notice.noticeNo)}/objections` }))
  }))

  app.post<{ Params: Static<typeof noticeParams>, Body: Static<typeof objection> }>('/public-notices/:noticeNo/objections', {
    config: { access: 'public' },
    schema: {
      tags: ['public-notices'],
      summary: '对正在公示的申请提出异议',
      description: '同样的内容再次提交，只记一次。',
      params: noticeParams,
      body: objection,
      response: answers({ 204: nothing }, [409, 422, 429])
    }
  }, async (request, reply) => {
    const hits = [await takeHit(database, objections, [networkOf(request.ip)], clock.now()), await takeHit(database, objectionsToNotice, [request.params.noticeNo], clock.now())]
    const refused = hits.find(({ isAllowed }) => !isAllowed)
    if (refused !== undefined) throw new ServiceError('too-many-requests', { retryAfterSeconds: refused.retryAfterSeconds })
    await database.transaction(async (tx) => { await makeObjection(tx, { noticeNo: request.params.noticeNo, ...request.body }, clock) })
    wakeOutbox()
    return await reply.code(204).send()
  })

  app.get<{ Params: Static<typeof permitParams>, Querystring: Static<typeof objectionsQuery> }>('/cases/:caseNo/permits/:permit/objections', {
    config: { access: 'staff' },
    schema: { tags: ['public-notices'], summary: '收到的异议，先收到的在前', params: permitParams, querystring: objectionsQuery, response: answers({ 200: objectionList }, [401, 403, 404, 422]) }
  }, async (request) => {
    const { case_no: caseNo } = await caseFor(database, request.params.caseNo, accountOf(request))
    const { sub_case_no: subCaseNo } = await subCaseOfPermit(database, caseNo, request.params.permit)
    const rows = await objectionsOf(database, subCaseNo, request.query)
    return { items: rows.map(({ id, name, contact, content, made_at: madeAt }) => ({ id: Number(id), name, contact, content, madeAt: madeAt.toISOString() })) }
  })
}
