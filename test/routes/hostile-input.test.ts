import t, { type Test } from 'tap'
import { errorToLog } from '../../src/cli/log.js'
import { ask, signedIn } from '../support/api/people.js'
import { givenCase, givenRelease } from '../support/api/shop.js'
import { givenTask } from '../support/api/tasks.js'
import { testApi, type TestApi } from '../support/api/test-app.js'
import { multipart, pdf } from '../support/api/upload.js'

const industry = 'convenience-store'
const reviewers = 'tobacco.reviewer@410202'

async function shop (t: Parameters<typeof testApi>[0]) {
  const api = await testApi(t)
  await givenRelease(api.database)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const clerk = await signedIn(api, { login: 'clerk', kind: 'staff', groups: [reviewers] })
  return { ...api, applicant, clerk }
}

function refusedAs (t: Test, { statusCode, body }: { statusCode: number, body: string }, status: number, code: string, what: string): void {
  t.equal(statusCode, status, what)
  t.match(JSON.parse(body), { code, message: /\S/ }, what)
}

function faultsIn ({ logged }: TestApi): string[] {
  return logged.filter((line) => line.includes('"level":50'))
}

t.test('what the database cannot hold is refused wherever it is sent, and is no fault of ours', async (t) => {
  const api = await shop(t)
  const { app, applicant, clerk } = api
  const caseNo = await givenCase(applicant)
  await givenTask(api.database, { key: '100', elementId: 'pre-review', subCaseNo: `${caseNo}-02`, groups: [reviewers], assignee: 'clerk' })
  const { id } = (await applicant.ask('POST', '/applications', { payload: { industry } })).json() as { id: string }

  for (const path of ['/industries/a%00b', '/verify/%00']) refusedAs(t, await ask(app, 'GET', path), 400, 'bad-request', path)
  for (const path of ['/cases/%00', '/cases/a%00/documents', `/cases/${caseNo}/documents/%00`, '/licences/%00']) {
    refusedAs(t, await applicant.ask('GET', path), 400, 'bad-request', path)
  }
  for (const query of ['permit=%00', 'caseNo=a%00', 'dueBefore=2026-12-31T23:59:60Z']) refusedAs(t, await clerk.ask('GET', `/tasks?${query}`), 400, 'bad-request', query)
  for (const text of ['\0', 'a\0b', '\ud800', 'a\udc00']) {
    const what = JSON.stringify(text)
    const draft = { answers: {}, permits: [], commitments: [], form: { entity_name: text } }
    refusedAs(t, await applicant.ask('PUT', `/applications/${id}`, { payload: draft }), 400, 'bad-request', what)
    refusedAs(t, await clerk.ask('PUT', '/tasks/100/draft', { payload: { data: { note: [text] } } }), 400, 'bad-request', what)
    refusedAs(t, await clerk.ask('PUT', '/tasks/100/draft', { payload: { data: { [text]: 1 } } }), 400, 'bad-request', what)
    refusedAs(t, await clerk.ask('POST', '/tasks/100/complete', { payload: { variables: { reasons: text } } }), 400, 'bad-request', what)
  }
  const deep = `{"data":{"note":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`
  refusedAs(t, await clerk.ask('PUT', '/tasks/100/draft', { payload: deep, headers: { 'content-type': 'application/json' } }), 400, 'bad-request', 'nested without end')
  t.same(faultsIn(api), [])
})

t.test('a place in a list that this API never gave is refused', async (t) => {
  const api = await shop(t)
  for (const place of [[null, '\0'], ['-200000-01-01T00:00:00Z', 'x'], ['+275000-01-01T00:00:00Z', 'x'], [-8e15, 'x']]) {
    const cursor = Buffer.from(JSON.stringify(place)).toString('base64url')
    refusedAs(t, await api.applicant.ask('GET', `/cases?cursor=${cursor}`), 400, 'bad-request', JSON.stringify(place))
    refusedAs(t, await api.clerk.ask('GET', `/tasks?cursor=${cursor}`), 400, 'bad-request', JSON.stringify(place))
  }
  t.same(faultsIn(api), [])
})

