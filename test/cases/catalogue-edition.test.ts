import t from 'tap'
import type { Catalogue } from '../../src/catalogue/catalogue.js'
import { IndustryNotConfirmed, publishCatalogueEdition, publishFirstCatalogueEdition } from '../../src/cases/catalogue-edition.js'
import { keepConfirmations } from '../../src/cases/publication/confirmations.js'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { resolveIndustry } from '../../src/catalogue/resolve-industry.js'
import { catalogueEditions, entriesOf } from '../../src/database/catalogue-editions.js'
import { insertRelease } from '../../src/database/releases.js'
import { catalogueDir } from '../support/catalogue.js'
import { testDatabase } from '../support/database.js'

const files = await loadCatalogue(catalogueDir)
const order = { publishedBy: '王五', note: '首批', now: new Date('2026-11-23T10:00:00+08:00') }

function withStore (changes: Partial<Catalogue['nextEdition']['industries'][string]>): Catalogue {
  const { announcement, industries } = files.nextEdition
  return { ...files, nextEdition: { announcement, industries: { ...industries, 'convenience-store': { ...industries['convenience-store']!, ...changes } } } }
}

t.test('editions are numbered, keep the old ones, and the same content makes no new one', async (t) => {
  const database = await testDatabase(t)

  t.equal(await publishFirstCatalogueEdition(database, files, order), 1)
  t.equal(await publishFirstCatalogueEdition(database, files, order), undefined)
  t.equal(await publishCatalogueEdition(database, files, order), undefined)
  t.equal(await publishCatalogueEdition(database, withStore({ status: 'suspended', reason: '停办' }), order), 2)

  t.match(await catalogueEditions(database), [{ number: 2 }, { number: 1, publishedOn: '2026-11-23', publishedBy: '王五' }])
  const first = await entriesOf(database, 1)
  t.equal(first.length, 22)
  t.ok(first.every(({ status, regions }) => status === 'trial' && regions[0] === '410200'))
  t.match(first[0], { industry: 'convenience-store', name: '便利店', leadDepartment: { name: '市市场监督管理局' }, reason: null })
  t.match((await entriesOf(database, 2))[0], { status: 'suspended', reason: '停办' })
})

t.test('of two publishers at once one makes the edition', async (t) => {
  const database = await testDatabase(t)

  const numbers = await Promise.all([publishCatalogueEdition(database, files, order), publishCatalogueEdition(database, files, order)])

  t.same(numbers.filter((number) => number !== undefined), [1])
})

t.test('no industry becomes 正式 while it is unpublished or a fact that it uses is open', async (t) => {
  const database = await testDatabase(t)
  const official = withStore({ status: 'official' })
  const content = resolveIndustry(files, 'convenience-store')
  const release = async (open: typeof content.open_facts, hash: string): Promise<unknown> => await insertRelease(database, {
    industry: content.id, content: { ...content, open_facts: open! }, contentHash: hash, resources: [], forms: {}, publishedBy: 'test', note: ''
  })

  await t.rejects(publishCatalogueEdition(database, official, order), new IndustryNotConfirmed([{ industry: 'convenience-store', name: '便利店', reasons: ['还没有发布'] }]))
  await release(content.open_facts, 'edition test: open')
  const refused = await publishCatalogueEdition(database, official, order).catch((error: unknown) => error)
  t.ok(refused instanceof IndustryNotConfirmed)
  t.match((refused as Error).message, '事项“烟草专卖零售许可” › 承诺时限：10个工作日〔待核〕（permits/tobacco-retail/time_limit/promised）')
  t.same(await catalogueEditions(database), [])
  await release([], 'edition test: confirmed')
  t.equal(await publishCatalogueEdition(database, official, order), 1)
})

t.test('confirmations are kept once with what is published', async (t) => {
  const database = await testDatabase(t)
  const fact = {
    path: 'defaults/status-notice',
    label: '默认期间“单项变动通报”',
    text: '单项变动通报 2个工作日〔待核〕',
    permits: [],
    outcome: 'corrected' as const,
    value: 3,
    by: '李四',
    department: { id: 'gov-services', name: '市政务服务和大数据管理局' },
    paper: '汴政数〔2026〕5号',
    on: '2026-11-20'
  }

  await keepConfirmations(database, [fact, fact])
  await keepConfirmations(database, [fact])

  t.match(await database('fact_confirmation'), [{ fact: 'defaults/status-notice', outcome: 'corrected', corrected_value: 3, confirmed_by: '李四', confirmed_on: '2026-11-20' }])
  t.equal((await database('fact_confirmation')).length, 1)
})
