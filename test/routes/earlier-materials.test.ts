import t from 'tap'
import { signedIn } from '../support/api/people.js'
import { givenDraft, givenRelease } from '../support/api/shop.js'
import { testApi } from '../support/api/test-app.js'
import { multipart, pdfUpload, png } from '../support/api/upload.js'

const material = 'food-safety-rules'

t.test('what was handed in with an earlier application is taken again, marked as such in the case; nobody takes another\'s file by its hash', async (t) => {
  const api = await testApi(t)
  await givenRelease(api.database)
  const owner = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const other = await signedIn(api, { login: 'other', kind: 'applicant' })
  const first = await givenDraft(owner)
  const { hash } = (await owner.ask('PUT', `/applications/${first}/materials/${material}`, pdfUpload('食品安全管理制度.pdf'))).json()
  await owner.ask('PUT', `/applications/${first}/materials/premises-proof`, multipart({ name: 'file', fileName: '场所.png', type: 'image/png', content: png }))
  const { caseNo } = (await owner.ask('POST', `/applications/${first}/submit`, { headers: { 'idempotency-key': 'first-of-two' } })).json()
  api.clock.set('2026-11-24T10:00:00+08:00')

  const second = await givenDraft(owner)
  const { items } = (await owner.ask('GET', `/applications/${second}/earlier-materials`)).json()
  t.same(items.map((one: { materialId: string, fileName: string, caseNo: string }) => [one.materialId, one.fileName, one.caseNo]), [[material, '食品安全管理制度.pdf', caseNo], ['premises-proof', '场所.png', caseNo]])

  const reuse = async (person: typeof owner, id: string, materialId: string, wanted: string) => await person.ask('PUT', `/applications/${id}/materials/${materialId}/reuse`, { payload: { hash: wanted } })
  t.match((await reuse(owner, second, material, hash)).json(), { id: material, fileName: '食品安全管理制度.pdf', hash })
  t.match((await owner.ask('GET', `/applications/${second}`)).json().materials, [{ id: material, fileName: '食品安全管理制度.pdf' }])
  t.match(await api.database('application_material').where({ application_id: second }), [{ origin: 'reused' }])
  t.match((await reuse(owner, second, 'premises-proof', hash)).json(), { code: 'earlier-file-not-found' }, 'not as something else')
  t.match((await reuse(owner, second, 'no-such-thing', hash)).json(), { code: 'unknown-material' })
  t.equal((await reuse(owner, second, material, 'x')).statusCode, 400)

  const theirs = await givenDraft(other)
  t.same((await other.ask('GET', `/applications/${theirs}/earlier-materials`)).json(), { items: [] })
  t.match((await reuse(other, theirs, material, hash)).json(), { code: 'earlier-file-not-found' })
  t.match((await reuse(other, second, material, hash)).json(), { code: 'application-not-found' })
  t.match((await other.ask('GET', `/applications/${second}/earlier-materials`)).json(), { code: 'application-not-found' })
})

t.test('a reused material counts as brought: state, origin, receipt; one that is uploaded in its place is an upload', async (t) => {
  const api = await testApi(t)
  await givenRelease(api.database)
  const owner = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const draft = await givenDraft(owner)
  const { hash } = (await owner.ask('PUT', `/applications/${draft}/materials/${material}`, pdfUpload())).json()
  const id = await givenDraft(owner)
  t.match((await owner.ask('GET', `/applications/${id}/earlier-materials`)).json().items, [{ materialId: material, caseNo: null }], 'of another draft')
  await owner.ask('PUT', `/applications/${id}/materials/${material}/reuse`, { payload: { hash } })

  const { caseNo } = (await owner.ask('POST', `/applications/${id}/submit`, { headers: { 'idempotency-key': 'with-reused' } })).json()

  t.match(await api.database('case_material').where({ case_no: caseNo, material_id: material }), [{ state: 'reused', current_version: 1 }])
  t.match(await api.database('case_material_version').where({ case_no: caseNo, material_id: material }), [{ origin: 'reused', file_hash: hash }])
  const { data } = await api.database('document').where({ case_no: caseNo, kind: 'receipt' }).first('data')
  t.match(JSON.stringify(data), '食品安全')
  t.match((await owner.ask('GET', `/applications/${id}/earlier-materials`)).json(), { code: 'application-submitted' })
  await owner.ask('PUT', `/applications/${draft}/materials/${material}/reuse`, { payload: { hash } })
  await owner.ask('PUT', `/applications/${draft}/materials/${material}`, pdfUpload())
  t.match(await api.database('application_material').where({ application_id: draft }), [{ origin: 'uploaded' }])
})
