import t from 'tap'
import type { Knex } from 'knex'
import { failDelivery, leaseDueDeliveries, markDelivered, postponeDelivery, requeueFailed, switchChannels } from '../../src/database/notification-deliveries.js'
import { notify } from '../../src/database/notifications.js'
import { testDatabase } from '../support/database.js'
import { givenApplicant, givenStaff, tell } from '../support/notifications/messages.js'

const both = { phone: '13812345678', email: 'zhang.san@example.com' }

/** Every channel with the address that it would use, as `channel address`. */
async function addressesOf (database: Knex): Promise<string[]> {
  return await database('notification_address').orderBy('channel').pluck('address')
}

t.test('a notification is written with a delivery for every channel that is switched on, once', async (t) => {
  const database = await testDatabase(t)
  const applicant = await givenApplicant(database, ['email', 'sms'], both)

  await tell(database, applicant)
  await tell(database, applicant)

  t.match(await database('notification_delivery').orderBy('channel'), [
    { channel: 'email', state: 'waiting', attempts: 0, next_attempt_at: Date, sent_at: null }, { channel: 'sms', state: 'waiting' }
  ])
  t.equal((await database('notification_delivery')).length, 2)
})

t.test('without a channel, or without an address, the notification is there and nothing waits', async (t) => {
  const database = await testDatabase(t)
  const applicant = await givenApplicant(database, [], both)
  t.equal(await tell(database, applicant, 'no channel'), 0)

  await switchChannels(database, ['email'])
  t.equal(await tell(database, applicant, 'e-mail only'), 1)
  await database('account').where({ id: applicant.accountId }).update({ email: null })
  t.equal(await tell(database, applicant, 'no address'), 1)
  await database('account').where({ id: applicant.accountId }).update({ email: both.email, is_demo: true })
  t.equal(await tell(database, applicant, 'demo account'), 1)

  t.equal((await database('notification')).length, 4)
})

t.test('a transaction that is rolled back leaves nothing to send', async (t) => {
  const database = await testDatabase(t)
  const { caseNo, accountId } = await givenApplicant(database, ['email'], both)

  const rolledBack = database.transaction(async (tx) => {
    await notify(tx, { accountId, caseNo, dedupeKey: 'never', title: '标题', body: '正文' })
    throw new Error('changed my mind')
  })

  await t.rejects(rolledBack, { message: 'changed my mind' })
  t.same(await database('notification_delivery'), [])
})

t.test('an applicant is reached as the form of the case says, everybody else as the account does', async (t) => {
  const database = await testDatabase(t)
  const applicant = await givenApplicant(database, ['email', 'sms'], both)
  const staff = await givenStaff(database, { login: 'reviewer', phone: '13900000009', email: 'reviewer@example.com' })

  await tell(database, applicant)
  t.same(await addressesOf(database), [both.email, both.phone], 'the account\'s, when the form has none')
  await database('case_file').update({ form: { contact_phone: '13700000007', contact_email: 'li.si@example.com' } })
  t.same(await addressesOf(database), ['li.si@example.com', '13700000007'])
  await database('case_file').update({ form: { contact_phone: '0371-23888888', contact_email: 'a@b.cn,c@d.cn' } })
  t.same(await addressesOf(database), [both.email, both.phone], 'a landline gets no text message, two addresses are none: the account\'s own count')

  await database('notification_delivery').delete()
  await database('notification').delete()
  await tell(database, { ...applicant, accountId: staff })
  t.same(await addressesOf(database), ['reviewer@example.com', '13900000009'])
})

t.test('the database keeps states, times and reasons together, and what was sent as it is', async (t) => {
  const database = await testDatabase(t)
  await tell(database, await givenApplicant(database, ['email'], both))
  const rows = (): Knex.QueryBuilder => database('notification_delivery')
  const wrong: [values: object, constraint: string][] = [
    [{ state: 'sent', next_attempt_at: null, sent_at: new Date() }, 'notification_delivery_sent_was_tried'],
    [{ state: 'sent', attempts: 1, next_attempt_at: null }, 'notification_delivery_sent_has_time'],
    [{ state: 'failed', next_attempt_at: null, failed_at: new Date(), last_error: '' }, 'notification_delivery_failed_has_reason'],
    [{ state: 'failed', next_attempt_at: null, last_error: 'no' }, 'notification_delivery_failed_has_time'],
    [{ next_attempt_at: null }, 'notification_delivery_waiting_has_time'],
    [{ state: 'failed', next_attempt_at: null, failed_at: new Date(), last_error: 'no', leased_until: new Date() }, 'notification_delivery_lease_is_waiting'],
    [{ channel: 'pigeon' }, 'notification_delivery_channel_check']
  ]
  for (const [values, constraint] of wrong) await t.rejects(rows().update(values), { message: new RegExp(constraint) }, constraint)
  await t.rejects(rows().insert({ notification_id: (await rows().first()).notification_id, channel: 'email' }), { message: /notification_delivery_once/ })

  await rows().update({ state: 'sent', attempts: 1, next_attempt_at: null, sent_at: new Date() })
  await t.rejects(rows().update({ state: 'waiting', next_attempt_at: new Date(), sent_at: null }), { message: /notification_delivery is append-only/ })
})

t.test('a lease keeps others off until it ends, and who comes too late changes nothing', async (t) => {
  const database = await testDatabase(t)
  await tell(database, await givenApplicant(database, ['email'], both))
  const now = new Date()
  const inMinutes = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000)
  const lease = async (at: Date) => await leaseDueDeliveries(database, { channels: ['email'], now: at, leasedUntil: new Date(at.getTime() + 600_000), limit: 10 })

  const [first] = await lease(inMinutes(1))
  t.match(first, { address: both.email, title: '请补正申请材料', attempts: 1 })
  t.same(await lease(inMinutes(2)), [])
  t.same(await leaseDueDeliveries(database, { channels: ['sms'], now: inMinutes(20), leasedUntil: inMinutes(30), limit: 10 }), [], 'of another channel')
  const [second] = await lease(inMinutes(12))
  t.match(second, { id: first!.id, attempts: 2 })
  await failDelivery(database, first!, inMinutes(12), 'too late')
  await postponeDelivery(database, first!, inMinutes(60), 'too late')
  t.match(await database('notification_delivery').first(), { state: 'waiting', last_error: null })

  await markDelivered(database, [first!.id], inMinutes(12))
  await failDelivery(database, second!, inMinutes(13), 'never mind')
  t.match(await database('notification_delivery').first(), { state: 'sent', attempts: 2, leased_until: null })
  t.equal(await requeueFailed(database, first!.id, now), false)
  t.equal(await requeueFailed(database, '00000000-0000-4000-8000-000000000000', now), undefined)
})
