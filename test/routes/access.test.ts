import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { ask, signedIn } from '../support/api/people.js'
import { testApi } from '../support/api/test-app.js'

interface Operation { method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string }

const anybody = [
  'GET /openapi.json', 'GET /health/live', 'GET /health/ready', 'POST /session', 'DELETE /session', 'POST /accounts', 'POST /password-resets', 'PUT /password-resets',
  'GET /industries', 'GET /industries/{industry}', 'GET /industries/{industry}/flow.svg', 'POST /industries/{industry}/guide',
  'GET /industries/{industry}/guide.pdf', 'POST /industries/{industry}/guide.pdf', 'POST /industries/{industry}/plan',
  'GET /industries/{industry}/releases', 'GET /industries/{industry}/releases/{version}/flow.svg', 'GET /industries/{industry}/releases/{version}/diff',
  'GET /catalogue/editions', 'GET /catalogue/editions/{number}', 'GET /catalogue/editions/{number}/announcement.pdf',
  'GET /public-notices', 'POST /public-notices/{noticeNo}/objections',
  'GET /verify/{code}', 'GET /decisions', 'POST /progress',
  'GET /verify/documents/{code}'
]
const applicantsOnly = /^(GET \/(cases|licences)$|GET \/cases\/.*\/earlier-materials$|(POST|PUT|DELETE) \/cases\/(?!.*\/(permits\/\{permit\}\/extension$|ceiling-extension$|hearing-rights))|\w+ \/applications|\w+ \/account(\/|$))/
const staffOnly = /^(\w+ \/tasks|\w+ \/(visits\/(?!.*rectification-photos)|inspector-absences)|GET \/cases\/\{caseNo\}\/(visits|form)$|GET .*\/(objections|hearing-rights)$|POST .*\/(lifting$|permits\/\{permit\}\/extension$|ceiling-extension$|hearing-rights))/
/** Also for the window that took the application in. */
const windowToo = /^(\w+ \/applications\/\{id\}(?!.*(earlier-materials|reuse))|\w+ \/cases\/(?!.*(earlier-materials|reuse)))/
const windowOnly = /^(\w+ \/window\/|PUT .*\/original$)/
const operatorsOnly = /^(\w+ \/notification-failures|POST \/supervision)/
const supervisorsOnly = /^GET \/supervision/

/** Every route of the running app, as its OpenAPI document lists them. */
function operationsOf (app: FastifyInstance): Operation[] {
  const { paths = {} } = app.swagger() as { paths?: Record<string, Record<string, unknown>> }
  return Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods)
    .map((method) => ({ method: method.toUpperCase() as Operation['method'], path: path.replace(/^\/api\/v1/, '') })))
}

/** A path with something in place of its parameters. */
function concrete ({ path }: Operation): string {
  return path.replace('{id}', '00000000-0000-4000-8000-000000000000').replace('{version}', '1').replace('{ordinal}', '1').replace('{photoId}', '00000000-0000-4000-8000-000000000000').replace('{number}', '1').replace('{key}', '1').replace(/\{\w+\}/g, 'x')
}

t.test('every route says who may call it, and refuses everybody else', async (t) => {
  const api = await testApi(t)
  await api.app.ready()
  const operations = operationsOf(api.app)
  t.ok(operations.length >= 30, `${operations.length} operations`)
  const applicant = await signedIn(api, { login: 'applicant', kind: 'applicant' })
  const staff = await signedIn(api, { login: 'staff', kind: 'staff', groups: ['supervisor', 'policy', 'market-regulation.approver@410202'] })
  const clerk = await signedIn(api, { login: 'clerk', kind: 'staff', groups: ['policy', 'market-regulation.approver@410202'] })
  const window = await signedIn(api, { login: 'window', kind: 'staff', groups: ['gov-services.intake@410202'] })
  const operator = await signedIn(api, { login: 'operator', kind: 'staff', groups: ['ops'] })

  for (const operation of operations) {
    const name = `${operation.method} ${operation.path}`
    const refusal = async (asker: (typeof applicant)['ask']): Promise<number> => (await asker(operation.method, concrete(operation))).statusCode
    const asNobody = (await ask(api.app, operation.method, concrete(operation), { remoteAddress: '192.0.2.7' })).statusCode
    if (anybody.includes(name)) {
      t.notOk([401, 403].includes(asNobody), `${name} is open`)
    } else if (name === 'GET /metrics') {
      t.equal(asNobody, 403)
    } else {
      t.equal(asNobody, 401, `${name} asks to sign in`)
      if (applicantsOnly.test(name) || windowOnly.test(name)) t.equal(await refusal(staff.ask), 403, `${name} is not for staff`)
      if (applicantsOnly.test(name) && !windowToo.test(name)) t.equal(await refusal(window.ask), 403, `${name} is not for the window`)
      if (windowToo.test(name) || windowOnly.test(name)) t.not(await refusal(window.ask), 403, `${name} is for the window`)
      if (windowOnly.test(name)) t.equal(await refusal(applicant.ask), 403, `${name} is not for applicants`)
      if (operatorsOnly.test(name)) {
        t.equal(await refusal(staff.ask), 403, `${name} is not for all staff`)
        t.equal(await refusal(applicant.ask), 403, `${name} is not for applicants`)
        t.not(await refusal(operator.ask), 403, `${name} is for operators`)
      }
      if (supervisorsOnly.test(name)) {
        t.equal(await refusal(clerk.ask), 403, `${name} is not for all staff`)
        t.equal(await refusal(applicant.ask), 403, `${name} is not for applicants`)
        for (const person of [staff, operator]) t.not(await refusal(person.ask), 403, `${name} is for supervisors and operators`)
      }
      if (staffOnly.test(name)) t.equal(await refusal(applicant.ask), 403, `${name} is not for applicants`)
    }
  }
})

