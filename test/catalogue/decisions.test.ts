import t from 'tap'
import { CatalogueError } from '../../src/catalogue/catalogue-error.js'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { resolveIndustry } from '../../src/catalogue/resolve-industry.js'
import { handlingOf, isOnTheSpot } from '../../src/domain/handling.js'
import { catalogueCopy, convenienceStore } from '../support/catalogue.js'

const spot = 'shared/on-the-spot-eligibility.dmn'
const visits = 'shared/inspection-need.dmn'

async function problemsAfter (t: Parameters<typeof catalogueCopy>[0], file: string, change: (text: string) => string): Promise<string[]> {
  const { dir, edit } = await catalogueCopy(t)
  await edit(file, change)
  const error: unknown = await loadCatalogue(dir).then(() => undefined, (thrown: unknown) => thrown)
  return error instanceof CatalogueError ? error.problems.map(({ file, line, what }) => `${file}:${line} ${what}`) : []
}

/** The text of a cell, as the Modeler changes it. */
function cell (id: string, from: string, to: string): (text: string) => string {
  return (text) => text.replace(new RegExp(`(id="${id}">\\s*<text>)${from}(</text>)`), `$1${to}$2`)
}

const mistakes: [string, string, (text: string) => string, RegExp[]][] = [
  ['commitment instead of the look at a tobacco shop', spot, cell('cell_on-the-spot-eligibility_4_spotRoute', '"pre-review"', '"on-the-spot"'),
    [/:\d+ .*选择告知承诺、材料齐全的“烟草专卖零售许可”当场办结，法律不准许：烟草专卖法实施条例/]],
  ['every ordinary permit on the spot', spot, cell('cell_on-the-spot-eligibility_7_spotRoute', '"pre-review"', '"on-the-spot"'), [/不选择承诺、材料齐全的“烟草专卖零售许可”当场办结，法律不准许/]],
  ['on the spot without all materials', spot, cell('cell_on-the-spot-eligibility_2_spotRoute', '"pre-review"', '"on-the-spot"'), [/材料不齐的.*行政许可法第三十四条第二款/]],
  ['no look at places that the law wants looked at', visits, cell('cell_inspection-need_1_inspection', '"before-decision"', '"none"'), [/不在决定前核查“烟草专卖零售许可”，法律不准许/]],
  ['a kind of permit that nobody has', spot, cell('cell_on-the-spot-eligibility_5_permitKind', '"备案"', '"备按"'), [/“事项类型”没有“备按”这个值/]],
  ['a permit that nobody has', visits, cell('cell_inspection-need_1_permit', '', '"tabacco"'), [/“事项”没有“tabacco”这个值/]],
  ['an input that the platform does not give', spot, (text) => text.replace('<text>isOrdinary</text>', '<text>isUrgent</text>'), [/输入“isUrgent”系统不提供/]],
  ['a result that nobody understands', spot, cell('cell_on-the-spot-eligibility_3_spotRoute', '"on-the-spot"', '"at-once"'), [/结果“at-once”系统不认识/]],
  ['a gap', spot, cell('cell_on-the-spot-eligibility_8_permitKind', '"告知承诺"', '"许可"'), [/有的情形没有规则：.*告知承诺/, /第 6、8 条规则重叠/]],
  ['a period that is no number of days', 'shared/deadline-defaults.dmn', cell('cell_deadline-defaults_1_workdays', '15', '-1'), [/结果“-1”系统不认识/]],
  ['a cell that is no FEEL', visits, cell('cell_inspection-need_1_permitKind', '', '= =  "'), [/不是能读的 FEEL/]],
  ['broken XML', visits, (text) => text.replace('</decision>', ''), [/不是能读的 DMN/]],
  ['a table that is no table', visits, (text) => text.replaceAll('id="inspection-need"', 'id="inspection"'), [/没有标识为“inspection-need”的决策表/]],
  ['a period written in two places', 'defaults.yaml', (text) => text + 'recheck: { label: 复审, n: 3, unit: 工作日 }\n', [/“recheck”由决策表 deadline-defaults 设定/]],
  ['a step of the watch struck out with its value', 'shared/time-limit-steps.dmn',
    (text) => text.replace(/<rule (?:(?!<\/rule>)[^])*"licence-late"[^]*?<\/rule>/, '').replace(',"licence-late"', ''), [/有的情形没有规则：.*licence-late/]],
  ['more days for the check before acceptance than the law has', 'defaults.yaml', (text) => text.replace('一次告知, n: 5,', '一次告知, n: 6,'), [/“受理审查、一次告知”为 6 工作日，法律不准许/]]
]
for (const [title, file, change, expected] of mistakes) {
  t.test(`refused, with file and words: ${title}`, async (t) => {
    const problems = await problemsAfter(t, file, change)

    for (const one of expected) t.ok(problems.some((problem) => problem.startsWith(file) && one.test(problem)), `${String(one)} in ${problems.join('\n')}`)
  })
}

t.test('a table that policy staff changed within the law changes how a permit is handled', async (t) => {
  const { dir, edit } = await catalogueCopy(t)
  await edit(spot, (text) => cell('cell_on-the-spot-eligibility_7_permit', '', 'not("food-operation")')(text)
    .replace('</decisionTable>', `<rule id="rule_new"><description>食品经营许可当场决定</description>${['"food-operation"', '"许可"', '"承诺件"', 'false', '', 'false', 'true']
      .map((text, index) => `<inputEntry id="new_${index}"><text>${text}</text></inputEntry>`).join('')}<outputEntry id="new_out"><text>"on-the-spot"</text></outputEntry></rule></decisionTable>`))
  const store = resolveIndustry(await loadCatalogue(dir), 'convenience-store')
  const food = store.permits.find(({ id }) => id === 'food-operation')!

  t.strictSame(handlingOf(store.decisions, food, { isCommitment: false, isOrdinary: false }, {}), { isInstant: true, needsVisit: false })
})

t.test('at run time the law prevails over any table', async (t) => {
  const store = await convenienceStore()
  const tobacco = store.permits.find(({ id }) => id === 'tobacco-retail')!
  const always = structuredClone(store.decisions)
  for (const rule of always['on-the-spot-eligibility'].rules) rule.results = ['on-the-spot']
  for (const rule of always['inspection-need'].rules) rule.results = ['none']

  t.equal(isOnTheSpot(always, tobacco, { isCommitment: true, isOrdinary: false, materialsComplete: true }, {}), false)
  t.strictSame(handlingOf(always, tobacco, { isCommitment: false, isOrdinary: false }, {}), { isInstant: false, needsVisit: true })
  t.equal(isOnTheSpot(always, store.permits.find(({ id }) => id === 'food-operation')!, { isCommitment: false, isOrdinary: false, materialsComplete: false }, {}), false)
})
