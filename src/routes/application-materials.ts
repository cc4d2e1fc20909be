import type { FastifyInstance } from 'fastify'
import { draftOf, draftToChange, mustTakeMaterial, ownApplication } from '../cases/application-draft.js'
import { applicationFile, deleteApplicationMaterial, putApplicationMaterial } from '../database/applications.js'
import { ServiceError } from '../errors.js'
import { answers, fileAnswer, nothing } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { sendAttachment } from '../http/downloads.js'
import { takeUpload } from '../http/uploads.js'
import { applicationMaterialId, handedIn, uploadBody } from './applications.schemas.js'

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
    await ownApplication(database, id, accountOf(request))
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
