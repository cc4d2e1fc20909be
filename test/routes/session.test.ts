import t from 'tap'
import { changePassword } from '../../src/database/password-resets.js'
import { ask, givenAccount, signedIn, testPassword } from '../support/api/people.js'
import { testApi } from '../support/api/test-app.js'
import { waitFor } from '../support/wait-for.js'

t.test('signing in opens a session of which the database knows only the hash', async (t) => {
  const api = await testApi(t)
  await givenAccount(api.database, { login: 'reviewer', kind: 'staff', groups: ['tobacco.reviewer@410202', 'supervisor'] })

  const response = await ask(api.app, 'POST', '/session', { payload: { login: 'reviewer', password: testPassword } })

  t.equal(response.statusCode, 201)
  t.same(response.json(), {
    login: 'reviewer', kind: 'staff', displayName: 'reviewer先生', groups: ['supervisor', 'tobacco.reviewer@410202'], endsInSeconds: 28_800, isProlongable: true
  })
  const [cookie] = response.cookies
  t.match(cookie, { name: 'onelicence_session', httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 28_800 })
  t.notOk(cookie?.secure, 'plain http is served without Secure, else nobody could sign in')
  const row = await api.database('session').first()
  t.equal(row.token_hash.length, 32)
  t.notMatch(JSON.stringify(row), cookie!.value)
  const me = await ask(api.app, 'GET', '/session', { headers: { cookie: `onelicence_session=${cookie!.value}` } })
  t.match(me.json(), { login: 'reviewer' })
})

t.test('who signs in with a password that is changed meanwhile gets no session', async (t) => {
  const { app, database } = await testApi(t)
  const id = await givenAccount(database, { login: 'shopkeeper', kind: 'applicant' })
  const change = await database.transaction()
  await changePassword(change, id, 'another')

  const signingIn = ask(app, 'POST', '/session', { payload: { login: 'shopkeeper', password: testPassword } })
  await waitFor('the sign-in waits for the change', async () => (await database.raw("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")).rows.length > 0)
  await change.commit()

  t.match((await signingIn).json(), { code: 'wrong-credentials' })
  t.same(await database('session'), [])
})

t.test('behind https the cookie is Secure', async (t) => {
  const api = await testApi(t, { config: { publicUrl: 'https://permits.test' } })
  await givenAccount(api.database, { login: 'shopkeeper', kind: 'applicant' })

  const response = await ask(api.app, 'POST', '/session', { payload: { login: 'shopkeeper', password: testPassword } })

  t.ok(response.cookies[0]?.secure)
})

t.test('a wrong password, an unknown, a disabled and a demo login are all answered alike', async (t) => {
  const api = await testApi(t)
  await givenAccount(api.database, { login: 'right', kind: 'applicant' })
  await givenAccount(api.database, { login: 'disabled', kind: 'applicant' })
  await api.database('account').where({ login: 'disabled' }).update({ disabled_at: api.clock.now() })
  await givenAccount(api.database, { login: 'demo', kind: 'applicant', isDemo: true })

  for (const [login, password] of [['right', 'wrong'], ['nobody', testPassword], ['disabled', testPassword], ['demo', testPassword]] as const) {
    const response = await ask(api.app, 'POST', '/session', { payload: { login, password } })
    t.equal(response.statusCode, 401, login)
    t.same(response.json(), { code: 'wrong-credentials', message: '账号或密码不正确' })
    t.same(response.cookies, [])
  }
})

t.test('a demo account signs in where the platform allows demo accounts', async (t) => {
  const api = await testApi(t, { config: { allowsDemoAccounts: true } })
  await givenAccount(api.database, { login: 'demo', kind: 'applicant', isDemo: true })

  const response = await ask(api.app, 'POST', '/session', { payload: { login: 'demo', password: testPassword } })

  t.equal(response.statusCode, 201)
})

t.test('after ten failures from one place the login waits, the right password included; elsewhere it does not', async (t) => {
  const api = await testApi(t)
  await givenAccount(api.database, { login: 'shopkeeper', kind: 'applicant' })
  const signIn = async (password: string, remoteAddress = '192.0.2.1') =>
    await ask(api.app, 'POST', '/session', { payload: { login: 'shopkeeper', password }, remoteAddress })
  for (let attempt = 0; attempt < 10; attempt++) t.equal((await signIn('wrong')).statusCode, 401)

  const refused = await signIn(testPassword)

  t.equal(refused.statusCode, 429)
  t.match(refused.json(), { code: 'too-many-requests', details: { retryAfterSeconds: 900 } })
  t.equal(refused.headers['retry-after'], '900')
  t.equal((await signIn(testPassword, '192.0.2.2')).statusCode, 201)
  api.clock.set('2026-11-23T10:16:00+08:00')
  t.equal((await signIn(testPassword)).statusCode, 201, 'a quarter of an hour later')
})

