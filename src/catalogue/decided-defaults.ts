import { decide, type DecisionTable } from '../domain/decision-table.js'
import { decidedPeriods } from './decision-tables.js'
import type { Limit, PublishedIndustry } from './types.js'

/** The periods that the city sets, out of the table `deadline-defaults`; what isn't confirmed stays visible as such. */
export function decidedDefaults (table: DecisionTable): PublishedIndustry['defaults'] {
  return Object.fromEntries(decidedPeriods.map((period) => {
    const { workdays, label, isConfirmed } = decide(table, { period }) as { workdays: number, label: string, isConfirmed: boolean }
    return [period, { label, n: workdays, unit: '工作日', ...unverified(isConfirmed) }]
  }))
}

/** Within which a missing material may follow (容缺), by the table `material-tolerance`; null: it may not. */
export function toleranceOf (table: DecisionTable, material: { id: string, tolerable: boolean }): Limit | null {
  const decided = decide(table, { material: material.id, isTolerable: material.tolerable }) as { toleratedWorkdays: number, isConfirmed: boolean }
  if (decided.toleratedWorkdays === 0) return null
  return { n: decided.toleratedWorkdays, unit: '工作日', basis: '本系统默认，不超过该事项办理期限', ...unverified(decided.isConfirmed) }
}

function unverified (isConfirmed: boolean): { unverified?: true } {
  return isConfirmed ? {} : { unverified: true }
}
