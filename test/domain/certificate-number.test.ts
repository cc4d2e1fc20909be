import t from 'tap'
import { certificateNumber, certificateNumberScope, numberTemplateProblems, numberValues } from '../../src/domain/certificate-number.js'

const foodTemplate = 'JY{mode}{region}{serial:6}{mod11_10}'
const foodValues = {
  mode: { field: 'food_business_mode', map: { 食品销售经营者: '1', 餐饮服务经营者: '2', 集中用餐单位食堂: '3' } }
}

t.test('templates give the numbers of the certificates', async (t) => {
  const parts = { region: '410202', year: 2022, values: { mode: '1' } }
  for (const [template, serial, number] of [
    [foodTemplate, 1, 'JY14102020000011'],
    ['YB{mode}{region}{serial:6}{mod11_10}', 1, 'YB14102020000011'],
    ['{region}{serial:6}', 37, '410202000037'],
    ['豫汴药监械经营备案{year}{serial:4}号', 1, '豫汴药监械经营备案20220001号'],
    ['新出发汴零字第{region}{serial:4}号', 12, '新出发汴零字第4102020012号'],
    ['汴{region:4}消安检字〔{year}〕第{serial:4}号', 3, '汴4102消安检字〔2022〕第0003号'],
    ['A12425GABC1234{serial:3}{mod37_36}', 2, 'A12425GABC1234002M']
  ] as const) {
    t.equal(certificateNumber(template, parts, serial), number, template)
  }
})

t.test('a serial that no longer fits and a missing value are errors', async (t) => {
  const parts = { region: '410202', year: 2026 }
  t.throws(() => certificateNumber('{serial:2}', parts, 100), RangeError)
  t.throws(() => certificateNumber(foodTemplate, parts, 1), /needs a value for \{mode\}/)
})

t.test('serials count apart wherever another part of the number differs', async (t) => {
  const scope = (region: string, year: number): string => certificateNumberScope('filing', '{region}备案{year}{serial:4}号', { region, year })

  t.equal(scope('410202', 2026), 'certificate:filing:410202备案2026#号')
  t.not(scope('410202', 2026), scope('410202', 2027))
  t.not(scope('410202', 2026), scope('410203', 2026))
})

t.test('values come from the form by the permit\'s own table', async (t) => {
  t.same(numberValues(foodValues, { food_business_mode: '餐饮服务经营者' }), { mode: '2' })
  t.throws(() => numberValues(foodValues, {}), /food_business_mode/)
  t.same(numberValues({ mode: { field: 'x', map: {}, default: '1' } }, {}), { mode: '1' })
})

t.test('a template is checked against its permit', async (t) => {
  t.same(numberTemplateProblems(foodTemplate, '^JY[123]\\d{13}$', foodValues), [])
  t.same(numberTemplateProblems('{region}{serial:6}', '^\\d{12}$'), [])
  for (const [template, pattern, problem] of [
    ['无序号', null, /exactly one \{serial:N\}/],
    ['{serial:2}{serial:3}', null, /has 2/],
    ['{serial}', null, /needs its width/],
    ['{mode}{serial:3}', null, /\{mode\} is neither/],
    ['{serial:3}号}', null, /brace/],
    ['{region}{serial:5}', '^\\d{12}$', /does not match/]
  ] as const) t.match(numberTemplateProblems(template, pattern).join('; '), problem, template)
})
