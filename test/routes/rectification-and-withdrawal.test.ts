import t from 'tap'
import { signedIn, type SignedIn } from '../support/api/people.js'
import { givenCase, givenRelease } from '../support/api/shop.js'
import { testApi, type TestApi } from '../support/api/test-app.js'
import { multipart, pdf, png } from '../support/api/upload.js'

async function caseAt (t: Parameters<typeof testApi>[0]): Promise<TestApi & { applicant: SignedIn, caseNo: string }> {
  const api = await testApi(t)
  await givenRelease(api.database)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  return { ...api, applicant, caseNo: await givenCase(applicant) }
}

async function rectifying ({ database }: TestApi, caseNo: string): Promise<void> {
  await database('visit').insert({
    visit_no: `${caseNo}-V1`,
    case_no: caseNo,
    round: 1,
    state: 'rectifying',
    department: 'market-regulation',
    region: '410202',
    slot: database.raw("tstzrange('2026-11-25 09:00+08', '2026-11-25 11:00+08')"),
    must_visit_by: '2026-11-30',
    rectification_due_at: '2026-12-02T23:59:59+08:00'
  })
  await database('visit_permit').insert({ visit_no: `${caseNo}-V1`, sub_case_no: `${caseNo}-01` })
}

t.test('a rectification is reported once, with photos', async (t) => {
  const api = await caseAt(t)
  const { applicant, caseNo, database } = api
  await rectifying(api, caseNo)
  t.match((await applicant.ask('GET', `/cases/${caseNo}`)).json(), {
    flags: [{ id: 'open_rectification' }],
    visit: { visitNo: `${caseNo}-V1`, state: 'rectifying', lead: '龙亭区市场监督管理局', rectificationDueAt: '2026-12-02T15:59:59.000Z' },
    permits: [{ awaited: { who: 'applicant', what: '整改并报告' } }]
  })

  const response = await applicant.ask('POST', `/cases/${caseNo}/rectification`, multipart(
    { name: 'done', content: '已安装防蝇帘' }, { name: 'photos', fileName: '防蝇帘.png', type: 'image/png', content: png }))

  t.equal(response.statusCode, 201, response.body)
  t.same(response.json(), { visitNo: `${caseNo}-V1`, photos: 1 })
  t.match(await database('visit').first(), {
    rectification_report: { statement: '已安装防蝇帘', photos: [{ fileName: '防蝇帘.png', hash: /^[0-9a-f]{64}$/ }] }, reported_at: Date
  })
  t.match(await database('outbox').where({ dedupe_key: `rectification-reported:${caseNo}-V1` }), [{ payload: { correlationKey: `${caseNo}-V1` } }])
  const again = await applicant.ask('POST', `/cases/${caseNo}/rectification`, { payload: { done: '再说一次' } })
  t.equal(again.statusCode, 409)
  t.match(again.json(), { code: 'no-rectification' })
})

t.test('a rectification is reported as plain JSON too; without anything to say, or to rectify, it is refused', async (t) => {
  const api = await caseAt(t)
  const { applicant, caseNo } = api
  const path = `/cases/${caseNo}/rectification`
  t.match((await applicant.ask('POST', path, { payload: { done: '好了' } })).json(), { code: 'no-rectification', message: '现在没有需要报告的整改' })
  await rectifying(api, caseNo)

  t.match((await applicant.ask('POST', path, { payload: { done: '' } })).json(), { code: 'bad-request', details: { problems: [{ label: '整改情况', problem: '不能为空' }] } })
  t.match((await applicant.ask('POST', path, { payload: { text: '好了' } })).json(), { code: 'bad-request' })
  t.match((await applicant.ask('POST', path)).json(), { code: 'bad-request' })
  t.match((await applicant.ask('POST', path, multipart({ name: 'done', content: ' ' }))).json(), { code: 'bad-request', details: { problems: [{ problem: '必须填写' }] } })
  t.match((await applicant.ask('POST', path, multipart({ name: 'other', fileName: 'x.pdf', type: 'application/pdf', content: pdf }))).json(), { code: 'unknown-field' })
  t.equal((await applicant.ask('POST', path, { payload: { done: '已整改' } })).statusCode, 201)
})

t.test('permits are withdrawn one by one while undecided; each flow is woken and the rest goes on', async (t) => {
  const { applicant, caseNo, database } = await caseAt(t)

  const response = await applicant.ask('POST', `/cases/${caseNo}/withdrawal`, { payload: { permits: ['tobacco-retail'], reason: '不再经营' } })

  t.equal(response.statusCode, 204, response.body)
  t.match(await database('sub_case').orderBy('ordinal'), [{ outcome: null }, { state: 'withdrawn', outcome: 'withdrawn' }, { outcome: null }, { outcome: null }])
  t.match(await database('outbox').where({ dedupe_key: `permit-withdrawn:${caseNo}-02` }), [{ kind: 'correlate-message', payload: { correlationKey: `${caseNo}-02` } }])
  t.equal((await database('document').where({ kind: 'withdraw-application' })).length, 1)
  const again = await applicant.ask('POST', `/cases/${caseNo}/withdrawal`, { payload: { permits: ['food-operation', 'tobacco-retail'] } })
  t.equal(again.statusCode, 409)
  t.match(again.json(), { code: 'not-withdrawable', message: '只能撤回尚未决定的事项', details: { permits: ['tobacco-retail'] } })
  t.match(await database('sub_case').where({ permit: 'food-operation' }), [{ outcome: null }], 'of a refused request nothing is done')
})

t.test('what the case does not apply for can not be withdrawn, nor nothing', async (t) => {
  const { applicant, caseNo } = await caseAt(t)

  const unknown = await applicant.ask('POST', `/cases/${caseNo}/withdrawal`, { payload: { permits: ['outdoor-sign'] } })
  t.equal(unknown.statusCode, 422)
  t.match(unknown.json(), { code: 'unknown-permit', details: { permits: ['outdoor-sign'] } })
  t.match((await applicant.ask('POST', `/cases/${caseNo}/withdrawal`, { payload: { permits: [] } })).json(), { code: 'bad-request', details: { problems: [{ label: '撤回的事项', problem: '至少选一项' }] } })
})
