import { spawn } from 'node:child_process'
import { chmod, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { connectDatabase, rowsOf } from '../../src/database/connection.js'
import { addressOfEmbedded, startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/database/embedded-postgres.js'
import { isAlive } from '../../src/processes.js'
import { dataFolder } from '../support/command.js'
import type { Scope } from '../support/scope.js'
import { waitFor } from '../support/wait-for.js'

async function start (t: Scope, dataDir: string): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } })
  t.teardown(() => postgres.stop())
  return postgres
}

async function ask (url: string, sql: string): Promise<unknown[]> {
  const database = connectDatabase({ url, poolSize: 1 })
  return await rowsOf(database.raw(sql)).finally(() => database.destroy())
}

t.test('data survives a stop and a start, the password is the owner\'s alone', async (t) => {
  const dataDir = await dataFolder(t)
  const first = await start(t, dataDir)
  await ask(first.url, 'CREATE TABLE kept AS SELECT 1 AS one')
  await first.stop()

  const second = await start(t, dataDir)

  t.same(await ask(second.url, 'SELECT one FROM kept'), [{ one: 1 }])
  t.same(await ask(second.url, 'SHOW listen_addresses'), [{ listen_addresses: '127.0.0.1' }])
  t.equal(second.url, await addressOfEmbedded(dataDir, second.port))
  t.equal((await stat(join(dataDir, 'password'))).mode & 0o777, 0o600)
})

t.test('a wrong password is refused', async (t) => {
  const { url } = await start(t, await dataFolder(t))
  const wrong = new URL(url)
  wrong.password = 'guess'

  await t.rejects(ask(wrong.href, 'SELECT 1'), { code: '28P01' })
})

t.test('after a crash of the server the next start recovers its data', async (t) => {
  const dataDir = await dataFolder(t)
  const first = await start(t, dataDir)
  await ask(first.url, 'CREATE TABLE kept AS SELECT 1 AS one')
  await first.kill()

  const second = await start(t, dataDir)

  t.same(await ask(second.url, 'SELECT one FROM kept'), [{ one: 1 }])
})

t.test('a server whose parent was killed is ended by the next start', async (t) => {
  const dataDir = await dataFolder(t)
  const first = await start(t, dataDir)

  const second = await start(t, dataDir)

  t.notOk(isAlive(first.pid))
  t.not(second.pid, first.pid)
  t.same(await ask(second.url, 'SELECT 1 AS one'), [{ one: 1 }])
})

t.test('a lock file that names another program leaves that program alone', async (t) => {
  const dataDir = await dataFolder(t)
  const first = await start(t, dataDir)
  await first.stop()
  const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  t.teardown(() => { bystander.kill('SIGKILL') })
  await writeFile(join(dataDir, 'cluster', 'postmaster.pid'), `${bystander.pid}\n`)

  const second = await start(t, dataDir)

  t.same(await ask(second.url, 'SELECT 1 AS one'), [{ one: 1 }])
  t.ok(isAlive(bystander.pid!))
})

t.test('its end is told, wanted or not', async (t) => {
  const postgres = await start(t, await dataFolder(t))
  let hasEnded = false
  postgres.ended.then(() => { hasEnded = true }, () => {})

  process.kill(postgres.pid, 'SIGKILL')

  await waitFor('the end', () => hasEnded)
})

t.test('below a folder that only its owner may enter it works all the same', async (t) => {
  const parent = await dataFolder(t)
  await chmod(parent, 0o700)

  const first = await start(t, join(parent, 'data'))
  const second = await start(t, join(parent, 'data'))

  t.notOk(isAlive(first.pid))
  t.same(await ask(second.url, 'SELECT 1 AS one'), [{ one: 1 }])
})
