import type { PublishedIndustry } from '../../catalogue/types.js'
import type { WorkCalendar } from '../working-days.js'
import { caseChanges, type CaseChange } from './case-changes.js'
import { causesOf } from './causes.js'
import { changedRules } from './changed-rules.js'
import type { PastCase } from './past-case.js'
import { replayCase, type ReplayedCase } from './replayed-case.js'

/** What a reform would have made of cases: by rules alone, everybody taking as long as is promised. */
export interface ReplayReport {
  cases: number
  changedCases: number
  /** Departments that decide some permit on another day; `saved` working days are negative when it takes longer. */
  departments: DepartmentDays[]
  changes: ReplayedChange[]
}

/** `permits`: how many, each case's counted. */
export interface DepartmentDays { id: string, name: string, permits: number, saved: number }

/** One change, how many cases it is of and which, and the rules that bring it about: each alone, or several as one where only together they do. */
export interface ReplayedChange extends CaseChange { cases: number, caseNos: string[], rules: string[] }

/** Runs cases of one industry, all of the same release, against a draft of it. */
export function replay (before: PublishedIndustry, after: PublishedIndustry, cases: readonly PastCase[], calendar: WorkCalendar): ReplayReport {
  const rules = changedRules(before, after)
  const changes = new Map<string, ReplayedChange>()
  const departments = new Map<string, DepartmentDays>()
  let changedCases = 0
  for (const past of cases) {
    const [was, is] = [replayCase(before, past, calendar), replayCase(after, past, calendar)]
    const found = caseChanges(was, is)
    if (found.length === 0) continue
    changedCases++
    if (found.every(({ kind }) => kind !== 'application')) countDays(departments, was, is)
    for (const [change, causes] of causesOf({ before, rules, calendar }, found, past, was)) note(changes, change, past.caseNo, causes)
  }
  const inOrder = (a: { cases: number }, b: { cases: number }): number => b.cases - a.cases
  return { cases: cases.length, changedCases, departments: [...departments.values()], changes: [...changes.values()].sort(inOrder) }
}

/** Several releases' reports as one. */
export function mergeReports (reports: readonly ReplayReport[]): ReplayReport {
  const changes = new Map<string, ReplayedChange>()
  const departments = new Map<string, DepartmentDays>()
  for (const report of reports) {
    for (const change of report.changes) {
      const known = changes.get(change.what)
      changes.set(change.what, known === undefined
        ? change
        : {
            ...change, cases: known.cases + change.cases, caseNos: [...known.caseNos, ...change.caseNos], rules: [...new Set([...known.rules, ...change.rules])]
          })
    }
    for (const { id, name, permits, saved } of report.departments) addDays(departments, { id, name }, saved, permits)
  }
  const sum = (key: 'cases' | 'changedCases'): number => reports.reduce((total, report) => total + report[key], 0)
  return { cases: sum('cases'), changedCases: sum('changedCases'), departments: [...departments.values()], changes: [...changes.values()].sort((a, b) => b.cases - a.cases) }
}

function note (changes: Map<string, ReplayedChange>, change: CaseChange, caseNo: string, rules: string[]): void {
  const known = changes.get(change.what) ?? { ...change, cases: 0, caseNos: [], rules: [] }
  known.cases += 1
  known.caseNos.push(caseNo)
  known.rules.push(...rules.filter((rule) => !known.rules.includes(rule)))
  changes.set(change.what, known)
}

function countDays (departments: Map<string, DepartmentDays>, was: ReplayedCase, is: ReplayedCase): void {
  for (const permit of is.permits) {
    const former = was.permits.find(({ id }) => id === permit.id)
    if (former !== undefined && former.workdays !== permit.workdays) addDays(departments, permit.department, former.workdays - permit.workdays, 1)
  }
}

function addDays (departments: Map<string, DepartmentDays>, { id, name }: { id: string, name: string }, saved: number, permits: number): void {
  const known = departments.get(id) ?? { id, name, permits: 0, saved: 0 }
  departments.set(id, { ...known, permits: known.permits + permits, saved: known.saved + saved })
}
