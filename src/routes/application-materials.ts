import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { publishedIndustryOf } from '../cases/open-industry.js'
import { applicationFile, applicationOf, deleteApplicationMaterial, putApplicationMaterial, type ApplicationRow, type Keeper } from '../database/applications.js'
import { materialsFor } from '../domain/materials.js'
import { ServiceError } from '../errors.js'
import { answers, fileAnswer, nothing } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { sendAttachment } from '../http/downloads.js'
import { takeUpload } from '../http/uploads.js'
import { applicationMaterialId, handedIn, uploadBody } from './applications.schemas.js'
import { draftToChange } from './applications.js'

interface ByMaterial { Params: { id: string, materialId: string } }

export function applicationMaterialRoutes (app: FastifyInstance, { database, files, clock }: AppDependencies): void {
  app.put<ByMaterial>('/applications/:id/materials/:materialId', {
    config: { access: 'applicant-or-window', upload: uploadBody },
    schema: {
      tags: ['applications'],
      summary: '提交材料（PDF、JPG、PNG）',
      params: applicationMaterialId,
      response: answers({ 200: handedIn }, [401, 403, 404, 409, 413, 415, 422])
    }
  }, async (request) => {
    const { id, materialId } = request.params
    const keeper = accountOf(request)
    // Refused before the file is read; asked again with the row locked, for it may have been submitted meanwhile
    await mustTakeMaterial(database, await draftOf(database, id, keeper), materialId)
    const upload = await takeUpload(database, files, await request.file())
    const now = clock.now()
    await database.transaction(async (tx) => {
      await mustTakeMaterial(tx, await draftToChange(tx, id, keeper), materialId)
      await putApplicationMaterial(tx, id, { materialId, ...upload, now })
    })
    return { id: materialId, ...upload, uploadedAt: now.toISOString() }
  })

  app.get<ByMaterial>('/applications/:id/materials/:materialId', {
    config: { access: 'applicant-or-window' },
    schema: {
      tags: ['applications'],
      summary: '看已提交的材料',
      params: applicationMaterialId,
      response: { ...answers({}, [401, 403, 404]), 200: fileAnswer('application/pdf', 'image/jpeg', 'image/png') }
    }
  }, async (request, reply) => {
    const { id, materialId } = request.params
    const application = await applicationOf(database, id, accountOf(request))
    if (application === undefined) throw new ServiceError('application-not-found')
    const found = await applicationFile(database, id, materialId)
    if (found === undefined) throw new ServiceError('unknown-material', { material: materialId })
    return await sendAttachment(reply, { content: files.openRead(found.file_hash), fileName: found.file_name, mediaType: found.media_type })
  })

  app.delete<ByMaterial>('/applications/:id/materials/:materialId', {
    config: { access: 'applicant-or-window' },
    schema: { tags: ['applications'], summary: '撤下材料', params: applicationMaterialId, response: answers({ 204: nothing }, [401, 403, 404, 409]) }
  }, async (request, reply) => {
    await database.transaction(async (tx) => {
      const draft = await draftToChange(tx, request.params.id, accountOf(request))
      if (!await deleteApplicationMaterial(tx, draft.id, request.params.materialId)) throw new ServiceError('unknown-material')
    })
    return await reply.code(204).send()
  })
}

/** The caller's draft, not locked. */
export async function draftOf (database: Knex, id: string, keeper: Keeper): Promise<ApplicationRow> {
  const row = await applicationOf(database, id, keeper)
  if (row === undefined) throw new ServiceError('application-not-found')
  if (row.state !== 'draft') throw new ServiceError('application-submitted', { caseNo: row.case_no })
  return row
}

/** @throws ServiceError `unknown-material` */
export async function mustTakeMaterial (database: Knex, application: ApplicationRow, materialId: string): Promise<void> {
  const industry = await publishedIndustryOf(database, application.industry)
  if (!handInIds(industry, application).includes(materialId)) throw new ServiceError('unknown-material', { material: materialId })
}

/** What may be handed in with the permits chosen so far; before any is chosen, whatever the industry knows. Generated ones never. */
export function handInIds (industry: PublishedIndustry, { permits, answers: given, form, commitments }: ApplicationRow): string[] {
  if (permits.length === 0) {
    return industry.permits.flatMap(({ materials }) => materials).filter(({ generated }) => !generated).map(({ id }) => id)
  }
  return materialsFor(industry, permits, { ...given, ...form }, commitments).filter(({ isGenerated }) => !isGenerated).map(({ materialId }) => materialId)
}
