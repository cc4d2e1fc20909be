import fc from 'fast-check'
import t from 'tap'
import { applicablePermits, choosePermits, isCommitmentAllowed } from '../../src/domain/permit-choice.js'
import type { Facts } from '../../src/domain/conditions.js'
import { convenienceStore } from '../support/catalogue.js'

const store = await convenienceStore()
const nothing: Facts = {
  sells_food: false, sells_tobacco: false, drug_scope: '不经营药品', sells_device_class2: false, sells_publications: false, public_gathering: false, has_large_outdoor_ad: false
}
const shop: Facts = { ...nothing, sells_food: true, food_prepackaged_only: false, small_shop_route: false, sells_tobacco: true }

function applying (facts: Facts): string[] {
  return applicablePermits(store, facts).filter((one) => one.applies === 'yes').map((one) => one.permit.id)
}
function codes (facts: Facts, chosen: string[], commitments: string[] = []): [string, string | null][] {
  return choosePermits(store, facts, chosen, commitments).problems.map((problem) => [problem.code, problem.permitId])
}

t.test('the three ways to sell food exclude each other', async (t) => {
  const food = { ...nothing, sells_food: true }
  const small = { ...food, food_prepackaged_only: false, small_shop_route: true, premises_area: 60, entity_type: '个体工商户' }

  t.strictSame(applying({ ...food, food_prepackaged_only: true }), ['food-prepackaged-filing'])
  t.strictSame(applying(small), ['food-small-shop'])
  t.strictSame(applying({ ...small, premises_area: 60.5 }), ['food-operation'])
  t.strictSame(applying({ ...small, entity_type: '企业' }), ['food-operation'])
})

t.test('at most one permit of a choice group applies, whatever the answers', async () => {
  const answers = fc.record({
    sells_food: fc.boolean(),
    food_prepackaged_only: fc.boolean(),
    small_shop_route: fc.boolean(),
    premises_area: fc.constantFrom(59, 60, 61),
    entity_type: fc.constantFrom('企业', '个体工商户')
  }, { requiredKeys: [] })
  fc.assert(fc.property(answers, (facts) => applying(facts).filter((id) => store.choice_groups[0]!.one_of.includes(id)).length <= 1))
})

t.test('what depends on an unanswered question is neither yes nor no, and names the question', async (t) => {
  const food = applicablePermits(store, { sells_food: true, food_prepackaged_only: false, small_shop_route: true, premises_area: 40 }).find((one) => one.permit.id === 'food-small-shop')

  t.match(food, { applies: 'unknown', missing: ['entity_type'], choice: 'required', choiceGroup: 'food-route' })
})

t.test('a sound choice is resolved with its manner of handling', async (t) => {
  const facts = { ...shop, sells_publications: true, sells_device_class2: true }

  const { permits, problems } = choosePermits(store, facts, ['tobacco-retail', 'food-operation', 'publication-retail', 'medical-device-class2-filing'], ['publication-retail'])

  t.strictSame(problems, [])
  t.strictSame(permits.map(({ permit, isCommitment, isInstant, needsVisit }) => [permit.id, isCommitment, isInstant, needsVisit]), [
    ['food-operation', false, false, true],
    ['tobacco-retail', false, false, true],
    ['medical-device-class2-filing', false, true, false],
    ['publication-retail', true, true, false]
  ])
})

t.test('a permit that the answers demand may not be left out silently', async (t) => {
  t.strictSame(codes(shop, ['tobacco-retail']), [['permit-left-out', 'food-operation']])
  t.strictSame(codes({ ...shop, held_permits: ['food-operation'] }, ['tobacco-retail']), [])
  t.strictSame(codes({ ...shop, permits_elsewhere: ['food-operation'] }, ['tobacco-retail']), [])
})

t.test('an optional permit may be left out', async (t) => {
  t.strictSame(codes(shop, ['food-operation']), [])
})

t.test('a wrong choice is refused permit by permit', async (t) => {
  t.strictSame(codes(nothing, []), [['no-permit-chosen', null]])
  t.strictSame(codes(nothing, ['no-such-permit']), [['unknown-permit', 'no-such-permit']])
  t.strictSame(codes(nothing, ['tobacco-retail']), [['permit-not-applicable', 'tobacco-retail']])
  t.strictSame(codes({}, ['tobacco-retail']), [['permit-undetermined', 'tobacco-retail']])
  t.strictSame(codes(shop, ['food-operation', 'food-operation']), [['permit-twice', 'food-operation']])
  t.strictSame(codes({ ...shop, held_permits: ['food-operation'] }, ['food-operation']), [['permit-held', 'food-operation']])
})

t.test('commitment only where the law or the city allows it', async (t) => {
  const facts = { ...shop, sells_publications: true }
  const all = ['food-operation', 'tobacco-retail', 'publication-retail']

  t.strictSame(codes(facts, all, ['publication-retail']), [])
  t.strictSame(codes(facts, all, ['tobacco-retail']), [['commitment-not-allowed', 'tobacco-retail']])
  t.strictSame(codes(facts, all, ['food-operation']), [['commitment-not-allowed', 'food-operation']])
  t.strictSame(codes(facts, ['food-operation'], ['publication-retail']), [['commitment-not-chosen', 'publication-retail']])
})

t.test('a city may switch commitment on where the law leaves it to the city, but not against a lock', async (t) => {
  const drugs = { ...store.permits.find((permit) => permit.id === 'drug-retail')!, commitment_enabled: true }

  t.equal(isCommitmentAllowed(drugs, { drug_scope: '仅乙类非处方药' }), true)
  t.equal(isCommitmentAllowed(drugs, { drug_scope: '处方药和非处方药' }), false)
  t.equal(isCommitmentAllowed({ ...drugs, commitment_enabled: false }, { drug_scope: '仅乙类非处方药' }), false)
})

t.test('a hard dependency must be applied for as well, or held', async (t) => {
  const chain = { ...store, permits: store.permits.map((permit) => permit.id === 'tobacco-retail' ? { ...permit, depends_on: [{ permit: 'food-operation', kind: 'hard' as const, note: '先办食品' }] } : permit) }
  const told = (facts: Facts): string[] => choosePermits(chain, facts, ['tobacco-retail'], []).problems.map((problem) => problem.code)

  t.strictSame(told({ ...shop, permits_elsewhere: ['food-operation'] }), ['hard-dependency'])
  t.strictSame(told({ ...shop, held_permits: ['food-operation'] }), [])
})
