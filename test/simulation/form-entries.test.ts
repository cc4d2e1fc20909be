import t from 'tap'
import type { FormComponent } from '../../src/catalogue/types.js'
import { entriesOfForm } from '../../src/simulation/form-entries.js'

const day = new Date('2026-10-13T09:00:00+08:00')
const form = {
  type: 'default',
  components: [
    { type: 'text', id: 'title' },
    { type: 'select', key: 'result', valuesExpression: '=taskView.options' },
    { type: 'radio', key: 'manner', values: [{ label: '书面', value: 'written' }, { label: '口头', value: 'oral' }] },
    { type: 'group', components: [{ type: 'textarea', key: 'reasons' }, { type: 'checkbox', key: 'isPublic' }] },
    { type: 'datetime', subtype: 'date', key: 'heldOn' },
    { type: 'number', key: 'experts', validate: { min: 3 } },
    { type: 'dynamiclist', path: 'findings', components: [{ type: 'textfield', key: 'fact' }] }
  ]
} as unknown as FormComponent

t.test('a task that nobody knows is filled in from its form: options in turn, dates ahead, what was prefilled kept', async (t) => {
  const view = { taskView: { options: [{ value: 'held' }, { value: 'put-off' }] }, findings: [{ fact: '属实' }] }

  const first = entriesOfForm(form, view, day, (_key, options) => options[0])
  const second = entriesOfForm(form, { ...view, reasons: '已写明' }, day, (_key, options) => options[1 % options.length])

  t.same(first, {
    result: 'held', manner: 'written', reasons: '情况属实', isPublic: true, heldOn: '2026-10-13', experts: 3, findings: [{ fact: '属实' }]
  })
  t.match(second, { result: 'put-off', manner: 'oral', reasons: '已写明' })
})

t.test('a task without a form is entered nothing', async (t) => {
  t.same(entriesOfForm(undefined, {}, day, () => undefined), {})
})
