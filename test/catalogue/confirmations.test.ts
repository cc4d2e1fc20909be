import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { CatalogueError } from '../../src/catalogue/catalogue-error.js'
import { confirmFact } from '../../src/catalogue/confirm-fact.js'
import { placeOfFact, applyConfirmations } from '../../src/catalogue/confirmations.js'
import { decisionFacts } from '../../src/catalogue/decision-facts.js'
import { factOf } from '../../src/catalogue/facts.js'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { allOpenFacts, confirmersOf, openFacts } from '../../src/catalogue/open-facts.js'
import { resolveIndustry } from '../../src/catalogue/resolve-industry.js'
import { readYamlFile, type YamlFile } from '../../src/catalogue/yaml-file.js'
import { permitFacts } from '../../src/domain/permit-facts.js'
import { catalogueCopy, catalogueDir } from '../support/catalogue.js'

const files = await loadCatalogue(catalogueDir)
const who = { by: '李四', department: 'market-regulation', paper: '汴市监函〔2026〕12号', on: '2026-11-20' }

t.test('every open fact can be found again in its file by its path and words, and somebody may confirm it', async (t) => {
  const facts = allOpenFacts(files).filter(({ path }) => !path.startsWith('decisions/'))
  const raw = new Map<string, YamlFile>()
  for (const file of new Set(facts.map(({ path }) => placeOfFact(path).file))) raw.set(file, await readYamlFile(catalogueDir, file) as YamlFile)

  t.ok(facts.length > 500)
  const lost = facts.filter(({ path, text }) => factOf(raw.get(placeOfFact(path).file)!.data, placeOfFact(path).steps, path)?.text !== text)
  t.same(lost, [])
  t.same(facts.filter(({ path }) => confirmersOf(files, path).length === 0), [])
  t.same(facts.filter(({ label }) => /[a-z]{4}/.test(label.replace(/“[^”]*”/g, ''))).map(({ label }) => label), [], 'each is called in Chinese')
})

