import t from 'tap'
import { insertRelease } from '../../src/database/releases.js'
import { ask } from '../support/api/people.js'
import { givenRelease, shopAnswers } from '../support/api/shop.js'
import { testApi } from '../support/api/test-app.js'
import { convenienceStore } from '../support/catalogue.js'
import { pdfText } from '../support/pdf-text.js'

t.test('the guide of an industry is a PDF for everybody, drawn once, cached by its ETag', async (t) => {
  const { app, database } = await testApi(t)
  await givenRelease(database)

  const first = await ask(app, 'GET', '/industries/convenience-store/guide.pdf')
  const again = await ask(app, 'GET', '/industries/convenience-store/guide.pdf', { headers: { 'if-none-match': String(first.headers.etag) } })
  const other = await ask(app, 'GET', '/industries/convenience-store/guide.pdf', { headers: { 'if-none-match': '"another"' } })

  t.equal(first.statusCode, 200)
  t.equal(first.headers['content-type'], 'application/pdf')
  t.match(first.headers['cache-control'], /^public, max-age=\d+$/)
  t.match((await pdfText(first.rawPayload)).text, /便利店“一业一证”办事指南.*第1版（\d+年\d+月\d+日发布）/)
  t.strictSame([again.statusCode, again.body], [304, ''])
  t.ok(other.rawPayload.equals(first.rawPayload))
})

t.test('a new release has a guide of its own', async (t) => {
  const { app, database } = await testApi(t)
  await givenRelease(database)
  const first = await ask(app, 'GET', '/industries/convenience-store/guide.pdf')
  await insertRelease(database, { industry: 'convenience-store', content: await convenienceStore(), contentHash: 'next', resources: [], forms: {}, publishedBy: 'test', note: '' })

  const next = await ask(app, 'GET', '/industries/convenience-store/guide.pdf', { headers: { 'if-none-match': String(first.headers.etag) } })

  t.equal(next.statusCode, 200)
  t.match((await pdfText(next.rawPayload)).text, '第2版')
})

t.test('one\'s own answers can be printed', async (t) => {
  const { app, database } = await testApi(t)
  await givenRelease(database)

  const response = await ask(app, 'POST', '/industries/convenience-store/guide.pdf', { payload: { answers: { ...shopAnswers, premises_division: '410202' } } })

  t.equal(response.statusCode, 200)
  t.match((await pdfText(response.rawPayload)).text, '龙亭区政务服务大厅综合窗口')
  t.equal(response.headers['cache-control'], 'no-store')
})

t.test('wrong answers and unknown industries are told, not printed', async (t) => {
  const { app, database } = await testApi(t)
  await givenRelease(database)

  const wrong = await ask(app, 'POST', '/industries/convenience-store/guide.pdf', { payload: { answers: { sells_gold: true } } })
  t.match([wrong.statusCode, wrong.json()], [422, { code: 'invalid-answers', details: { problems: [{ question: 'sells_gold', problem: '没有这个问题' }] } }])
  t.match((await ask(app, 'GET', '/industries/casino/guide.pdf')).json(), { code: 'unknown-industry' })
  t.equal((await ask(app, 'POST', '/industries/casino/guide.pdf', { payload: { answers: {} } })).statusCode, 404)
  t.equal((await ask(app, 'POST', '/industries/convenience-store/guide.pdf', { payload: {} })).statusCode, 400)
  for (const path of ['guide', 'guide.pdf']) {
    const unknown = await ask(app, 'POST', `/industries/convenience-store/${path}`, { payload: { answers: shopAnswers, permits: ['food-operation', 'casino-licence'] } })
    t.match([unknown.statusCode, unknown.json()], [422, { code: 'unknown-permit', details: { permits: ['casino-licence'] } }])
  }
})
