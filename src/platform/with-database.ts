import { join } from 'node:path'
import type { Config } from '../config.js'
import { addressOfEmbedded, startEmbeddedPostgres } from '../database/embedded-postgres.js'
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
