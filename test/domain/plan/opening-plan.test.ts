import t from 'tap'
import { planOpening, type OpeningPlan, type PlannedWay } from '../../../src/domain/plan/opening-plan.js'
import { allIndustries, projectCalendar } from '../../support/planning.js'

const calendar = await projectCalendar()
const industries = new Map((await allIndustries()).map((industry) => [industry.id, industry]))

// 2026-09-24 is a Thursday; then 09-25 中秋节, 10-01 to 10-07 国庆节, 10-10 (Saturday) is worked
const beforeHolidays = new Date('2026-09-24T10:00:00+08:00')
const store = {
  sells_food: true,
  food_prepackaged_only: false,
  small_shop_route: false,
  premises_area: 80,
  entity_type: '企业',
  sells_tobacco: true,
  drug_scope: '不经营药品',
  sells_device_class2: false,
  sells_publications: false,
  public_gathering: true,
  has_large_outdoor_ad: false
}

t.test('a store over the National Day holidays: food, fire safety and tobacco', async (t) => {
  const plan = planFor('convenience-store', store)

  t.equal(plan.receivedOn, '2026-09-24')
  t.same(plan.ways.map(({ title }) => title), [
    '公众聚集场所投入使用、营业前消防安全检查以告知承诺办理；烟草专卖零售许可以后再办',
    '公众聚集场所投入使用、营业前消防安全检查以告知承诺办理；烟草专卖零售许可一并办理',
    '公众聚集场所投入使用、营业前消防安全检查按一般程序办理；烟草专卖零售许可一并办理',
    '公众聚集场所投入使用、营业前消防安全检查按一般程序办理；烟草专卖零售许可以后再办'
  ])
  const [foodOnly, withTobacco, ordinary] = plan.ways
  // Acceptance 3 working days later: 09-30; then 5: 10-08, 09, 10, 12, 13
  t.equal(foodOnly!.opensOn.promised, '2026-10-13')
  t.equal(foodOnly!.workdays, 8)
  t.match(permitOf(foodOnly!, 'food-operation'), { manner: '一般程序', acceptedOn: '2026-09-30', visitOn: '2026-10-13', promisedDueOn: '2026-10-13' })
  // On the spot, online: the next working day after 中秋节 and the weekend
  t.match(permitOf(foodOnly!, 'fire-safety-check'), { manner: '告知承诺', decidedOn: { earliest: '2026-09-24', promised: '2026-09-28' }, acceptedOn: null })
  // Tobacco takes 10 working days, but nobody has to wait for it
  t.equal(withTobacco!.opensOn.promised, '2026-10-13')
  t.equal(withTobacco!.completeOn.promised, '2026-10-20')
  // By the ordinary procedure the fire check takes 10 working days, too; the one visit is held within the food permit's 5
  t.equal(ordinary!.opensOn.promised, '2026-10-20')
  t.match(permitOf(ordinary!, 'fire-safety-check'), { visitOn: '2026-10-13', decidedOn: { promised: '2026-10-20' } })
})

t.test('the critical path of that store, from submission to its certificate', async (t) => {
  const [way] = planFor('convenience-store', store).ways

  t.same(way!.criticalPath.map(({ what, from, on, permitName }) => [what, from, on, permitName]), [
    ['提交申请', '2026-09-24', '2026-09-24', null],
    ['收件', '2026-09-24', '2026-09-24', null],
    ['受理', '2026-09-24', '2026-09-30', '食品经营许可'],
    ['决定', '2026-09-30', '2026-10-13', '食品经营许可'],
    ['取得证件', '2026-10-13', '2026-10-13', '食品经营许可']
  ])
})

t.test('what is handed in on a holiday counts from the first working day after it', async (t) => {
  const plan = planFor('convenience-store', store, { submittedAt: new Date('2026-10-03T15:00:00+08:00') })

  t.equal(plan.receivedOn, '2026-10-08')
  // 10-09, 10-10, 10-12; then 13, 14, 15, 16, 19
  t.equal(plan.ways[0]!.opensOn.promised, '2026-10-19')
})

