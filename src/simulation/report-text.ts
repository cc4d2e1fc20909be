import type { ProcessCoverage } from '../catalogue/model-coverage.js'
import { deadEnds, hasPassed, type CasePath, type FoundIncident, type IndustryResult, type SimulationResult } from './result.js'
import type { PlanDifference } from './plan-comparison.js'
import { outcomeNames, percent, twistNames } from './report-words.js'

/** The result for the terminal; of a single industry every path, of several only their figures. */
export function textReport (result: SimulationResult): string[] {
  const { industries, shared, incidents, isWhole, seconds } = result
  const stuck = deadEnds(result)
  return [
    ...industries.flatMap((industry) => industryLines(industry, industries.length === 1)),
    isWhole ? '公共流程（全部行业合计，须全部走到）：' : '公共流程（只模拟了部分行业，未走到的不算不通过）：',
    ...shared.flatMap((coverage) => coverageLines(coverage, '  ')),
    incidents.length === 0 ? '异常：无' : `异常 ${incidents.length} 起：`,
    ...incidents.map((incident) => `  ${incidentInWords(incident)}`),
    stuck.length === 0 ? '死路：无' : `死路 ${stuck.length} 个办件（再等也没有下一步）：`,
    ...stuck.map((path) => `  ${path.industry} 第 ${path.number} 个办件（${path.scenario}）停在 ${path.standsAt.join('、')}`),
    ...planLines(result),
    `${hasPassed(result) ? '通过' : '不通过'}，用时 ${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`
  ]
}

function planLines ({ planDifferences }: SimulationResult): string[] {
  if (planDifferences === null) return []
  if (planDifferences.length === 0) return ['与单凭规则的推算（onelicence plan，最快）相比：事项、核查、期限和每个日期都一样']
  return [`与单凭规则的推算（onelicence plan，最快）不同之处 ${planDifferences.length} 个：`, ...planDifferences.map((one) => `  ${differenceInWords(one)}`)]
}

function differenceInWords ({ industry, caseNo, permit, what, planned, actual }: PlanDifference): string {
  return `${industry} ${caseNo} ${permit} ${what}：推算 ${planned ?? '没有'}，模拟 ${actual ?? '没有'}`
}

function industryLines ({ name, industry, flow, paths, uncoveredPairs, impossible }: IndustryResult, showsPaths: boolean): string[] {
  const slowest = slowestOf(paths)
  return [
    `${name}（${industry}）：${paths.length} 个办件${uncoveredPairs > 0 ? `，${uncoveredPairs} 对回答互相排斥` : ''}${impossible.length > 0 ? `，不会发生：${twistNames(impossible)}` : ''}`,
    ...coverageLines(flow, '  '),
    ...(slowest === undefined ? [] : [`  最慢的路径：${slowest.workdays} 个工作日，第 ${slowest.number} 个办件（${slowest.scenario}）`]),
    ...(showsPaths ? paths.map(pathLine) : [])
  ]
}

function coverageLines ({ process, nodes, flows, missedNodes, missedFlows }: ProcessCoverage, indent: string): string[] {
  return [
    `${indent}${process.name}：节点 ${nodes - missedNodes.length}／${nodes}（${percent(nodes - missedNodes.length, nodes)}），连线 ${flows - missedFlows.length}／${flows}`,
    ...missedNodes.map(({ id, name }) => `${indent}  没有走到：${name}（${id}，${process.file}）`),
    ...missedFlows.map(({ id, name }) => `${indent}  没有走过：${name}（${id}）`)
  ]
}

function pathLine ({ number, workdays, scenario, permits }: CasePath): string {
  const outcomes = permits.map(({ permit, outcome }) => `${permit} ${outcomeNames[outcome ?? ''] ?? '未办结'}`).join('，')
  return `  路径 ${String(number).padStart(2, '0')}：${workdays ?? '—'} 个工作日；${scenario}；${outcomes}`
}

export function incidentInWords ({ caseNo, industry, processId, elementId, errorType, message }: FoundIncident): string {
  return `${industry ?? '？'} ${caseNo ?? ''} ${processId}/${elementId}：${errorType} ${message}`
}

export function slowestOf (paths: CasePath[]): CasePath | undefined {
  return paths.filter(({ workdays }) => workdays !== null).toSorted((a, b) => b.workdays! - a.workdays!)[0]
}
