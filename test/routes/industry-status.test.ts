import t from 'tap'
import { givenEdition } from '../support/api/edition.js'
import { ask, signedIn } from '../support/api/people.js'
import { givenCase, givenDraft, givenRelease, shopAnswers, shopDraft, shopForm } from '../support/api/shop.js'
import { testApi, type TestApi } from '../support/api/test-app.js'
import { pdfText } from '../support/pdf-text.js'

async function shopApi (t: Parameters<typeof testApi>[0]): Promise<TestApi> {
  const api = await testApi(t)
  await givenRelease(api.database)
  return api
}

t.test('an industry that is suspended takes no new applications, keeps drafts, and ends its running cases', async (t) => {
  const api = await shopApi(t)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  await givenEdition(api.database)
  const caseNo = await givenCase(applicant)
  const draft = await givenDraft(applicant, { permits: ['tobacco-retail'], commitments: [] })
  await givenEdition(api.database, { status: 'suspended', reason: '系统升级，12月1日恢复' })

  const refused = [
    await applicant.ask('POST', '/applications', { payload: { industry: 'convenience-store' } }),
    await applicant.ask('POST', `/applications/${draft}/submit`, { headers: { 'idempotency-key': 'a-key-of-mine' } }),
    await ask(api.app, 'POST', '/industries/convenience-store/guide', { payload: { answers: shopAnswers } })
  ]

  for (const response of refused) {
    t.equal(response.statusCode, 409)
    t.match(response.json(), { code: 'industry-suspended', details: { status: 'suspended', closing: 'suspended', reason: '系统升级，12月1日恢复', edition: 2 } })
  }
  const alternatives = (index: number): Record<string, string>[] => refused[index]!.json().details.alternatives
  t.equal(alternatives(0).length, 9)
  t.same(alternatives(1), [{
    permit: 'tobacco-retail',
    name: '烟草专卖零售许可',
    department: '龙亭区烟草专卖局',
    window: '龙亭区政务服务大厅综合窗口',
    address: '待本市确认',
    telephone: '待本市确认'
  }], 'those that were chosen, in the county of the premises')
  t.equal((await applicant.ask('PUT', `/applications/${draft}`, { payload: shopDraft })).statusCode, 200, 'a draft may be kept up')
  t.equal((await applicant.ask('GET', `/cases/${caseNo}`)).statusCode, 200)
  const withdrawn = await applicant.ask('POST', `/cases/${caseNo}/withdrawal`, { payload: { permits: ['tobacco-retail'], reason: '不办了' } })
  t.ok(withdrawn.statusCode < 300, withdrawn.body)
})

const { premises_division: _division, ...formWithoutDivision } = shopForm
const closings: { title: string, entry: Parameters<typeof givenEdition>[1], closing: string, draft?: Parameters<typeof givenDraft>[1] }[] = [
  { title: 'before its first day', entry: { validFrom: '2026-11-24' }, closing: 'not-yet' },
  { title: 'after its last day', entry: { validUntil: '2026-11-22' }, closing: 'ended' },
  { title: 'that is not listed', entry: { industry: 'ktv' }, closing: 'not-listed' },
  { title: 'elsewhere than where the premises are', entry: { regions: ['410203', '410221'] }, closing: 'region' },
  {
    title: 'elsewhere than where the answers say that the premises are',
    entry: { regions: ['410203', '410221'] },
    closing: 'region',
    draft: { answers: { ...shopAnswers, premises_division: '410202' } as typeof shopAnswers, form: formWithoutDivision as unknown as typeof shopForm }
  }
]
for (const { title, entry, closing, draft: content } of closings) {
  t.test(`an industry ${title} takes no submission`, async (t) => {
    const api = await shopApi(t)
    const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
    const draft = await givenDraft(applicant, content)
    await givenEdition(api.database, entry)

    const submitted = await applicant.ask('POST', `/applications/${draft}/submit`, { headers: { 'idempotency-key': 'a-key-of-mine' } })

    t.equal(submitted.statusCode, 409)
    t.match(submitted.json(), { code: 'industry-suspended', details: { closing } })
  })
}

t.test('an industry is open on its first and last day, and in every county of its city', async (t) => {
  const api = await shopApi(t)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  await givenEdition(api.database, { validFrom: '2026-11-23', validUntil: '2026-11-23' })

  t.ok(await givenCase(applicant))
})

t.test('the same submission sent again is answered as before, whatever was suspended since', async (t) => {
  const api = await shopApi(t)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const id = await givenDraft(applicant)
  const submit = { headers: { 'idempotency-key': 'a-key-of-mine' } }
  const first = await applicant.ask('POST', `/applications/${id}/submit`, submit)
  await givenEdition(api.database, { status: 'suspended', reason: '停办' })

  const again = await applicant.ask('POST', `/applications/${id}/submit`, submit)

  t.equal(again.statusCode, 201)
  t.same(again.json(), first.json())
})

