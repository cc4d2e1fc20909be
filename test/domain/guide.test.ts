import t from 'tap'
import { composeGuide } from '../../src/domain/guide.js'
import { convenienceStore } from '../support/catalogue.js'

const store = await convenienceStore()
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
