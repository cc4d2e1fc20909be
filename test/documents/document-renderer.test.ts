import t from 'tap'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { documentByVerifyCode } from '../../src/database/document-signatures.js'
import { findDocument } from '../../src/database/documents.js'
import { documentPdf, startDocumentRenderer } from '../../src/documents/document-renderer.js'
import { issueDocument } from '../../src/documents/issue-document.js'
import { createPress, type Press } from '../../src/documents/press.js'
import { createDocumentSigner, type DocumentSigner } from '../../src/documents/signing/document-signer.js'
import { isSignatureOf } from '../../src/documents/signing/signature.js'
import { systemClock } from '../../src/domain/time.js'
import type { FileStore } from '../../src/files/file-store.js'
import { createLocalFileStore } from '../../src/files/local-file-store.js'
import type { Knex } from 'knex'
import type { Scope } from '../support/scope.js'
import { testDatabase } from '../support/database.js'
import { documentSamples } from '../support/document-samples.js'
import { pdfText } from '../support/pdf-text.js'
import { insertVisitCase } from '../support/visit-case.js'
import { waitFor } from '../support/wait-for.js'

interface Office { database: Knex, files: FileStore, press: Press, signer: DocumentSigner, issue (purposeKey: string): Promise<string> }

async function office (t: Scope): Promise<Office> {
  const database = await testDatabase(t)
  const directory = await mkdtemp(join(tmpdir(), 'onelicence-documents-'))
  t.teardown(async () => { await rm(directory, { recursive: true, force: true }) })
  const press = createPress()
  t.teardown(() => press.close())
  const { caseNo } = await insertVisitCase(database)
  return {
    database,
    files: createLocalFileStore(directory),
    press,
    signer: createDocumentSigner({ database, secret: 'of this test alone', clock: systemClock }),
    issue: async (purposeKey) => await database.transaction(async (tx) => (await issueDocument(tx, {
      kind: 'grant', caseNo, purposeKey, department: 'market-regulation', region: '410202', data: documentSamples.grant, issuedAt: new Date('2026-11-23T09:05:00+08:00')
    })).documentNo)
  }
}

const quiet = { error: () => {} }
const unrendered = async (database: Knex): Promise<number> => Number((await database('document').whereNull('rendered_at').count('* as n').first<{ n: number }>()).n)

t.test('two renderers draw every document once, stored by its hash with SHA-256 and SM3', async (t) => {
  const { database, files, press, signer, issue } = await office(t)
  const numbers: string[] = []
  for (let index = 0; index < 25; index++) numbers.push(await issue(`grant:${index}`))
  let puts = 0
  const counted = { put: async (content: Buffer) => { puts++; return await files.put(content) } }

  const renderers = [0, 1].map(() => startDocumentRenderer({ database, files: counted, press, signer, clock: systemClock, log: quiet, intervalMs: 20, batchSize: 5 }))
  await waitFor('all documents to be drawn', async () => await unrendered(database) === 0)
  for (const renderer of renderers) await renderer.stop()

  t.equal(puts, 25)
  const row = (await findDocument(database, numbers[0]!))!
  const pdf = await files.get(row.file_hash!)
  t.equal(row.file_hash, createHash('sha256').update(pdf).digest('hex'))
  t.equal(row.sm3, createHash('sm3').update(pdf).digest('hex'))
  t.match((await pdfText(pdf)).text, '准予行政许可决定书')
})

t.test('every drawn document of an organ carries that organ\'s signature over its digests', async (t) => {
  const { database, files, press, signer, issue } = await office(t)
  const documentNo = await issue('grant')
  await documentPdf({ database, files, press, signer }, documentNo)

  const { verify_code: code, file_hash: sha256, sm3 } = (await findDocument(database, documentNo))!
  const { organ, signature, public_key: publicKey } = (await documentByVerifyCode(database, code!))!
  t.equal(organ, '龙亭区市场监督管理局')
  t.ok(isSignatureOf({ documentNo, sha256: sha256!, sm3: sm3! }, signature!, publicKey!))
  t.same(await database('organ_key').pluck('organ'), [organ])
})

t.test('a document is drawn at once for who asks, and the same bytes are given ever after', async (t) => {
  const { database, files, press, signer, issue } = await office(t)
  const documentNo = await issue('grant')

  const [first, second] = await Promise.all([documentPdf({ database, files, press, signer }, documentNo), documentPdf({ database, files, press, signer }, documentNo)])

  t.ok(first.equals(second))
  t.ok(first.equals(await documentPdf({ database, files, press, signer }, documentNo)))
  t.equal(first.subarray(0, 5).toString(), '%PDF-')
  t.equal(await unrendered(database), 0)
})

t.test('a document nobody issued is not found', async (t) => {
  const { database, files, press, signer } = await office(t)

  await t.rejects(documentPdf({ database, files, press, signer }, '汴市监准许〔2026〕999999号'), { code: 'document-not-found' })
})

t.test('a document that cannot be drawn is logged, put off and holds up nobody', async (t) => {
  const { database, files, press, signer, issue } = await office(t)
  const broken = await issue('broken')
  await database('document').where({ document_no: broken }).update({ kind: 'unheard-of' })
  const whole = await issue('whole')
  const errors: object[] = []

  const renderer = startDocumentRenderer({ database, files, press, signer, clock: systemClock, log: { error: (details) => errors.push(details) }, intervalMs: 20 })
  await waitFor('the other document to be drawn', async () => (await findDocument(database, whole))?.rendered_at != null)
  await renderer.stop()

  t.match(errors, [{ documentNo: broken, kind: 'unheard-of' }])
  t.match(await database('document').where({ document_no: broken }).first(), { render_attempts: 1, render_error: /unheard-of/, rendered_at: null })
})

t.test('a waking renderer does not wait for its interval, a stopped one ends', async (t) => {
  const { database, files, press, signer, issue } = await office(t)
  const renderer = startDocumentRenderer({ database, files, press, signer, clock: systemClock, log: quiet, intervalMs: 600_000 })
  const documentNo = await issue('grant')

  renderer.wake()
  await waitFor('the document to be drawn', async () => (await findDocument(database, documentNo))?.rendered_at != null)
  await renderer.stop()

  t.equal(await unrendered(database), 0)
})