t.test('a small shop of a sole trader can be registered on the spot or licensed: both routes are shown', async (t) => {
  const plan = planFor('convenience-store', { ...store, premises_area: 50, entity_type: '个体工商户', sells_tobacco: false, public_gathering: false })

  t.same(plan.ways.map(({ title, opensOn }) => [title, opensOn.promised]), [
    ['选择按食品小经营店登记', '2026-09-28'],
    ['不选择按食品小经营店登记', '2026-10-13']
  ])
})

t.test('at the window what is decided on the spot is there the same day', async (t) => {
  const plan = planFor('convenience-store', { ...store, food_prepackaged_only: true, sells_tobacco: false, public_gathering: false }, { channel: 'window' })

  t.equal(plan.ways.length, 1)
  t.equal(plan.ways[0]!.title, '全部事项一并办理')
  t.same(plan.ways[0]!.opensOn, { earliest: '2026-09-24', promised: '2026-09-24', statutory: '2026-10-15' })
})

t.test('song and dance: the hearing does not count towards the limit, and the police filing follows the licence', async (t) => {
  const plan = planFor('ktv', answersOf('ktv', { public_gathering: true }))

  const licence = permitOf(plan.ways[0]!, 'ent-business')
  const filing = permitOf(plan.ways[0]!, 'ent-police-filing')
  // Accepted on 09-30; the hearing is held 20 working days later, on 11-03, and written down on 11-04: 21 days that don't count
  t.same(licence.procedures.map(({ name, endsOn, isExcluded }) => [name, endsOn, isExcluded]), [
    ['公示', '2026-10-10', false], ['听证', '2026-11-03', true], ['部门核查', '2026-09-30', false]
  ])
  // 15 working days end on 10-27, 21 more on 11-25
  t.equal(licence.promisedDueOn, '2026-11-25')
  t.equal(licence.decidedOn.promised, '2026-11-25')
  t.same(filing.waitsFor, ['ent-business'])
  t.equal(filing.decidedOn.promised, '2026-11-26', 'one working day after it could be applied for')
  t.equal(plan.ways[0]!.opensOn.promised, '2026-11-26')
  t.same(plan.ways[0]!.criticalPath.map(({ what }) => what), ['提交申请', '收件', '受理', '决定', '“娱乐经营许可（歌舞娱乐）”已有结果', '收件', '当场决定', '取得证件'])
  t.ok(plan.ways[0]!.openFacts.some((fact) => fact.includes('公示')), 'says that the notice is still to be confirmed')
})

t.test('an internet café is approved twice, and builds in between as long as it wants', async (t) => {
  const plan = planFor('internet-cafe', answersOf('internet-cafe', {}), { preparationWorkdays: 20 })

  const licence = permitOf(plan.ways[0]!, 'net-culture')
  // Its law counts from receipt: 10 working days after 09-24 end on 10-15; 20 working days of building
  t.same(licence.preparation, { acceptedOn: '2026-09-30', decidedOn: '2026-10-15', appliedOn: '2026-11-12' })
  // Accepted 3 working days later; decided 10 after the second receipt, and seen by then
  t.equal(licence.acceptedOn, '2026-11-17')
  t.equal(licence.visitOn, '2026-11-26')
  t.equal(licence.decidedOn.promised, '2026-11-26')
  t.match(plan.assumptions.at(-1), /筹建时间.*20个工作日/)
})

function planFor (industry: string, answers: Record<string, unknown>, changes: Partial<Parameters<typeof planOpening>[0]> = {}): OpeningPlan {
  return planOpening({ industry: industries.get(industry)!, answers, submittedAt: beforeHolidays, calendar, ...changes })
}

/** Everything else that is asked: no, or the first option. */
function answersOf (industry: string, given: Record<string, unknown>): Record<string, unknown> {
  const questions = industries.get(industry)!.questions.filter(({ per_permit: perPermit }) => !perPermit)
  const usual = Object.fromEntries(questions.map(({ id, type, options }) =>
    [id, type === 'boolean' ? false : type === 'enum' ? options![0]!.value : type === 'multi-enum' ? [] : 40]))
  const asked = new Set([...questions.map(({ id }) => id), 'entity_type'])
  return Object.fromEntries(Object.entries({ ...usual, ...given }).filter(([id]) => asked.has(id)))
}

function permitOf (way: PlannedWay, id: string): PlannedWay['permits'][number] {
  return way.permits.find((permit) => permit.id === id)!
}
