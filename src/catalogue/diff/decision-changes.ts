import type { DecisionRule, DecisionTable } from '../../domain/decision-table.js'
import { decisionFile } from '../decision-file.js'
import type { PublishedIndustry } from '../types.js'

type Tables = PublishedIndustry['decisions']

export interface TableChanges { title: string, file: string, changes: string[] }

/** What changes in each decision table, rule by rule in the table's own words; tables without change are left out. */
export function decisionChanges (before: Partial<Tables> | undefined, after: Tables): TableChanges[] {
  return Object.values(after).map((table) => {
    const former = before?.[table.id as keyof Tables]
    return { title: `决策表“${table.name}”`, file: decisionFile(table.id), changes: former === undefined ? ['新增这张决策表'] : tableChanges(former, table) }
  }).filter(({ changes }) => changes.length > 0)
}

function tableChanges (before: DecisionTable, after: DecisionTable): string[] {
  const [old, now] = [before, after].map(({ rules }) => new Map(rules.map((rule, index) => [rule.id, { rule, title: titleOf(rule, index) }])))
  const kept = after.rules.filter(({ id }) => old!.has(id)).map(({ id }) => id)
  const changes = [
    ...[...now!].filter(([id]) => !old!.has(id)).map(([, { rule, title }]) => `增加${title}：${ruleWords(after, rule)}`),
    ...[...old!].filter(([id]) => !now!.has(id)).map(([, { title }]) => `删去原${title}`),
    ...kept.flatMap((id) => ruleChanges(before, after, old!.get(id)!.rule, now!.get(id)!.rule).map((change) => `${now!.get(id)!.title}：${change}`)),
    ...(before.hitPolicy === after.hitPolicy ? [] : [`命中策略由“${before.hitPolicy}”改为“${after.hitPolicy}”`])
  ]
  const isReordered = before.rules.filter(({ id }) => now!.has(id)).some(({ id }, index) => id !== kept[index])
  return isReordered ? [...changes, '规则的次序改变'] : changes
}

/** Columns are the same by their name. */
function ruleChanges (before: DecisionTable, after: DecisionTable, former: DecisionRule, rule: DecisionRule): string[] {
  const columns = (table: DecisionTable, { cells, results }: DecisionRule): Map<string, { label: string, words: string }> => new Map([
    ...table.inputs.map(({ name, label }, index) => ({ name, label: `条件“${label}”`, words: cellWords(cells[index] ?? '') })),
    ...table.outputs.map(({ name, label }, index) => ({ name, label: `结果“${label ?? name}”`, words: resultWords(results[index]) }))
  ].map(({ name, label, words }) => [name, { label, words }]))
  const [old, now] = [columns(before, former), columns(after, rule)]
  return [
    ...[...now].filter(([name, { words }]) => (old.get(name)?.words ?? cellWords('')) !== words)
      .map(([name, { label, words }]) => `${label}由“${old.get(name)?.words ?? cellWords('')}”改为“${words}”`),
    ...[...old].filter(([name]) => !now.has(name)).map(([, { label }]) => `不再有${label}`),
    ...(former.note === rule.note ? [] : [`说明由“${former.note}”改为“${rule.note}”`])
  ]
}

function titleOf ({ note }: DecisionRule, index: number): string {
  return `第 ${index + 1} 条规则${note === '' ? '' : `（${note}）`}`
}

function ruleWords ({ inputs, outputs }: DecisionTable, { cells, results }: DecisionRule): string {
  const conditions = inputs.flatMap(({ label }, index) => (cells[index] ?? '') === '' ? [] : [`${label}为${cellWords(cells[index]!)}`])
  return `${conditions.length === 0 ? '其余情形' : conditions.join('、')} → ${outputs.map(({ name, label }, index) => `${label ?? name} ${resultWords(results[index])}`).join('、')}`
}

/** A cell as people read it: texts without quotes. */
function cellWords (cell: string): string {
  return cell === '' || cell === '-' ? '任意' : cell.replace(/"/g, '').replace(/\btrue\b/g, '是').replace(/\bfalse\b/g, '否')
}

function resultWords (result: unknown): string {
  return typeof result === 'boolean' ? (result ? '是' : '否') : String(result)
}
