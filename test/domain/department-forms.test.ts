import t from 'tap'
import { departmentForms } from '../../src/domain/department-forms.js'
import { convenienceStore } from '../support/catalogue.js'

const store = await convenienceStore()
const form = { entity_name: '某便利店', premises_division: '410202', premises_area: 80, tobacco_scope: ['卷烟', '雪茄烟'], employee_count: 3, tobacco_special_group: '' }

t.test('every department\'s own form is filled in from the one form', async (t) => {
  const forms = departmentForms(store, ['food-operation', 'tobacco-retail'], {}, form, [])

  t.strictSame(forms.map((one) => [one.materialId, one.permitId]), [
    ['application-form', 'food-operation'], ['food-safety-manager', 'food-operation'], ['tobacco-form', 'tobacco-retail']
  ])
  t.strictSame(forms[2], {
    materialId: 'tobacco-form',
    title: '烟草专卖零售许可证新办申请表',
    permitId: 'tobacco-retail',
    permitName: '烟草专卖零售许可',
    rows: [
      { label: '名称', value: '某便利店' }, { label: '经营场所所在县（区）', value: '龙亭区' }, { label: '经营面积（平方米）', value: '80' }, { label: '许可范围', value: '卷烟、雪茄烟' }
    ]
  })
})

t.test('a commitment brings its letter, and the form says so', async (t) => {
  const forms = departmentForms(store, ['publication-retail'], {}, form, ['publication-retail'])

  const letter = forms.find((one) => one.materialId === 'commitment-letter')
  t.match(letter?.rows.find((row) => row.label.includes('告知承诺')), { value: '是' })
})