t.test('a session ends by signing out, by time, and when its account is disabled', async (t) => {
  const api = await testApi(t)
  const leaving = await signedIn(api, { login: 'leaving', kind: 'applicant' })
  const disabled = await signedIn(api, { login: 'disabled', kind: 'applicant' })

  t.equal((await leaving.ask('DELETE', '/session')).statusCode, 204)
  await api.database('account').where({ login: 'disabled' }).update({ disabled_at: api.clock.now() })

  for (const person of [leaving, disabled]) {
    const response = await person.ask('GET', '/session')
    t.equal(response.statusCode, 401)
    t.match(response.json(), { code: 'not-signed-in' })
  }
  const expiring = await signedIn(api, { login: 'expiring', kind: 'applicant' })
  t.equal((await expiring.ask('GET', '/session')).statusCode, 200)
  api.clock.set('2028-01-01T00:00:00+08:00')
  t.equal((await expiring.ask('GET', '/session')).statusCode, 401)
})

t.test('a session says when it ends, and goes on when its person asks for it in time', async (t) => {
  const api = await testApi(t)
  const person = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  await api.database('session').update({ expires_at: new Date(api.clock.now().getTime() + 240_000) })

  t.match((await person.ask('GET', '/session')).json(), { endsInSeconds: 240 })
  const prolonged = await person.ask('PUT', '/session')
  t.match([prolonged.statusCode, prolonged.json()], [200, { login: 'shopkeeper', endsInSeconds: 28_800 }])
  t.match(prolonged.cookies, [{ name: 'onelicence_session', maxAge: 28_800, httpOnly: true }])

  api.clock.set('2026-11-23T17:59:59+08:00')
  t.match((await person.ask('GET', '/session')).json(), { endsInSeconds: 1 })
  api.clock.set('2026-11-23T18:00:00+08:00')
  t.equal((await person.ask('PUT', '/session')).statusCode, 401, 'not when it is over')
})

t.test('a session has an end that no prolonging moves: twelve hours for staff, a day for applicants', async (t) => {
  const api = await testApi(t)
  for (const [kind, hours] of [['staff', 12], ['applicant', 24]] as const) {
    api.clock.set('2026-11-23T10:00:00+08:00')
    const began = api.clock.now().getTime()
    const person = await signedIn(api, { login: kind, kind })
    await api.database('session').update({ expires_at: new Date(began + 8 * 3_600_000) })
    const goOnAfter = async (after: number) => {
      api.clock.set(new Date(began + after * 3_600_000 - 60_000))
      return (await person.ask('PUT', '/session')).json()
    }
    if (kind === 'applicant') for (const after of [8, 16 - 1]) t.match(await goOnAfter(after), { endsInSeconds: 28_800, isProlongable: true })
    t.match(await goOnAfter(hours - 4 - 1), { isProlongable: false }, kind)
    t.match(await goOnAfter(hours), { endsInSeconds: 60, isProlongable: false }, kind)
    api.clock.set(new Date(began + hours * 3_600_000))
    t.equal((await person.ask('PUT', '/session')).statusCode, 401)
  }
})

t.test('what is missing, of a wrong type or unknown is named, in Chinese; nothing is coerced', async (t) => {
  const api = await testApi(t)

  const missing = await ask(api.app, 'POST', '/session', { payload: { login: 'a' } })
  t.equal(missing.statusCode, 400)
  t.match(missing.json(), { code: 'bad-request', details: { problems: [{ field: 'password', label: '密码', problem: '必须填写' }] } })

  const wrongType = await ask(api.app, 'POST', '/session', { payload: { login: 'a', password: 12345678 } })
  t.match(wrongType.json(), { code: 'bad-request', details: { problems: [{ field: 'password', label: '密码', problem: '必须是文本' }] } })

  const unknown = await ask(api.app, 'POST', '/session', { payload: { login: 'a', password: 'b', isAdmin: true } })
  t.match(unknown.json(), { code: 'unknown-field', details: { problems: [{ field: 'isAdmin', problem: '不认识的字段' }] } })

  const noJson = await ask(api.app, 'POST', '/session', { payload: '{"login":', headers: { 'content-type': 'application/json' } })
  t.equal(noJson.statusCode, 400)
  t.match(noJson.json(), { code: 'bad-request' })
  const otherType = await ask(api.app, 'POST', '/session', { payload: '<login/>', headers: { 'content-type': 'application/xml' } })
  t.equal(otherType.statusCode, 415)
  t.match(otherType.json(), { code: 'unsupported-media-type' })
  const tooLong = await ask(api.app, 'POST', '/session', { payload: { login: 'a', password: 'x'.repeat(1_100_000) } })
  t.equal(tooLong.statusCode, 413)
  t.match(tooLong.json(), { code: 'body-too-large' })
})

t.test('a request that says whose work it sends is refused when somebody else is signed in', async (t) => {
  const api = await testApi(t)
  const inspector = await signedIn(api, { login: 'f1@局', kind: 'staff' })
  const applicant = await signedIn(api, { login: 'boss', kind: 'applicant' })
  const asked = async (login: string) => await inspector.ask('GET', '/tasks', { headers: { 'x-signed-in-as': encodeURIComponent(login) } })

  t.equal((await asked('f1@局')).statusCode, 200)
  const refused = await asked('f2')
  t.equal(refused.statusCode, 403)
  t.equal(refused.json().code, 'signed-in-as-other')
  t.match((await applicant.ask('GET', '/tasks', { headers: { 'x-signed-in-as': 'f1' } })).json(), { code: 'signed-in-as-other' }, 'not "you may not": their own person may')
})
