import { join } from 'node:path'
import { startEmbeddedPostgres } from '../database/embedded-postgres.js'
import { migrateDatabase } from '../database/migrate.js'
import { startEmbeddedBroker } from '../engine/embedded/broker.js'
import type { Closers } from '../platform/closers.js'
import { moveEngineClock } from './engine-clock.js'
import type { StageServers } from './stage.js'

/** Database and engine of a run's own, in a folder that is thrown away: nothing is written to the platform's own. */
export async function startScratchServers (
  options: { directory: string, distributionDir: string, javaFolders: string[] | null, closers: Closers, onProgress: (line: string) => void }
): Promise<StageServers> {
  const { directory, distributionDir, javaFolders, closers, onProgress } = options
  onProgress('正在启动模拟用的数据库和流程引擎……')
  const postgres = await startEmbeddedPostgres({ dataDir: join(directory, 'postgres'), settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } })
  closers.add('scratch database', () => postgres.stop())
  await migrateDatabase(postgres.url)
  return {
    databaseUrl: postgres.url,
    async engineFor ({ url, ...feedCredentials }) {
      const broker = await startEmbeddedBroker({
        dataDir: join(directory, 'zeebe'),
        cacheDir: distributionDir,
        feedUrl: url,
        feedCredentials,
        clockControlled: true,
        heapMb: 1024,
        refusesNothing: true,
        ...(javaFolders === null ? {} : { javaFolders }),
        onProgress: () => {}
      })
      closers.add('scratch engine', () => broker.stop())
      return { grpcAddress: broker.grpcAddress, restAddress: broker.restAddress, moveClock: async (ms) => await moveEngineClock(broker.managementAddress, ms) }
    }
  }
}
