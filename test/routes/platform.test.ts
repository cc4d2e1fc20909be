import t from 'tap'
import { ask, signedIn } from '../support/api/people.js'
import { connectDatabase } from '../../src/database/connection.js'
import { freePort } from '../../src/free-port.js'
import { givenRelease } from '../support/api/shop.js'
import { testApi } from '../support/api/test-app.js'

t.test('ready means a release, database, engine and feed; live means the process', async (t) => {
  const { app, engine, database } = await testApi(t)
  t.match((await ask(app, 'GET', '/health/live')).json(), { status: 'live' })
  t.match((await ask(app, 'GET', '/health/ready')).json(), { code: 'not-ready', details: { engine: true, published: false, hint: /onelicence publish/ } })
  await givenRelease(database)
  t.match((await ask(app, 'GET', '/health/ready')).json(), { status: 'ready' })

  engine.isDown = true
  const withoutEngine = await ask(app, 'GET', '/health/ready')
  t.equal(withoutEngine.statusCode, 503)
  t.match(withoutEngine.json(), { code: 'not-ready', details: { database: true, engine: false, alarms: [] } })
  engine.isDown = false
  await database('platform_alarm').insert({ kind: 'fresh-engine', detail: { epoch: 2 } })
  t.match((await ask(app, 'GET', '/health/ready')).json(), { code: 'not-ready', details: { engine: true, alarms: ['fresh-engine'] } })
  t.match((await ask(app, 'GET', '/health/live')).json(), { status: 'live' })
})

t.test('with the database down every route answers 503, says so and nothing more', async (t) => {
  const database = connectDatabase({ url: `postgres://nobody:secret@127.0.0.1:${await freePort()}/gone`, poolSize: 2 })
  t.teardown(() => database.destroy())
  const { app, logged } = await testApi(t, { database })

  for (const response of [
    await ask(app, 'GET', '/industries'),
    await ask(app, 'POST', '/session', { payload: { login: 'a', password: 'b' } }),
    await ask(app, 'GET', '/session', { headers: { cookie: 'onelicence_session=x' } })
  ]) {
    t.equal(response.statusCode, 503)
    t.same(response.json(), { code: 'database-unavailable', message: '数据库暂时不可用，请稍后再试' })
  }
  t.match((await ask(app, 'GET', '/health/ready')).json(), { code: 'not-ready', details: { database: false } })
  t.equal((await ask(app, 'GET', '/health/live')).statusCode, 200)
  t.notMatch(logged.join(''), /secret/)
})

t.test('connections that the database cuts are told as 503, and the API recovers by itself', async (t) => {
  const { app, database } = await testApi(t)
  t.equal((await ask(app, 'GET', '/industries')).statusCode, 200)
  await database.raw('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()')
  await database.raw('SELECT pg_terminate_backend(pg_backend_pid())').catch(() => {})

  const statuses: number[] = []
  while (statuses.at(-1) !== 200 && statuses.length < 10) statuses.push((await ask(app, 'GET', '/industries')).statusCode)

  t.equal(statuses.at(-1), 200)
  t.same(statuses.slice(0, -1).filter((status) => status !== 503), [])
})

t.test('a fault of ours is logged and told to nobody', async (t) => {
  const api = await testApi(t)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  await api.database.schema.renameTable('case_file', 'hidden')

  const response = await applicant.ask('GET', '/cases')

  t.equal(response.statusCode, 500)
  t.same(response.json(), { code: 'internal', message: '系统出错了，请稍后再试' })
  t.match(api.logged.join(''), /case_file/)
})

t.test('what does not exist is answered in the same form', async (t) => {
  const { app } = await testApi(t)

  const response = await ask(app, 'GET', '/nowhere')

  t.equal(response.statusCode, 404)
  t.same(response.json(), { code: 'not-found', message: '没有找到' })
})

t.test('metrics tell jobs, outbox, feed, dead letters, expired messages, lost completions and incidents', async (t) => {
  const { app, database } = await testApi(t)
  await database('outbox').insert({ kind: 'publish-message', payload: '{}', created_at: database.raw("now() - interval '1 minute'") })
  await database('dead_letter').insert({ reason: 'test', record: '{' })

  const { body } = await ask(app, 'GET', '/metrics', { remoteAddress: '127.0.0.1' })

  t.match(body, /^onelicence_outbox_waiting 1$/m)
  t.match(body, /^onelicence_outbox_oldest_age_seconds (6\d|[7-9]\d)(\.\d+)?$/m)
  t.match(body, /^onelicence_feed_dead_letters 1$/m)
  for (const name of ['jobs_handled', 'jobs_completion_lost', 'feed_lag_seconds', 'messages_expired', 'incidents_open', 'notifications_waiting', 'notifications_failed']) {
    t.match(body, new RegExp(`^onelicence_${name} 0$`, 'm'))
  }
})
