import t from 'tap'
import { ask, signedIn } from '../support/api/people.js'
import { givenCase, givenDraft, givenRelease, shopAnswers, shopDraft, shopForm } from '../support/api/shop.js'
import { testApi, type TestApi } from '../support/api/test-app.js'
import { pdfUpload } from '../support/api/upload.js'

async function shopApi (t: Parameters<typeof testApi>[0]): Promise<TestApi> {
  const api = await testApi(t)
  await givenRelease(api.database)
  return api
}

t.test('industries and their guide are open to everybody', async (t) => {
  const { app } = await shopApi(t)

  const list = await ask(app, 'GET', '/industries')
  t.match(list.json(), [{ id: 'convenience-store', name: '便利店', licence: '便利店行业综合许可证', version: 1 }])
  const detail = await ask(app, 'GET', '/industries/convenience-store')
  t.ok(detail.json().questions.some((question: { id: string }) => question.id === 'sells_food'))
  const guide = await ask(app, 'POST', '/industries/convenience-store/guide', { payload: { answers: shopAnswers } })

  t.equal(guide.statusCode, 200)
  const { permits, exits, counts, form, places } = guide.json()
  t.same(permits.map(({ id }: { id: string }) => id), ['food-operation', 'tobacco-retail', 'medical-device-class2-filing', 'publication-retail'])
  t.same(exits, [])
  t.ok(counts.after.materials < counts.before.materials)
  t.equal(form.type, 'default')
  t.ok(places.length > 0)
  const leaving = await ask(app, 'POST', '/industries/convenience-store/guide', { payload: { answers: { drug_scope: '处方药和非处方药' } } })
  t.match(leaving.json().exits, [{ question: 'drug_scope', where: /药店/ }])
})

t.test('an industry that nobody published is answered with its code', async (t) => {
  const api = await shopApi(t)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })

  for (const response of [
    await ask(api.app, 'GET', '/industries/casino'),
    await ask(api.app, 'POST', '/industries/casino/guide', { payload: { answers: {} } }),
    await applicant.ask('POST', '/applications', { payload: { industry: 'casino' } })
  ]) {
    t.equal(response.statusCode, 404)
    t.match(response.json(), { code: 'unknown-industry', message: '没有这个行业' })
  }
})

t.test('a draft is kept as it is, however little is filled in', async (t) => {
  const api = await shopApi(t)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const created = await applicant.ask('POST', '/applications', { payload: { industry: 'convenience-store' } })
  const { id } = created.json()

  const saved = await applicant.ask('PUT', `/applications/${id}`, {
    payload: { answers: { sells_food: true }, permits: ['tobacco-retail'], commitments: [], form: { entity_name: '惠民便利店' } }
  })

  t.equal(saved.statusCode, 200)
  t.match(saved.json(), { state: 'draft', answers: { sells_food: true }, permits: ['tobacco-retail'], form: { entity_name: '惠民便利店' }, caseNo: null })
  const read = await applicant.ask('GET', `/applications/${id}`)
  t.same(read.json(), saved.json())
})

t.test('a draft that was saved elsewhere meanwhile is not overwritten by who has not seen it', async (t) => {
  const { clock, ...api } = await shopApi(t)
  const applicant = await signedIn({ ...api, clock }, { login: 'shopkeeper', kind: 'applicant' })
  const id = await givenDraft(applicant)
  const { updatedAt } = (await applicant.ask('GET', `/applications/${id}`)).json()
  const save = async (name: string, version?: string) => await applicant.ask('PUT', `/applications/${id}`, {
    payload: { ...shopDraft, form: { ...shopForm, entity_name: name } }, headers: version === undefined ? {} : { 'if-match': `"${version}"` }
  })
  clock.set('2026-11-23T10:05:00+08:00')

  t.equal((await save('甲店', updatedAt)).statusCode, 200)
  const late = await save('乙店', updatedAt)

  t.equal(late.statusCode, 409)
  t.match(late.json(), { code: 'application-changed', message: /别处改过/ })
  const kept = (await applicant.ask('GET', `/applications/${id}`)).json()
  t.equal(kept.form.entity_name, '甲店')
  t.equal((await save('乙店', kept.updatedAt)).statusCode, 200)
  t.equal((await save('丙店')).statusCode, 200, 'who names no version overwrites')
})

