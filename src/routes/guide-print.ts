import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { askedGuide } from '../cases/asked-guide.js'
import type { PublishedIndustry } from '../catalogue/types.js'
import { publishedFlow } from '../database/release-resources.js'
import { contentOf, latestRelease, publicationOf, type Release } from '../database/releases.js'
import { renderModel } from '../diagrams/render-model.js'
import { releaseSource } from '../documents/guide/source-words.js'
import { composeFullGuide, type Guide } from '../domain/guide.js'
import { ServiceError } from '../errors.js'
import { answers, fileAnswer, nothing } from '../http/answers.js'
import { cacheable, sendCacheable, type Cacheable } from '../http/cacheable.js'
import type { AppDependencies } from '../http/context.js'
import { guideQuestion, industryId } from './industries.schemas.js'

const mediaType = 'application/pdf'

/** The one-time guide to print: everything that an industry offers, or what one's own answers come to. */
export function guidePrintRoutes (app: FastifyInstance, { database, press, clock }: AppDependencies): void {
  const drawnOnce = createDrawnGuides(database, press)

  app.get<{ Params: { industry: string } }>('/industries/:industry/guide.pdf', {
    config: { access: 'public' },
    schema: {
      tags: ['industries'],
      summary: '办事指南（PDF）：本行业的全部事项；带 ETag，可缓存',
      params: industryId,
      response: { ...answers({ 304: nothing }, [404]), 200: fileAnswer(mediaType) }
    }
  }, async (request, reply) => {
    const { file, name } = await drawnOnce(request.params.industry)
    return await sendCacheable(request, reply.header('content-disposition', shownAs(name)), file)
  })

  app.post<{ Params: { industry: string }, Body: Static<typeof guideQuestion> }>('/industries/:industry/guide.pdf', {
    config: { access: 'public' },
    schema: {
      tags: ['industries'],
      summary: '一次告知单（PDF）：按所答情形',
      params: industryId,
      body: guideQuestion,
      response: { ...answers({}, [404, 409, 422]), 200: fileAnswer(mediaType) }
    }
  }, async (request, reply) => {
    const { release, industry } = await publishedNow(database, request.params.industry)
    const guide = await askedGuide(database, industry, request.body, clock.now())
    if (guide.problems.length > 0) throw new ServiceError('invalid-answers', { problems: guide.problems })
    return await reply.header('content-disposition', shownAs(industry.name)).type(mediaType).send(await drawGuide(database, press, release, guide))
  })
}

interface DrawnGuide { file: Cacheable, name: string }

/** A release's guide never changes, so the newest of each industry is drawn once and kept. */
function createDrawnGuides (database: Knex, press: AppDependencies['press']): (industry: string) => Promise<DrawnGuide> {
  const drawn = new Map<string, Promise<DrawnGuide>>()
  return async (id) => {
    const { release, industry } = await publishedNow(database, id)
    const key = `${id} ${release.version}`
    const known = drawn.get(key)
    if (known !== undefined) return await known
    for (const other of [...drawn.keys()].filter((one) => one.startsWith(`${id} `))) drawn.delete(other)
    const drawing = drawGuide(database, press, release, composeFullGuide(industry))
      .then((content) => ({ file: cacheable(content, mediaType), name: industry.name }))
    drawn.set(key, drawing)
    drawing.catch(() => drawn.delete(key))
    return await drawing
  }
}

async function publishedNow (database: Knex, id: string): Promise<{ release: Release, industry: PublishedIndustry }> {
  const release = await latestRelease(database, id)
  if (release === undefined) throw new ServiceError('unknown-industry')
  return { release, industry: await contentOf(database, release) }
}

async function drawGuide (database: Knex, press: AppDependencies['press'], release: Release, guide: Guide): Promise<Buffer> {
  const publication = await publicationOf(database, release.id)
  const model = await publishedFlow(database, release.industry, release.id)
  return await press.drawGuide({
    guide,
    source: releaseSource(guide.industry.name, publication),
    issuedAt: publication.publishedAt,
    flow: model === undefined ? undefined : await renderModel(model)
  })
}

/** Shown in the browser, saved under its Chinese name (RFC 8187). */
function shownAs (industryName: string): string {
  return `inline; filename="guide.pdf"; filename*=UTF-8''${encodeURIComponent(`${industryName}办事指南.pdf`)}`
}
