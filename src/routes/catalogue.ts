import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { editionAnnouncement } from '../cases/edition-announcement.js'
import { catalogueEdition, catalogueEditions, catalogueStamp, entriesOf, type CatalogueEdition } from '../database/catalogue-editions.js'
import { catalogueStatusNames } from '../domain/catalogue-status.js'
import { ServiceError } from '../errors.js'
import { answers, closed, fileAnswer, nothing } from '../http/answers.js'
import { createAnswerCache } from '../http/cacheable.js'
import type { AppDependencies } from '../http/context.js'
import { edition, editionBrief } from './catalogue.schemas.js'

const editionNumber = closed({ number: Type.Integer({ title: '版次', minimum: 1, maximum: 1_000_000 }) })
/** 目录清单: every edition as it was published, the newest and the old ones, for everybody (方案 四（一）). */
export function catalogueRoutes (app: FastifyInstance, { database, press }: AppDependencies): void {
  const answerFromCache = createAnswerCache(async () => await catalogueStamp(database))

  app.get('/catalogue/editions', {
    config: { access: 'public' },
    schema: { tags: ['catalogue'], summary: '目录清单的各版，新的在前', response: answers({ 200: Type.Array(editionBrief), 304: nothing }) }
  }, async (request, reply) => await answerFromCache(request, reply, async () => (await catalogueEditions(database)).map(publicPart)))

  app.get<{ Params: { number: number } }>('/catalogue/editions/:number', {
    config: { access: 'public' },
    schema: {
      tags: ['catalogue'],
      summary: '一版目录清单：公告和各行业的状态、起止日期、实施地区、牵头部门',
      params: editionNumber,
      response: answers({ 200: edition, 304: nothing }, [404])
    }
  }, async (request, reply) => {
    reply.header('content-disposition', `inline; filename="catalogue-${request.params.number}.json"`)
    return await answerFromCache(request, reply, async () => await editionView(database, request.params.number))
  })

  app.get<{ Params: { number: number } }>('/catalogue/editions/:number/announcement.pdf', {
    config: { access: 'public' },
    schema: {
      tags: ['catalogue'],
      summary: '一版目录清单的公告（PDF）；带 ETag，可缓存',
      params: editionNumber,
      response: { ...answers({ 304: nothing }, [404]), 200: fileAnswer('application/pdf') }
    }
  }, async (request, reply) => {
    reply.header('content-disposition', shownAs(request.params.number))
    return await answerFromCache(request, reply, async () => {
      const announcement = await editionAnnouncement(database, request.params.number)
      if (announcement === undefined) throw new ServiceError('unknown-edition')
      return await press.drawEdition(announcement)
    })
  })
}

/** Shown in the browser, saved under its Chinese name (RFC 8187). */
function shownAs (number: number): string {
  return `inline; filename="catalogue-${number}.pdf"; filename*=UTF-8''${encodeURIComponent(`改革目录清单第${number}版.pdf`)}`
}

async function editionView (database: Knex, number: number): Promise<Static<typeof edition>> {
  const found = await catalogueEdition(database, number)
  if (found === undefined) throw new ServiceError('unknown-edition')
  return { ...publicPart(found), industries: (await entriesOf(database, number)).map((entry) => ({ ...entry, statusName: catalogueStatusNames[entry.status] })) }
}

function publicPart ({ number, publishedOn, announcement }: CatalogueEdition): Pick<CatalogueEdition, 'number' | 'publishedOn' | 'announcement'> {
  return { number, publishedOn, announcement }
}
