import fc from 'fast-check'
import t from 'tap'
import { allQuestions, askedQuestions, checkAnswers, exitsOf } from '../../src/domain/answers.js'
import { judgeCondition, type Facts } from '../../src/domain/conditions.js'
import { convenienceStore } from '../support/catalogue.js'

const store = await convenienceStore()
const asked = (answers: Facts): string[] => askedQuestions(store, answers).map((question) => question.id)

t.test('a question that can no longer change anything is not asked', async (t) => {
  t.ok(asked({}).includes('food_prepackaged_only'))
  t.notOk(asked({ sells_food: false }).includes('food_prepackaged_only'))
  t.notOk(asked({ sells_food: true, food_prepackaged_only: true }).includes('small_shop_route'))
  t.notOk(asked({ sells_food: true, food_prepackaged_only: false, small_shop_route: false }).includes('premises_area'))
})

t.test('a field that a permit\'s applicability depends on is asked with the questions', async (t) => {
  const kind = allQuestions(store).find((question) => question.id === 'entity_type')

  t.match(kind, { text: '市场主体类型', type: 'enum' })
  t.ok(asked({ sells_food: true, food_prepackaged_only: false, small_shop_route: true, premises_area: 50 }).includes('entity_type'))
})

t.test('once every asked question is answered, every permit is settled', async () => {
  const answer = (id: string): fc.Arbitrary<unknown> => {
    const question = allQuestions(store).find((one) => one.id === id)!
    if (question.options !== null) return fc.constantFrom(...question.options.map((option) => option.value))
    return fc.constantFrom(10, 60, 61)
  }
  const all = fc.record(Object.fromEntries(allQuestions(store).map((question) => [question.id, answer(question.id)])))
  fc.assert(fc.property(all, (everything: Record<string, unknown>) => {
    let answers: Record<string, unknown> = {}
    for (let round = 0; round < 30; round++) {
      const open = askedQuestions(store, answers).filter((question) => answers[question.id] === undefined)
      if (open.length === 0) break
      answers = { ...answers, [open[0]!.id]: everything[open[0]!.id] }
    }
    return store.permits.every((permit) => judgeCondition(permit.applies_when, answers) === judgeCondition(permit.applies_when, everything))
  }))
})

t.test('an answer that leads out says where to go', async (t) => {
  t.match(exitsOf(store, { drug_scope: '处方药和非处方药' }), [{ question: 'drug_scope', where: /药店/ }])
  t.strictSame(exitsOf(store, { drug_scope: '仅乙类非处方药' }), [])
})

t.test('answers that need no permit lead out, but only once that is certain', async (t) => {
  const nothing = {
    sells_food: false, sells_tobacco: false, drug_scope: '不经营药品', sells_device_class2: false, sells_publications: false, public_gathering: false, has_large_outdoor_ad: false
  }

  t.match(exitsOf(store, nothing), [{ question: null, message: /没有须办理/ }])
  t.strictSame(exitsOf(store, { ...nothing, sells_tobacco: undefined }), [])
})

t.test('wrong answers are told, right and missing ones are not', async (t) => {
  const told = (answers: Facts): string[] => checkAnswers(store, answers).map((problem) => `${problem.question}：${problem.problem}`)

  t.strictSame(told({ sells_food: true, drug_scope: '仅乙类非处方药', premises_area: 50, food_items: ['预包装食品销售'], entity_type: '企业', premises_division: '410202', use_commitment: ['publication-retail'], held_permits: [], sells_tobacco: null }), [])
  t.strictSame(told({ no_such_question: 1 }), ['no_such_question：没有这个问题'])
  t.strictSame(told({ sells_food: '是' }), ['sells_food：应选“是”或“否”'])
  t.strictSame(told({ drug_scope: '全部' }), ['drug_scope：不在选项之内'])
  t.strictSame(told({ food_items: '预包装食品销售' }), ['food_items：应为选项的列表'])
  t.strictSame(told({ premises_area: '50' }), ['premises_area：应为不小于 0 的数字'])
  t.strictSame(told({ premises_division: '110101' }), ['premises_division：不在选项之内'])
  t.strictSame(told({ held_permits: ['no-such-permit'] }), ['held_permits：没有这些事项：no-such-permit'])
})
