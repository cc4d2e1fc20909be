import type { Static } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { keepPhoto, takeDownPhoto, visitToPhotograph } from '../cases/visits/visit-photos.js'
import { reportOf, visitsForStaff } from '../cases/visits/visits-of-case.js'
import { mustBeWithin, type RateLimit } from '../database/rate-limits.js'
import { mediaTypeOf } from '../database/stored-files.js'
import { visitPhotoOf } from '../database/visit-photos.js'
import { findVisit, type VisitRow } from '../database/visits.js'
import type { Account } from '../database/accounts.js'
import { nameProblem, tidyName } from '../domain/names.js'
import { ServiceError } from '../errors.js'
import { answers, fileAnswer, nothing } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { sendAttachment } from '../http/downloads.js'
import { caseFor } from '../http/own-cases.js'
import { takeUpload } from '../http/uploads.js'
import { uploadBody } from './applications.schemas.js'
import { caseNoParams } from './cases.schemas.js'
import * as schemas from './visits.schemas.js'

interface ByPhoto { Params: Static<typeof schemas.photoParams> }

/** A whole visit's photos that waited for a network, several times over. */
const uploads: RateLimit = { name: 'visit-photo', max: 600, windowMs: 60 * 60_000 }
const pictures = { ...answers({}, [401, 403, 404]), 200: fileAnswer('image/jpeg', 'image/png', 'application/pdf') }

export function visitPhotoRoutes (app: FastifyInstance, dependencies: AppDependencies): void {
  takingRoutes(app, dependencies)
  lookingRoutes(app, dependencies)
}

function takingRoutes (app: FastifyInstance, { database, files, clock }: AppDependencies): void {
  app.put<ByPhoto & { Querystring: Static<typeof schemas.photoQuery> }>('/visits/:visitNo/photos/:photoId', {
    config: { access: 'staff', upload: uploadBody },
    schema: {
      tags: ['inspection'],
      summary: '核查组存一张现场照片或手写签名',
      description: '同一张照片（编号和内容相同）再次发送照常答复，只存一张；编号相同而内容不同的 409。核查已经办结的仍然收下。',
      params: schemas.photoParams,
      querystring: schemas.photoQuery,
      response: answers({ 200: schemas.keptPhoto }, [401, 403, 404, 409, 413, 415, 422, 429])
    }
  }, async (request) => {
    const account = accountOf(request)
    const { visitNo, photoId } = request.params
    const { stage, takenAt, subCaseNo, checkItem, signer } = request.query
    await visitToPhotograph(database, visitNo, account)
    const unfit = signer === undefined ? undefined : nameProblem(signer)
    if (unfit !== undefined) throw new ServiceError('bad-request', { problems: [{ field: 'signer', label: '签名的人', problem: unfit }] })
    await mustBeWithin(database, uploads, [account.login], clock.now())
    const { hash, fileName } = await takeUpload(database, files, await request.file())
    if (/\.pdf$/i.test(fileName)) throw new ServiceError('file-type-not-allowed')
    await database.transaction(async (tx) => {
      await keepPhoto(tx, account, {
        visitNo,
        photoId,
        kind: signer === undefined ? 'photo' : 'signature',
        stage,
        item: subCaseNo === undefined || checkItem === undefined ? null : { subCaseNo, checkItem },
        signer: signer === undefined ? null : tidyName(signer),
        fileHash: hash,
        takenAt: new Date(takenAt)
      }, clock)
    })
    return { photoId }
  })

  app.delete<ByPhoto>('/visits/:visitNo/photos/:photoId', {
    config: { access: 'staff' },
    schema: { tags: ['inspection'], summary: '撤下自己拍的照片：记录提交以前', params: schemas.photoParams, response: answers({ 204: nothing }, [401, 403, 404]) }
  }, async (request, reply) => {
    await database.transaction(async (tx) => { await takeDownPhoto(tx, accountOf(request), request.params, clock) })
    return await reply.code(204).send()
  })
}

function lookingRoutes (app: FastifyInstance, { database, files }: AppDependencies): void {
  app.get<{ Params: Static<typeof caseNoParams> }>('/cases/:caseNo/visits', {
    config: { access: 'staff' },
    schema: { tags: ['inspection'], summary: '办件的核查：核查组、现场照片、申请人的整改报告', params: caseNoParams, response: answers({ 200: schemas.visitsOfCase }, [401, 403, 404]) }
  }, async (request) => ({ visits: await visitsForStaff(database, await caseFor(database, request.params.caseNo, accountOf(request))) }))

  app.get<ByPhoto>('/visits/:visitNo/photos/:photoId', {
    config: { access: 'staff' },
    schema: { tags: ['inspection'], summary: '一张现场照片或签名', params: schemas.photoParams, response: pictures }
  }, async (request, reply) => {
    const { visitNo, photoId } = request.params
    await visitFor(database, visitNo, accountOf(request))
    const photo = await visitPhotoOf(database, visitNo, photoId)
    if (photo === undefined || photo.removedAt !== null) throw new ServiceError('visit-photo-not-found')
    const ending = photo.mediaType === 'image/png' ? 'png' : 'jpg'
    return await sendAttachment(reply, { content: files.openRead(photo.fileHash), fileName: `${visitNo}-${photoId}.${ending}`, mediaType: photo.mediaType })
  })

  app.get<{ Params: Static<typeof schemas.rectificationPhotoParams> }>('/visits/:visitNo/rectification-photos/:ordinal', {
    config: { access: 'signed-in' },
    schema: { tags: ['inspection'], summary: '整改报告所附的一张照片：该办件的工作人员，或者申请人自己', params: schemas.rectificationPhotoParams, response: pictures }
  }, async (request, reply) => {
    const { visitNo, ordinal } = request.params
    const { rectification_report: report } = await visitFor(database, visitNo, accountOf(request))
    const photo = reportOf(report).photos[ordinal - 1]
    const mediaType = photo === undefined ? undefined : await mediaTypeOf(database, photo.hash)
    if (photo === undefined || mediaType === undefined) throw new ServiceError('visit-photo-not-found')
    return await sendAttachment(reply, { content: files.openRead(photo.hash), fileName: photo.fileName, mediaType })
  })
}

/** A visit of a case that the account may see. @throws ServiceError `visit-not-found` for any other */
async function visitFor (database: Knex, visitNo: string, account: Account): Promise<VisitRow> {
  const visit = await findVisit(database, visitNo)
  if (visit === undefined) throw new ServiceError('visit-not-found')
  await caseFor(database, visit.case_no, account)
  return visit
}
