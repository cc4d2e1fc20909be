import t from 'tap'
import { signedIn, type SignedIn } from '../support/api/people.js'
import { givenDraft, givenRelease } from '../support/api/shop.js'
import { testApi, type TestApi } from '../support/api/test-app.js'
import { multipart, pdf, pdfUpload, png } from '../support/api/upload.js'

async function draftAt (t: Parameters<typeof testApi>[0]): Promise<TestApi & { applicant: SignedIn, path: string, id: string }> {
  const api = await testApi(t)
  await givenRelease(api.database)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const id = await givenDraft(applicant)
  return { ...api, applicant, id, path: `/applications/${id}/materials/food-safety-rules` }
}

t.test('a material is handed in, handed in anew, and taken back; the file is stored once by its content', async (t) => {
  const { applicant, path, id, database, files } = await draftAt(t)

  const first = await applicant.ask('PUT', path, pdfUpload('食品安全管理制度.pdf'))
  t.equal(first.statusCode, 200)
  t.match(first.json(), { id: 'food-safety-rules', fileName: '食品安全管理制度.pdf', hash: /^[0-9a-f]{64}$/ })
  t.same(await files.get(first.json().hash), pdf)
  const second = await applicant.ask('PUT', path, multipart({ name: 'file', fileName: 'photo.png', type: 'image/png', content: png }))
  t.equal(second.statusCode, 200)
  await applicant.ask('PUT', `/applications/${id}/materials/food-flow-layout`, pdfUpload())

  t.match((await applicant.ask('GET', `/applications/${id}`)).json().materials, [{ id: 'food-flow-layout' }, { id: 'food-safety-rules', fileName: 'photo.png' }])
  const seen = await applicant.ask('GET', path)
  t.match([seen.statusCode, seen.headers['content-type'], seen.headers['cache-control']], [200, 'image/png', 'private, no-store'])
  t.same(seen.rawPayload, png)
  t.same((await database('stored_file').orderBy('media_type')).map(({ media_type: type }) => type), ['application/pdf', 'image/png'])
  t.equal((await applicant.ask('DELETE', path)).statusCode, 204)
  t.match((await applicant.ask('DELETE', path)).json(), { code: 'unknown-material' })
  t.match((await applicant.ask('GET', path)).json(), { code: 'unknown-material' })
})

t.test('a file that is too large, empty, of another type than it says, or with a path in its name is refused', async (t) => {
  const { applicant, path, database } = await draftAt(t)
  const upload = async (part: { fileName?: string, type?: string, content: Buffer }) => {
    const response = await applicant.ask('PUT', path, multipart({ name: 'file', ...part }))
    return { status: response.statusCode, ...response.json() as object }
  }
  const pdfNamed = (fileName: string) => ({ fileName, type: 'application/pdf', content: pdf })

  t.match(await upload({ fileName: 'big.pdf', type: 'application/pdf', content: Buffer.concat([pdf, Buffer.alloc(200_001)]) }), { status: 413, code: 'file-too-large' })
  t.match(await upload({ fileName: 'empty.pdf', type: 'application/pdf', content: Buffer.alloc(0) }), { status: 422, code: 'file-empty' })
  t.match(await upload({ fileName: 'not.pdf', type: 'application/pdf', content: png }), { status: 422, code: 'file-type-mismatch' })
  t.match(await upload({ fileName: 'text.pdf', type: 'application/pdf', content: Buffer.from('just text') }), { status: 422, code: 'file-type-mismatch' })
  t.match(await upload({ fileName: 'scan.png', type: 'application/pdf', content: png }), { status: 422, code: 'file-type-mismatch' })
  t.match(await upload({ fileName: 'page.html', type: 'text/html', content: Buffer.from('<script>') }), { status: 422, code: 'file-type-not-allowed' })
  t.match(await upload({ fileName: 'program.exe', type: 'application/pdf', content: pdf }), { status: 422, code: 'file-type-not-allowed' })
  for (const name of ['../../etc/passwd.pdf', 'C:\\\\secret.pdf', 'folder/rules.pdf', '.pdf', '\u202egpj.pdf']) {
    t.match(await upload(pdfNamed(name)), { status: 422, code: 'file-name-invalid' }, name)
  }
  t.same(await database('stored_file'), [])
  t.same(await database('application_material'), [])
})

t.test('a file of exactly the limit is taken', async (t) => {
  const { applicant, path } = await draftAt(t)

  const response = await applicant.ask('PUT', path, pdfUpload('limit.pdf', Buffer.concat([pdf, Buffer.alloc(200_000 - pdf.length)])))

  t.equal(response.statusCode, 200)
})

t.test('a material that the application does not need is refused, a generated one included', async (t) => {
  const { applicant, id } = await draftAt(t)

  for (const material of ['passport-of-the-cat', 'application-form', 'fire-declaration']) {
    const response = await applicant.ask('PUT', `/applications/${id}/materials/${material}`, pdfUpload())
    t.equal(response.statusCode, 404, material)
    t.match(response.json(), { code: 'unknown-material', message: '本次申请不需要这份材料' })
  }
})

t.test('a request without file, or that is no form, is told so', async (t) => {
  const { applicant, path } = await draftAt(t)

  const withoutFile = await applicant.ask('PUT', path, multipart({ name: 'comment', content: 'hello' }))
  t.equal(withoutFile.statusCode, 422)
  t.match(withoutFile.json(), { code: 'file-missing' })
  const json = await applicant.ask('PUT', path, { payload: { file: 'x' } })
  t.equal(json.statusCode, 415)
  t.match(json.json(), { code: 'unsupported-media-type' })
})
