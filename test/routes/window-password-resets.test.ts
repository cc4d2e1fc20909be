import t from 'tap'
import { switchChannels } from '../../src/database/notification-deliveries.js'
import { resetCodeValidMinutes } from '../../src/domain/password-reset.js'
import { ask, givenAccount, signedIn } from '../support/api/people.js'
import { testApi } from '../support/api/test-app.js'
import { clerkOf, visitor } from '../support/api/window.js'

const newPassword = '四月的雨下在汴河的船上'

t.test('login and identity card together get a code; it sets the password once, ends all sessions, and is on record', async (t) => {
  const api = await testApi(t)
  const clerk = await clerkOf(api)
  const applicant = await signedIn(api, { login: 'wang-fang', kind: 'applicant' })
  await api.database('account').where({ login: 'wang-fang' }).update({ id_number: visitor.idNumber })
  const give = async (payload: object) => await clerk.ask('POST', '/window/password-resets', { payload: { login: 'Wang-Fang', idNumber: visitor.idNumber, identitySeen: true, ...payload } })
  const use = async (token: string) => (await ask(api.app, 'PUT', '/password-resets', { payload: { token, password: newPassword } })).statusCode

  t.match((await give({ idNumber: '410202199001010018' })).json(), { code: 'reset-account-unknown' }, "somebody else's card")
  t.match((await give({ login: clerk.login })).json(), { code: 'reset-account-unknown' })
  t.equal((await give({ identitySeen: false })).statusCode, 400)
  const first = (await give({})).json().code
  const { code } = (await give({})).json()

  t.match(code, /^[2-9A-HJKMNP-Z]{12}$/)
  t.equal(await use(first), 409, 'a later code takes its place')
  await api.database('account').where({ login: 'wang-fang' }).update({ email: 'wang@example.com' })
  await switchChannels(api.database, ['email'])
  t.equal((await ask(api.app, 'POST', '/password-resets', { payload: { name: 'wang-fang' } })).statusCode, 202, 'nobody makes it void by asking for a mail')
  t.equal(await use(code), 200)
  t.equal(await use(code), 409, 'used up')
  t.equal((await applicant.ask('GET', '/session')).statusCode, 401)
  t.same(await api.database('notification').where({ account_id: applicant.accountId }).whereNotNull('dedupe_key').orderBy('id').pluck('title'), ['窗口给了重设密码的重设码', '窗口给了重设密码的重设码', '密码已经重新设定'])
  t.match(await api.database('audit_log').where({ action: 'give-reset-code' }).first(), { subject: 'wang-fang', account_id: clerk.accountId, detail: { idNumber: '110105********002X' } })
})

t.test('a code is over after ten minutes; staff and the demonstration get none, and nobody but the window gives any', async (t) => {
  const api = await testApi(t)
  const clerk = await clerkOf(api)
  await givenAccount(api.database, { login: 'wang-fang', kind: 'applicant' })
  await givenAccount(api.database, { login: 'official', kind: 'staff' })
  await api.database('account').whereIn('login', ['wang-fang', 'official']).update({ id_number: visitor.idNumber })
  const give = async (login: string) => (await clerk.ask('POST', '/window/password-resets', { payload: { login, idNumber: visitor.idNumber, identitySeen: true } })).json()
  t.match(await give('official'), { code: 'reset-account-unknown' })
  await api.database('account').where({ login: 'wang-fang' }).update({ is_demo: true })
  t.match(await give('wang-fang'), { code: 'reset-account-unknown' }, 'an account of the demonstration')
  await api.database('account').where({ login: 'wang-fang' }).update({ is_demo: false })
  const { code } = await give('wang-fang')

  api.clock.set(new Date(api.clock.now().getTime() + resetCodeValidMinutes * 60_000))

  t.match((await ask(api.app, 'PUT', '/password-resets', { payload: { token: code, password: newPassword } })).json(), { code: 'reset-link-invalid' })
})

t.test('a clerk who asks without end is stopped', async (t) => {
  const api = await testApi(t)
  const clerk = await clerkOf(api)
  const give = async (): Promise<number> => (await clerk.ask('POST', '/window/password-resets', { payload: { login: 'nobody', idNumber: visitor.idNumber, identitySeen: true } })).statusCode

  for (let count = 0; count < 20; count++) t.equal(await give(), 404)

  t.equal(await give(), 429)
})
