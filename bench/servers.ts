import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.js'
import { connectDatabase } from '../src/database/connection.js'
import { migrateDatabase } from '../src/database/migrate.js'
import { startEmbeddedBroker, type EmbeddedBroker } from '../src/engine/embedded/broker.js'
import { projectRoot } from '../src/project-root.js'
import type { Closers } from '../src/platform/closers.js'

export interface FeedAddress { url: string, username: string, password: string }

/** A real database and a real engine of this run's own. */
export interface BenchServers {
  databaseUrl: string
  database: Knex
  databasePid: number
  broker: EmbeddedBroker
  /** The broker's data, for the size of its log. */
  brokerDir: string
}

/** Where the unpacked engine is kept between runs. */
export const distributionDir = join(projectRoot(), '.data', 'zeebe-distribution')

/** As `onelicence start` starts them: the database waits for its disk, the engine exports every record at once. */
export async function startServers (directory: string, feed: FeedAddress, closers: Closers): Promise<BenchServers> {
  const { databaseUrl, database, databasePid } = await startDatabase(directory, closers, { poolSize: 16 })
  const brokerDir = join(directory, 'zeebe')
  closers.add('broker data', async () => await rm(brokerDir, { recursive: true, force: true }))
  const broker = await startEmbeddedBroker({
    dataDir: brokerDir,
    cacheDir: distributionDir,
    feedUrl: feed.url,
    feedCredentials: { username: feed.username, password: feed.password },
    onProgress: () => {}
  })
  closers.add('engine', () => broker.stop())
  return { databaseUrl, database, databasePid, broker, brokerDir }
}

/** A migrated database on a server of its own that waits for its disk. */
export async function startDatabase (directory: string, closers: Closers, { poolSize }: { poolSize: number }): Promise<Pick<BenchServers, 'databaseUrl' | 'database' | 'databasePid'>> {
  const dataDir = join(directory, 'postgres')
  closers.add('data', async () => await rm(dataDir, { recursive: true, force: true }))
  const postgres = await startEmbeddedPostgres({ dataDir })
  closers.add('database server', () => postgres.stop())
  await migrateDatabase(postgres.url)
  const database = connectDatabase({ url: postgres.url, poolSize, applicationName: 'onelicence bench' })
  closers.add('database pool', () => database.destroy())
  return { databaseUrl: postgres.url, database, databasePid: postgres.pid }
}
