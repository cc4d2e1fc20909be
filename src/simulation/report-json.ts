import type { ProcessCoverage } from '../catalogue/model-coverage.js'
import { deadEnds, hasPassed, type SimulationResult } from './result.js'

/** The result for other programs: dates in ISO 8601, coverage without the models. */
export function jsonReport (result: SimulationResult): string {
  const { industries, shared, incidents, isWhole, planDifferences, seconds } = result
  return JSON.stringify({
    passed: hasPassed(result),
    seconds,
    isWhole,
    industries: industries.map(({ flow, shared: own, ...industry }) => ({ ...industry, flow: figuresOf(flow), shared: own.map(figuresOf) })),
    shared: shared.map(figuresOf),
    incidents,
    planDifferences,
    deadEnds: deadEnds(result).map(({ industry, number, caseNo, standsAt }) => ({ industry, number, caseNo, standsAt }))
  }, null, 2)
}

function figuresOf ({ process, ...figures }: ProcessCoverage): object {
  return { process: process.processId, file: process.file, ...figures }
}
