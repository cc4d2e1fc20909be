import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { serveByOpening } from '../cases/delivery-documents.js'
import { materialVersionOf } from '../database/case-materials.js'
import type { Account } from '../database/accounts.js'
import { documentsOfCase, findDocument, type DocumentRow } from '../database/documents.js'
import { releaseOf } from '../database/releases.js'
import { documentPdf } from '../documents/document-renderer.js'
import { organName } from '../domain/organs.js'
import { ServiceError } from '../errors.js'
import { answers, closed, fileAnswer } from '../http/answers.js'
import { accountOf, type AppDependencies } from '../http/context.js'
import { sendAttachment } from '../http/downloads.js'
import { caseFor } from '../http/own-cases.js'
import { caseNoParams, documentList } from './cases.schemas.js'

const documentParams = closed({ caseNo: Type.String({ maxLength: 30 }), documentNo: Type.String({ maxLength: 100 }) })
const versionParams = closed({
  caseNo: Type.String({ maxLength: 30 }), materialId: Type.String({ maxLength: 100 }), version: Type.Integer({ minimum: 1, maximum: 100_000 })
})

/** Who may see the case sees its papers, but the applicant none that is addressed to somebody else: it names an interested party. */
function isFor ({ addressee }: Pick<DocumentRow, 'addressee'>, { kind }: Account): boolean {
  return kind === 'staff' || addressee === null
}

export function caseDocumentRoutes (app: FastifyInstance, { database, files, press, signer, clock, config }: AppDependencies): void {
  app.get<{ Params: { caseNo: string } }>('/cases/:caseNo/documents', {
    config: { access: 'signed-in' },
    schema: { tags: ['cases'], summary: '办件的文书', params: caseNoParams, response: answers({ 200: documentList }, [401, 404]) }
  }, async (request) => {
    const account = accountOf(request)
    const caseFile = await caseFor(database, request.params.caseNo, account)
    const industry = await releaseOf(database, caseFile.release_id)
    const documents = (await documentsOfCase(database, caseFile.case_no)).filter((document) => isFor(document, account))
    return {
      documents: documents.map((document) => ({
        documentNo: document.document_no,
        kind: document.kind,
        title: document.title,
        organ: organName(industry, document.department, document.region),
        subCaseNo: document.sub_case_no,
        issuedAt: document.issued_at,
        sm3: document.sm3,
        servedHow: document.served_how,
        servedAt: document.served_at,
        href: `/api/v1/cases/${caseFile.case_no}/documents/${encodeURIComponent(document.document_no)}`
      }))
    }
  })

  app.get<{ Params: { caseNo: string, documentNo: string } }>('/cases/:caseNo/documents/:documentNo', {
    config: { access: 'signed-in' },
    schema: {
      tags: ['cases'], summary: '文书（PDF）；申请人同意电子送达的，首次打开即为送达', params: documentParams, response: { ...answers({}, [401, 404]), 200: fileAnswer('application/pdf') }
    }
  }, async (request, reply) => {
    const account = accountOf(request)
    const caseFile = await caseFor(database, request.params.caseNo, account)
    const document = await findDocument(database, request.params.documentNo)
    if (document?.case_no !== caseFile.case_no || !isFor(document, account)) throw new ServiceError('document-not-found')
    const content = await documentPdf(
      { database, files, press, signer, clock, ...(config.seals === undefined ? {} : { seals: config.seals }) }, document.document_no)
    if (account.kind !== 'staff') await serveByOpening(database, caseFile, document.document_no, clock.now())
    return await sendAttachment(reply, { content, fileName: `${document.title}（${document.document_no}）.pdf`, mediaType: 'application/pdf' })
  })

  app.get<{ Params: { caseNo: string, materialId: string, version: number } }>('/cases/:caseNo/materials/:materialId/versions/:version', {
    config: { access: 'signed-in' },
    schema: {
      tags: ['cases'],
      summary: '材料的一个版本；共享取得的没有文件，为其数据（JSON）',
      params: versionParams,
      response: { ...answers({}, [401, 404]), 200: fileAnswer('application/pdf', 'image/jpeg', 'image/png', 'application/json') }
    }
  }, async (request, reply) => {
    const { materialId, version } = request.params
    const caseFile = await caseFor(database, request.params.caseNo, accountOf(request))
    const row = await materialVersionOf(database, caseFile.case_no, materialId, version)
    if (row === undefined) throw new ServiceError('unknown-material', { material: materialId })
    if (row.file_hash === null) {
      return await sendAttachment(reply, { content: Buffer.from(JSON.stringify(row.content)), fileName: `${materialId}-${version}.json`, mediaType: 'application/json' })
    }
    return await sendAttachment(reply, { content: files.openRead(row.file_hash), fileName: row.file_name ?? materialId, mediaType: row.media_type ?? 'application/octet-stream' })
  })
}