t.test('what is wrong in a draft is named: unknown permit, question, field, wrong type', async (t) => {
  const api = await shopApi(t)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const id = await givenDraft(applicant)
  const save = async (changes: object): Promise<{ status: number, body: Record<string, unknown> }> => {
    const response = await applicant.ask('PUT', `/applications/${id}`, { payload: { ...shopDraft, ...changes } })
    return { status: response.statusCode, body: response.json() }
  }

  t.match(await save({ permits: ['gambling'], commitments: [] }),
    { status: 422, body: { code: 'unknown-permit', details: { problems: [{ permit: 'gambling' }] } } })
  t.match(await save({ answers: { sells_gold: true } }),
    { status: 422, body: { code: 'invalid-answers', details: { problems: [{ question: 'sells_gold', problem: '没有这个问题' }] } } })
  t.match(await save({ answers: { ...shopAnswers, sells_food: 'yes' } }),
    { status: 422, body: { code: 'invalid-answers', details: { problems: [{ label: '是否经营食品（含饮料、酒类、保健食品）？' }] } } })
  t.match(await save({ form: { favourite_colour: '红' } }),
    { status: 422, body: { code: 'invalid-form', details: { problems: [{ field: 'favourite_colour', problem: '没有这个字段' }] } } })
  t.match(await save({ form: { ...shopForm, employee_count: '3' } }),
    { status: 422, body: { code: 'invalid-form', details: { problems: [{ field: 'employee_count', label: /从业人员数/, problem: '应为整数' }] } } })
  t.match(await save({ commitments: ['tobacco-retail'] }),
    { status: 422, body: { code: 'commitment-not-allowed', details: { problems: [{ permit: 'tobacco-retail', problem: /烟草专卖法实施条例/ }] } } })
  t.match(await save({ permits: 'tobacco-retail' }),
    { status: 400, body: { code: 'bad-request', details: { problems: [{ field: 'permits', label: '事项', problem: '必须是列表' }] } } })
  t.match(await save({ holder: 'me' }), { status: 400, body: { code: 'unknown-field', details: { problems: [{ field: 'holder' }] } } })
  t.same((await applicant.ask('GET', `/applications/${id}`)).json().permits, shopDraft.permits, 'the draft stays as it was')
})

t.test('what was begun and not handed in is listed for its owner, last changed first', async (t) => {
  const api = await shopApi(t)
  const owner = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const other = await signedIn(api, { login: 'neighbour', kind: 'applicant' })
  const first = await givenDraft(owner)
  api.clock.set('2026-11-23T11:00:00+08:00')
  const second = await givenDraft(owner, { permits: ['tobacco-retail'], commitments: [] })
  await givenCase(owner, { permits: shopDraft.permits })

  const { drafts } = (await owner.ask('GET', '/applications')).json<{ drafts: { id: string }[] }>()
  t.same(drafts.map(({ id }) => id), [second, first])
  t.match(drafts[0], { industry: 'convenience-store', industryName: '便利店', permits: ['烟草专卖零售许可'], updatedAt: '2026-11-23T03:00:00.000Z' })
  t.same((await other.ask('GET', '/applications')).json(), { drafts: [] })
})

t.test('a draft is deleted with what was handed in for it; what is submitted stays', async (t) => {
  const api = await shopApi(t)
  const owner = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const draft = await givenDraft(owner)
  await owner.ask('PUT', `/applications/${draft}/materials/food-safety-rules`, pdfUpload())
  const submitted = await givenCase(owner)
  const { application_id: application } = await api.database('case_file').where({ case_no: submitted }).first<{ application_id: string }>('application_id')

  t.equal((await owner.ask('DELETE', `/applications/${draft}`)).statusCode, 204)
  t.equal((await owner.ask('GET', `/applications/${draft}`)).statusCode, 404)
  t.same(await api.database('application_material').where({ application_id: draft }), [])
  t.match((await owner.ask('DELETE', `/applications/${draft}`)).json(), { code: 'application-not-found' })
  t.match((await owner.ask('DELETE', `/applications/${application}`)).json(), { code: 'application-submitted', details: { caseNo: submitted } })
})

t.test("another's application is not found, whatever is asked of it", async (t) => {
  const api = await shopApi(t)
  const owner = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const other = await signedIn(api, { login: 'neighbour', kind: 'applicant' })
  const id = await givenDraft(owner)

  for (const response of [
    await other.ask('GET', `/applications/${id}`),
    await other.ask('PUT', `/applications/${id}`, { payload: shopDraft }),
    await other.ask('GET', `/applications/${id}/materials/food-safety-rules`),
    await other.ask('DELETE', `/applications/${id}/materials/food-safety-rules`),
    await other.ask('DELETE', `/applications/${id}`),
    await other.ask('POST', `/applications/${id}/submit`, { headers: { 'idempotency-key': 'stolen-key' } })
  ]) {
    t.equal(response.statusCode, 404)
    t.match(response.json(), { code: 'application-not-found' })
  }
})
