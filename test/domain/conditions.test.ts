import fc from 'fast-check'
import { evaluate } from 'feelin'
import t from 'tap'
import type { Condition } from '../../src/catalogue/types.js'
import { evaluateCondition, factsOfPermit, judgeCondition, missingFacts, type Facts } from '../../src/domain/conditions.js'
import { hideUnless } from '../../src/domain/feel.js'

const area = (op: 'gt' | 'lte' | 'gte' | 'lt'): Condition => ({ q: 'premises_area', op, value: 60 })
const cases: [string, Condition | null, Facts, boolean][] = [
  ['no condition always holds', null, {}, true],
  ['equal', { q: 'sells_food', op: 'eq', value: true }, { sells_food: true }, true],
  ['not equal', { q: 'entity_type', op: 'ne', value: '个体工商户' }, { entity_type: '企业' }, true],
  ['60 is not more than 60', area('gt'), { premises_area: 60 }, false],
  ['60 is at most 60', area('lte'), { premises_area: 60 }, true],
  ['one of several', { q: 'food_business_mode', op: 'in', value: ['甲', '乙'] }, { food_business_mode: '乙' }, true],
  ['a list contains', { q: 'printing_items', op: 'contains', value: '复印打印' }, { printing_items: ['复印打印'] }, true],
  ['a missing answer never equals', { q: 'sells_food', op: 'eq', value: false }, {}, false],
  ['a missing answer is not unequal either', { q: 'entity_type', op: 'ne', value: '个体工商户' }, {}, false],
  ['not of a missing answer does not hold', { not: { q: 'sells_food', op: 'eq', value: true } }, {}, false],
  ['one part of any is enough', { any: [{ q: 'a', op: 'eq', value: 1 }, { q: 'b', op: 'eq', value: 2 }] }, { b: 2 }, true],
  ['all parts of all are needed', { all: [{ q: 'a', op: 'eq', value: 1 }, { q: 'b', op: 'eq', value: 2 }] }, { b: 2 }, false],
  ['a number given as text is no number', area('lte'), { premises_area: '50' }, false]
]
for (const [title, condition, facts, expected] of cases) {
  t.test(title, async (t) => { t.equal(evaluateCondition(condition, facts), expected) })
}

t.test('what is missing is named until the condition is settled', async (t) => {
  const smallShop: Condition = { all: [{ q: 'small_shop_route', op: 'eq', value: true }, area('lte')] }

  t.strictSame(missingFacts(smallShop, {}), ['small_shop_route', 'premises_area'])
  t.strictSame(missingFacts(smallShop, { premises_area: 61 }), [])
})

t.test('commitment is answered permit by permit', async (t) => {
  const byCommitment: Condition = { q: 'use_commitment', op: 'eq', value: true }

  t.equal(evaluateCondition(byCommitment, factsOfPermit({}, 'publication-retail', ['publication-retail'])), true)
  t.equal(evaluateCondition(byCommitment, factsOfPermit({ use_commitment: true }, 'drug-retail', ['publication-retail'])), false)
})

const question = fc.constantFrom('a', 'b', 'c')
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ q: question, op: fc.constantFrom('eq' as const, 'ne' as const), value: fc.constantFrom(1, 2, 'x', true) }),
  fc.record({ q: question, op: fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const), value: fc.constantFrom(1, 2) }),
  fc.record({ q: question, op: fc.constant('in' as const), value: fc.subarray([1, 2, 'x']) }),
  fc.record({ q: question, op: fc.constant('contains' as const), value: fc.constantFrom(1, 'x') })
)
const condition = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, leaf,
    fc.record({ all: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('node') }))
})).node
const facts = fc.record({ a: fc.constantFrom(1, 2, 3), b: fc.constantFrom(1, 2, 3), c: fc.constantFrom(1, 2, 3) }, { requiredKeys: [] })

t.test('a further answer settles a condition but never overturns it', async () => {
  fc.assert(fc.property(condition, facts, facts, (one, known, more) => {
    const before = judgeCondition(one, known)
    const after = judgeCondition(one, { ...more, ...known })
    return before === 'unknown' || before === after
  }))
})

t.test('with everything answered, a condition holds exactly when its opposite does not', async () => {
  fc.assert(fc.property(condition, (one) => {
    const all = { a: 1, b: 2, c: 3 }
    return judgeCondition(one, all) === 'unknown' || evaluateCondition(one, all) !== evaluateCondition({ not: one }, all)
  }))
})

/** Facts of the kinds that forms give: each question always of one type, as the catalogue's conditions compare it. */
const typedLeaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ q: fc.constant('the_number'), op: fc.constantFrom('eq' as const, 'ne' as const, 'gt' as const, 'gte' as const, 'lt' as const, 'lte' as const), value: fc.constantFrom(1, 2) }),
  fc.record({ q: fc.constant('the_flag'), op: fc.constantFrom('eq' as const, 'ne' as const), value: fc.boolean() }),
  fc.record({ q: fc.constant('the_text'), op: fc.constantFrom('eq' as const, 'ne' as const), value: fc.constantFrom('甲', '乙"丙') }),
  fc.record({ q: fc.constant('the_text'), op: fc.constant('in' as const), value: fc.subarray(['甲', '乙"丙']) }),
  fc.record({ q: fc.constant('the_list'), op: fc.constant('contains' as const), value: fc.constantFrom('甲', '丁') })
)
const typedCondition = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, typedLeaf,
    fc.record({ all: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('node') }))
})).node
const typedFacts = fc.record({
  the_number: fc.constantFrom(0, 1, 2, 3), the_flag: fc.boolean(), the_text: fc.constantFrom('甲', '乙"丙', '戊'), the_list: fc.subarray(['甲', '丁'])
}, { requiredKeys: [] })

t.test('the form hides a field exactly when the server says that it does not apply', async () => {
  fc.assert(fc.property(typedCondition, typedFacts, (one, known) => {
    const { value } = evaluate(hideUnless(one).slice(1), known) as { value: unknown }
    return value === !evaluateCondition(one, known)
  }))
})
