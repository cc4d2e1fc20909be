import type { Config } from '../config.js'
import { switchChannels } from '../database/notification-deliveries.js'
import type { Clock } from '../domain/time.js'
import type { Channel } from '../notifications/channel.js'
import { createEmailChannel } from '../notifications/email.js'
import { createNotificationSender } from '../notifications/send-due.js'
import { createSmsChannel } from '../notifications/sms.js'
import { startPeriodic } from './periodic.js'
import type { ServiceContext } from './services.js'

const intervalMs = 5_000

/** Switches on the channels that are configured, and those alone, and sends what waits for them. Closing waits for what is being sent. */
export async function startNotifications (
  { config, database, clock, log, closers }: Pick<ServiceContext, 'config' | 'database' | 'clock' | 'log' | 'closers'>
): Promise<void> {
  const channels = channelsOf(config, clock)
  await switchChannels(database, channels.map(({ name }) => name))
  if (channels.length === 0) return
  const sender = createNotificationSender({ database, channels, clock, log })
  const stopping = new AbortController()
  const periodic = startPeriodic({ name: 'notification sender', intervalMs, log, look: async () => await sender.sendDue(stopping.signal) })
  closers.add('notifications', async () => {
    stopping.abort()
    await periodic.stop()
    for (const channel of channels) channel.close()
  })
}

function channelsOf ({ smtpUrl, smtpFrom, smsUrl, smsSecret }: Config, clock: Clock): Channel[] {
  return [
    ...(smtpUrl === null || smtpFrom === null ? [] : [createEmailChannel({ url: smtpUrl, from: smtpFrom })]),
    ...(smsUrl === null || smsSecret === null ? [] : [createSmsChannel({ url: smsUrl, secret: smsSecret, clock })])
  ]
}
