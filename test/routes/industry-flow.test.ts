import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { insertRelease } from '../../src/database/releases.js'
import { renderModel } from '../../src/diagrams/render-model.js'
import { ask } from '../support/api/people.js'
import { givenRelease } from '../support/api/shop.js'
import { testApi } from '../support/api/test-app.js'
import { catalogueDir, convenienceStore } from '../support/catalogue.js'

const address = '/industries/convenience-store/flow.svg'
const flowName = 'industries/convenience-store/flow.bpmn'

t.test('everybody sees the published flow, and keeps it until another is published', async (t) => {
  const { app, database } = await testApi(t)
  await givenRelease(database)
  const flow = await readFile(join(catalogueDir, flowName), 'utf8')

  const response = await ask(app, 'GET', address)
  const { etag } = response.headers
  const unchanged = await Promise.all([etag, `"other", ${etag}`, `W/${etag}`, '*'].map(async (tag) => await ask(app, 'GET', address, { headers: { 'if-none-match': tag } })))
  await publish(database, flow.replace('name="办结归档"', 'name="归档"'))
  const renewed = await ask(app, 'GET', address, { headers: { 'if-none-match': String(etag) } })

  t.equal(response.statusCode, 200)
  t.equal(response.headers['content-type'], 'image/svg+xml; charset=utf-8')
  t.equal(response.headers['cache-control'], 'public, max-age=60')
  t.match(etag, /^"[\w-]{43}"$/)
  t.equal(response.body, await renderModel(flow))
  for (const { statusCode, body, headers } of unchanged) t.same([statusCode, body, headers.etag], [304, '', etag])
  t.equal(renewed.statusCode, 200)
  t.match(renewed.body, '>归档<')
  t.not(renewed.headers.etag, etag)
})

t.test('an industry that nobody published, or whose files were not kept, has no picture', async (t) => {
  const { app, database } = await testApi(t)
  await givenRelease(database)

  const unknown = await ask(app, 'GET', '/industries/casino/flow.svg')
  await publish(database, null)
  const withoutFiles = await ask(app, 'GET', address)

  t.equal(unknown.statusCode, 404)
  t.match(unknown.json(), { code: 'unknown-industry', message: '没有这个行业' })
  t.match(unknown.headers['content-type'], 'application/json')
  t.equal(withoutFiles.statusCode, 404)
  t.match(withoutFiles.json(), { code: 'not-found' })
})

async function publish (database: Parameters<typeof insertRelease>[0], flow: string | null): Promise<void> {
  const content = await convenienceStore()
  await insertRelease(database, {
    industry: content.id,
    content,
    contentHash: `flow-test-${flow === null}`,
    resources: flow === null ? [] : [{ name: flowName, content: flow }],
    forms: {},
    publishedBy: 'test',
    note: ''
  })
}
