import { createHmac } from 'node:crypto'
import t from 'tap'
import { DeliveryRefused } from '../../src/notifications/channel.js'
import { createSmsChannel } from '../../src/notifications/sms.js'
import { testSmsGateway } from '../support/notifications/sms-gateway.js'

const secret = 'a long shared secret'
const clock = { now: () => new Date('2026-11-23T10:00:00.900+08:00') }
const message = { deliveryId: '3f0c2f0e-5f0a-4a51-9d53-0a8f1f9b7b11', address: '13812345678', title: '请补正申请材料', body: '410202 需要补正。' }

t.test('a message is posted as JSON with a signature that the receiver can verify', async (t) => {
  const gateway = await testSmsGateway(t)

  await createSmsChannel({ url: gateway.url, secret, clock }).send(message)

  const [{ headers, body }] = gateway.requests as [typeof gateway.requests[number]]
  t.same(JSON.parse(body), { id: message.deliveryId, to: '13812345678', text: '【一业一证】请补正申请材料：410202 需要补正。' })
  t.match(headers, { 'content-type': 'application/json', 'idempotency-key': message.deliveryId, 'x-onelicence-timestamp': '1795399200' })
  const signed = (content: string): string => `sha256=${createHmac('sha256', secret).update(`1795399200.${content}`).digest('hex')}`
  t.equal(headers['x-onelicence-signature'], signed(body))
  t.not(headers['x-onelicence-signature'], signed(body.replace('5678', '5679')), 'another number has another signature')
})

const cases: [status: number, isRefusal: boolean][] = [[400, true], [422, true], [401, false], [404, false], [429, false], [500, false], [503, false], [302, false]]
for (const [status, isRefusal] of cases) {
  t.test(`an answer ${status} ${isRefusal ? 'is a refusal' : 'means later'}`, async (t) => {
    const gateway = await testSmsGateway(t)
    gateway.answers.push({ status, text: 'no balance left', ...(status === 302 ? { location: gateway.url } : {}) })

    const error = await createSmsChannel({ url: gateway.url, secret, clock }).send(message).then(() => undefined, (failure: Error) => failure)

    t.equal(error instanceof DeliveryRefused, isRefusal)
    t.match(error?.message, `HTTP ${status} no balance left`)
    t.equal(gateway.requests.length, 1, 'no redirection is followed')
  })
}

t.test('a gateway that does not answer in time, or not at all, means later', async (t) => {
  const { url } = await testSmsGateway(t)
  const closed = 'http://127.0.0.1:1/messages'

  await t.rejects(createSmsChannel({ url: closed, secret, clock }).send(message), { message: /fetch failed|bad port/ })
  await t.rejects(createSmsChannel({ url, secret, clock, timeoutMs: 0 }).send(message), { name: 'TimeoutError' })
})
