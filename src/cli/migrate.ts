import { readConfig } from '../config.js'
import { migrateDatabase } from '../database/migrate.js'
import { withDatabaseUrl } from '../platform/with-database.js'
import type { Command } from './command.js'

export const migrate: Command = {
  name: 'migrate',
  summary: '把数据库升级到最新的表结构；可以重复执行，也可以几处同时执行',
  usage: '',
  options: {},
  optionHelp: {},
  async run (_args, io) {
    const config = readConfig(io.env)
    const applied = await withDatabaseUrl(config, migrateDatabase)
    for (const file of applied) io.print(`已执行 ${file}`)
    io.print(applied.length === 0 ? '数据库已是最新' : `共执行 ${applied.length} 个迁移`)
    return 0
  }
}
