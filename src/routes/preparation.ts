import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { applyForFinalReview, mustAskFor, preparationMaterial } from '../cases/preparation.js'
import { addAuditEntry } from '../database/audit.js'
import { answers, closed } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { caseOfParty } from '../http/own-cases.js'
import { takeUpload } from '../http/uploads.js'
import { uploadBody } from './applications.schemas.js'
import { permitParams, suppliedMaterial } from './cases.schemas.js'

const materialParams = closed({ ...permitParams.properties, materialId: Type.String({ maxLength: 100 }) })
const applied = closed({ subCaseNo: Type.String() })

/** 两段式审批: what an applicant whose preparation is approved hands in, and the application for the final review. */
export function preparationRoutes (app: FastifyInstance, { database, files, clock, wakeOutbox }: AppDependencies): void {
  app.put<{ Params: { caseNo: string, permit: string, materialId: string } }>('/cases/:caseNo/permits/:permit/final-review/materials/:materialId', {
    config: { access: 'applicant-or-window', upload: uploadBody },
    schema: {
      tags: ['preparation'], summary: '筹建期间补交一份终审材料', params: materialParams, response: answers({ 200: suppliedMaterial }, [401, 403, 404, 409, 413, 415, 422])
    }
  }, async (request) => {
    const { caseNo, permit, materialId } = request.params
    const account = accountOf(request)
    await caseOfParty(database, caseNo, account)
    // Refused before the file is read; asked again under the case's lock
    await mustAskFor(database, caseNo, permit, materialId)
    const upload = await takeUpload(database, files, await request.file())
    const version = await database.transaction(async (tx) =>
      await preparationMaterial(tx, { caseNo, permit, materialId, ...upload, accountId: account.id }, clock))
    return { id: materialId, version, fileName: upload.fileName }
  })

  app.post<{ Params: { caseNo: string, permit: string } }>('/cases/:caseNo/permits/:permit/final-review', {
    config: { access: 'applicant-or-window' },
    schema: {
      tags: ['preparation'], summary: '筹建完成，申请终审', params: permitParams, response: answers({ 201: applied }, [401, 403, 404, 409, 422])
    }
  }, async (request, reply) => {
    const account = accountOf(request)
    const { case_no: caseNo } = await caseOfParty(database, request.params.caseNo, account)
    const { subCaseNo } = await database.transaction(async (tx) => {
      const begun = await applyForFinalReview(tx, caseNo, request.params.permit, clock)
      await addAuditEntry(tx, { at: clock.now(), accountId: account.id, action: 'apply-for-final-review', subject: begun.subCaseNo })
      return begun
    })
    wakeOutbox()
    return await reply.code(201).send({ subCaseNo })
  })
}