t.test('a route without access can not be registered', async (t) => {
  const { app } = await testApi(t)

  t.throws(() => app.get('/forgotten', async () => 'open to all'), /does not say who may call it/)
})

t.test('every route declares every status that it answers with, and its errors alike', async (t) => {
  const api = await testApi(t)
  await api.app.ready()
  const document = (await ask(api.app, 'GET', '/openapi.json')).json()

  t.equal(document.openapi, '3.1.0')
  for (const [path, methods] of Object.entries<Record<string, { responses: Record<string, unknown>, tags?: string[], summary?: string }>>(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const statuses = Object.keys(operation.responses)
      t.ok(statuses.some((status) => status.startsWith('2')), `${method} ${path} says how it goes well`)
      for (const status of ['400', '500', '503']) t.ok(statuses.includes(status), `${method} ${path} ${status}`)
      t.ok(operation.summary, `${method} ${path} has a summary`)
    }
  }
  t.match(document.paths['/api/v1/applications/{id}/materials/{materialId}'].put.requestBody.content, { 'multipart/form-data': { schema: { required: ['file'] } } })
})

t.test("what changes something is refused when another site's page asks for it", async (t) => {
  const api = await testApi(t)
  const applicant = await signedIn(api, { login: 'applicant', kind: 'applicant' })
  const signOut = async (headers: Record<string, string>): Promise<number> => (await applicant.ask('DELETE', '/session', { headers })).statusCode

  t.equal(await signOut({ 'sec-fetch-site': 'cross-site' }), 403)
  t.equal(await signOut({ 'sec-fetch-site': 'same-site' }), 403)
  t.equal(await signOut({ origin: 'https://evil.test' }), 403)
  t.equal(await signOut({ origin: 'null' }), 403)
  t.equal((await applicant.ask('GET', '/session', { headers: { origin: 'https://evil.test' } })).statusCode, 200, 'reading is not changing')
  t.equal(await signOut({ 'sec-fetch-site': 'same-origin', origin: 'http://permits.test' }), 204)
  t.equal(await signOut({ origin: 'http://permits.test' }), 204)
  t.equal(await signOut({ origin: 'http://localhost:8000', host: 'localhost:8000' }), 204)
})

t.test('metrics are for this machine, or for who has the token', async (t) => {
  const { app } = await testApi(t, { config: { metricsToken: 'a-long-metrics-token' } })
  const metrics = async (options: Parameters<typeof ask>[3]): Promise<number> => (await ask(app, 'GET', '/metrics', options)).statusCode

  t.equal(await metrics({ remoteAddress: '127.0.0.1' }), 200)
  t.equal(await metrics({ remoteAddress: '127.0.0.1', headers: { 'x-forwarded-for': '192.0.2.7' } }), 403, 'passed on by a proxy')
  t.equal(await metrics({ remoteAddress: '192.0.2.7' }), 403)
  t.equal(await metrics({ remoteAddress: '192.0.2.7', headers: { authorization: 'Bearer wrong' } }), 403)
  t.equal(await metrics({ remoteAddress: '192.0.2.7', headers: { authorization: 'Bearer a-long-metrics-token' } }), 200)
})