t.test('industries are found by status, words, region, department and permit, all at once', async (t) => {
  const api = await shopApi(t)
  await givenEdition(api.database, { regions: ['410202', '410203'], status: 'official' })
  const found = async (query: string): Promise<string[]> => (await ask(api.app, 'GET', `/industries?${query}`)).json().map(({ id }: { id: string }) => id)

  t.match((await ask(api.app, 'GET', '/industries')).json(), [{
    id: 'convenience-store',
    edition: 1,
    status: 'official',
    statusName: '正式',
    validFrom: null,
    validUntil: null,
    regions: ['410202', '410203'],
    closing: null,
    leadDepartment: { id: 'market-regulation' }
  }])
  for (const query of ['status=official', `q=${encodeURIComponent('烟草')}`, 'region=410202', 'department=tobacco', 'permit=food-operation', 'status=official&region=410203']) {
    t.same(await found(query), ['convenience-store'], query)
  }
  for (const query of ['status=trial', `q=${encodeURIComponent('网吧')}`, 'region=410221', 'department=fire', 'permit=net-culture', 'status=official&region=410221']) {
    t.same(await found(query), [], query)
  }
  t.equal((await ask(api.app, 'GET', '/industries?status=open')).statusCode, 400)
  t.equal((await ask(api.app, 'GET', '/industries?state=trial')).statusCode, 400)
})

t.test('what everybody may read is kept by its strong ETag until it changes', async (t) => {
  const api = await shopApi(t)
  await givenEdition(api.database)

  for (const path of ['/industries', '/industries/convenience-store', '/catalogue/editions']) {
    const first = await ask(api.app, 'GET', path)
    const etag = first.headers.etag as string
    t.match(etag, /^"[^"]+"$/, path)
    t.equal(first.headers['cache-control'], 'public, max-age=60')
    const same = await ask(api.app, 'GET', path, { headers: { 'if-none-match': etag } })
    t.match(same, { statusCode: 304, body: '' })
    t.equal(same.headers.etag, etag)
    t.equal((await ask(api.app, 'GET', path, { headers: { 'if-none-match': '"another"' } })).statusCode, 200)
    await givenEdition(api.database, { status: 'suspended', reason: path })
    t.equal((await ask(api.app, 'GET', path, { headers: { 'if-none-match': etag } })).statusCode, 200, 'a new edition changes it')
  }
  t.equal((await ask(api.app, 'GET', '/industries/casino')).headers['cache-control'], 'no-store')
})

t.test('every edition can be read, old ones as they were, and who published stays inside', async (t) => {
  const api = await shopApi(t)
  t.same((await ask(api.app, 'GET', '/catalogue/editions')).json(), [])
  await givenEdition(api.database)
  await givenEdition(api.database, { status: 'suspended', reason: '停办' })

  t.match((await ask(api.app, 'GET', '/catalogue/editions')).json(), [{ number: 2 }, { number: 1, publishedOn: '2026-11-20' }])
  const first = await ask(api.app, 'GET', '/catalogue/editions/1')
  t.match(first.json(), { number: 1, announcement: '公布目录清单', industries: [{ industry: 'convenience-store', status: 'trial', statusName: '试点', reason: null }] })
  t.notMatch(first.body, /王五|测试/)
  t.match((await ask(api.app, 'GET', '/catalogue/editions/2')).json(), { industries: [{ status: 'suspended', statusName: '暂停', reason: '停办' }] })
  t.match((await ask(api.app, 'GET', '/catalogue/editions/3')).json(), { code: 'unknown-edition' })
  t.equal((await ask(api.app, 'GET', '/catalogue/editions/latest')).statusCode, 400)
})

t.test('an edition is announced as a PDF, for everybody and cached by its ETag', async (t) => {
  const api = await shopApi(t)
  await givenEdition(api.database, { regions: ['410202', '410203'], status: 'suspended', reason: '停办', validUntil: '2027-06-30' })
  await givenEdition(api.database)
  const path = '/catalogue/editions/1/announcement.pdf'

  const first = await ask(api.app, 'GET', path)
  const again = await ask(api.app, 'GET', path, { headers: { 'if-none-match': String(first.headers.etag) } })

  t.match(first, { statusCode: 200, headers: { 'content-type': 'application/pdf', 'cache-control': 'public, max-age=60' } })
  const { text } = await pdfText(first.rawPayload)
  for (const part of ['改革目录清单（第1版）', '2026年11月20日公布', '共1个行业：暂停1个', '公布目录清单', '便利店', '暂停（停办）', '自公布之日起，到2027年6月30日止', '龙亭区、顺河回族区', '市市场监督管理局', '食品经营许可']) {
    t.ok(text.includes(part), part)
  }
  t.notMatch(text, /王五|测试|41020|undefined|〓/)
  t.strictSame([again.statusCode, again.body], [304, ''])
  t.match((await ask(api.app, 'GET', '/catalogue/editions/3/announcement.pdf')).json(), { code: 'unknown-edition' })
})

t.test('what is published or confirmed can not be changed or taken back in the database', async (t) => {
  const { database } = await shopApi(t)
  await givenEdition(database)

  for (const change of [
    database('catalogue_edition').update({ announcement: '改' }),
    database('catalogue_edition').delete(),
    database('catalogue_edition_entry').update({ status: 'official' }),
    database('catalogue_edition_entry').delete(),
    database('fact_confirmation').delete()
  ]) await t.rejects(change, /append-only/)
})
