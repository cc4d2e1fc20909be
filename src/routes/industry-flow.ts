import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { publishedFlow } from '../database/release-resources.js'
import { latestRelease } from '../database/releases.js'
import { renderModel } from '../diagrams/render-model.js'
import { ServiceError } from '../errors.js'
import { answers, nothing } from '../http/answers.js'
import { cacheable, sendCacheable, type Cacheable } from '../http/cacheable.js'
import type { AppDependencies } from '../http/context.js'
import { industryId } from './industries.schemas.js'

interface Picture extends Cacheable { releaseId: number }

const mediaType = 'image/svg+xml; charset=utf-8'
const svgAnswer = { content: { 'image/svg+xml': { schema: { type: 'string' } } } }

/** The published flow of an industry as a picture. Each is drawn once a release and process. */
export function industryFlowRoutes (app: FastifyInstance, { database }: AppDependencies): void {
  const newest = new Map<string, Picture>()
  app.get<{ Params: { industry: string } }>('/industries/:industry/flow.svg', {
    config: { access: 'public' },
    schema: {
      tags: ['industries'],
      summary: '一个行业已发布的流程图（SVG）',
      description: '每个元素是带 data-element-id 的一组，可按流程元素的标识着色。带强 ETag，可缓存。',
      params: industryId,
      response: { ...answers({ 304: nothing }, [404]), 200: svgAnswer }
    }
  }, async (request, reply) => await sendCacheable(request, reply, await newestPicture(database, newest, request.params.industry)))
}

async function newestPicture (database: Knex, newest: Map<string, Picture>, industry: string): Promise<Picture> {
  const release = await latestRelease(database, industry)
  if (release === undefined) throw new ServiceError('unknown-industry')
  const known = newest.get(industry)
  if (known?.releaseId === release.id) return known
  const picture = { releaseId: release.id, ...cacheable(await renderModel(await publishedFlowXml(database, industry, release.id)), mediaType) }
  newest.set(industry, picture)
  return picture
}

async function publishedFlowXml (database: Knex, industry: string, releaseId: number): Promise<string> {
  const flow = await publishedFlow(database, industry, releaseId)
  if (flow === undefined) throw new ServiceError('not-found')
  return flow
}
