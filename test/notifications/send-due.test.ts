import t from 'tap'
import type { Knex } from 'knex'
import { requeueFailed } from '../../src/database/notification-deliveries.js'
import type { Channel } from '../../src/notifications/channel.js'
import { createEmailChannel } from '../../src/notifications/email.js'
import { createNotificationSender, type NotificationSender } from '../../src/notifications/send-due.js'
import { createSmsChannel } from '../../src/notifications/sms.js'
import { testDatabase } from '../support/database.js'
import { movableClock, type MovableClock } from '../support/movable-clock.js'
import { testMailServer, type MailServer } from '../support/notifications/mail-server.js'
import { givenApplicant, tell } from '../support/notifications/messages.js'
import { testSmsGateway } from '../support/notifications/sms-gateway.js'
import type { Scope } from '../support/scope.js'

const minuteMs = 60_000
const email = 'zhang.san@example.com'
const phone = '13812345678'

interface Stage { database: Knex, clock: MovableClock, server: MailServer, logged: string[], sender (): NotificationSender }

/** An applicant who is told something by e-mail, and a server that takes it. */
async function testStage (t: Scope): Promise<Stage> {
  const database = await testDatabase(t)
  const server = await testMailServer(t)
  const clock = movableClock()
  const logged: string[] = []
  await tell(database, await givenApplicant(database, ['email'], { email }))
  return { database, clock, server, logged, sender: () => testSender(t, { database, clock, logged, channels: [createEmailChannel({ url: server.url, from: 'notice@example.gov.cn' })] }) }
}

function testSender (t: Scope, { channels, logged, ...options }: { database: Knex, clock: MovableClock, channels: Channel[], logged: string[] }): NotificationSender {
  t.teardown(() => channels.forEach((channel) => channel.close()))
  return createNotificationSender({ ...options, channels, log: { warn: (fields, message) => { logged.push(JSON.stringify({ ...fields, message })) } } })
}

async function deliveryOf (database: Knex) {
  return await database('notification_delivery').first()
}

t.test('with two senders side by side each notification goes out once', async (t) => {
  const { database, server, sender } = await testStage(t)
  for (let serial = 2; serial <= 35; serial++) await tell(database, await givenApplicant(database, ['email'], { email: `applicant${serial}@example.com` }, serial))
  const [one, other] = [sender(), sender()]

  await Promise.all([one.sendDue(), other.sendDue()])
  await Promise.all([one.sendDue(), other.sendDue()])

  t.equal(server.received.length, 35)
  t.equal(new Set(server.received.map(({ to }) => to)).size, 35)
  t.match(await database('notification_delivery').distinct('state', 'attempts'), [{ state: 'sent', attempts: 1 }])
})

t.test('with the mail server down for an hour a notification is sent afterwards, once', async (t) => {
  const { database, clock, server, logged, sender } = await testStage(t)
  const { sendDue } = sender()
  await server.down()

  const attempts: number[] = []
  for (let minute = 0; minute <= 60; minute++) {
    await sendDue()
    attempts.push((await deliveryOf(database)).attempts)
    clock.move(minuteMs)
  }
  t.same(attempts.flatMap((count, minute) => count === attempts[minute - 1] ? [] : [minute]), [0, 1, 3, 7, 15, 31], 'pauses are doubled')
  t.match(await deliveryOf(database), { state: 'waiting', attempts: 6, last_error: /ECONNREFUSED/, sent_at: null })

  await server.up()
  for (let minute = 61; minute <= 180; minute++) {
    await sendDue()
    clock.move(minuteMs)
  }
  t.match(server.received, [{ to: email }])
  t.match(await deliveryOf(database), { state: 'sent', attempts: 7, last_error: null, sent_at: Date })
  t.equal(logged.length, 6)
})

t.test('what can not be sent for 48 hours is given up, and asked again by hand starts anew', async (t) => {
  const { database, clock, server, sender } = await testStage(t)
  const { sendDue } = sender()
  await server.down()

  for (let hour = 0; hour < 48; hour++) {
    await sendDue()
    clock.move(60 * minuteMs)
  }
  t.match(await deliveryOf(database), { state: 'waiting' })
  clock.move(60 * minuteMs)
  await sendDue()
  const failed = await deliveryOf(database)
  t.match(failed, { state: 'failed', failed_at: Date, last_error: /ECONNREFUSED/ })

  await requeueFailed(database, failed.id, clock.now())
  await sendDue()
  t.match(await deliveryOf(database), { state: 'waiting', attempts: 1, failed_at: null })
  await server.up()
  clock.move(minuteMs)
  await sendDue()
  t.match([await deliveryOf(database), server.received], [{ state: 'sent', attempts: 2 }, [{ messageId: `<${failed.id}@example.gov.cn>` }]])
})

