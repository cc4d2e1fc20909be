import { isDeepStrictEqual } from 'node:util'
import type { DecisionId, PublishedIndustry } from '../../catalogue/types.js'
import type { DecisionTable } from '../decision-table.js'
import { changedItems } from './changed-items.js'
import type { ChangedRule } from './changed-rules.js'

/** Tolerances and default periods are in the release as what the tables made of them. */
const handlingTables = ['on-the-spot-eligibility', 'inspection-need'] as const satisfies DecisionId[]

/** The rows of decision tables that a draft writes differently, and their order when it is another; the whole table when it asks for other things. */
export function decisionRules (before: PublishedIndustry, after: PublishedIndustry): ChangedRule[] {
  return handlingTables.flatMap((id) => tableRules(before.decisions[id], after.decisions[id]).map(({ row, change }): ChangedRule => ({
    rule: `决策表“${after.decisions[id].name}”（shared/${id}.dmn）${row}`,
    permit: null,
    applyTo: (industry) => ({ ...industry, decisions: { ...industry.decisions, [id]: change(industry.decisions[id]) } })
  })))
}

function tableRules (before: DecisionTable, after: DecisionTable): { row: string, change (table: DecisionTable): DecisionTable }[] {
  const hasSameShape = isDeepStrictEqual([before.hitPolicy, before.inputs, before.outputs], [after.hitPolicy, after.inputs, after.outputs])
  const content = ({ rules }: DecisionTable): unknown[] => rules.map(({ cells, results }) => [cells, results])
  if (hasSameShape && isDeepStrictEqual(content(before), content(after))) return []
  if (!hasSameShape) return [{ row: '', change: () => after }]
  const rows = changedItems(before.rules.map(withoutPlace), after.rules.map(withoutPlace), ({ id }) => id).map(({ was, is, changeIn }) => {
    const table = is === undefined ? before : after
    return { row: `第 ${placeIn(table, (is ?? was)!.id) + 1} 条${is === undefined ? '（删去）' : ''}`, change: (one: DecisionTable) => ({ ...one, rules: changeIn(one.rules) }) }
  })
  const hasSameOrder = isDeepStrictEqual(inOrderOf(after, before).rules, before.rules)
  return hasSameOrder ? rows : [...rows, { row: '各条的次序', change: (one) => inOrderOf(after, one) }]
}

/** Rows that both tables have, in the other one's order; further rows stay in their places. */
function inOrderOf (other: DecisionTable, table: DecisionTable): DecisionTable {
  const common = table.rules.filter(({ id }) => placeIn(other, id) >= 0).toSorted((a, b) => placeIn(other, a.id) - placeIn(other, b.id))
  return { ...table, rules: table.rules.map((rule) => placeIn(other, rule.id) >= 0 ? common.shift()! : rule) }
}

function placeIn ({ rules }: DecisionTable, id: string): number {
  return rules.findIndex((rule) => rule.id === id)
}

/** A row's line in the file says nothing. */
function withoutPlace (rule: DecisionTable['rules'][number]): DecisionTable['rules'][number] {
  return { ...rule, line: null }
}

export function defaultRules (before: PublishedIndustry, after: PublishedIndustry): ChangedRule[] {
  return Object.keys(after.defaults).filter((id) => before.defaults[id]?.n !== after.defaults[id]!.n || before.defaults[id]?.unit !== after.defaults[id]!.unit)
    .map((id) => ({
      rule: `期间“${after.defaults[id]!.label}”（${id}）`, permit: null, applyTo: (industry) => ({ ...industry, defaults: { ...industry.defaults, [id]: after.defaults[id]! } })
    }))
}
