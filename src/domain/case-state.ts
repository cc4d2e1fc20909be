import type { CaseState, Outcome, SubCaseState } from './lifecycle.js'

export interface SubCaseProgress {
  state: SubCaseState
  outcome: Outcome | null
  isAccepted: boolean
  isEnded: boolean
}

const undecidedOutcomes: ReadonlySet<Outcome> = new Set(['withdrawn', 'terminated', 'non-accepted', 'not-required'])

/** Withdrawn, terminated, not accepted or not required: ended without a decision on the merits. */
export function endedUndecided (outcome: Outcome | null): boolean {
  return outcome !== null && undecidedOutcomes.has(outcome)
}

/**
 * The case's state follows from its sub-cases and never holds one of them up: each permit is decided by itself.
 * `isReceived`: the receipt was registered; `isClosed`: archived; both are facts of the case itself.
 */
export function deriveCaseState (subCases: SubCaseProgress[], facts: { isReceived: boolean, isClosed: boolean }): CaseState {
  if (subCases.every(({ outcome }) => endedUndecided(outcome))) return undecidedEnd(subCases)
  if (subCases.every(({ outcome }) => outcome !== null)) {
    if (facts.isClosed) return 'closed'
    return subCases.every(({ isEnded }) => isEnded) ? 'delivered' : 'issuing'
  }
  if (!facts.isReceived) return 'submitted'
  if (subCases.some(({ isAccepted, outcome }) => isAccepted || (outcome !== null && !endedUndecided(outcome)))) return 'in-progress'
  return subCases.some(({ state }) => state === 'supplement-required') ? 'supplement-required' : 'received'
}

function undecidedEnd (subCases: SubCaseProgress[]): CaseState {
  if (subCases.every(({ outcome }) => outcome === 'withdrawn')) return 'withdrawn'
  if (subCases.every(({ outcome }) => outcome === 'non-accepted' || outcome === 'not-required')) return 'non-accepted'
  return 'terminated'
}
