import t from 'tap'
import { rowsOf } from '../../src/database/connection.js'
import { testDatabase } from '../support/database.js'
import { waitFor } from '../support/wait-for.js'

t.test('values arrive in the types that the code works with', async (t) => {
  const database = await testDatabase(t)

  const [row] = await rowsOf<Record<string, unknown>>(database.raw(`
    SELECT '2026-02-17'::date AS day, 9007199254740991::bigint AS large, count(*) AS count, '2026-02-17T00:00:00+08:00'::timestamptz AS instant,
      ARRAY['2026-02-17'::date, NULL] AS days, ARRAY[1::bigint] AS counts, '{"a": 1}'::jsonb AS document`))

  t.same(row, {
    day: '2026-02-17', large: Number.MAX_SAFE_INTEGER, count: 1, instant: new Date('2026-02-16T16:00:00Z'), days: ['2026-02-17', null], counts: [1], document: { a: 1 }
  })
})

t.test('a bigint that would lose digits is an error, not another number', async (t) => {
  const database = await testDatabase(t)

  await t.rejects(async () => await database.raw('SELECT 9007199254740993::bigint'), { message: /does not fit/ })
})

t.test('the day of an instant is the day in China', async (t) => {
  const database = await testDatabase(t)

  const [row] = await rowsOf(database.raw("SELECT '2026-02-16T16:30:00Z'::timestamptz::date AS day"))

  t.same(row, { day: '2026-02-17' })
})

t.test('a pool works on after the server closed its connections', async (t) => {
  const database = await testDatabase(t, { poolSize: 2 })
  await database.raw('SELECT 1')
  const [named] = await rowsOf<{ name: string }>(database.raw('SELECT current_database() AS name'))
  const other = await testDatabase(t, { poolSize: 1 })

  await other.raw('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?', [named!.name])

  await waitFor('a query on a new connection', async () => await rowsOf(database.raw('SELECT 1')).catch(() => false))
})
