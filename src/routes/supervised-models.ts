import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { publishedModels } from '../database/release-resources.js'
import { latestRelease } from '../database/releases.js'
import { renderModel } from '../diagrams/render-model.js'
import { ServiceError } from '../errors.js'
import { answers, closed, nothing } from '../http/answers.js'
import { cacheable, sendCacheable, type Cacheable } from '../http/cacheable.js'
import type { AppDependencies } from '../http/context.js'

const params = closed({ industry: Type.String({ maxLength: 100 }), processId: Type.String({ maxLength: 100, pattern: '^[\\w-]+$' }) })
const mostKept = 200

/** Every model that an industry's newest release deployed, as a picture in which an element is found by its id; drawn once a release and process. */
export function supervisedModelRoutes (app: FastifyInstance, { database }: AppDependencies): void {
  const drawn = new Map<string, Cacheable>()
  app.get<{ Params: Static<typeof params> }>('/supervision/industries/:industry/models/:processId', {
    config: { access: 'supervisor' },
    schema: {
      tags: ['supervision'],
      summary: '一个行业所用的一个流程的图（SVG，元素带 data-element-id）',
      params,
      response: { ...answers({ 304: nothing }, [401, 403, 404]), 200: { content: { 'image/svg+xml': { schema: { type: 'string' } } } } }
    }
  }, async (request, reply) => {
    const { industry, processId } = request.params
    const release = await latestRelease(database, industry)
    if (release === undefined) throw new ServiceError('unknown-industry')
    const key = `${release.id} ${processId}`
    const picture = drawn.get(key) ?? cacheable(await renderModel(await modelOf(release.id, processId)), 'image/svg+xml; charset=utf-8')
    if (drawn.size >= mostKept) drawn.clear()
    drawn.set(key, picture)
    return await sendCacheable(request, reply, picture)
  })

  async function modelOf (releaseId: number, processId: string): Promise<string> {
    const model = (await publishedModels(database, releaseId)).find(({ content }) => content.includes(`<bpmn:process id="${processId}"`))
    if (model === undefined) throw new ServiceError('not-found')
    return model.content
  }
}
