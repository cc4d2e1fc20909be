import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { publicDecisions } from '../database/public-decisions.js'
import { mustBeWithin, type RateLimit } from '../database/rate-limits.js'
import { answers, closed } from '../http/answers.js'
import type { AppDependencies } from '../http/context.js'
import { networkOf } from '../http/network.js'
import { decodeCursor, encodeCursor } from '../http/paging.js'
import { decisions } from './public-decisions.schemas.js'

const readings: RateLimit = { name: 'public-decisions', max: 120, windowMs: 60_000 }

const query = closed({
  limit: Type.Integer({ title: '每页件数', minimum: 1, maximum: 100, default: 20 }),
  cursor: Type.Optional(Type.String({ maxLength: 300 })),
  region: Type.Optional(Type.String({ title: '行政区划代码', pattern: '^\\d{6}$' }))
})

/** 行政许可决定公开（双公示）: whoever wants may read them (行政许可法第四十条). */
export function publicDecisionRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get<{ Querystring: Static<typeof query> }>('/decisions', {
    config: { access: 'public' },
    schema: { tags: ['documents'], summary: '行政许可决定公开：准予、撤销，新的在前', querystring: query, response: answers({ 200: decisions }, [429]) }
  }, async (request) => {
    await mustBeWithin(database, readings, [networkOf(request.ip)], clock.now())
    const { limit, cursor, region } = request.query
    const rows = await publicDecisions(database, { limit: limit + 1, region, before: positionOf(cursor) })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return { items, next: rows.length > limit && last !== undefined ? encodeCursor(last.issuedAt, last.documentNo) : null }
  })
}

function positionOf (cursor: string | undefined): { issuedAt: Date, documentNo: string } | undefined {
  if (cursor === undefined) return undefined
  const { at, key } = decodeCursor(cursor)
  return at === null ? undefined : { issuedAt: at, documentNo: key }
}
