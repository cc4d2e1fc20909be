import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Knex } from 'knex'
import type { Scope } from './scope.js'
import { setByTheRun } from './set-by-the-run.js'
import { connectDatabase } from '../../src/database/connection.js'

/** Migrated once by test/run.ts; every test database is a copy of it. */
export const templateName = 'onelicence_template'

const templateBusy = '55006'

/** A migrated database of this test's own, on the shared server; dropped at teardown. */
export async function testDatabase (t: Scope, options: { poolSize?: number } = {}): Promise<Knex> {
  const url = await testDatabaseUrl(t)
  const database = connectDatabase({ url, poolSize: options.poolSize ?? 10 })
  t.teardown(() => database.destroy())
  return database
}

/** The address of such a database, for what connects by itself. `template: 'template1'` gives an empty one. */
export async function testDatabaseUrl (t: Scope, options: { template?: string } = {}): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`
  const template = options.template ?? templateName
  await withServer((server) => untilTemplateIsFree(() => server.raw('CREATE DATABASE ?? TEMPLATE ??', [name, template])))
  t.teardown(() => withServer((server) => server.raw('DROP DATABASE IF EXISTS ?? WITH (FORCE)', [name])))
  const url = new URL(serverUrl())
  url.pathname = `/${name}`
  return url.href
}

/** The server that test/run.ts started (its maintenance database). */
export function serverUrl (): string {
  return setByTheRun('ONELICENCE_TEST_DATABASE_URL')
}

async function withServer (act: (server: Knex) => Promise<unknown>): Promise<void> {
  const server = connectDatabase({ url: serverUrl(), poolSize: 1, applicationName: 'onelicence test' })
  try {
    await act(server)
  } finally {
    await server.destroy()
  }
}

async function untilTemplateIsFree (act: () => PromiseLike<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await act()
      return
    } catch (error) {
      if ((error as { code?: string }).code !== templateBusy || attempt === 100) throw error
      await delay(50)
    }
  }
}
