import type { Limit } from '../../catalogue/types.js'
import type { CivilDate } from '../time.js'

/** Why a clock may stand still: the procedures of 行政许可法第四十五条, and what a law, cited as `basis`, says besides. */
export const stopCauses = ['听证', '招标', '拍卖', '检验', '检测', '检疫', '鉴定', '专家评审', '法定不计入'] as const
export type StopCause = typeof stopCauses[number]

/** Why the clock doesn't count, by which law, until which day the applicant was told that it wouldn't, and in which paper. */
interface Standstill { cause: StopCause, basis: string, expectedUntil: CivilDate, documentNo: string }

/**
 * One row of a permit's 计时日志: appended, never changed. `at` is an instant; `documentNo` the paper by which the applicant was told;
 * `prolonged`: a further procedure that doesn't count is told of while the clock stands still. `isDeemed`: nobody said anything within the law's days (视为受理).
 */
export type ClockEvent = { at: Date } & (
  { type: 'received' } |
  { type: 'accepted', isDeemed?: true } |
  { type: 'stopped' | 'prolonged' } & Standstill |
  { type: 'resumed' } |
  { type: 'extended', approvedBy: string, role: string, reason: string, documentNo: string } |
  { type: 'decided' } |
  { type: 'served' }
)

/** What a permit's own law and the department's promise give it. `starts`: from which day the limit is counted; `extension` null: not to be extended. */
export interface ClockLimits {
  starts: 'accepted' | 'received'
  /** Null: only the promise counts (a filing). */
  statutory: Limit | null
  promised: Limit
  extension: Limit | null
  delivery: Limit
}

export type ClockProblem =
  'clock-not-running' | 'clock-already-stopped' | 'clock-not-stopped' | 'stop-without-basis' | 'not-extendable' | 'clock-out-of-order' | 'clock-already-begun'

/** An event that can't follow those before it. `index`: which of a history, from 0; null outside one. */
export class ClockError extends Error {
  readonly code: ClockProblem
  readonly index: number | null

  constructor (code: ClockProblem, message: string, index: number | null = null) {
    super(message)
    this.name = 'ClockError'
    this.code = code
    this.index = index
  }
}