t.test('a refused address is a dead letter at once, masked wherever it is read, and can be sent to again when it is right', async (t) => {
  const { database, clock, server, logged, sender } = await testStage(t)
  const { sendDue } = sender()
  server.turnsDown.set(email, 550)

  await sendDue()
  clock.move(100 * 60 * minuteMs)
  await sendDue()
  const failed = await deliveryOf(database)
  t.match(failed, { state: 'failed', attempts: 1, last_error: /550 <z\*\*\*@example\.com> is not wanted here/ })
  t.notMatch([failed.last_error, ...logged].join(), email)

  await database('account').update({ email: 'zhang@example.com' })
  await requeueFailed(database, failed.id, clock.now())
  await sendDue()
  t.match(server.received, [{ to: 'zhang@example.com' }])
})

t.test('an address that is gone by now is a dead letter', async (t) => {
  const { database, server, sender } = await testStage(t)
  await database('account').update({ email: null })

  await sender().sendDue()

  t.match([await deliveryOf(database), server.received], [{ state: 'failed', last_error: '账号和办件中没有可用的地址' }, []])
})

t.test('what a process that was killed was sending goes out when its lease ends, with the same Message-ID', async (t) => {
  const { database, clock, server, sender } = await testStage(t)
  await sender().sendDue()
  const { id } = await deliveryOf(database)
  await database.raw('ALTER TABLE notification_delivery DISABLE TRIGGER notification_delivery_sent_stays')
  await database('notification_delivery').update({
    state: 'waiting', sent_at: null, next_attempt_at: clock.now(), leased_until: new Date(clock.now().getTime() + 10 * minuteMs)
  })
  const { sendDue } = sender()

  await sendDue()
  t.equal(server.received.length, 1, 'not while it is leased')
  clock.move(11 * minuteMs)
  await sendDue()

  t.same(server.received.map(({ messageId }) => messageId), Array(2).fill(`<${id}@example.gov.cn>`))
  t.match(await deliveryOf(database), { state: 'sent', attempts: 2 })
})

t.test('what went out while the database was away is noted when it is back, and not sent again', async (t) => {
  const { database, clock, logged } = await testStage(t)
  let sent = 0
  const channel: Channel = {
    name: 'email',
    async send () {
      sent++
      await database.schema.renameTable('notification_delivery', 'hidden')
    },
    close () {}
  }
  const { sendDue } = testSender(t, { database, clock, channels: [channel], logged })

  await t.rejects(sendDue(), /notification_delivery/)
  await database.schema.renameTable('hidden', 'notification_delivery')
  clock.move(60 * minuteMs)
  await sendDue()

  t.match([sent, await deliveryOf(database)], [1, { state: 'sent', attempts: 1 }])
})

t.test('a text message that the gateway fails to take is posted again, and one channel does not hold up the other', async (t) => {
  const { database, clock, server, logged } = await testStage(t)
  const gateway = await testSmsGateway(t)
  gateway.answers.push({ status: 503, text: `{"error":"${phone} \u0000 is busy"}` }, { status: 500, text: '' })
  await tell(database, await givenApplicant(database, ['email', 'sms'], { email, phone }, 2))
  const channels = [createEmailChannel({ url: server.url, from: 'notice@example.gov.cn' }), createSmsChannel({ url: gateway.url, secret: 'a long shared secret', clock })]
  const { sendDue } = testSender(t, { database, clock, channels, logged })
  const text = async () => await database('notification_delivery').where({ channel: 'sms' }).first()

  await sendDue()
  t.equal(server.received.length, 2)
  t.match(await text(), { state: 'waiting', attempts: 1, last_error: 'HTTP 503 {"error":"138****5678 is busy"}' })
  t.notMatch(logged.join(), phone)
  for (let minute = 0; minute < 5; minute++) {
    clock.move(minuteMs)
    await sendDue()
  }

  t.match(await text(), { state: 'sent', attempts: 3 })
  t.equal(new Set(gateway.requests.map(({ headers }) => headers['idempotency-key'])).size, 1)
  t.equal(gateway.requests.length, 3)
})
