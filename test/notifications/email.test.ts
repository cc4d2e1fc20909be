import t from 'tap'
import { DeliveryRefused } from '../../src/notifications/channel.js'
import { createEmailChannel, type EmailOptions } from '../../src/notifications/email.js'
import { testMailServer } from '../support/notifications/mail-server.js'
import type { Scope } from '../support/scope.js'

const message = {
  deliveryId: '3f0c2f0e-5f0a-4a51-9d53-0a8f1f9b7b11', address: 'zhang.san@example.com', title: '请补正申请材料', body: '410202 需要补正。\r\nBcc: somebody@example.com'
}

function testChannel (t: Scope, options: Pick<EmailOptions, 'url'>): ReturnType<typeof createEmailChannel> {
  const channel = createEmailChannel({ from: 'notice@permits.example.gov.cn', timeoutMs: 5_000, ...options })
  t.teardown(() => channel.close())
  return channel
}

function textOf (raw: string): string {
  return Buffer.from(raw.slice(raw.indexOf('\r\n\r\n')), 'base64').toString()
}

t.test('a message arrives at one address, with its text, and the same Message-ID at every attempt', async (t) => {
  const server = await testMailServer(t)
  const channel = testChannel(t, server)

  await channel.send(message)
  await channel.send(message)

  t.match(server.received, Array(2).fill({ to: 'zhang.san@example.com', messageId: '<3f0c2f0e-5f0a-4a51-9d53-0a8f1f9b7b11@permits.example.gov.cn>' }))
  const { raw } = server.received[0]!
  t.match(raw, /^From: .*<notice@permits\.example\.gov\.cn>\r$/m)
  t.match(raw, /^Auto-Submitted: auto-generated\r$/m)
  t.match(raw, `Subject: =?UTF-8?B?${Buffer.from(message.title).toString('base64')}?=\r\n`)
  t.match(textOf(raw), '410202 需要补正。')
  t.match(textOf(raw), '本邮件由系统自动发送')
})

t.test('the user and password of the address are used, decoded', async (t) => {
  const server = await testMailServer(t)

  await testChannel(t, { url: `smtp://notice%40example.com:p%40ss%2Fword@127.0.0.1:${server.port}` }).send(message)

  t.same(server.users, ['notice@example.com'])
})

t.test('a password is not sent to another machine without encryption', async (t) => {
  const server = await testMailServer(t)
  const elsewhere = testChannel(t, { url: `smtp://notice:p%40ss%2Fword@[::ffff:127.0.0.1]:${server.port}` })

  await t.rejects(elsewhere.send(message), { code: 'ETLS' })

  t.same([server.users, server.received], [[], []])
})

t.test('a recipient turned down for good is a refusal, one for now is not', async (t) => {
  const server = await testMailServer(t)
  const channel = testChannel(t, server)
  const failure = async (): Promise<unknown> => await channel.send(message).then(() => undefined, (error: unknown) => error)

  server.turnsDown.set(message.address, 550)
  const refused = await failure()
  t.type(refused, DeliveryRefused)
  t.match((refused as Error).message, /550 <zhang\.san@example\.com> is not wanted here/)
  server.turnsDown.set(message.address, 451)
  t.notOk(await failure() instanceof DeliveryRefused)
})

t.test('a wrong password and a server that is away are for later', async (t) => {
  const server = await testMailServer(t)
  const failure = async (url: string): Promise<{ code: string }> => await testChannel(t, { url }).send(message).then(() => undefined, (error) => error)

  const wrongPassword = await failure(`smtp://notice:wrong@127.0.0.1:${server.port}`)
  await server.down()
  const away = await failure(server.url)

  for (const error of [wrongPassword, away]) t.notOk(error instanceof DeliveryRefused)
  t.match([wrongPassword.code, away.code], ['EAUTH', 'ESOCKET'])
})

t.test('an address that holds two reaches neither', async (t) => {
  const server = await testMailServer(t)

  await t.rejects(testChannel(t, server).send({ ...message, address: 'a@example.com> BCC:<b@example.com' }))

  t.same(server.received, [])
})
