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
  const postgresDir = join(directory, 'postgres')
  const brokerDir = join(directory, 'zeebe')
  closers.add('data', async () => {
    await Promise.all([postgresDir, brokerDir].map((path) => rm(path, { recursive: true, force: true })))
  })
  const postgres = await startEmbeddedPostgres({ dataDir: postgresDir })
  closers.add('database server', () => postgres.stop())
  await migrateDatabase(postgres.url)
  const database = connectDatabase({ url: postgres.url, poolSize: 16, applicationName: 'onelicence bench' })
  closers.add('database pool', () => database.destroy())
  const broker = await startEmbeddedBroker({
    dataDir: brokerDir,
    cacheDir: distributionDir,
    feedUrl: feed.url,
    feedCredentials: { username: feed.username, password: feed.password },
    onProgress: () => {}
  })
  closers.add('engine', () => broker.stop())
  return { databaseUrl: postgres.url, database, databasePid: postgres.pid, broker, brokerDir }
}
