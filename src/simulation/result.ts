import type { PermitDates } from '../database/simulated-cases.js'
import type { ProcessCoverage } from '../catalogue/model-coverage.js'
import type { PlanDifference } from './plan-comparison.js'

/** One case as it went. */
export interface CasePath {
  caseNo: string
  industry: string
  number: number
  /** What was to happen, in words. */
  scenario: string
  answers: Record<string, unknown>
  permits: PermitDates[]
  submittedAt: Date
  endedAt: Date | null
  /** From the submission to the archived case. */
  workdays: number | null
  /** Where a case that doesn't end stands. */
  standsAt: string[]
}

export interface IndustryResult {
  industry: string
  name: string
  /** Its own flow. */
  flow: ProcessCoverage
  /** The shared models as far as its cases went through them. */
  shared: ProcessCoverage[]
  paths: CasePath[]
  /** Pairs of answers that exclude each other. */
  uncoveredPairs: number
  /** Twists that none of its permits lets happen. */
  impossible: string[]
}

export interface FoundIncident { industry: string | null, caseNo: string | null, processId: string, elementId: string, errorType: string, message: string }

export interface SimulationResult {
  industries: IndustryResult[]
  /** The shared models, over all industries of the run. */
  shared: ProcessCoverage[]
  incidents: FoundIncident[]
  /** Every industry was simulated: then the shared models must be covered too. */
  isWhole: boolean
  /** What differs from the plan; null when the run wasn't compared with it. */
  planDifferences: PlanDifference[] | null
  seconds: number
}

export function deadEnds ({ industries }: SimulationResult): CasePath[] {
  return industries.flatMap(({ paths }) => paths.filter(({ endedAt }) => endedAt === null))
}

/**
 * No incident, no dead end; every flow node of every industry's flow passed (of the shared models too when all were run), or, compared with the plan,
 * nothing different from it.
 */
export function hasPassed (result: SimulationResult): boolean {
  if (result.planDifferences !== null) return result.planDifferences.length === 0 && result.incidents.length === 0 && deadEnds(result).length === 0
  const covered = [...result.industries.map(({ flow }) => flow), ...(result.isWhole ? result.shared : [])]
  return covered.every(({ missedNodes }) => missedNodes.length === 0) && result.incidents.length === 0 && deadEnds(result).length === 0
}
