import { readConfig } from '../config.js'
import { clearAlarm, openAlarms } from '../database/alarms.js'
import { connectDatabase } from '../database/connection.js'
import { withDatabaseUrl } from '../platform/with-database.js'
import { UsageError, type Command } from './command.js'

export const alarms: Command = {
  name: 'alarms',
  summary: '列出未解除的告警；alarms clear <编号> 在处理完后解除一条',
  usage: '[clear <编号>]',
  options: {},
  optionHelp: {},
  async run ({ positionals: [action, id, ...rest] }, io) {
    if (action !== undefined && (action !== 'clear' || rest.length > 0 || !/^\d{1,15}$/.test(id ?? ''))) {
      throw new UsageError('用法：onelicence alarms，或 onelicence alarms clear <编号>')
    }
    return await withDatabaseUrl(readConfig(io.env), async (url) => {
      const database = connectDatabase({ url, poolSize: 1 })
      try {
        if (id !== undefined) {
          const isCleared = await clearAlarm(database, Number(id))
          io.print(isCleared ? `已解除告警 ${id}` : `没有未解除的告警 ${id}`)
          return isCleared ? 0 : 1
        }
        const open = await openAlarms(database)
        if (open.length === 0) io.print('没有未解除的告警')
        for (const alarm of open) io.print(`${alarm.id}\t${alarm.raisedAt.toISOString()}\t${alarm.kind}\t${JSON.stringify(alarm.detail)}`)
        return 0
      } finally {
        await database.destroy()
      }
    })
  }
}
