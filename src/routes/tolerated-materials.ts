import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { extendTolerance, handInTolerated, mustTake } from '../cases/hand-in-tolerated.js'
import { addAuditEntry } from '../database/audit.js'
import { actInCase } from '../http/act-in-case.js'
import { answers, civilDate, closed, words } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { caseOfParty } from '../http/own-cases.js'
import { takeUpload } from '../http/uploads.js'
import { uploadBody } from './applications.schemas.js'
import { caseMaterialParams, suppliedMaterial } from './cases.schemas.js'

const extension = closed({ reason: words('延长的理由', 500) })
const extended = closed({ dueOn: civilDate })

/** 容缺材料: handed in by the applicant after the acceptance (河南省优化营商环境条例第三十五条). */
export function toleratedMaterialRoutes (app: FastifyInstance, dependencies: AppDependencies): void {
  const { database, files, clock, wakeOutbox } = dependencies

  app.put<{ Params: Static<typeof caseMaterialParams> }>('/cases/:caseNo/tolerated-materials/:materialId', {
    config: { access: 'applicant-or-window', upload: uploadBody },
    schema: {
      tags: ['cases'],
      summary: '补交一份容缺材料',
      description: '期满后、决定作出之前仍可补交；期限之内可以换交，各版本都保存。',
      params: caseMaterialParams,
      response: answers({ 200: suppliedMaterial }, [401, 403, 404, 409, 413, 415, 422])
    }
  }, async (request) => {
    const { materialId } = request.params
    const account = accountOf(request)
    const { case_no: caseNo } = await caseOfParty(database, request.params.caseNo, account)
    await mustTake(database, caseNo, materialId, clock.now())
    const upload = await takeUpload(database, files, await request.file())
    const version = await database.transaction(async (tx) => {
      const made = await handInTolerated(tx, { caseNo, materialId, ...upload, accountId: account.id }, clock)
      await addAuditEntry(tx, { at: clock.now(), accountId: account.id, action: 'hand-in-tolerated', subject: caseNo, detail: { material: materialId, version: made } })
      return made
    })
    wakeOutbox()
    return { id: materialId, version, fileName: upload.fileName }
  })

  app.post<{ Params: Static<typeof caseMaterialParams>, Body: Static<typeof extension> }>('/cases/:caseNo/tolerated-materials/:materialId/extension', {
    config: { access: 'applicant-or-window' },
    schema: {
      tags: ['cases'],
      summary: '延长容缺材料的补交期限：期满前一次，最迟到决定前',
      params: caseMaterialParams,
      body: extension,
      response: answers({ 201: extended }, [401, 403, 404, 409, 422])
    }
  }, async (request, reply) => {
    const { materialId } = request.params
    const told = await actInCase(dependencies, request, {
      action: 'extend-tolerance',
      act: async (tx, { caseNo }) => await extendTolerance(tx, { caseNo, materialId, reason: request.body.reason }, clock),
      detail: ({ dueOn }) => ({ material: materialId, dueOn })
    })
    return await reply.code(201).send(told)
  })
}
