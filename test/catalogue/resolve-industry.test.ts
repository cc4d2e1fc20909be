import t from 'tap'
import { contentHash } from '../../src/catalogue/content-hash.js'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { resolveIndustry } from '../../src/catalogue/resolve-industry.js'
import { catalogueCopy, catalogueDir, convenienceStore } from '../support/catalogue.js'

t.test('the store carries its nine permits with materials and fields filled in', async (t) => {
  const store = await convenienceStore()

  t.strictSame(store.permits.map((permit) => permit.id), [
    'food-operation', 'food-prepackaged-filing', 'food-small-shop', 'tobacco-retail', 'drug-retail', 'medical-device-class2-filing',
    'publication-retail', 'fire-safety-check', 'outdoor-sign'
  ])
  const tobacco = store.permits.find((permit) => permit.id === 'tobacco-retail')!
  t.match(tobacco, { department: { id: 'tobacco', name: '市烟草专卖局' }, inclusion: 'optional', commitment: { available: 'no', law_locked: true, lock: { value: 'no', when: null } } })
  t.match(tobacco.materials.find((material) => material.id === 'premises-proof'), {
    name: /使用权证明/, covered_by_commitment: false, required: true, copies: 1, tolerable: true, tolerance: { n: 10, unit: '工作日', unverified: true }
  })
})

t.test('what follows from the permits is worked out: departments, joint visit, merged fields and materials', async (t) => {
  const store = await convenienceStore()

  t.strictSame(store.collaborating_departments.map((one) => one.id), ['tobacco', 'press-film', 'fire-rescue', 'urban-management'])
  t.strictSame(store.joint_inspection.pre_decision_permits, ['food-operation', 'tobacco-retail', 'drug-retail', 'publication-retail', 'fire-safety-check', 'outdoor-sign'])
  t.strictSame(store.joint_inspection.post_decision_permits, ['food-prepackaged-filing', 'food-small-shop', 'medical-device-class2-filing'])
  t.strictSame(store.unified_form.stats, { field_occurrences: 256, unified_fields: 98 })
  t.strictSame(store.unified_materials.find((one) => one.id === 'food-flow-layout')?.used_by, ['food-operation'])
})

t.test('an exit of this industry only is put on the question\'s option', async (t) => {
  const store = await convenienceStore()

  const drugs = store.questions.find((question) => question.id === 'drug_scope')!

  t.strictSame(drugs.options!.filter((option) => option.exit !== null).map((option) => option.value), ['处方药和非处方药'])
})

t.test('what an industry uses and the city has yet to confirm comes with it', async (t) => {
  const { open_facts: open = [] } = await convenienceStore()

  t.match(open.find((fact) => fact.path === 'industries/convenience-store/composite_licence/min_items'), { text: '2项〔待核〕', permits: [] })
  t.match(open.find((fact) => fact.path === 'permits/drug-retail/commitment/post_check/within'),
    { label: '事项“药品经营许可（零售）” › 告知承诺 › 事后核查 › 期限', text: '3个月〔待核〕', permits: ['drug-retail'] })
})

t.test('an industry\'s override changes the permit for this industry only', async (t) => {
  const { dir, edit } = await catalogueCopy(t)
  await edit('industries/convenience-store/industry.yaml', (text) => text.replace('    applies_when: { q: sells_publications',
    '    overrides: { time_limit: { promised: { n: 3, unit: 工作日, unverified: true } } }\n    applies_when: { q: sells_publications'))

  const catalogue = await loadCatalogue(dir)

  const permit = resolveIndustry(catalogue, 'convenience-store').permits.find((one) => one.id === 'publication-retail')!
  t.match(permit.time_limit, { promised: { n: 3 }, statutory: { n: 20 } })
  t.equal(catalogue.permits['publication-retail']!.time_limit.promised.n, 5)
})

t.test('an unknown industry is refused', async (t) => {
  const catalogue = await loadCatalogue(catalogueDir)

  t.throws(() => resolveIndustry(catalogue, 'no-such-industry'), /no-such-industry/)
})

t.test('the content hash depends on the content, not on the order of keys or files', async (t) => {
  const store = await convenienceStore()
  const files = [{ name: 'a', content: '1' }, { name: 'b', content: '2' }]
  const turned = Object.fromEntries(Object.entries(store).reverse()) as typeof store

  t.equal(contentHash(store, files), contentHash(turned, [...files].reverse()))
  t.not(contentHash(store, files), contentHash({ ...store, name: '别的' }, files))
  t.not(contentHash(store, files), contentHash(store, [files[0]!, { name: 'b', content: '3' }]))
})
