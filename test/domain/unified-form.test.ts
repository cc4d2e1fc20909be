import fc from 'fast-check'
import t from 'tap'
import type { FormComponent } from '../../src/catalogue/types.js'
import { unifiedFields, unifiedForm } from '../../src/domain/unified-form.js'
import { convenienceStore } from '../support/catalogue.js'

const store = await convenienceStore()
const allPermits = store.permits.map((permit) => permit.id)

function inputs (components: FormComponent[]): FormComponent[] {
  return components.flatMap((component) => component.key === undefined ? inputs(component.components ?? []) : [component])
}
const keysOf = (permits: string[], facts = {}): string[] => inputs(unifiedForm(store, permits, facts).components).map((component) => component.key!)

t.test('with every permit of the store chosen the form has 98 fields instead of 256', async (t) => {
  t.equal(unifiedFields(store, allPermits, {}).length, 98)
  t.equal(keysOf(allPermits).length, 98)
})

t.test('common fields stand once in their groups, individual ones under their permit', async (t) => {
  const form = unifiedForm(store, ['food-operation', 'tobacco-retail'], {})

  t.strictSame(form.components.map((component) => component.label), [
    '市场主体', '法定代表人（负责人、经营者）', '经办人与联系方式', '经营场所', '经营情况', '办理方式', '食品经营许可', '烟草专卖零售许可'
  ])
  t.match(inputs(form.components).find((component) => component.key === 'premises_area'), { type: 'number', label: '经营面积（平方米）', validate: { required: true, min: 0 } })
  t.ok(inputs(form.components.find((component) => component.label === '烟草专卖零售许可')!.components!).some((component) => component.key === 'tobacco_fund'))
})

t.test('a field of two permits stands once, under the first', async (t) => {
  const keys = keysOf(['food-operation', 'food-prepackaged-filing'])

  t.equal(keys.filter((key) => key === 'food_online').length, 1)
  t.match(unifiedFields(store, ['food-operation', 'food-prepackaged-filing'], {}).find((one) => one.field.id === 'food_online'), { usedBy: ['food-operation', 'food-prepackaged-filing'] })
})

t.test('a condition on another field of the form stays, whatever the answers say', async (t) => {
  const url = inputs(unifiedForm(store, ['food-operation'], { food_online: true }).components).find((component) => component.key === 'food_online_url')

  t.equal(url?.conditional?.hide, '=if (food_online != null and food_online = true) then false else true')
})

t.test('a condition on the questions is settled when the form is made', async (t) => {
  const conditional = structuredClone(store)
  conditional.permits.find((permit) => permit.id === 'tobacco-retail')!.fields.individual.find((field) => field.id === 'tobacco_fund')!.applies_when = { q: 'sells_food', op: 'eq', value: true }
  const fund = (facts: object): FormComponent | undefined => inputs(unifiedForm(conditional, ['tobacco-retail'], { ...facts }).components).find((component) => component.key === 'tobacco_fund')

  t.equal(fund({ sells_food: false }), undefined)
  t.equal(fund({ sells_food: true })?.conditional, undefined)
  t.match(fund({})?.conditional?.hide, /sells_food/)
})

t.test('what a question has answered stands in the form and can\'t be changed there', async (t) => {
  const area = (facts: object): FormComponent | undefined => inputs(unifiedForm(store, ['tobacco-retail'], { ...facts }).components).find((component) => component.key === 'premises_area')

  t.match(area({ premises_area: 80 }), { defaultValue: 80, readonly: true })
  t.notOk('readonly' in area({})!)
})

t.test('the county is chosen from the city\'s own', async (t) => {
  const division = inputs(unifiedForm(store, ['food-operation'], {}).components).find((component) => component.key === 'premises_division')!

  t.equal(division.values?.length, 10)
  t.match(division.values?.[0], { label: '龙亭区', value: '410202' })
})

t.test('no field is asked for twice, whatever is chosen', async () => {
  fc.assert(fc.property(fc.subarray(allPermits), (chosen) => {
    const keys = keysOf(chosen)
    return new Set(keys).size === keys.length && keys.length === unifiedFields(store, chosen, {}).length
  }))
})
