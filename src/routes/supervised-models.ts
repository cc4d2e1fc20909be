import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { latestRelease } from '../database/releases.js'
import { ServiceError } from '../errors.js'
import { answers, closed, nothing } from '../http/answers.js'
import { sendCacheable } from '../http/cacheable.js'
import type { AppDependencies } from '../http/context.js'
import { modelPicture, svgAnswer } from './model-pictures.js'

const params = closed({ industry: Type.String({ maxLength: 100 }), processId: Type.String({ maxLength: 100, pattern: '^[\\w-]+$' }) })

/** Every model that an industry's newest release deployed, as a picture in which an element is found by its id. */
export function supervisedModelRoutes (app: FastifyInstance, { database }: AppDependencies): void {
  app.get<{ Params: Static<typeof params> }>('/supervision/industries/:industry/models/:processId', {
    config: { access: 'supervision' },
    schema: {
      tags: ['supervision'],
      summary: '一个行业所用的一个流程的图（SVG，元素带 data-element-id）',
      params,
      response: { ...answers({ 304: nothing }, [401, 403, 404]), 200: svgAnswer }
    }
  }, async (request, reply) => {
    const { industry, processId } = request.params
    const release = await latestRelease(database, industry)
    if (release === undefined) throw new ServiceError('unknown-industry')
    return await sendCacheable(request, reply, await modelPicture(database, release, processId))
  })
}
