import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import type { Knex } from 'knex'
import type { Config } from '../config.js'
import type { EpochSource } from '../engine/engine-epoch.js'
import { EngineUnavailable } from '../engine/errors.js'
import { createRecordFeed } from '../engine/record-feed.js'
import { keptSecret } from '../kept-secret.js'
import type { Closers } from './closers.js'
import { wantedPort } from './embedded-parts.js'

/** Where the engine's exporter sends its records. */
export interface Feed { url: string, username: string, password: string }

const portOfOwnEngine = 9200

/**
 * The record feed, listening. It is up before the engine that exports to it; until the epoch can be asked for it answers 503 and the
 * exporter tries again.
 */
export async function startFeed (options: {
  config: Config, database: Knex, log: FastifyBaseLogger, closers: Closers, epoch: () => EpochSource | undefined
}): Promise<Feed> {
  const { config, database, log, closers } = options
  const username = config.feedUsername
  const password = config.feedPassword ?? await keptSecret(join(config.dataDir, 'feed-password'))
  const feed = createRecordFeed({ database, epoch: epochWhenKnown(options.epoch), credentials: { username, password }, log })
  const isEngineOurs = config.zeebeGrpcAddress === null
  const port = await wantedPort('FEED_PORT', config.feedPort ?? (isEngineOurs ? null : portOfOwnEngine), config.feedHost)
  closers.add('record feed', () => feed.close())
  await feed.listen({ port, host: config.feedHost })
  return { url: `http://127.0.0.1:${port}`, username, password }
}

function epochWhenKnown (source: () => EpochSource | undefined): EpochSource {
  const ask = async (): Promise<number> => {
    const epoch = source()
    if (epoch === undefined) throw new EngineUnavailable('the engine is starting')
    return await epoch()
  }
  return Object.assign(ask, { invalidate: () => source()?.invalidate() })
}
