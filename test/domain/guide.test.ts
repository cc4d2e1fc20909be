import t from 'tap'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { resolveIndustry } from '../../src/catalogue/resolve-industry.js'
import { composeFullGuide, composeGuide, type GuidePermit } from '../../src/domain/guide.js'
import { catalogueDir, convenienceStore } from '../support/catalogue.js'

const store = await convenienceStore()
const catalogue = await loadCatalogue(catalogueDir)
const answers = {
  sells_food: true,
  food_prepackaged_only: false,
  small_shop_route: false,
  food_items: ['散装食品销售'],
  sells_tobacco: true,
  sells_publications: true,
  sells_device_class2: true,
  drug_scope: '不经营药品',
  public_gathering: false,
  has_large_outdoor_ad: false,
  use_commitment: ['publication-retail'],
  premises_division: '410202'
}

t.test('the guide lists the permits that apply, with manner, limits and department', async (t) => {
  const guide = composeGuide(store, answers)

  t.strictSame(guide.permits.map((permit) => [permit.id, permit.choice, permit.isInstant, permit.inspection.beforeDecision, permit.limits.promised.n]), [
    ['food-operation', 'required', false, true, 5],
    ['tobacco-retail', 'optional', false, true, 10],
    ['medical-device-class2-filing', 'optional', true, false, 0],
    ['publication-retail', 'optional', true, false, 0]
  ])
  t.match(guide.permits[1], { commitment: { allowed: false, chosen: false }, limits: { statutory: { n: 20 }, starts: 'accepted', delivery: { n: 10 } }, hasOpenFacts: true, fees: '不收费' })
  t.match(guide.permits[3], { commitment: { allowed: true, chosen: true, postCheckWithin: { n: 2, unit: '月' } }, limits: { statutory: null } })
  t.strictSame([guide.exits, guide.undetermined, guide.openQuestions, guide.problems], [[], [], [], []])
})

t.test('each department is named at its level, what the city has not confirmed says so', async (t) => {
  const { places } = composeGuide(store, answers)

  t.strictSame(places.map((place) => [place.departmentName, place.region]), [
    ['龙亭区市场监督管理局', '410202'], ['龙亭区烟草专卖局', '410202'], ['开封市市场监督管理局', '410200'], ['龙亭区新闻出版局', '410202']
  ])
  t.match(places[0], { window: '龙亭区政务服务大厅综合窗口', address: '待本市确认', telephone: '待本市确认' })
})

t.test('before the county is known the places are told in words', async (t) => {
  const { places } = composeGuide(store, { ...answers, premises_division: undefined })

  t.strictSame(places.map((place) => [place.departmentName, place.region]), [
    ['经营场所所在县（区）市场监督管理局', null], ['经营场所所在县（区）烟草专卖局', null], ['开封市市场监督管理局', '410200'], ['经营场所所在县（区）新闻出版局', null]
  ])
})

t.test('with every permit chosen the figures are those of the merged form and the parallel limits', async (t) => {
  const guide = composeGuide(store, {}, { permits: store.permits.map((permit) => permit.id) })

  t.strictSame(guide.counts.before, { forms: 9, fields: 256, materials: 53, visits: 6, workdays: 50 })
  t.match(guide.counts.after, { forms: 1, fields: 98, visits: 1, workdays: 10 })
  t.strictSame([guide.limits.statutory, guide.limits.promised], [{ parallel: 20, serial: 103 }, { parallel: 10, serial: 50 }])
})

t.test('merging never asks for more than the permits one by one', async (t) => {
  const { before, after } = composeGuide(store, answers).counts

  for (const key of ['forms', 'fields', 'materials', 'visits', 'workdays'] as const) t.ok(after[key] <= before[key], key)
})

t.test('a permit that is already held is named, but nothing is asked for it', async (t) => {
  const guide = composeGuide(store, { ...answers, held_permits: ['food-operation'] })

  t.match(guide.permits[0], { id: 'food-operation', settledElsewhere: 'held' })
  t.notOk(guide.materials.some((material) => material.usedBy.includes('food-operation')))
  t.notOk(guide.fields.some((field) => field.usedBy.includes('food-operation')))
})