t.test('addresses that no route can read are answered in our own form', async (t) => {
  const { app } = await testApi(t)
  for (const path of ['/cases/%ff', `/tasks/${'1'.repeat(300)}`]) {
    const response = await ask(app, 'GET', path)
    t.equal(response.statusCode, 400)
    t.same(Object.keys(response.json()), ['code', 'message'])
  }
})

t.test('names that every object has are no questions, and an object is no permit', async (t) => {
  const { app, applicant, ...api } = await shop(t)
  const { id } = (await applicant.ask('POST', '/applications', { payload: { industry } })).json() as { id: string }
  for (const name of ['toString', 'constructor', 'hasOwnProperty']) {
    const payload = { answers: { [name]: [] }, permits: [], commitments: [], form: {} }
    refusedAs(t, await applicant.ask('PUT', `/applications/${id}`, { payload }), 422, 'invalid-answers', name)
  }
  const answers = { held_permits: [{ toString: 1, valueOf: 1 }] }
  refusedAs(t, await applicant.ask('PUT', `/applications/${id}`, { payload: { answers, permits: [], commitments: [], form: {} } }), 422, 'invalid-answers', 'draft')
  t.equal((await ask(app, 'POST', `/industries/${industry}/guide`, { payload: { answers } })).statusCode, 200)
  t.same(faultsIn({ app, ...api }), [])
})

t.test('a completion of any shape is judged, never a fault, and leaves the task open', async (t) => {
  const api = await shop(t)
  const caseNo = await givenCase(api.applicant)
  await givenTask(api.database, { key: '100', elementId: 'pre-review', subCaseNo: `${caseNo}-02`, groups: [reviewers], assignee: 'clerk' })
  const item = { kind: 'material', id: 'premises-proof', result: 'deficient', reason: '缺', howToMend: '补' }
  const noText = { toString: 1, valueOf: 1 }
  for (const variables of [
    { verdict: 'deficient', verdicts: [{ ...item, id: noText }] },
    { verdict: 'deficient', verdicts: [{ ...item, kind: ['material'], id: ['premises-proof'] }] },
    { verdict: 'deficient', verdicts: [{ ...item, id: 'none', name: noText }] },
    { verdict: 'deficient', verdicts: [null, 1, [], { kind: null, id: null }] },
    { verdict: ['complete'], verdicts: [item] },
    { verdict: noText, reasons: noText, verdicts: { length: -1 } },
    { verdict: 'non-acceptance', reasons: 'x'.repeat(10_001) }
  ]) {
    refusedAs(t, await api.clerk.ask('POST', '/tasks/100/complete', { payload: { variables } }), 422, 'decision-not-allowed', JSON.stringify(variables).slice(0, 80))
  }
  t.same(faultsIn(api), [])
})

t.test('a form that breaks off is refused as the sender\'s fault', async (t) => {
  const api = await shop(t)
  const { id } = (await api.applicant.ask('POST', '/applications', { payload: { industry } })).json() as { id: string }
  const { payload, headers } = multipart({ name: 'file', fileName: '证明.pdf', type: 'application/pdf', content: pdf })
  const broken = [
    { payload: (payload as Buffer).subarray(0, -30), headers: headers! },
    { payload: payload as Buffer, headers: { 'content-type': 'multipart/form-data' } }
  ]
  for (const request of broken) refusedAs(t, await api.applicant.ask('PUT', `/applications/${id}/materials/premises-proof`, request), 400, 'bad-request', 'broken')
  t.same(faultsIn(api), [])
})

t.test("the log tells of a database error without the applicant's data", async (t) => {
  const quoted = { detail: 'Failing row contains (410202198506150011)', where: 'JSON data, line 1: 13800000001' }
  t.notMatch(JSON.stringify(errorToLog(Object.assign(new Error('insert into "x" failed'), quoted))), /41020219|13800000001/)
})
