import t, { type Test } from 'tap'
import { switchChannels } from '../../src/database/notification-deliveries.js'
import { createEmailChannel } from '../../src/notifications/email.js'
import { createNotificationSender } from '../../src/notifications/send-due.js'
import { ask, givenAccount, signedIn, testPassword } from '../support/api/people.js'
import { testApi, type TestApi } from '../support/api/test-app.js'
import { testMailServer, type MailServer } from '../support/notifications/mail-server.js'

const email = 'wang@example.com'
const newPassword = '四月的雨下在汴河的船上'
const laterBy = (api: TestApi, minutes: number): void => api.clock.set(new Date(api.clock.now().getTime() + minutes * 60_000))

interface Stage { api: TestApi, server: MailServer, accountId: number, ask (name: string, remoteAddress?: string): Promise<number>, sendDue (): Promise<void>, use (token: string, password?: string): Promise<{ status: number, code: string | undefined }> }

async function stage (t: Test): Promise<Stage> {
  const api = await testApi(t)
  const server = await testMailServer(t)
  await switchChannels(api.database, ['email'])
  const channel = createEmailChannel({ url: server.url, from: 'notice@example.gov.cn' })
  t.teardown(() => channel.close())
  const accountId = await givenAccount(api.database, { login: 'wang-fang', kind: 'applicant', email, phone: '13800000021' })
  return {
    api,
    server,
    accountId,
    ask: async (name, remoteAddress = '192.0.2.1') => (await ask(api.app, 'POST', '/password-resets', { payload: { name }, remoteAddress })).statusCode,
    sendDue: async () => await createNotificationSender({ database: api.database, channels: [channel], clock: api.clock, log: { warn () {} } }).sendDue(),
    async use (token, password = newPassword) {
      const response = await ask(api.app, 'PUT', '/password-resets', { payload: { token, password } })
      return { status: response.statusCode, code: response.json().code }
    }
  }
}

function textOf (raw: string): string {
  return Buffer.from(raw.slice(raw.indexOf('\r\n\r\n')), 'base64').toString()
}