t.test('while questions are open, the guide says which, and which permits depend on them', async (t) => {
  const guide = composeGuide(store, { sells_food: true })

  t.strictSame(guide.permits, [])
  t.ok(guide.openQuestions.some((question) => question.id === 'food_prepackaged_only'))
  t.match(guide.undetermined.find((one) => one.id === 'food-prepackaged-filing'), { missing: ['food_prepackaged_only'] })
})

for (const id of Object.keys(catalogue.industries)) {
  t.test(`${id} with every permit chosen asks for the merged form's fields and for each material once`, async (t) => {
    const industry = resolveIndustry(catalogue, id)

    const guide = composeFullGuide(industry)

    t.equal(guide.fields.length, industry.unified_form.stats.unified_fields)
    t.equal(guide.counts.before.fields, industry.unified_form.stats.field_occurrences)
    t.strictSame(guide.permits.map((permit) => permit.id), industry.permits.map((permit) => permit.id))
    t.equal(new Set(guide.materials.map((material) => material.id)).size, guide.materials.length)
    t.ok(guide.counts.after.materials < guide.counts.before.materials)
    t.notMatch(JSON.stringify(guide), /待核/, 'the public reads 待本市确认')
  })
}

t.test('a permit decided in two stages tells both, with what it waits for', async (t) => {
  const permit = permitOf('internet-cafe', 'net-culture')

  t.strictSame(permit.limits.stages.map((stage) => [stage.name, stage.statutory.n, stage.promised.n]), [['筹建审批', 20, 10], ['终审', 15, 10]])
  t.match(permit.dependsOn, [{ name: '公众聚集场所投入使用、营业前消防安全检查', kind: 'hard', stage: '终审' }])
  t.match(permit.specialProcedures, [{ type: '筹建', excluded: false }])
  t.match(permit.renewal, { window: { until: { n: 30, unit: '日' } }, deemed_if_undecided: true })
})

t.test('hearing and public notice are told, with whether their time counts', async (t) => {
  const permit = permitOf('ktv', 'ent-business')

  t.strictSame(permit.specialProcedures.map(({ type, excluded }) => [type, excluded]), [['公示', false], ['听证', true], ['部门核查', false]])
  t.equal(permit.appliesWhen, '“是否外商投资”选“否”')
})

t.test('a material says what the applicant does about it', async (t) => {
  const { materials } = composeGuide(store, answers)
  const of = (id: string) => materials.find((material) => material.id === id)

  t.match(of('application-form'), { treatment: 'generated', handIn: false })
  t.match(of('business-licence'), { treatment: 'fetched', issuer: '市场监督管理部门' })
  t.match(of('premises-proof'), { treatment: 'hand-in' })
})

t.test('a material asked for in some situations only says in which, until the answers settle it', async (t) => {
  const shop = resolveIndustry(catalogue, 'ktv')
  const hygiene = { permits: ['public-place-hygiene'] }
  const report = (facts: object) => composeGuide(shop, { ...facts }, hygiene).materials.find((material) => material.name.startsWith('集中空调'))

  t.strictSame(report({})?.onlyWhen, [{ permitId: 'public-place-hygiene', text: '“是否使用集中空调通风系统”选“是”' }])
  t.strictSame(report({ has_central_ac: true })?.onlyWhen, [])
  t.equal(report({ has_central_ac: false }), undefined)
})

t.test('a window is named once, with everything that is handled there', async (t) => {
  const { places } = composeGuide(store, { ...answers, sells_device_class2: false, drug_scope: '仅乙类非处方药' })

  t.equal(new Set(places.map((place) => `${place.department}@${place.region}`)).size, places.length)
  t.ok(places.some((place) => place.permits.length > 0 && place.permits.includes('food-operation')))
})

t.test('the flow has a step for what these permits need, and none for what they don\'t', async (t) => {
  const titles = (permits: string[]): string[] => composeGuide(store, answers, { permits }).flow.map((step) => step.title)

  t.strictSame(titles(['publication-retail']), ['一次告知', '一表申请', '一窗受理', '当场办结', '决定和送达', '一证准营', '事后核查'])
  t.strictSame(titles(['tobacco-retail']), ['一次告知', '一表申请', '一窗受理', '并联审查', '一同核查', '特殊环节', '决定和送达', '一证准营'])
})

function permitOf (industry: string, permit: string): GuidePermit {
  return composeFullGuide(resolveIndustry(catalogue, industry)).permits.find((one) => one.id === permit)!
}
