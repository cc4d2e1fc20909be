import { decide, resultsOf, type DecisionFacts, type DecisionTable } from '../domain/decision-table.js'
import { inspectionFacts, spotFacts } from '../domain/handling.js'
import { commitmentLock, inspectionLock, onTheSpotBar } from '../domain/law-lock.js'
import type { Catalogue } from './catalogue.js'
import type { CatalogueProblem } from './catalogue-error.js'
import { problemAt } from './decision-tables.js'
import { resolvePermit } from './resolve-permit.js'
import type { Permit } from './types.js'

const truths = [true, false] as const

/**
 * No table overrides what a permit's law has locked (`law_locked`): a commitment it shuts, a look at the place it demands before the decision.
 * At run time the law prevails anyway (domain/handling.ts); here the one who wrote the table is told, before it is published.
 */
export function lawProblems (catalogue: Catalogue): CatalogueProblem[] {
  const { decisions: tables } = catalogue
  const permits = Object.values(catalogue.industries).flatMap((industry) => industry.permits.map((use) => resolvePermit(catalogue, use)))
  const problems = [...periodProblems(catalogue), ...permits.flatMap((permit) => [...spotProblems(tables['on-the-spot-eligibility'], permit), ...inspectionProblems(tables['inspection-need'], permit)])]
  return [...new Map(problems.map((problem) => [problem.what, problem])).values()]
}

/** What the city may shorten, or make longer, of the law's own periods. */
const lawfulPeriods: Record<string, { isLawful (n: number): boolean, law: string }> = {
  'formal-check': { isLawful: (n) => n <= 5, law: '一次告知不超过 5 个工作日（行政许可法第三十二条）' },
  delivery: { isLawful: (n) => n <= 10, law: '颁发、送达不超过 10 个工作日（行政许可法第四十四条）' },
  'hearing-notice': { isLawful: (n) => n >= 7, law: '听证的 7 个工作日前通知（行政许可法第四十八条）' },
  'hearing-organise': { isLawful: (n) => n <= 20, law: '20 个工作日内组织听证（行政许可法第四十七条）' }
}

function periodProblems ({ defaults, sources }: Catalogue): CatalogueProblem[] {
  return Object.entries(lawfulPeriods).flatMap(([period, { isLawful, law }]) => {
    const limit = defaults[period]
    return limit === undefined || (limit.unit === '工作日' && isLawful(limit.n)) ? [] : [sources['defaults.yaml']!.problemAt([period], `“${limit.label}”为 ${limit.n} ${limit.unit}，法律不准许`, law)]
  })
}

/** Materials that are missing bar every permit (行政许可法第三十四条第二款), so one permit tells for all. */
function spotProblems (table: DecisionTable, permit: Permit): CatalogueProblem[] {
  const commitment = commitmentLock(permit, null)
  return manners().flatMap(({ isCommitment, isOrdinary, materialsComplete }) => {
    const basis = onTheSpotBar(permit, { isCommitment, materialsComplete }, null)
    if (basis === undefined) return []
    const facts = { ...spotFacts(permit, { isCommitment, isOrdinary, materialsComplete }, {}), commitmentDecidesAtOnce: permit.commitment.instant_decision && commitment === undefined }
    const manner = `${isCommitment ? '选择告知承诺' : '不选择承诺'}、材料${materialsComplete ? '齐全' : '不齐'}的“${permit.name}”`
    return decide(table, facts)?.['spotRoute'] === 'on-the-spot' ? [forbidden(table, facts, `让${manner}当场办结，法律不准许：${basis}`)] : []
  })
}

function inspectionProblems (table: DecisionTable, permit: Permit): CatalogueProblem[] {
  const basis = inspectionLock(permit, null)
  if (basis === undefined) return []
  return truths.flatMap((isOrdinary) => {
    const facts = inspectionFacts(permit, { isCommitment: false, isOrdinary }, false, {})
    return decide(table, facts)?.['inspection'] === 'before-decision' ? [] : [forbidden(table, facts, `不在决定前核查“${permit.name}”，法律不准许：${basis}`)]
  })
}

function forbidden (table: DecisionTable, facts: DecisionFacts, what: string): CatalogueProblem {
  const said = JSON.stringify(decide(table, facts))
  const rule = table.rules.findIndex((one) => JSON.stringify(resultsOf(table, one)) === said && decide({ ...table, rules: [one] }, facts) !== undefined)
  return problemAt(table, rule, what, '改回这条规则：法律锁定的（permit.yaml 的 law_locked），决策表不能改')
}

function manners (): { isCommitment: boolean, isOrdinary: boolean, materialsComplete: boolean }[] {
  return truths.flatMap((isCommitment) => truths.flatMap((isOrdinary) => truths.map((materialsComplete) => ({ isCommitment, isOrdinary, materialsComplete }))))
}
