import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { findRelease, latestRelease } from '../database/releases.js'
import { ServiceError } from '../errors.js'
import { answers, nothing } from '../http/answers.js'
import { sendCacheable } from '../http/cacheable.js'
import type { AppDependencies } from '../http/context.js'
import { modelPicture, svgAnswer } from './model-pictures.js'
import { industryId } from './industries.schemas.js'
import { releaseVersion } from './releases.schemas.js'

const description = '每个元素是带 data-element-id 的一组，可按流程元素的标识着色。带强 ETag，可缓存。'
const response = { ...answers({ 304: nothing }, [404]), 200: svgAnswer }

/** The published flow of an industry as a picture: as it is now, or as it was in a release, by which earlier cases are still handled. */
export function industryFlowRoutes (app: FastifyInstance, { database }: AppDependencies): void {
  app.get<{ Params: { industry: string } }>('/industries/:industry/flow.svg', {
    config: { access: 'public' },
    schema: { tags: ['industries'], summary: '一个行业已发布的流程图（SVG）', description, params: industryId, response }
  }, async (request, reply) => {
    const release = await latestRelease(database, request.params.industry)
    if (release === undefined) throw new ServiceError('unknown-industry')
    return await sendCacheable(request, reply, await modelPicture(database, release, release.industry))
  })

  app.get<{ Params: Static<typeof releaseVersion> }>('/industries/:industry/releases/:version/flow.svg', {
    config: { access: 'public' },
    schema: { tags: ['industries'], summary: '一个版本的流程图（SVG）', description, params: releaseVersion, response }
  }, async (request, reply) => {
    const release = await findRelease(database, request.params.industry, request.params.version)
    if (release === undefined) throw new ServiceError('unknown-release')
    return await sendCacheable(request, reply, await modelPicture(database, release, release.industry))
  })
}
