import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { releaseChanges } from '../cases/publication/draft-changes.js'
import { catalogueStamp } from '../database/catalogue-editions.js'
import { listReleases } from '../database/releases.js'
import { ServiceError } from '../errors.js'
import { answers, nothing } from '../http/answers.js'
import { createAnswerCache } from '../http/cacheable.js'
import type { AppDependencies } from '../http/context.js'
import { industryId } from './industries.schemas.js'
import { changes, release, releaseVersion } from './releases.schemas.js'

/** What was published of an industry and what each release changed: public, but not who published it. */
export function releaseRoutes (app: FastifyInstance, { database }: AppDependencies): void {
  const answerFromCache = createAnswerCache(async () => await catalogueStamp(database))

  app.get<{ Params: { industry: string } }>('/industries/:industry/releases', {
    config: { access: 'public' },
    schema: {
      tags: ['industries'],
      summary: '一个行业发布过的版本，新的在前',
      description: '带强 ETag，可缓存。',
      params: industryId,
      response: answers({ 200: Type.Array(release), 304: nothing }, [404])
    }
  }, async (request, reply) => await answerFromCache(request, reply, async () => await releasesOf(database, request.params.industry)))

  app.get<{ Params: { industry: string, version: number } }>('/industries/:industry/releases/:version/diff', {
    config: { access: 'public' },
    schema: {
      tags: ['industries'],
      summary: '一个版本与前一版相比改了什么',
      description: '带强 ETag，可缓存。',
      params: releaseVersion,
      response: answers({ 200: changes, 304: nothing }, [404])
    }
  }, async (request, reply) => await answerFromCache(request, reply, async () => {
    const { industry, version } = request.params
    const found = await releaseChanges(database, industry, version)
    if (found === undefined) throw new ServiceError('unknown-release')
    return { version, ...found }
  }))
}

async function releasesOf (database: Knex, industry: string): Promise<Static<typeof release>[]> {
  const entries = await listReleases(database, industry)
  if (entries.length === 0) throw new ServiceError('unknown-industry')
  return entries.map(({ version, publishedAt, note, contentHash }) => ({ version, publishedAt: publishedAt.toISOString(), note, contentHash }))
}
