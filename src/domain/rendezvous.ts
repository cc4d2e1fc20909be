import type { CivilDate } from './time.js'
import type { SubCaseState } from './lifecycle.js'

export interface NoticeSight { state: SubCaseState, hasOutcome: boolean, isAccepted: boolean, verdict: 'complete' | 'deficient' | null }

/**
 * The one notice goes out when the last department has looked at its materials: nobody who has received but not judged is left.
 * A permit that can't be applied for yet, or is being prepared, keeps nobody waiting. (行政许可法第三十二条第一款第四项 一次告知; 方案 三（一）). Whether there is anything to tell is the caller's knowledge.
 */
export function isNoticeDue (subCases: NoticeSight[]): boolean {
  return subCases.every(({ state, hasOutcome, isAccepted, verdict }) =>
    hasOutcome || isAccepted || state === 'pending' || state === 'preparing' || state === 'supplement-required' || (state === 'received' && verdict !== null))
}

export interface VisitSight { subCaseNo: string, isAccepted: boolean, mustVisitBy: CivilDate | null }

/**
 * Which permits the next joint visit takes: all that need one as soon as all are accepted; the accepted ones alone when waiting for the
 * others would miss the earliest limit (`latestStart`: today plus the time it takes to arrange a visit). Source: 方案 三（四）一次核查.
 */
export function permitsToVisit (waiting: VisitSight[], latestStart: CivilDate): VisitSight[] {
  const accepted = waiting.filter(({ isAccepted }) => isAccepted)
  if (accepted.length === waiting.length) return accepted
  const cannotWait = accepted.some(({ mustVisitBy }) => mustVisitBy !== null && mustVisitBy <= latestStart)
  return cannotWait ? accepted : []
}