function tokensIn ({ received }: MailServer): string[] {
  return received.map(({ raw }) => /http:\/\/permits\.test\/login\/reset#(\S{43})/.exec(textOf(raw))![1]!)
}

t.test('the link of the mail sets a new password, once, and ends all sessions; the database has no token', async (t) => {
  const { api, server, ask: askFor, sendDue, use } = await stage(t)
  const { database, app } = api
  const elsewhere = await signedIn(api, { login: 'wang-fang', kind: 'applicant', email, phone: '13800000021' })

  t.equal(await askFor('Wang-Fang'), 202)
  await sendDue()
  const [token] = tokensIn(server) as [string]
  t.match([server.received[0]!.to, textOf(server.received[0]!.raw)], [email, /账号 wang-fang 的密码.*30 分钟/s])
  t.notOk(JSON.stringify([await database('password_reset'), await database('notification')]).includes(token))

  t.same(await use(token, '13800000021'), { status: 422, code: 'invalid-password' })
  t.same(await Promise.all([use(token), use(token)]).then((both) => both.map(({ status }) => status).sort()), [200, 409])
  t.same(await use(token), { status: 409, code: 'reset-link-invalid' })
  t.equal((await elsewhere.ask('GET', '/session')).statusCode, 401)
  const signIn = async (password: string): Promise<number> => (await ask(app, 'POST', '/session', { payload: { login: 'wang-fang', password } })).statusCode
  t.same([await signIn(testPassword), await signIn(newPassword)], [401, 201])
  t.same(await database('audit_log').whereIn('action', ['ask-password-reset', 'reset-password']).orderBy('id').pluck('action'), ['ask-password-reset', 'reset-password'])
})

t.test('who has failed to sign in too often may do so at once with the new password', async (t) => {
  const { api, server, ask: askFor, sendDue, use } = await stage(t)
  const signIn = async (password: string): Promise<number> => (await ask(api.app, 'POST', '/session', { payload: { login: 'wang-fang', password } })).statusCode
  for (let attempt = 0; attempt < 11; attempt++) await signIn('wrong')
  t.equal(await signIn(testPassword), 429)

  await askFor(email)
  await sendDue()
  await use(tokensIn(server)[0]!)

  t.equal(await signIn(newPassword), 201)
})

t.test('every name is answered alike; no mail goes to unknown, disabled and demo accounts, nor where there is no address', async (t) => {
  const { api, server, ask: askFor, sendDue } = await stage(t)
  await givenAccount(api.database, { login: 'demo', kind: 'applicant', email: 'demo@example.com', isDemo: true })
  await givenAccount(api.database, { login: 'no-mail', kind: 'applicant' })
  await givenAccount(api.database, { login: 'disabled', kind: 'applicant', email: 'gone@example.com' })
  await api.database('account').where({ login: 'disabled' }).update({ disabled_at: api.clock.now() })

  for (const name of ['nobody', 'demo', 'no-mail', 'disabled', 'gone@example.com', "' OR 1=1 --", 'wang-fang']) t.equal(await askFor(name), 202, name)
  await sendDue()

  t.same(server.received.map(({ to }) => to), [email])
})

t.test('a link is over after half an hour, and when a later mail goes out', async (t) => {
  const { api, server, ask: askFor, sendDue, use } = await stage(t)
  await askFor(email)
  await sendDue()
  laterBy(api, 29)
  await askFor(email)
  await sendDue()
  const [first, second] = tokensIn(server) as [string, string]

  t.match(await use(first), { code: 'reset-link-invalid' })
  t.match(await use('x'.repeat(43)), { code: 'reset-link-invalid' })
  laterBy(api, 31)
  t.match(await use(second), { code: 'reset-link-invalid' })
})

t.test('with the mail server down one mail waits, however often it is asked for, and its half hour begins when it goes out', async (t) => {
  const { api, server, ask: askFor, sendDue, use } = await stage(t)
  await server.down()
  await askFor(email)
  await sendDue()
  await askFor('wang-fang')
  t.match(await api.database('notification_delivery'), [{ state: 'waiting', attempts: 1 }])

  await server.up()
  laterBy(api, 45)
  await sendDue()
  t.equal(server.received.length, 1)
  laterBy(api, 20)
  t.match(await use(tokensIn(server)[0]!), { status: 200 })
})

t.test('a mail that failed for good and was overtaken by another is not sent again', async (t) => {
  const { api: { database, clock }, server, ask: askFor, sendDue } = await stage(t)
  server.turnsDown.set(email, 550)
  await askFor(email)
  await sendDue()
  server.turnsDown.clear()
  await askFor(email)
  await sendDue()
  await database('notification_delivery').where({ state: 'failed' }).update({ state: 'waiting', attempts: 0, next_attempt_at: clock.now(), failed_at: null })
  await sendDue()

  t.equal(server.received.length, 1)
  t.match(await database('notification_delivery').where({ state: 'failed' }), [{ last_error: '其中的链接已经用过，或者有了新的' }])
})

t.test('a network that asks again and again has to wait; an account gets a few mails an hour, whoever asks', async (t) => {
  const { api, server, ask: askFor, sendDue } = await stage(t)
  for (let turn = 0; turn < 7; turn++) {
    t.equal(await askFor('wang-fang', `192.0.2.${turn + 10}`), 202)
    await sendDue()
    if (turn < 2) t.equal(server.received.length, 1, 'one within ten minutes')
    if (turn > 0) laterBy(api, 10)
  }
  t.equal(server.received.length, 5)
  laterBy(api, 60)
  for (let turn = 0; turn < 20; turn++) await askFor('nobody')
  t.equal(await askFor('nobody'), 429)
})

t.test('where no mail is sent, one is told so, whatever the name', async (t) => {
  const { api, ask: askFor } = await stage(t)
  await switchChannels(api.database, [])

  for (const name of ['wang-fang', 'nobody']) t.equal(await askFor(name), 409)
})

t.test('a mailbox gets a few mails an hour, however many accounts name it, whether asked for by login or by address', async (t) => {
  const { api, server, ask: askFor, sendDue } = await stage(t)
  const logins = ['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7', 'w8']
  for (const [at, login] of logins.entries()) await givenAccount(api.database, { login, kind: 'applicant', email: at % 2 === 0 ? email : email.toUpperCase() })

  for (const name of [...logins, email, email]) {
    t.equal(await askFor(name), 202)
    await sendDue()
  }

  t.equal(server.received.length, 6)
  laterBy(api, 61)
  await askFor('w8')
  await sendDue()
  t.equal(server.received.length, 7)
})
