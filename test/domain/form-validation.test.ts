import fc from 'fast-check'
import t from 'tap'
import type { Facts } from '../../src/domain/conditions.js'
import { formToKeep, validateForm } from '../../src/domain/form-validation.js'
import { convenienceStore } from '../support/catalogue.js'

const store = await convenienceStore()
const today = '2026-11-23'
const good = {
  usci: '91350100M000100Y43',
  entity_name: '开封市龙亭区某便利店',
  entity_type: '个体工商户',
  legal_rep_name: '张三',
  legal_rep_id_type: '居民身份证',
  legal_rep_id_no: '11010519491231002X',
  legal_rep_phone: '13800000000',
  contact_name: '李四',
  contact_phone: '0371-23888888',
  contact_address: '某路1号',
  premises_division: '410202',
  premises_street: '某街道',
  premises_address: '某路1号',
  delivery_method: '电子送达',
  premises_area: 80,
  premises_ownership: '租赁',
  employee_count: 3,
  tobacco_scope: ['卷烟'],
  tobacco_business_type: '便利店',
  tobacco_fund: 50000
}
const food = {
  ...good,
  food_business_mode: '食品销售经营者',
  food_items: ['散装食品销售'],
  food_central_kitchen: false,
  food_safety_manager_name: '王五',
  food_safety_manager_id_no: '证件1',
  food_safety_manager_phone: '13900000000',
  food_online: false
}
function told (form: Facts, permits = ['tobacco-retail'], facts: Facts = {}): [string, string][] {
  return validateForm(store, permits, facts, form, today).map((problem) => [problem.field, problem.problem])
}

t.test('a form that is right has no problems', async (t) => {
  t.strictSame(told(good), [])
  t.strictSame(told(food, ['food-operation', 'tobacco-retail']), [])
})

t.test('every missing required field is named in Chinese', async (t) => {
  const problems = validateForm(store, ['tobacco-retail'], {}, { ...good, entity_name: '  ', tobacco_scope: [], contact_phone: null, premises_area: undefined }, today)

  t.strictSame(problems.map((problem) => [problem.field, problem.label, problem.problem]), [
    ['entity_name', '名称', '必须填写'], ['contact_phone', '联系电话', '必须填写'], ['premises_area', '经营面积', '必须填写'], ['tobacco_scope', '许可范围', '必须填写']
  ])
})

const wrong: [string, string, unknown, RegExp][] = [
  ['text for a number', 'premises_area', '80', /应为数字/],
  ['a number for text', 'entity_name', 80, /应为文字/],
  ['half a person', 'employee_count', 2.5, /应为整数/],
  ['a negative area', 'premises_area', -1, /不能小于 0/],
  ['an option that is not offered', 'entity_type', '公司', /应从选项中选一项/],
  ['one option instead of a list', 'tobacco_scope', '卷烟', /应从选项中选/],
  ['the same option twice', 'tobacco_scope', ['卷烟', '卷烟'], /选了两次/],
  ['a telephone number too short', 'contact_phone', '12345', /手机号码/],
  ['a county of another city', 'premises_division', '110101', /县（区）/],
  ['the city instead of a county', 'premises_division', '410200', /县（区）/],
  ['a credit code with a wrong check character', 'usci', '91350100M000100Y44', /统一社会信用代码/],
  ['an identity number with a wrong check digit', 'legal_rep_id_no', '110105194912310021', /公民身份号码/],
  ['a longitude beyond the earth', 'premises_longitude', 181, /不能大于 180/],
  ['text that is too long', 'premises_address', '长'.repeat(201), /不能超过 200 字/],
  ['blanks without end', 'premises_address', ' '.repeat(300) + '路', /不能超过 200 字/],
  ['a name that turns the direction of writing', 'entity_name', '便利\u202e店', /控制字符/],
  ['a name of two lines', 'entity_name', '便利店\r\n（市场监管局批准）', /控制字符.*换行/],
  ['an unknown field', 'no_such_field', 1, /没有这个字段/]
]
for (const [title, field, value, problem] of wrong) {
  t.test(`${title} is refused`, async (t) => {
    const problems = told({ ...good, [field]: value }, ['tobacco-retail', 'food-operation']).filter(([id]) => id === field)

    t.equal(problems.length, 1)
    t.match(problems[0]?.[1], problem)
  })
}

t.test('the check of an identity number follows the kind of document', async (t) => {
  t.strictSame(told({ ...good, legal_rep_id_type: '护照', legal_rep_id_no: 'E12345678' }), [])
})

t.test('a date must exist', async (t) => {
  const dated = structuredClone(store)
  dated.permits.find((permit) => permit.id === 'tobacco-retail')!.fields.common.push('planned_opening_date')
  const dateProblem = (value: unknown): number => validateForm(dated, ['tobacco-retail'], {}, { ...good, planned_opening_date: value }, today).length

  t.equal(dateProblem('2026-12-31'), 0)
  t.equal(dateProblem('2026-02-29'), 1)
  t.equal(dateProblem('2026/12/31'), 1)
})

t.test('a conditional field is demanded only when its condition holds', async (t) => {
  t.strictSame(told({ ...food, food_business_mode: '餐饮服务经营者' }, ['food-operation']), [['food_processing_area', '必须填写']])
  t.strictSame(told({ ...food, food_business_mode: '餐饮服务经营者', food_processing_area: 12 }, ['food-operation']), [])
})

t.test('what a question has answered need not be filled in again, and may not be contradicted', async (t) => {
  const { premises_area: _, ...rest } = good

  t.strictSame(told(rest, ['tobacco-retail'], { premises_area: 80 }), [])
  t.strictSame(told(good, ['tobacco-retail'], { premises_area: 50 }), [['premises_area', '与情形问答中的回答不一致，请改成一样']])
})

t.test('of the form only what the chosen permits need is kept', async (t) => {
  const kept = formToKeep(store, ['tobacco-retail'], { premises_area: 80, sells_food: true }, { ...food, food_online_url: 'https://example.com', business_hours: '' })

  t.strictSame(Object.keys(kept).filter((id) => id.startsWith('food_')), [])
  t.equal(kept['premises_area'], 80)
  t.notOk('sells_food' in kept)
  t.notOk('business_hours' in kept)
  t.notOk('use_commitment' in kept)
})

t.test('nothing is coerced: whatever stands in the form, what is kept is what was given', async () => {
  fc.assert(fc.property(fc.dictionary(fc.constantFrom(...Object.keys(food)), fc.jsonValue()), (change) => {
    const form = { ...food, ...change }
    const kept = formToKeep(store, ['food-operation', 'tobacco-retail'], {}, form)
    return Object.entries(kept).every(([id, value]) => value === (form as Facts)[id])
  }))
})

t.test('the check never throws, whatever is sent', async () => {
  fc.assert(fc.property(fc.dictionary(fc.oneof(fc.constantFrom(...Object.keys(food)), fc.string()), fc.jsonValue()), (form) => {
    return Array.isArray(validateForm(store, ['food-operation', 'tobacco-retail'], {}, form, today))
  }))
})
