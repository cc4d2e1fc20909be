import { resultsOf, type DecisionRule, type DecisionTable } from '../domain/decision-table.js'
import type { CatalogueProblem } from './catalogue-error.js'
import { confirmationsInForce, type Confirmation } from './confirmations.js'
import { withoutMarks, type StatedFact } from './facts.js'
import type { YamlFile } from './yaml-file.js'

/** The tables' column that says whether the city has confirmed a rule. */
const confirmedColumn = 'isConfirmed'

/** The rules of the decision tables that are not confirmed yet, as `decisions/<table>/<rule>`. Their values are changed in the table itself. */
export function decisionFacts (tables: Record<string, DecisionTable>): StatedFact[] {
  return Object.values(tables).flatMap((table) => table.rules.filter((rule) => resultsOf(table, rule)[confirmedColumn] === false)
    .map((rule) => ({ path: pathOf(table, rule), kind: 'flag' as const, text: ruleText(table, rule) })))
}

/** The same as `applyConfirmations`, for the decision tables: confirmed rules come as confirmed. */
export function confirmDecisions (confirmations: { yaml: YamlFile, list: readonly Confirmation[] }, tables: Record<string, DecisionTable>): CatalogueProblem[] {
  return confirmationsInForce(confirmations.list).filter(({ fact }) => fact.startsWith('decisions/')).flatMap((confirmation) => {
    const tell = (what: string, howToMend: string): CatalogueProblem[] => [confirmations.yaml.problemAt([confirmations.list.indexOf(confirmation)], what, howToMend)]
    const fact = decisionFacts(tables).find(({ path }) => path === confirmation.fact)
    if (fact === undefined) return tell(`“${confirmation.fact}”处没有待核的规则`, '删去这一条，或改正 fact')
    if (fact.text !== confirmation.text) return tell(`“${confirmation.fact}”的规则在确认之后改了，确认不再算数`, '请有关部门重新确认（onelicence confirm）')
    if (confirmation.outcome === 'corrected') return tell(`“${confirmation.fact}”不能在这里更正`, '先在决策表中改好，再照改后的确认')
    for (const table of Object.values(tables)) {
      const rule = table.rules.find((one) => pathOf(table, one) === confirmation.fact)
      if (rule !== undefined) markConfirmed(table, rule)
    }
    return []
  })
}

function markConfirmed (table: DecisionTable, rule: DecisionRule): void {
  rule.results[table.outputs.findIndex(({ name }) => name === confirmedColumn)] = true
  rule.note = withoutMarks(rule.note)
}

function pathOf (table: DecisionTable, rule: DecisionRule): string {
  return `decisions/${table.id}/${rule.id}`
}

function ruleText (table: DecisionTable, rule: DecisionRule): string {
  const values = Object.entries(resultsOf(table, rule)).filter(([name]) => name !== confirmedColumn).map(([, value]) => String(value))
  return `${withoutMarks(rule.note)}：${values.join('，')}〔待核〕`
}