t.test('a confirmed fact loses its mark in every industry that uses it, and says by which paper', async (t) => {
  const { dir } = await catalogueCopy(t)
  await confirmFact(await loadCatalogue(dir), { ...who, fact: 'permits/food-small-shop/conditions/0' })
  await confirmFact(await loadCatalogue(dir), { ...who, fact: 'permits/food-operation/time_limit/promised', value: 4 })
  await confirmFact(await loadCatalogue(dir), { ...who, fact: 'permits/food-operation/certificate/number_format', value: 'JY + 14位数字' })

  const catalogue = await loadCatalogue(dir)

  for (const id of ['convenience-store', 'restaurant']) {
    const industry = resolveIndustry(catalogue, id)
    const [food, shop] = ['food-operation', 'food-small-shop'].map((permit) => industry.permits.find((one) => one.id === permit)!)
    t.equal(shop!.conditions[0], '个体工商户，固定经营场所，使用面积不超过60平方米（含）')
    t.same(food!.time_limit.promised, { n: 4, unit: '工作日' })
    t.equal(food!.certificate.number_format, 'JY + 14位数字')
    t.equal(openFacts(catalogue, id).length, openFacts(files, id).length - 3)
    t.match(permitFacts(industry, 'food-operation').confirmedFacts, [
      { path: 'permits/food-operation/time_limit/promised', text: '5个工作日〔待核〕', outcome: 'corrected', department: '市市场监督管理局', paper: '汴市监函〔2026〕12号', on: '2026-11-20' },
      { path: 'permits/food-operation/certificate/number_format' }
    ])
    t.notMatch(JSON.stringify(permitFacts(industry, 'food-operation')), '李四')
  }
  t.match(await readFile(join(dir, 'permits/food-small-shop/permit.yaml'), 'utf8'), '〔面积口径待核〕', 'the file itself stays')
  t.match(await readFile(join(dir, 'confirmations.yaml'), 'utf8'), /^# 〔待核〕内容的确认记录[\s\S]*- fact: permits\/food-small-shop/, 'and its head, too')
})

t.test('a rule of a decision table is confirmed as it stands, and its period with it', async (t) => {
  const { dir } = await catalogueCopy(t)
  const fact = decisionFacts(files.decisions).find(({ path }) => path.startsWith('decisions/deadline-defaults/'))!
  t.match(openFacts(files, 'ktv').find(({ path }) => path === fact.path), { label: '决策表“期间设定” › 第1条规则', text: fact.text })
  const order = { ...who, department: 'gov-services', fact: fact.path }
  await t.rejects(confirmFact(await loadCatalogue(dir), { ...order, value: 10 }), /不能在这里更正/)

  await confirmFact(await loadCatalogue(dir), order)

  const catalogue = await loadCatalogue(dir)
  t.equal(files.defaults['supplement-period']!.unverified, true)
  t.equal(catalogue.defaults['supplement-period']!.unverified, undefined)
  t.equal(openFacts(catalogue, 'ktv').length, openFacts(files, 'ktv').length - 1)
})

t.test('of two confirmations of one fact the newer holds; a mark by itself needs a correction', async (t) => {
  const { dir } = await catalogueCopy(t)
  const catalogue = await loadCatalogue(dir)
  const fact = 'permits/tobacco-retail/time_limit/promised'
  const tobacco = { ...who, department: 'tobacco', fact }
  await confirmFact(catalogue, { ...tobacco, value: 12 })
  await confirmFact(catalogue, { ...tobacco, value: { n: 8, basis: '烟草专卖许可证管理办法' } })

  const confirmed = await loadCatalogue(dir)

  t.same(confirmed.permits['tobacco-retail']!.time_limit.promised, { n: 8, unit: '工作日', basis: '烟草专卖许可证管理办法' })
  t.equal(confirmed.confirmations.length, 2)
})

const refusals: { title: string, order: { fact: string, department?: string, value?: unknown }, says: RegExp }[] = [
  { title: 'of something that is not open', order: { fact: 'permits/food-operation/name' }, says: /没有待核内容/ },
  { title: 'of a permit that does not exist', order: { fact: 'permits/gold-trade/name' }, says: /没有待核内容/ },
  { title: 'by a department without a say', order: { fact: 'permits/tobacco-retail/change_basis' }, says: /不归部门“market-regulation”确认，应由 tobacco 确认/ },
  { title: 'that leaves nothing', order: { fact: 'defaults/correction-issue/note', department: 'gov-services' }, says: /请写明更正后的内容/ },
  { title: 'with a number in place of a text', order: { fact: 'permits/food-operation/change_basis', value: 3 }, says: /应是文字/ },
  { title: 'with a text in place of a limit', order: { fact: 'permits/food-operation/time_limit/promised', value: '五天' }, says: /应是数字/ }
]
for (const { title, order, says } of refusals) {
  t.test(`a confirmation ${title} is refused`, async (t) => {
    await t.rejects(confirmFact(files, { ...who, ...order }), says)
  })
}

t.test('a correction that makes the file wrong is refused and leaves no trace', async (t) => {
  const { dir } = await catalogueCopy(t)
  const before = await readFile(join(dir, 'confirmations.yaml'), 'utf8')

  for (const value of [-1, 1e30]) {
    await t.rejects(confirmFact(await loadCatalogue(dir), { ...who, fact: 'permits/food-operation/time_limit/promised', value }), CatalogueError)
  }

  t.equal(await readFile(join(dir, 'confirmations.yaml'), 'utf8'), before)
})

t.test('of two who confirm at once neither undoes what the other wrote', async (t) => {
  const { dir } = await catalogueCopy(t)
  const catalogue = await loadCatalogue(dir)
  const order = { ...who, fact: 'permits/food-operation/time_limit/promised' }

  const both = await Promise.allSettled([confirmFact(catalogue, { ...order, by: '甲' }), confirmFact(catalogue, { ...order, by: '乙' })])

  t.same(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  t.match(both.find(({ status }) => status === 'rejected'), { reason: /另有人正在登记确认/ })
  await confirmFact(catalogue, { ...order, by: '丙' })
  t.equal((await loadCatalogue(dir)).confirmations.length, 2)
  t.same((await readdir(dir)).filter((name) => name.startsWith('confirmations')), ['confirmations.yaml'])
})

t.test('words that changed after they were confirmed have to be confirmed again', async (t) => {
  const at = (text: string): YamlFile => ({
    file: 'permits/x/permit.yaml', data: { note: text }, lineOf: () => 1, problemAt: (_path, what, howToMend) => ({ file: 'confirmations.yaml', line: 1, what, howToMend })
  })
  const list = [{ ...who, fact: 'permits/x/note', text: '三天〔待核〕', outcome: 'confirmed' as const }]

  t.match(applyConfirmations({ yaml: at(''), list }, at('五天〔待核〕')), [{ what: /原文在确认之后改了/ }])
  t.match(applyConfirmations({ yaml: at(''), list }, at('三天')), [{ what: /没有待核内容/ }])
  t.same(applyConfirmations({ yaml: at(''), list }, at('三天〔待核〕')), [])
})
