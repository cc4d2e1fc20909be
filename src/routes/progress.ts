import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { queryProgress } from '../cases/progress-query.js'
import { answers, closed, instant, nullable } from '../http/answers.js'
import type { AppDependencies } from '../http/context.js'
import { networkOf } from '../http/network.js'

const question = closed({
  receiptCode: Type.String({ title: '统一收件码', minLength: 1, maxLength: 40 }),
  phoneEnd: Type.String({ title: '联系电话后四位', pattern: '^\\d{4}$' })
})
const progress = closed({
  caseNo: Type.String(),
  industryName: Type.String(),
  stateName: Type.String(),
  submittedAt: instant,
  permits: Type.Array(closed({
    name: Type.String(),
    department: Type.String(),
    stateName: Type.String(),
    dueOn: nullable(Type.String({ format: 'date', description: '承诺办结日期' })),
    awaited: nullable(closed({ name: Type.String(), what: Type.String(), dueAt: nullable(instant) }))
  }))
})

export function progressRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.post<{ Body: Static<typeof question> }>('/progress', {
    config: { access: 'public' },
    schema: { tags: ['cases'], summary: '不登录查进度：凭统一收件码和联系电话后四位', body: question, response: answers({ 200: progress }, [404, 429]) }
  }, async (request) => await queryProgress(database, { ...request.body, from: networkOf(request.ip) }, clock))
}
