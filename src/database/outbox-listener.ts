import pg from 'pg'
import type { Knex } from 'knex'
import { setTimeout as delay } from 'node:timers/promises'
import { outboxChannel } from './outbox.js'

const longestBackOffMs = 10_000

/**
 * Calls `onRows` when any process has committed an outbox row (LISTEN on a connection of its own), and after every
 * reconnection, since rows may have come meanwhile. @returns stops listening
 */
export function listenForRows ({ database, log, onRows }: {
  database: Knex, log: { debug (fields: object, message: string): void }, onRows: () => void
}): { stop (): Promise<void> } {
  const stopping = new AbortController()
  let client: pg.Client | undefined

  async function listenOnce (): Promise<void> {
    client = new pg.Client(connectionOf(database))
    const ended = new Promise<void>((resolve) => {
      client?.on('error', (error) => { log.debug({ reason: error.message }, 'the outbox listener lost its connection'); resolve() })
      client?.on('end', resolve)
    })
    try {
      await client.connect()
      client.on('notification', onRows)
      await client.query(`LISTEN ${outboxChannel}`)
      onRows()
      await ended
    } finally {
      await client.end().catch(() => {})
    }
  }

  async function listen (): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted;) {
      const startedAt = Date.now()
      await listenOnce().catch((error: Error) => log.debug({ reason: error.message }, 'the outbox listener has no connection'))
      failures = Date.now() - startedAt > longestBackOffMs ? 0 : failures + 1
      const backOffMs = Math.min(longestBackOffMs, 100 * 2 ** Math.min(failures, 10))
      await delay(backOffMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  const ended = listen()
  return {
    async stop () {
      stopping.abort()
      await client?.end().catch(() => {})
      await ended
    }
  }
}

function connectionOf (database: Knex): pg.ClientConfig {
  const { connection } = (database.client as { config: { connection: pg.ClientConfig | string } }).config
  return typeof connection === 'string' ? { connectionString: connection } : connection
}
