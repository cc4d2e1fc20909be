import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { draftOf, draftToChange, mustTakeMaterial } from '../cases/application-draft.js'
import { supplementMaterial } from '../cases/hand-in-supplement.js'
import { publishedIndustryOf } from '../cases/open-industry.js'
import { toldMaterialsOf } from '../cases/supplement-items.js'
import { putApplicationMaterial } from '../database/applications.js'
import { earlierFilesOf, type EarlierFile } from '../database/earlier-files.js'
import { handInIds } from '../domain/materials.js'
import { ServiceError } from '../errors.js'
import { answers } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { caseOfParty } from '../http/own-cases.js'
import { applicationId, applicationMaterialId, earlierFiles, handedIn, reused } from './applications.schemas.js'
import { caseMaterialParams, caseNoParams, suppliedMaterial } from './cases.schemas.js'

/** 多事项、多次申请复用 (方案 三（二）): what an applicant has handed in once needn't be looked for again. */
export function earlierMaterialRoutes (app: FastifyInstance, dependencies: AppDependencies): void {
  draftRoutes(app, dependencies)
  supplementRoutes(app, dependencies)
}

function draftRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get<{ Params: { id: string } }>('/applications/:id/earlier-materials', {
    config: { access: 'applicant' },
    schema: { tags: ['applications'], summary: '本人以前交过、这次也用得上的文件，新的在前', params: applicationId, response: answers({ 200: earlierFiles }, [401, 403, 404, 409]) }
  }, async (request) => {
    const account = accountOf(request)
    const draft = await draftOf(database, request.params.id, account)
    const materialIds = handInIds(await publishedIndustryOf(database, draft.industry), draft)
    return { items: await earlierFilesOf(database, { accountId: account.id, applicationId: draft.id, materialIds }) }
  })

  app.put<{ Params: { id: string, materialId: string }, Body: Static<typeof reused> }>('/applications/:id/materials/:materialId/reuse', {
    config: { access: 'applicant' },
    schema: {
      tags: ['applications'],
      summary: '用本人以前交过的文件作为这份材料',
      description: '只能用本人交过的同一种材料。',
      params: applicationMaterialId,
      body: reused,
      response: answers({ 200: handedIn }, [401, 403, 404, 409])
    }
  }, async (request) => await database.transaction(async (tx) => {
    const { id, materialId } = request.params
    const account = accountOf(request)
    await mustTakeMaterial(tx, await draftToChange(tx, id, account), materialId)
    const { hash, fileName } = await earlierFileOf(tx, { accountId: account.id, applicationId: id, materialIds: [materialId], hash: request.body.hash })
    const now = clock.now()
    await putApplicationMaterial(tx, id, { materialId, hash, fileName, origin: 'reused', now })
    return { id: materialId, hash, fileName, uploadedAt: now.toISOString() }
  }))
}

function supplementRoutes (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get<{ Params: { caseNo: string } }>('/cases/:caseNo/earlier-materials', {
    config: { access: 'applicant' },
    schema: { tags: ['supplement'], summary: '补正通知书要的材料中，本人以前在别处交过的文件，新的在前', params: caseNoParams, response: answers({ 200: earlierFiles }, [401, 403, 404, 409]) }
  }, async (request) => {
    const account = accountOf(request)
    const { case_no: caseNo } = await caseOfParty(database, request.params.caseNo, account)
    return { items: await earlierFilesOf(database, { accountId: account.id, caseNo, materialIds: await toldMaterialsOf(database, caseNo, clock.now()) }) }
  })

  app.put<{ Params: Static<typeof caseMaterialParams>, Body: Static<typeof reused> }>('/cases/:caseNo/supplement/materials/:materialId/reuse', {
    config: { access: 'applicant' },
    schema: {
      tags: ['supplement'],
      summary: '用本人以前交过的文件补正一份材料',
      description: '只能用本人交过的同一种材料；这个办件里已经交过的那份不能再用。',
      params: caseMaterialParams,
      body: reused,
      response: answers({ 200: suppliedMaterial }, [401, 403, 404, 409])
    }
  }, async (request) => await database.transaction(async (tx) => {
    const { caseNo, materialId } = request.params
    const account = accountOf(request)
    await caseOfParty(tx, caseNo, account)
    const { hash, fileName } = await earlierFileOf(tx, { accountId: account.id, caseNo, materialIds: [materialId], hash: request.body.hash })
    const version = await supplementMaterial(tx, { caseNo, materialId, hash, fileName, origin: 'reused', accountId: account.id }, clock)
    return { id: materialId, version, fileName }
  }))
}

/** @throws ServiceError `earlier-file-not-found` */
async function earlierFileOf (tx: Knex, wanted: Parameters<typeof earlierFilesOf>[1]): Promise<EarlierFile> {
  const [file] = await earlierFilesOf(tx, wanted)
  if (file === undefined) throw new ServiceError('earlier-file-not-found')
  return file
}
