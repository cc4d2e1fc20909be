import t from 'tap'
import { documentPdf } from '../../src/documents/document-renderer.js'
import { renderDocument } from '../../src/documents/render.js'
import { createDocumentSigner } from '../../src/documents/signing/document-signer.js'
import { createHash } from 'node:crypto'
import { signedIn } from '../support/api/people.js'
import { givenCase, givenRelease, shopForm } from '../support/api/shop.js'
import { testApi, type TestApi } from '../support/api/test-app.js'

interface Paper { document_no: string, verify_code: string, kind: string }

async function withPapers (t: Parameters<typeof testApi>[0]): Promise<TestApi & { receipt: Paper, form: Paper, pdf: Buffer }> {
  const api = await testApi(t)
  await givenRelease(api.database)
  await givenCase(await signedIn(api, { login: 'shopkeeper', kind: 'applicant' }))
  const { database, files, clock } = api
  const signer = createDocumentSigner({ database, secret: 'of this test alone', clock })
  const [receipt, form] = await Promise.all(['receipt', 'application-form'].map(async (kind) => await database('document').where({ kind }).first<Paper>()))
  const [pdf] = await Promise.all([receipt!, form!].map(async ({ document_no: documentNo }) => await documentPdf({ database, files, press: { draw: renderDocument }, signer, clock }, documentNo)))
  return { ...api, receipt: receipt!, form: form!, pdf: pdf! }
}

t.test('whoever holds a document has its organ, digests and signature confirmed, and learns nothing of the applicant', async (t) => {
  const { app, receipt, pdf } = await withPapers(t)

  const response = await app.inject(`/api/v1/verify/documents/${receipt.verify_code}`)

  t.equal(response.statusCode, 200)
  t.match(response.json(), {
    documentNo: receipt.document_no,
    title: '收件凭证',
    organ: '龙亭区政务服务和大数据管理局',
    sha256: createHash('sha256').update(pdf).digest('hex'),
    sm3: createHash('sm3').update(pdf).digest('hex'),
    signature: { algorithm: 'SM2', isValid: true }
  })
  t.notOk(response.body.includes(shopForm.entity_name))
  t.notOk(response.body.includes(shopForm.usci))
})

t.test('an applicant\'s own paper is confirmed without the signature of an organ', async (t) => {
  const { app, form } = await withPapers(t)

  t.match((await app.inject(`/api/v1/verify/documents/${form.verify_code}`)).json(), { documentNo: form.document_no, signature: null })
})

t.test('digests that were changed afterwards don\'t match the signature, and a signature can\'t be changed', async (t) => {
  const { app, database, receipt } = await withPapers(t)
  await database('document').where({ document_no: receipt.document_no }).update({ sm3: 'f'.repeat(64) })

  t.match((await app.inject(`/api/v1/verify/documents/${receipt.verify_code}`)).json(), { signature: { isValid: false } })
  await t.rejects(database('document_signature').update({ signature: '00' }), /append-only/)
})

t.test('a code that nobody issued is not found, and many tries are refused', async (t) => {
  const { app } = await testApi(t)

  const unknown = await app.inject('/api/v1/verify/documents/0123456789abcdef0123')
  const tries = await Promise.all(Array.from({ length: 70 }, async () => await app.inject('/api/v1/verify/documents/0123456789abcdef0123')))

  t.equal(unknown.statusCode, 404)
  t.match(unknown.json(), { code: 'document-code-unknown', message: '文书核验码无效，未查到对应的文书' })
  t.ok(tries.some(({ statusCode }) => statusCode === 429))
})
