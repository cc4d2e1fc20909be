import { coverageProblems, unknownTexts, valuesOf, type CoverageProblem } from '../domain/decision-coverage.js'
import { fits, type DecisionTable } from '../domain/decision-table.js'
import { timedSteps } from '../domain/watch/watch-steps.js'
import type { CatalogueProblem } from './catalogue-error.js'
import { decisionFile, readDecisionFile } from './decision-file.js'
import type { DecisionId } from './types.js'

/** What the platform tells each table, and which results it understands (null: any whole number, text or truth by `kinds`). */
interface Contract { inputs: Record<string, readonly string[] | null>, outputs: Record<string, readonly string[] | 'boolean' | 'text' | 'days' | 'hour'> }

const periods = ['supplement-period', 'rectification-max', 'recheck', 'decision-reserve', 'correction-period', 'revocation-decision', 'commitment-bar'] as const
const kinds = ['许可', '备案', '告知承诺'] as const
const contracts: Record<DecisionId, Contract> = {
  'on-the-spot-eligibility': {
    inputs: { permit: null, permitKind: kinds, handlingKind: ['即办件', '承诺件'], isCommitment: null, commitmentDecidesAtOnce: null, isOrdinary: null, materialsComplete: null },
    outputs: { spotRoute: ['on-the-spot', 'pre-review'] }
  },
  'inspection-need': {
    inputs: { permit: null, permitKind: kinds, inspectionNeed: ['always', 'conditional', 'post', 'never'], isJoint: null, isCommitment: null, isOnTheSpot: null, postCheckRequired: null },
    outputs: { inspection: ['before-decision', 'post-check', 'none'] }
  },
  'material-tolerance': { inputs: { material: null, isTolerable: null }, outputs: { toleratedWorkdays: 'days', isConfirmed: 'boolean' } },
  'deadline-defaults': { inputs: { period: periods }, outputs: { workdays: 'days', label: 'text', isConfirmed: 'boolean' } },
  'time-limit-steps': {
    inputs: { step: timedSteps }, outputs: { n: 'days', unit: ['工作日', '日'], hour: 'hour', label: 'text', isConfirmed: 'boolean' }
  }
}
export const decisionIds = Object.keys(contracts) as DecisionId[]
/** The periods that `deadline-defaults` is asked for. */
export const decidedPeriods: readonly string[] = periods

/** Reads the decision tables and judges each by itself. `known`: ids of permits and materials that cells may name. */
export async function readDecisionTables (dir: string, known: Record<'permit' | 'material', string[]>): Promise<{ tables: Record<DecisionId, DecisionTable>, problems: CatalogueProblem[] }> {
  const read = await Promise.all(decisionIds.map(async (id) => ({ id, ...await readDecisionFile(dir, id) })))
  const problems = read.flatMap(({ table, problems: own }) => own.length > 0 || table === undefined ? own : tableProblems(table, known))
  const tables = Object.fromEntries(read.map(({ id, table }) => [id, table])) as Record<DecisionId, DecisionTable>
  return { tables, problems }
}

/** What keeps a table from being evaluated, then what it leaves open or says twice. */
export function tableProblems (table: DecisionTable, known: Record<string, string[]>): CatalogueProblem[] {
  const broken = [...columnProblems(table), ...cellProblems(table, known)]
  if (broken.length > 0) return broken
  const { inputs } = contracts[table.id as DecisionId]
  const domains = table.inputs.map((input, index) => inputs[input.name]?.slice() ?? valuesOf(table, index, known[input.name]))
  return coverageProblems(table, domains).map((problem) => tellCoverage(table, problem))
}

function tellCoverage (table: DecisionTable, { kind, rules, facts }: CoverageProblem): CatalogueProblem {
  const example = table.inputs.filter(({ name }) => name in facts).map(({ name, label }) => `${label.split('（')[0]}＝${JSON.stringify(facts[name])}`).join('，')
  const places = rules.map((rule) => rule + 1).join('、')
  if (kind === 'gap') return problemAt(table, undefined, `有的情形没有规则：${example}`, '补一条规则，或把最后一条改为“其余”')
  if (kind === 'overlap') return problemAt(table, rules[1], `第 ${places} 条规则重叠：${example}`, '把条件写得互不重叠（唯一命中）；须按先后取的，命中策略改为 First')
  return problemAt(table, rules[0], `第 ${places} 条规则永远用不到`, '删去这条规则，或移到前面、改条件')
}

export function problemAt (table: DecisionTable, rule: number | undefined, what: string, howToMend: string): CatalogueProblem {
  return { file: decisionFile(table.id), line: rule === undefined ? null : table.rules[rule]!.line, what: `决策表“${table.name}”${what}`, howToMend }
}

function columnProblems (table: DecisionTable): CatalogueProblem[] {
  const { inputs, outputs } = contracts[table.id as DecisionId]
  const strange = table.inputs.filter(({ name }) => inputs[name] === undefined)
    .map(({ name }) => problemAt(table, undefined, `的输入“${name}”系统不提供`, `只能用：${Object.keys(inputs).join('、')}`))
  const missing = Object.keys(outputs).filter((name) => !table.outputs.some((output) => output.name === name))
    .map((name) => problemAt(table, undefined, `缺少结果列“${name}”`, '在 Modeler 中加上这一列'))
  return [...strange, ...missing]
}

function cellProblems (table: DecisionTable, known: Record<string, string[]>): CatalogueProblem[] {
  const { inputs, outputs } = contracts[table.id as DecisionId]
  const unreadable = table.rules.flatMap((rule, place) => rule.cells.filter((cell) => !isReadable(cell))
    .map((cell) => problemAt(table, place, `的条件“${cell}”不是能读的 FEEL`, '文字加英文双引号，几个值用逗号隔开')))
  const slips = table.inputs.flatMap(({ name, label }, index) => unknownTexts({ ...table, inputs: table.inputs.map((input) => ({ ...input, values: inputs[input.name]?.slice() ?? input.values })) }, index, known[name])
    .map(({ rule, text }) => problemAt(table, rule, `“${label.split('（')[0]}”没有“${text}”这个值`, '改为已登记的值')))
  const results = table.rules.flatMap((rule, place) => table.outputs.flatMap(({ name }, index) => isUnderstood(rule.results[index], outputs[name])
    ? []
    : [problemAt(table, place, `的结果“${String(rule.results[index])}”系统不认识`, understood(outputs[name]))]))
  return [...unreadable, ...slips, ...results]
}

function isReadable (cell: string): boolean {
  try {
    fits(cell, null)
    return true
  } catch {
    return false
  }
}

function isUnderstood (result: unknown, expected: Contract['outputs'][string] | undefined): boolean {
  if (expected === undefined) return true
  if (expected === 'boolean') return typeof result === 'boolean'
  if (expected === 'text') return typeof result === 'string'
  if (expected === 'days' || expected === 'hour') return Number.isInteger(result) && (result as number) >= 0 && (result as number) <= (expected === 'days' ? 365 : 23)
  return expected.includes(result as string)
}

function understood (expected: Contract['outputs'][string] | undefined): string {
  if (expected === 'days') return '写 0 到 365 的整数（日数）'
  if (expected === 'hour') return '写 0 到 23 的整数（钟点）'
  return expected === 'boolean' ? '写 true 或 false' : expected === 'text' ? '写文字，加英文双引号' : `只能是：${(expected ?? []).join('、')}`
}
