import t from 'tap'
import { resourcesOfRelease } from '../../src/database/release-resources.js'
import { insertRelease, releaseOf } from '../../src/database/releases.js'
import { ask } from '../support/api/people.js'
import { givenRelease } from '../support/api/shop.js'
import { testApi } from '../support/api/test-app.js'

const releases = '/industries/convenience-store/releases'

t.test('everybody sees what was published and what each version changed, but not by whom', async (t) => {
  const { app, database } = await testApi(t)
  const first = await givenRelease(database)
  const content = structuredClone(await releaseOf(database, first))
  content.permits.find(({ id }) => id === 'publication-retail')!.time_limit.promised.n = 4
  await insertRelease(database, {
    industry: content.id, content, contentHash: 'second', resources: await resourcesOfRelease(database, first), forms: {}, publishedBy: '王五', note: '压缩时限'
  })

  const list = await ask(app, 'GET', releases)
  const changed = await ask(app, 'GET', `${releases}/2/diff`)
  const initial = await ask(app, 'GET', `${releases}/1/diff`)

  t.match(list.json(), [{ version: 2, note: '压缩时限', contentHash: 'second' }, { version: 1 }])
  t.notMatch(list.body, '王五')
  t.match(changed.json(), {
    version: 2,
    against: 1,
    groups: [{ title: '事项“出版物零售经营许可”', department: { id: 'press-film' }, changes: [/承诺时限由5个工作日.*缩短为4个工作日/] }]
  })
  t.same(initial.json(), { version: 1, against: null, groups: [] })
})

t.test('both are cached by their ETag until something is published', async (t) => {
  const { app, database } = await testApi(t)
  await givenRelease(database)

  for (const path of [releases, `${releases}/1/diff`]) {
    const { headers } = await ask(app, 'GET', path)
    const again = await ask(app, 'GET', path, { headers: { 'if-none-match': String(headers.etag) } })

    t.match(headers['cache-control'], /^public, max-age=\d+$/)
    t.equal(again.statusCode, 304)
  }
})

t.test('an industry or version that nobody published is named', async (t) => {
  const { app, database } = await testApi(t)
  await givenRelease(database)

  t.match((await ask(app, 'GET', '/industries/casino/releases')).json(), { code: 'unknown-industry' })
  t.match((await ask(app, 'GET', `${releases}/2/diff`)).json(), { code: 'unknown-release' })
  t.match((await ask(app, 'GET', `${releases}/0/diff`)).json(), { code: 'bad-request' })
})
