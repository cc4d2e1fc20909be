import { join } from 'node:path'
import type { Knex } from 'knex'
import type { Config } from '../config.js'
import { connectDatabase } from '../database/connection.js'
import { addressOfEmbedded, startEmbeddedPostgres } from '../database/embedded-postgres.js'
import { pendingMigrations } from '../database/migrate.js'
import { checkDatabaseServer } from '../database/server-check.js'
import { holderOf, lockDataFolder } from './instance-lock.js'
import { StartupError } from './startup-problem.js'

/**
 * The configured database; without one the embedded: that of the running platform, or else started for this one task.
 * @throws StartupError while a platform is starting
 */
export async function withDatabaseUrl<T> (config: Config, act: (url: string) => Promise<T>): Promise<T> {
  if (config.databaseUrl !== null) {
    await checkDatabaseServer(config.databaseUrl)
    return await act(config.databaseUrl)
  }
  const dataDir = join(config.dataDir, 'postgres')
  const holder = await holderOf(config.dataDir)
  if (holder !== undefined) {
    if (holder.databasePort === null) throw new StartupError({ cause: '平台正在启动，内置数据库尚未就绪', fix: '请稍后再试' })
    return await act(await addressOfEmbedded(dataDir, holder.databasePort))
  }
  const lock = await lockDataFolder(config.dataDir)
  try {
    const postgres = await startEmbeddedPostgres({ dataDir, ...(config.embeddedDatabasePort === null ? {} : { port: config.embeddedDatabasePort }) })
    return await act(postgres.url).finally(() => postgres.stop())
  } finally {
    await lock.release()
  }
}

/** The same as a small pool. @throws StartupError also when migrations are missing */
export async function withDatabase<T> (config: Config, act: (database: Knex) => Promise<T>): Promise<T> {
  return await withDatabaseUrl(config, async (url) => {
    const database = connectDatabase({ url, poolSize: 4 })
    try {
      await mustBeMigrated(database)
      return await act(database)
    } finally {
      await database.destroy()
    }
  })
}

export async function mustBeMigrated (database: Knex): Promise<void> {
  const pending = await pendingMigrations(database)
  if (pending.length > 0) {
    throw new StartupError({ cause: `数据库缺少 ${pending.length} 个迁移（${pending[0]} 起）`, fix: '请先运行 onelicence migrate' })
  }
}
