import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { resendNotification } from '../cases/resend-notification.js'
import { failedDeliveries, notificationChannels, type FailedDelivery } from '../database/notification-deliveries.js'
import { maskAddress } from '../domain/contact-addresses.js'
import { ServiceError } from '../errors.js'
import { answers, closed, instant, nothing, nullable, oneOf } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { decodeCursor, encodeCursor } from '../http/paging.js'

const listQuery = closed({
  limit: Type.Integer({ title: '每页件数', minimum: 1, maximum: 100, default: 50 }),
  cursor: Type.Optional(Type.String({ maxLength: 300 }))
})
const uuid = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
const deliveryId = closed({ id: Type.String({ title: '投递标识', pattern: uuid }) })
const failure = closed({
  id: Type.String(),
  channel: oneOf(notificationChannels, { description: 'email 电子邮件，sms 短信' }),
  address: nullable(Type.String({ description: '现在的地址，已遮盖；null 为现在没有可用的地址' })),
  caseNo: nullable(Type.String()),
  title: Type.String(),
  attempts: Type.Integer({ description: '试过几次' }),
  reason: Type.String({ description: '对方的原话，其中的地址已遮盖' }),
  failedAt: instant
})
const failures = closed({ items: Type.Array(failure), next: nullable(Type.String()) })

/** Notifications that could not be delivered by e-mail or text message, for operators. */
export function notificationFailureRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get<{ Querystring: Static<typeof listQuery> }>('/notification-failures', {
    config: { access: 'operator' },
    schema: { tags: ['platform'], summary: '没有送到的通知，新的在前', querystring: listQuery, response: answers({ 200: failures }, [401, 403]) }
  }, async (request) => {
    const { limit, cursor } = request.query
    const rows = await failedDeliveries(database, { limit: limit + 1, before: positionOf(cursor) })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return { items: items.map(shown), next: rows.length > limit && last !== undefined ? encodeCursor(last.failedAt, last.id) : null }
  })

  app.post<{ Params: Static<typeof deliveryId> }>('/notification-failures/:id/resend', {
    config: { access: 'operator' },
    schema: { tags: ['platform'], summary: '重新发送一条没有送到的通知', params: deliveryId, response: answers({ 202: nothing }, [401, 403, 404, 409]) }
  }, async (request, reply) => {
    await database.transaction(async (tx) => await resendNotification(tx, { id: request.params.id, accountId: accountOf(request).id }, clock))
    return await reply.code(202).send()
  })
}

function shown ({ address, lastError, failedAt, ...delivery }: FailedDelivery): Static<typeof failure> {
  return { ...delivery, address: address === null ? null : maskAddress(address), reason: lastError, failedAt: failedAt.toISOString() }
}

function positionOf (cursor: string | undefined): { failedAt: Date, id: string } | undefined {
  if (cursor === undefined) return undefined
  const { at, key } = decodeCursor(cursor)
  if (at !== null && new RegExp(uuid).test(key)) return { failedAt: at, id: key }
  throw new ServiceError('bad-request', { problems: [{ field: 'cursor', label: '翻页位置', problem: '格式不正确' }] })
}
