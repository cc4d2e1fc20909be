import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { reportRectification } from '../cases/report-rectification.js'
import { addAuditEntry } from '../database/audit.js'
import { visitInRectification } from '../database/visits.js'
import { isStorableText } from '../domain/storable-text.js'
import { ServiceError } from '../errors.js'
import { answers, closed, words } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { caseOfParty } from '../http/own-cases.js'
import { takeUpload, type Upload } from '../http/uploads.js'
import { caseNoParams } from './cases.schemas.js'

const longestText = 2000
const done = closed({ done: words('整改情况', longestText) })
const reported = closed({ visitNo: Type.String(), photos: Type.Integer() })
const withPhotos = {
  type: 'object',
  required: ['done'],
  properties: { done: { type: 'string', maxLength: longestText }, photos: { type: 'array', items: { type: 'string', format: 'binary' } } }
}

export function rectificationRoutes (app: FastifyInstance, { database, files, clock, wakeOutbox }: AppDependencies): void {
  /** Text and photos of a form; photos are in the store when this returns, but belong to nothing yet. */
  async function readForm (request: FastifyRequest): Promise<{ statement: string, photos: Upload[] }> {
    let statement = ''
    const photos: Upload[] = []
    for await (const part of request.parts()) {
      if (part.type === 'file' && part.fieldname === 'photos') photos.push(await takeUpload(database, files, part))
      else if (part.type === 'field' && part.fieldname === 'done') statement = String(part.value)
      else throw new ServiceError('unknown-field', { problems: [{ field: part.fieldname, label: part.fieldname, problem: '不认识的字段' }] })
    }
    const problem = statement.trim() === '' ? '必须填写' : !isStorableText(statement) ? '含有不能保存的字符' : statement.length > longestText ? `不能超过${longestText}个字` : undefined
    if (problem !== undefined) throw new ServiceError('bad-request', { problems: [{ field: 'done', label: '整改情况', problem }] })
    return { statement, photos }
  }

  app.post<{ Params: { caseNo: string }, Body: Static<typeof done> | undefined }>('/cases/:caseNo/rectification', {
    config: { access: 'applicant-or-window', upload: withPhotos },
    schema: {
      tags: ['inspection'],
      summary: '报告整改完成（JSON 只写情况；multipart 可附照片）',
      params: caseNoParams,
      body: { content: { 'application/json': { schema: done } } },
      response: answers({ 201: reported }, [401, 403, 404, 409, 413, 415, 422])
    }
  }, async (request, reply) => {
    const account = accountOf(request)
    const { case_no: caseNo } = await caseOfParty(database, request.params.caseNo, account)
    if (await visitInRectification(database, caseNo) === undefined) throw new ServiceError('no-rectification', { caseNo })
    const { statement, photos } = request.isMultipart() ? await readForm(request) : { statement: statementOf(request.body), photos: [] }
    const { visitNo } = await database.transaction(async (tx) => {
      const report = await reportRectification(tx, { caseNo, statement, photos, accountId: account.id }, clock)
      await addAuditEntry(tx, { at: clock.now(), accountId: account.id, action: 'report-rectification', subject: report.visitNo })
      return report
    })
    wakeOutbox()
    return await reply.code(201).send({ visitNo, photos: photos.length })
  })
}

function statementOf (body: Static<typeof done> | undefined): string {
  if (body === undefined || body === null) throw new ServiceError('bad-request', { problems: [{ field: 'done', label: '整改情况', problem: '必须填写' }] })
  return body.done
}
