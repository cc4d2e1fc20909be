import t from 'tap'
import { switchChannels } from '../../src/database/notification-deliveries.js'
import { createNotificationSender } from '../../src/notifications/send-due.js'
import { ask, signedIn, testPassword } from '../support/api/people.js'
import { givenRelease } from '../support/api/shop.js'
import { testApi } from '../support/api/test-app.js'

/** A made-up person and shop with right check digits. */
const person = {
  login: 'wang-fang',
  password: '四月的雨下在汴河的船上',
  name: '王芳',
  idNumber: '11010519491231002X',
  phone: '13800000021',
  email: 'wang@example.com',
  businesses: [{ usci: '91410202MA4000002U', name: '惠民便利店' }, { usci: '91410202MA4000003Y', name: '惠民二店' }]
}

t.test('who registers signs in, sees their own account masked, and changes the businesses that they act for', async (t) => {
  const { app, database } = await testApi(t)

  t.equal((await ask(app, 'POST', '/accounts', { payload: person })).statusCode, 201)

  const session = await ask(app, 'POST', '/session', { payload: { login: 'wang-fang', password: person.password } })
  t.match(session.json(), { kind: 'applicant', displayName: '王芳', groups: [] })
  const headers = { cookie: String(session.headers['set-cookie']).split(';')[0]! }
  const own = (await ask(app, 'GET', '/account', { headers })).json()
  t.match(own, { idNumber: '110105********002X', phone: '138****0021', email: 'w***@example.com', businesses: [{ name: '惠民便利店' }, { name: '惠民二店' }] })
  t.equal((await ask(app, 'PUT', '/account/businesses', { headers, payload: { businesses: person.businesses.slice(1) } })).statusCode, 204)
  t.match((await ask(app, 'GET', '/account', { headers })).json().businesses, [{ usci: '91410202MA4000003Y' }])
  t.same(await database('audit_log').whereIn('action', ['register', 'change-businesses']).pluck('action'), ['register', 'change-businesses'])
  t.notOk(JSON.stringify(await database('account').select()).includes(person.password))
})

t.test('everything that is wrong is told at once, each with its field', async (t) => {
  const { app, database } = await testApi(t)
  const wrong = {
    login: '-x',
    password: 'kurz',
    name: ' ',
    idNumber: '110105194912310021',
    phone: '0371-123',
    email: 'a@b@c',
    businesses: [{ usci: '91410202MA4000002V', name: '' }, person.businesses[0], person.businesses[0]]
  }

  const response = await ask(app, 'POST', '/accounts', { payload: wrong })

  t.equal(response.statusCode, 422)
  t.same(response.json().details.problems.map(({ field }: { field: string }) => field), [
    'login', 'password', 'name', 'idNumber', 'phone', 'email', 'businesses.0.usci', 'businesses.0.name', 'businesses.2.usci'
  ])
  t.same(await database('account').where({ kind: 'applicant' }), [])
})

t.test('a name with characters that nobody sees is refused, of a person and of a business; blanks around one are left out', async (t) => {
  const { app, database } = await testApi(t)
  const register = async (name: string, business: string) => (await ask(app, 'POST', '/accounts', { payload: { ...person, name, businesses: [{ usci: '91410202MA4000002U', name: business }] } })).json()

  t.match((await register('王\u202e芳', '惠民\u200b便利店')).details.problems, [{ field: 'name', label: '姓名', problem: /看不见/ }, { field: 'businesses.0.name', label: '第 1 家的名称', problem: /看不见/ }])
  await ask(app, 'POST', '/accounts', { payload: { ...person, name: ' 阿依古丽·买买提 ', businesses: [{ usci: '91410202MA4000002U', name: '惠民（龙亭）便利店 ' }] } })
  t.match(await database('account').where({ kind: 'applicant' }), [{ display_name: '阿依古丽·买买提' }])
  t.match(await database('account_business'), [{ name: '惠民（龙亭）便利店' }])
})

t.test('an easy password is refused', async (t) => {
  const { app } = await testApi(t)
  for (const password of ['aaaaaaaaaaaa', '1234567890', '0987654321', 'abababababab', 'my-wang-fang!', '13800000021!']) {
    const { details } = (await ask(app, 'POST', '/accounts', { payload: { ...person, password } })).json()
    t.match(details?.problems, [{ field: 'password', problem: /太容易猜/ }], password)
  }
})

t.test('a login is taken once, in whatever case, and by one of two who ask at the same time', async (t) => {
  const { app, database } = await testApi(t)

  const both = await Promise.all([person, { ...person, login: 'Wang-Fang' }].map(async (payload) => (await ask(app, 'POST', '/accounts', { payload })).statusCode))

  t.same(both.sort(), [201, 409])
  t.match((await ask(app, 'POST', '/accounts', { payload: person })).json(), { code: 'login-taken', details: { problems: [{ field: 'login' }] } })
  t.equal((await database('account').where({ kind: 'applicant' })).length, 1)
})

