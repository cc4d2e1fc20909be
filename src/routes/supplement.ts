import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { submitSupplement, supplementFields, supplementMaterial, tolerateInSupplement } from '../cases/hand-in-supplement.js'
import { toldMaterialsOf } from '../cases/supplement-items.js'
import { ServiceError } from '../errors.js'
import { actInCase } from '../http/act-in-case.js'
import { answers, closed, nothing } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { caseOfParty } from '../http/own-cases.js'
import { takeUpload } from '../http/uploads.js'
import { uploadBody } from './applications.schemas.js'
import { caseMaterialParams, caseNoParams, suppliedMaterial } from './cases.schemas.js'

const fields = closed({
  fields: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { title: '补正的字段', minProperties: 1, maxProperties: 200 })
})

interface ByCase { Params: { caseNo: string } }

/** 补正: only what the open notice names can be changed, and it is handed in once, whole. */
export function supplementRoutes (app: FastifyInstance, dependencies: AppDependencies): void {
  const { database, files, clock } = dependencies

  app.put<{ Params: { caseNo: string, materialId: string } }>('/cases/:caseNo/supplement/materials/:materialId', {
    config: { access: 'applicant-or-window', upload: uploadBody },
    schema: {
      tags: ['supplement'], summary: '补正一份材料', params: caseMaterialParams, response: answers({ 200: suppliedMaterial }, [401, 403, 404, 409, 413, 415, 422])
    }
  }, async (request) => {
    const { caseNo, materialId } = request.params
    const account = accountOf(request)
    await caseOfParty(database, caseNo, account)
    // Refused before the file is read; asked again under the case's lock
    await mustBeTold(database, { caseNo, materialId, now: clock.now() })
    const upload = await takeUpload(database, files, await request.file())
    const version = await database.transaction(async (tx) =>
      await supplementMaterial(tx, { caseNo, materialId, ...upload, origin: 'uploaded', accountId: account.id }, clock))
    return { id: materialId, version, fileName: upload.fileName }
  })

  app.put<{ Params: { caseNo: string, materialId: string } }>('/cases/:caseNo/supplement/materials/:materialId/tolerance', {
    config: { access: 'applicant-or-window' },
    schema: {
      tags: ['supplement'],
      summary: '补正时选择容缺后补：可以容缺而尚缺的材料，受理后期限内补交',
      params: caseMaterialParams,
      response: answers({ 204: nothing }, [401, 403, 404, 409, 422])
    }
  }, async (request, reply) => {
    const { case_no: caseNo } = await caseOfParty(database, request.params.caseNo, accountOf(request))
    await database.transaction(async (tx) => { await tolerateInSupplement(tx, { caseNo, materialId: request.params.materialId }, clock) })
    return await reply.code(204).send()
  })

  app.put<ByCase & { Body: Static<typeof fields> }>('/cases/:caseNo/supplement/fields', {
    config: { access: 'applicant-or-window' },
    schema: {
      tags: ['supplement'], summary: '补正表单字段', params: caseNoParams, body: fields, response: answers({ 204: nothing }, [401, 403, 404, 409, 422])
    }
  }, async (request, reply) => {
    const account = accountOf(request)
    const { case_no: caseNo } = await caseOfParty(database, request.params.caseNo, account)
    await database.transaction(async (tx) => {
      await supplementFields(tx, { caseNo, fields: request.body.fields, accountId: account.id }, clock)
    })
    return await reply.code(204).send()
  })

  app.post<ByCase>('/cases/:caseNo/supplement/submit', {
    config: { access: 'applicant-or-window' },
    schema: { tags: ['supplement'], summary: '提交补正', params: caseNoParams, response: answers({ 204: nothing }, [401, 403, 404, 409, 422]) }
  }, async (request, reply) => {
    await actInCase(dependencies, request, { action: 'submit-supplement', act: async (tx, { caseNo }) => { await submitSupplement(tx, caseNo, clock) } })
    return await reply.code(204).send()
  })
}

async function mustBeTold (database: Knex, { caseNo, materialId, now }: { caseNo: string, materialId: string, now: Date }): Promise<void> {
  if (!(await toldMaterialsOf(database, caseNo, now)).includes(materialId)) throw new ServiceError('item-locked', { kind: 'material', id: materialId })
}
