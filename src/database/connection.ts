import knex, { type Knex } from 'knex'
import pg from 'pg'
import { civilZone } from '../domain/time.js'

const { types } = pg
const { builtins } = types
const dateArray = 1182
const int8Array = 1016
const textArray = 1009

export interface ConnectionOptions {
  /** `postgres://user:password@host:port/database` */
  url: string
  /** Largest number of connections this process opens. */
  poolSize: number
  /** Shown in pg_stat_activity. */
  applicationName?: string
}

/**
 * A pool on PostgreSQL. `date` comes as `yyyy-MM-dd`, `bigint` as number, `timestamptz` as `Date`; SQL sees the civil
 * time of China. The caller ends it with `database.destroy()`.
 */
export function connectDatabase ({ url, poolSize, applicationName = 'onelicence' }: ConnectionOptions): Knex {
  return knex({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: applicationName,
      keepAlive: true,
      types: { getTypeParser }
    } as Knex.PgConnectionConfig,
    pool: { min: 0, max: poolSize, afterCreate: prepareConnection },
    acquireConnectionTimeout: 15_000,
    log: silent
  })
}

/** knex prints what it also throws. */
const silent: Knex.Logger = { warn () {}, error () {}, deprecate () {}, debug () {} }

/** The result rows of a `database.raw(…)`. */
export async function rowsOf<Row> (query: Knex.Raw): Promise<Row[]> {
  const result = await query as { rows: Row[] }
  return result.rows
}

function prepareConnection (connection: pg.Client, done: (error: Error | undefined, connection: pg.Client) => void): void {
  connection.query(`SET TIME ZONE '${civilZone}'`).then(
    () => done(undefined, connection),
    (error: Error) => done(error, connection)
  )
}

function getTypeParser (oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (format === 'binary') return types.getTypeParser(oid, 'binary')
  const getParser = types.getTypeParser as (oid: number, format: 'text') => (value: string) => unknown
  const textArrayParser = getParser(textArray, 'text') as (value: string) => (string | null)[]
  switch (oid) {
    case builtins.DATE: return (value) => value
    case builtins.INT8: return safeInteger
    case dateArray: return textArrayParser
    case int8Array: return (value) => textArrayParser(value).map((item) => item === null ? null : safeInteger(item))
    default: return getParser(oid, 'text')
  }
}

function safeInteger (text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a JavaScript number; store engine keys as text`)
  return value
}
