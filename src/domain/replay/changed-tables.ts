import { isDeepStrictEqual } from 'node:util'
import type { DecisionId, PublishedIndustry } from '../../catalogue/types.js'
import type { DecisionTable } from '../decision-table.js'
import { changedItems } from './changed-items.js'
import type { ChangedRule } from './changed-rules.js'

/** Tolerances and default periods are in the release as what the tables made of them. */
const handlingTables = ['on-the-spot-eligibility', 'inspection-need'] as const satisfies DecisionId[]

/** The rows of decision tables that a draft writes differently; the whole table when only their order is another. */
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
  const rows = changedItems(before.rules.map(withoutPlace), after.rules.map(withoutPlace), ({ id }) => id)
  if (!hasSameShape || rows.length === 0) return [{ row: '', change: () => after }]
  return rows.map(({ was, is, changeIn }) => {
    const table = is === undefined ? before : after
    return { row: `第 ${table.rules.findIndex(({ id }) => id === (is ?? was)!.id) + 1} 条${is === undefined ? '（删去）' : ''}`, change: (one) => ({ ...one, rules: changeIn(one.rules) }) }
  })
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
