import { createHmac } from 'node:crypto'
import type { Clock } from '../domain/time.js'
import { DeliveryRefused, type Channel } from './channel.js'

export interface SmsOptions {
  /** Where messages are posted to. */
  url: string
  secret: string
  clock: Clock
  /** How long one message may take. */
  timeoutMs?: number
}

/** The gateway has looked at the message and won't send it; every other refusal (401, 404, 429 …) is about settings or load. */
const refusals = new Set([400, 410, 413, 422])
const longestReason = 300

/**
 * Text messages by HTTP: POST of `{ id, to, text }` as JSON. `X-OneLicence-Timestamp` is the time in whole seconds since 1970;
 * `X-OneLicence-Signature` is `sha256=` and, in hexadecimal, HMAC-SHA256 with the secret over that time, a full stop and the body.
 * `Idempotency-Key` is the delivery's UUID, the same at every attempt. Any 2xx answer means: taken. Redirections are not followed.
 */
export function createSmsChannel ({ url, secret, clock, timeoutMs = 30_000 }: SmsOptions): Channel {
  return {
    name: 'sms',
    async send ({ deliveryId, address, title, body }) {
      const content = JSON.stringify({ id: deliveryId, to: address, text: `【一业一证】${title}：${body}` })
      const timestamp = Math.floor(clock.now().getTime() / 1000).toString()
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          'content-type': 'application/json',
          'idempotency-key': deliveryId,
          'x-onelicence-timestamp': timestamp,
          'x-onelicence-signature': `sha256=${signatureOf(secret, timestamp, content)}`
        },
        body: content
      })
      if (response.ok) {
        // Taken is taken, whatever becomes of the rest of the answer
        await response.body?.cancel().catch(() => {})
        return
      }
      const said = (await response.text()).slice(0, longestReason)
      const reason = `HTTP ${response.status} ${said}`.trim()
      throw refusals.has(response.status) ? new DeliveryRefused(reason) : new Error(reason)
    },
    close () {}
  }
}

/** HMAC-SHA256 in hexadecimal over `<timestamp>.<body>`. */
export function signatureOf (secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
}
