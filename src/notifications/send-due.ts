import type { Knex } from 'knex'
import { failDelivery, leaseDueDeliveries, markDelivered, postponeDelivery, type LeasedDelivery } from '../database/notification-deliveries.js'
import { issueResetToken } from '../database/password-resets.js'
import { maskAddressesIn } from '../domain/contact-addresses.js'
import { resetValidMinutes } from '../domain/password-reset.js'
import type { Clock } from '../domain/time.js'
import { DeliveryRefused, type Channel } from './channel.js'

export interface NotificationSenderOptions {
  database: Knex
  channels: Channel[]
  clock: Clock
  log: { warn (fields: object, message: string): void }
}

export interface NotificationSender {
  /** Sends what is due, and looks again until nothing is, or `stopping` is aborted. Throws when the database is away: call again. */
  sendDue (stopping?: AbortSignal): Promise<void>
}

const minuteMs = 60_000
/** Much longer than a batch takes: its messages go at once, each within its channel's limit of half a minute. */
const leaseMs = 10 * minuteMs
const longestPauseMs = 60 * minuteMs
/** From its being written, or asked for again by hand. */
const giveUpAfterMs = 48 * 60 * minuteMs
const batchSize = 10
const longestReason = 500

/**
 * Sends notifications' deliveries. Any number of processes may run one: rows are leased, locked ones passed over; their clocks must agree
 * within a few minutes. What fails is tried again after a minute, doubled each time, an hour at most; what was refused, or can't be sent for 48
 * hours, becomes `failed`: a dead letter (`src/cases/resend-notification.ts`).
 *
 * Sent once, but for one window: a process that is killed between the other side's taking a message and the row saying so sends it again when
 * the lease ends. The second one bears the same Message-ID or Idempotency-Key. While only the database is away, this process remembers.
 */
export function createNotificationSender (options: NotificationSenderOptions): NotificationSender {
  const { database, channels, clock } = options
  const delivered = new Set<string>()

  async function note (): Promise<void> {
    await markDelivered(database, [...delivered], clock.now())
    delivered.clear()
  }

  async function sendBatch (): Promise<number> {
    await note()
    const now = clock.now()
    const leased = await leaseDueDeliveries(database, {
      channels: channels.map(({ name }) => name), now, leasedUntil: new Date(now.getTime() + leaseMs), limit: batchSize
    })
    const unsent = await Promise.all(leased.map(async (delivery) => {
      const failure = await attempt(options, delivery)
      if (failure === undefined) delivered.add(delivery.id)
      return { delivery, failure }
    }))
    await note()
    for (const { delivery, failure } of unsent) if (failure !== undefined) await putOff(options, delivery, failure)
    return leased.length
  }

  return {
    async sendDue (stopping) {
      while (await sendBatch() === batchSize && stopping?.aborted !== true);
    }
  }
}

interface Failure { reason: string, isFinal: boolean }

/** @returns undefined when the other side has taken it */
async function attempt ({ database, channels, clock }: NotificationSenderOptions, delivery: LeasedDelivery): Promise<Failure | undefined> {
  const { id, channel, address, title } = delivery
  if (address === null) return { reason: '账号和办件中没有可用的地址', isFinal: true }
  const body = await bodyOf(database, delivery, clock.now())
  if (body === undefined) return { reason: '其中的链接已经用过，或者有了新的', isFinal: true }
  try {
    await channels.find(({ name }) => name === channel)!.send({ deliveryId: id, address, title, body })
    return undefined
  } catch (error) {
    return { reason: reasonOf(error), isFinal: error instanceof DeliveryRefused }
  }
}

/** With a link that exists in this message alone, if it has one; undefined: that link is no longer wanted. */
async function bodyOf (database: Knex, { notificationId, body, oneTimeLink }: LeasedDelivery, now: Date): Promise<string | undefined> {
  if (oneTimeLink === null) return body
  const token = await issueResetToken(database, notificationId, new Date(now.getTime() + resetValidMinutes * minuteMs))
  return token === undefined ? undefined : `${body}\n\n${oneTimeLink}${token}`
}

async function putOff ({ database, clock, log }: NotificationSenderOptions, delivery: LeasedDelivery, { reason, isFinal }: Failure): Promise<void> {
  const { id, channel, attempts, queuedAt } = delivery
  const now = clock.now()
  if (isFinal || now.getTime() - queuedAt.getTime() >= giveUpAfterMs) {
    log.warn({ deliveryId: id, channel, attempts, reason }, 'a notification could not be delivered')
    await failDelivery(database, delivery, now, reason)
  } else {
    log.warn({ deliveryId: id, channel, attempts, reason }, 'a notification is sent again later')
    await postponeDelivery(database, delivery, new Date(now.getTime() + pauseMs(attempts)), reason)
  }
}

function pauseMs (attempts: number): number {
  return Math.min(longestPauseMs, minuteMs * 2 ** Math.min(attempts - 1, 10))
}

/** In one line that the database can hold, without addresses; `fetch` hides why it failed in the cause. */
function reasonOf (error: unknown): string {
  const { message, cause } = error as Error
  const said = cause instanceof Error && message === 'fetch failed' ? cause.message || (cause as NodeJS.ErrnoException).code || message : message
  return maskAddressesIn(said).replace(/[\s\p{Cc}\p{Surrogate}]+/gu, ' ').trim().slice(0, longestReason).replace(/[\ud800-\udbff]$/, '') || 'unknown'
}
