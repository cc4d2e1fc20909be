import type { Knex } from 'knex'
import { resendNotification } from '../cases/resend-notification.js'
import { readConfig } from '../config.js'
import { failedDeliveries } from '../database/notification-deliveries.js'
import { maskAddress } from '../domain/contact-addresses.js'
import { systemClock } from '../domain/time.js'
import { ServiceError } from '../errors.js'
import { withDatabase } from '../platform/with-database.js'
import { UsageError, type Command, type CommandIo } from './command.js'

const shown = 100
const channelNames = { email: '邮件', sms: '短信' } as const

export const notifications: Command = {
  name: 'notifications',
  summary: '列出没有送到的通知（邮件、短信）；notifications resend <编号> 重新发送一条',
  usage: '[resend <编号>]',
  options: {},
  optionHelp: {},
  failure: '没有完成',
  async run ({ positionals: [action, id, ...rest] }, io) {
    if (action !== undefined && (action !== 'resend' || rest.length > 0 || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id ?? ''))) {
      throw new UsageError('用法：onelicence notifications，或 onelicence notifications resend <编号>')
    }
    return await withDatabase(readConfig(io.env), async (database) => id === undefined ? await list(database, io) : await resend(database, id, io))
  }
}

async function list (database: Knex, io: CommandIo): Promise<number> {
  const failed = await failedDeliveries(database, { limit: shown + 1 })
  if (failed.length === 0) io.print('没有未送到的通知')
  for (const { id, channel, address, caseNo, title, lastError, failedAt } of failed.slice(0, shown)) {
    io.print([id, failedAt.toISOString(), channelNames[channel], address === null ? '没有地址' : maskAddress(address), caseNo ?? '', title, lastError].join('\t'))
  }
  if (failed.length > shown) io.print(`只列出最近的 ${shown} 条`)
  return 0
}

async function resend (database: Knex, id: string, io: CommandIo): Promise<number> {
  try {
    await database.transaction(async (tx) => await resendNotification(tx, { id, accountId: null }, systemClock))
    io.print('已重新排队，workers 随即发送')
    return 0
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    io.print(error.message)
    return 1
  }
}
