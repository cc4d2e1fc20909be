import type { SimulatedTask } from '../database/simulated-cases.js'
import type { CivilDate } from '../domain/time.js'
import type { Scenario } from './scenarios.js'

/** A case under way. */
export interface CaseRun {
  scenario: Scenario
  caseNo: string
  /** How often each task has been completed, by element and permit. */
  counts: Map<string, number>
  /** Tasks and waits that were dealt with. */
  done: Set<string>
  /** How often each task came back: in all, and since that jump of the clock. */
  turnedBack: Map<string, { times: number, sinceJump: number, jump: number }>
  /** By the visit's number what the organiser set. */
  visits: Map<string, { startsAt: Date, leader: string }>
  /** By `taskKey` the first day on which the task is done, where the plan knows one. */
  notBefore: Map<string, CivilDate>
  /** Days that were entered somewhere: something may be done then. */
  moments: Date[]
  hasWithdrawn: boolean
  endedAt: Date | null
}

export function newRun (scenario: Scenario, caseNo: string): CaseRun {
  return { scenario, caseNo, counts: new Map(), done: new Set(), turnedBack: new Map(), visits: new Map(), notBefore: new Map(), moments: [], hasWithdrawn: false, endedAt: null }
}

/** The same task of the same permit or visit, however often it comes. */
export function taskKey ({ elementId, permit, visitNo }: Pick<SimulatedTask, 'elementId' | 'permit' | 'visitNo'>): string {
  return `${elementId} ${permit ?? visitNo ?? ''}`
}

/** What is done once in every industry: whatever case comes there first. */
export interface OnceAnIndustry {
  /** True the first time. */
  isFirst (industry: string, what: string): boolean
  /** 0, 1, 2 … */
  count (industry: string, what: string): number
}

export function createOnce (): OnceAnIndustry {
  const counts = new Map<string, number>()
  const count = (industry: string, what: string): number => {
    const key = `${industry} ${what}`
    const before = counts.get(key) ?? 0
    counts.set(key, before + 1)
    return before
  }
  return { count, isFirst: (industry, what) => count(industry, what) === 0 }
}

/** Nothing is tried beside the plan. */
export const noPranks: OnceAnIndustry = { isFirst: () => false, count: () => 0 }
