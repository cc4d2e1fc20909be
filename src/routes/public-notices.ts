import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { makeObjection, publicNotices } from '../cases/public-notice.js'
import { takeHit, type RateLimit } from '../database/rate-limits.js'
import { ServiceError } from '../errors.js'
import { answers, closed, nothing } from '../http/answers.js'
import type { AppDependencies } from '../http/context.js'

/** From one address; who has more to say says it in one, or in writing. */
const objections: RateLimit = { name: 'objection', max: 10, windowMs: 60 * 60_000 }

const words = (title: string, maxLength: number) => Type.String({ title, minLength: 1, maxLength, pattern: '\\S' })
const noticeParams = closed({ noticeNo: Type.String({ maxLength: 100 }) })
const day = Type.String({ format: 'date' })
const notices = closed({
  howToObject: Type.String(),
  notices: Type.Array(closed({
    noticeNo: Type.String(),
    permitName: Type.String(),
    organ: Type.String(),
    applicant: Type.String(),
    premises: Type.String(),
    content: Type.String(),
    beginsOn: day,
    endsOn: day,
    objectTo: Type.String({ description: '提出异议的地址（POST）' })
  }))
})
const objection = closed({ name: words('姓名或者名称', 200), contact: words('联系方式', 200), content: words('事实和理由', 5000) })

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
    const { isAllowed, retryAfterSeconds } = await takeHit(database, objections, [request.ip], clock.now())
    if (!isAllowed) throw new ServiceError('too-many-requests', { retryAfterSeconds })
    await database.transaction(async (tx) => { await makeObjection(tx, { noticeNo: request.params.noticeNo, ...request.body }, clock) })
    wakeOutbox()
    return await reply.code(204).send()
  })
}