t.test('a network that makes accounts again and again has to wait', async (t) => {
  const { app } = await testApi(t)
  for (let turn = 0; turn < 20; turn++) await ask(app, 'POST', '/accounts', { payload: { ...person, phone: '' } })
  t.equal((await ask(app, 'POST', '/accounts', { payload: person })).statusCode, 429)
})

t.test('a new draft begins with what the account says, for the business that was chosen; all of it can be changed', async (t) => {
  const api = await testApi(t)
  await givenRelease(api.database)
  await ask(api.app, 'POST', '/accounts', { payload: person })
  const session = await ask(api.app, 'POST', '/session', { payload: { login: person.login, password: person.password } })
  const headers = { cookie: String(session.headers['set-cookie']).split(';')[0]! }
  const begin = async (business?: string) => await ask(api.app, 'POST', '/applications', { headers, payload: { industry: 'convenience-store', ...business === undefined ? {} : { business } } })

  const draft = (await begin('91410202MA4000003Y')).json()
  t.match(draft.form, {
    usci: '91410202MA4000003Y', entity_name: '惠民二店', contact_name: '王芳', contact_phone: '13800000021', agent_id_type: '居民身份证', agent_id_no: person.idNumber
  })
  t.same([...draft.prefilled].sort(), Object.keys(draft.form).sort())
  const saved = (await ask(api.app, 'PUT', `/applications/${draft.id}`, { headers, payload: { answers: {}, permits: [], commitments: [], form: { ...draft.form, contact_name: '李四' } } })).json()
  t.same([saved.form.contact_name, saved.prefilled.includes('contact_name')], ['李四', false])

  t.notOk('usci' in (await begin()).json().form, 'another business is filled in by hand')
  t.match((await begin('91410202MA4000001Q')).json(), { code: 'unknown-business' })
  const nobodyKnown = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  t.same((await nobodyKnown.ask('POST', '/applications', { payload: { industry: 'convenience-store' } })).json().form, { agent_name: 'shopkeeper先生', contact_name: 'shopkeeper先生' })
})

t.test('telephone and mailbox are changed with the password, on record; the former mailbox is told and its link is void', async (t) => {
  const api = await testApi(t)
  const { app, database, clock } = api
  await switchChannels(database, ['email'])
  const owner = await signedIn(api, { login: 'wang-fang', kind: 'applicant', email: person.email, phone: person.phone })
  await ask(app, 'POST', '/password-resets', { payload: { name: 'wang-fang' } })
  const change = async (payload: object) => await owner.ask('PUT', '/account/contact', { payload: { password: testPassword, ...payload } })

  t.match((await change({ phone: '0371-123', email: 'a@b@c' })).json(), { code: 'invalid-registration', details: { problems: [{ field: 'phone' }, { field: 'email' }] } })
  t.match((await change({ email: 'new@example.com', password: 'wrong' })).json(), { code: 'wrong-password', details: { problems: [{ field: 'password' }] } })
  t.match(await database('account').where({ id: owner.accountId }).first(), { email: person.email, phone: person.phone })
  t.equal((await change({ email: 'new@example.com', phone: '13900000022' })).json().isTold, true)

  t.match(await database('account').where({ id: owner.accountId }).first(), { email: 'new@example.com', phone: '13900000022' })
  t.same(await database('password_reset'), [], 'what waited for the old mailbox')
  const sent: string[] = []
  await createNotificationSender({ database, clock, log: { warn () {} }, channels: [{ name: 'email', async send ({ address, title }) { sent.push(`${address} ${title}`) }, close () {} }] }).sendDue()
  t.same(sent, [`${person.email} 账号的手机号码和电子邮箱已经更改`])
  const [entry, ...more] = await database('audit_log').where({ action: 'change-contact' })
  t.match(entry, { account_id: owner.accountId, detail: { changed: ['phone', 'email'] } })
  t.equal((await change({ email: 'new@example.com' })).json().isTold, false)
  t.same(more, await database('audit_log').where({ action: 'change-contact' }).offset(1), 'nothing changed, nothing said')
  t.equal((await change({ email: null })).statusCode, 200)
  t.equal((await owner.ask('GET', '/account')).json().email, null)
})

t.test('who guesses the password there has to wait, and stays signed in', async (t) => {
  const api = await testApi(t)
  const owner = await signedIn(api, { login: 'wang-fang', kind: 'applicant' })
  const statuses = []
  for (let turn = 0; turn < 11; turn++) statuses.push((await owner.ask('PUT', '/account/contact', { payload: { password: `guess ${turn}`, phone: '13900000022' } })).statusCode)
  t.same(statuses, [...Array.from({ length: 10 }, () => 422), 429])
  t.equal((await owner.ask('GET', '/session')).statusCode, 200)
})
