import type { Knex } from 'knex'
import t from 'tap'
import { signedIn, type SignedIn } from '../support/api/people.js'
import { testApi, type TestApi } from '../support/api/test-app.js'
import { givenApplicant, tell } from '../support/notifications/messages.js'
import type { Test } from 'tap'

const failures = '/notification-failures'

/** An operator, and notifications that could not be sent to one applicant each. */
async function testDesk (t: Test, count: number): Promise<TestApi & { operator: SignedIn, ids: string[] }> {
  const api = await testApi(t)
  for (let serial = 1; serial <= count; serial++) {
    await tell(api.database, await givenApplicant(api.database, ['email', 'sms'], { email: `applicant${serial}@example.com` }, serial))
  }
  await fail(api.database)
  const operator = await signedIn(api, { login: 'operator', kind: 'staff', groups: ['admin'] })
  return { ...api, operator, ids: await api.database('notification_delivery').orderBy('notification_id', 'desc').pluck('id') }
}

/** The later a notification, the later its failure. */
async function fail (database: Knex): Promise<void> {
  await database('notification_delivery').update({
    state: 'failed', attempts: 3, next_attempt_at: null, last_error: '550 <a***@example.com> unknown', failed_at: database.raw("'2026-11-23T09:00:00+08:00'::timestamptz + notification_id * interval '1 second'")
  })
}

t.test('an operator sees what could not be sent, newest first, page by page, without whole addresses', async (t) => {
  const { operator, ids } = await testDesk(t, 3)

  const first = (await operator.ask('GET', `${failures}?limit=2`)).json()
  const second = (await operator.ask('GET', `${failures}?limit=2&cursor=${first.next}`)).json()

  t.match(first.items[0], {
    id: ids[0], channel: 'email', address: 'a***@example.com', title: '请补正申请材料', attempts: 3, reason: '550 <a***@example.com> unknown', failedAt: '2026-11-23T01:00:03.000Z'
  })
  t.same([...first.items, ...second.items].map(({ id }) => id), ids)
  t.equal(second.next, null)
  t.match((await operator.ask('GET', `${failures}?cursor=${Buffer.from('[null,"x"]').toString('base64url')}`)).json(), { code: 'bad-request' })
})

t.test('sending again puts it in the queue and is written down; once it waits or is sent it can not be asked for', async (t) => {
  const { operator, ids: [id], database, clock } = await testDesk(t, 1)
  const resend = async () => await operator.ask('POST', `${failures}/${id}/resend`)
  clock.set('2026-11-23T12:00:00+08:00')

  t.equal((await resend()).statusCode, 202)

  t.match(await database('notification_delivery').first(), { state: 'waiting', attempts: 0, queued_at: clock.now(), next_attempt_at: clock.now(), failed_at: null })
  t.match(await database('audit_log').where({ action: 'resend-notification' }), [{ account_id: operator.accountId, subject: id }])
  t.match((await resend()).json(), { code: 'notification-not-failed', message: '只有没有送到的通知才能重新发送' })
  await database('notification_delivery').update({ state: 'sent', attempts: 1, next_attempt_at: null, sent_at: clock.now() })
  t.equal((await resend()).statusCode, 409)
  t.match((await operator.ask('GET', failures)).json(), { items: [], next: null })
})

t.test('an unknown delivery, or what is none, is named', async (t) => {
  const { operator } = await testDesk(t, 0)

  t.match((await operator.ask('POST', `${failures}/00000000-0000-4000-8000-000000000000/resend`)).json(), { code: 'notification-not-found' })
  t.match((await operator.ask('POST', `${failures}/1/resend`)).json(), { code: 'bad-request' })
})

t.test('nobody but the groups admin and ops may see or send them', async (t) => {
  const { operator: _, ids: [id], database, ...api } = await testDesk(t, 1)
  const asked = async (person: SignedIn): Promise<number[]> =>
    [(await person.ask('GET', failures)).statusCode, (await person.ask('POST', `${failures}/${id}/resend`)).statusCode]
  const others: [login: string, kind: 'applicant' | 'staff', groups: string[]][] = [
    ['applicant', 'applicant', []], ['applicant-in-a-group', 'applicant', ['admin']], ['supervisor', 'staff', ['supervisor']], ['policy', 'staff', ['policy']],
    ['approver', 'staff', ['market-regulation.approver@410202']], ['nobody', 'staff', []]
  ]

  for (const [login, kind, groups] of others) t.same(await asked(await signedIn({ ...api, database }, { login, kind, groups })), [403, 403], login)
  t.match(await database('notification_delivery').first(), { state: 'failed' })
  t.same(await asked(await signedIn({ ...api, database }, { login: 'ops', kind: 'staff', groups: ['ops'] })), [200, 202])
})
