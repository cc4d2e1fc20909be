import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { connectDatabase, rowsOf } from '../../src/database/connection.js'
import { migrateDatabase, pendingMigrations } from '../../src/database/migrate.js'
import { testDatabase, testDatabaseUrl } from '../support/database.js'

const empty = { template: 'template1' }

t.test('a second migration finds nothing to do', async (t) => {
  const url = await testDatabaseUrl(t, empty)

  const first = await migrateDatabase(url)
  const second = await migrateDatabase(url)

  t.ok(first.includes('0001-accounts.sql'))
  t.same(second, [])
})

t.test('twenty processes at once migrate once', async (t) => {
  const url = await testDatabaseUrl(t, empty)

  const applied = await Promise.all(Array.from({ length: 20 }, () => migrateInOwnProcess(url)))

  t.equal(applied.filter((files) => files.length > 0).length, 1)
  t.same(applied.filter((files) => files.length === 0).length, 19)
})

t.test('a run that was killed in the middle leaves no lock behind', async (t) => {
  const url = await testDatabaseUrl(t, empty)
  const directory = await migrationsOf(t, { '0001-first.sql': 'CREATE TABLE first (id int)' })
  await migrateDatabase(url, directory)
  const database = connectDatabase({ url, poolSize: 1 })
  t.teardown(() => database.destroy())
  await database('knex_migrations_lock').update({ is_locked: 1 })
  await writeFile(join(directory, '0002-second.sql'), 'CREATE TABLE second (id int)')

  const applied = await migrateDatabase(url, directory)

  t.same(applied, ['0002-second.sql'])
})

t.test('a migration that fails leaves nothing of itself and is named as pending', async (t) => {
  const url = await testDatabaseUrl(t, empty)
  const directory = await migrationsOf(t, { '0001-broken.sql': 'CREATE TABLE half (id int); SELECT no_such_column' })
  const database = connectDatabase({ url, poolSize: 1 })
  t.teardown(() => database.destroy())

  await t.rejects(migrateDatabase(url, directory), { message: /no_such_column/ })

  t.same(await pendingMigrations(database, directory), ['0001-broken.sql'])
  t.equal(await database.schema.hasTable('half'), false)
})

t.test('a question mark in a migration is a question mark', async (t) => {
  const url = await testDatabaseUrl(t, empty)
  const directory = await migrationsOf(t, { '0001-question.sql': "CREATE TABLE question (text text DEFAULT '好吗?')" })

  await migrateDatabase(url, directory)

  const database = connectDatabase({ url, poolSize: 1 })
  t.teardown(() => database.destroy())
  const [row] = await database('question').insert({}).returning('text')
  t.same(row, { text: '好吗?' })
})

t.test('every table and every column says in Chinese what it holds', async (t) => {
  const database = await testDatabase(t)

  const undescribed = await rowsOf<{ name: string }>(database.raw(`
    SELECT concat_ws('.', c.relname, a.attname) AS name
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum >= 0 AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'knex%'
      AND coalesce(col_description(c.oid, a.attnum), '') !~ '[一-龥]'
    UNION ALL
    SELECT c.relname
    FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'knex%'
      AND coalesce(obj_description(c.oid, 'pg_class'), '') !~ '[一-龥]'
    ORDER BY 1`))

  t.same(undescribed.map(({ name }) => name), [])
})

async function migrationsOf (t: { teardown (end: () => unknown): void }, files: Record<string, string>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'onelicence-migrations-'))
  t.teardown(() => rm(directory, { recursive: true, force: true }))
  for (const [name, sql] of Object.entries(files)) await writeFile(join(directory, name), sql)
  return directory
}

async function migrateInOwnProcess (url: string): Promise<string[]> {
  const child = fork(new URL('./migrate-once.js', import.meta.url), [url])
  const [[applied]] = await Promise.all([once(child, 'message'), once(child, 'exit')]) as [[string[]], unknown]
  return applied
}
