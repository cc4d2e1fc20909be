import type { CivilDate } from '../time.js'

/** A dated event of a planned case, and the earlier one that it had to wait for. */
export interface Milestone {
  /** The permit that it belongs to; null: the case. */
  permitId: string | null
  /** What is then done, in words: 受理、联合核查、决定 … */
  what: string
  on: CivilDate
  after: Milestone | null
  /** What takes the time since the milestone before, in words. */
  because: string
}

/** One stretch of the critical path. */
export interface PathStep { permitId: string | null, what: string, from: CivilDate, on: CivilDate, because: string }

/** The last of several events; of equals the first named. */
export function latestOf (first: Milestone, ...others: Milestone[]): Milestone {
  return others.reduce((latest, one) => one.on > latest.on ? one : latest, first)
}

/** The chain of events that a milestone waited for, from the submission on: each stretch begins where the one before ends. */
export function pathTo (last: Milestone): PathStep[] {
  const steps: PathStep[] = []
  for (let one: Milestone | null = last; one !== null; one = one.after) {
    steps.unshift({ permitId: one.permitId, what: one.what, from: one.after?.on ?? one.on, on: one.on, because: one.because })
  }
  return steps
}
