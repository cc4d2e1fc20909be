import t from 'tap'
import { coverageProblems, unknownTexts, valuesOf } from '../../src/domain/decision-coverage.js'
import { decide, fits, type DecisionTable } from '../../src/domain/decision-table.js'

function table (hitPolicy: DecisionTable['hitPolicy'], rules: [string[], unknown][]): DecisionTable {
  return {
    id: 'example',
    name: '例',
    hitPolicy,
    inputs: [{ name: 'kind', label: '类型', type: 'string', values: ['许可', '备案'] }, { name: 'days', label: '天数', type: 'number', values: null }],
    outputs: [{ name: 'route', values: null }],
    rules: rules.map(([cells, result], index) => ({ id: `rule_${index}`, line: index, cells, results: [result], note: '' }))
  }
}
const kindsOf = (one: DecisionTable): string[] => coverageProblems(one, one.inputs.map((_, index) => valuesOf(one, index, undefined)))
  .map(({ kind, rules }) => `${kind} ${rules.join()}`.trim())

const cells: [string, unknown, boolean][] = [
  ['', '许可', true], ['-', '许可', true], ['"许可"', '许可', true], ['"许可","备案"', '备案', true], ['not("许可")', '许可', false], ['not("许可")', '备案', true],
  ['true', true, true], ['true', false, false], ['> 5', 5, false], ['>= 5', 5, true], ['[1..5]', 5, true], ['"5"', 5, false]
]
for (const [cell, value, expected] of cells) {
  t.test(`${JSON.stringify(value)} ${expected ? 'fits' : 'does not fit'} the cell ${cell}`, async (t) => { t.equal(fits(cell, value), expected) })
}

t.test('the rule that fits decides; none, several or a fact left out are told apart', async (t) => {
  const unique = table('UNIQUE', [[['"许可"', '> 5'], 'a'], [['"许可"', '> 7'], 'b']])

  t.strictSame(decide(unique, { kind: '许可', days: 6 }), { route: 'a' })
  t.equal(decide(unique, { kind: '备案', days: 6 }), undefined)
  t.throws(() => decide(unique, { kind: '许可', days: 8 }), /several rules/)
  t.throws(() => decide(unique, { kind: '许可' }), /not told days/)
  t.strictSame(decide({ ...unique, hitPolicy: 'FIRST' }, { kind: '许可', days: 8 }), { route: 'a' })
})

t.test('a table that covers everything once has no problems', async (t) => {
  t.strictSame(kindsOf(table('UNIQUE', [[['"许可"', '<= 5'], 'a'], [['"许可"', '> 5'], 'b'], [['"备案"', ''], 'c']])), [])
  t.strictSame(kindsOf(table('FIRST', [[['"许可"', '<= 5'], 'a'], [['', ''], 'b']])), [])
})

t.test('what no rule covers, what two rules cover and what is never reached are found, at the borders of numbers too', async (t) => {
  t.strictSame(kindsOf(table('UNIQUE', [[['"许可"', '< 5'], 'a'], [['"许可"', '> 5'], 'b'], [['"备案"', ''], 'c']])), ['gap'])
  t.strictSame(kindsOf(table('UNIQUE', [[['"许可"', '<= 5'], 'a'], [['"许可"', '>= 5'], 'b'], [['"备案"', ''], 'c']])), ['overlap 0,1'])
  t.strictSame(kindsOf(table('FIRST', [[['', ''], 'a'], [['"备案"', ''], 'b']])), ['unreachable 1'])
  t.strictSame(kindsOf(table('UNIQUE', [[['', ''], 'a'], [['"登记"', ''], 'b']])), ['unreachable 1'])
})

t.test('a value that the input never has is a slip of the pen', async (t) => {
  t.strictSame(unknownTexts(table('UNIQUE', [[['"许可","备按"', ''], 'a']]), 0, undefined), [{ rule: 0, text: '备按' }])
})
