import { daysIn } from './clock/counted-days.js'
import type { ClockState } from './clock/clock-state.js'
import type { LimitOfTime } from './working-days.js'
import type { Light } from './watch/light.js'

/** How many run, by light. */
export type LightCounts = Record<Light, number> & { all: number }

export interface DecidedFigures {
  all: number
  onTheSpot: number
  /** After the promised day, and after the law's. */
  late: number
  overdue: number
  /** Working days of the promise that ordinary decisions took; null without any. */
  averageDays: number | null
  p90Days: number | null
  /** What was promised for the same decisions, on average. */
  averagePromised: number | null
}

/** One decision as the figures count it. `promised` in working days; null where the promise is given in days or months. */
export interface DecidedPermit { isOnTheSpot: boolean, used: number, promised: number | null, isLate: boolean, isOverdue: boolean }

export function countLights (lit: readonly { light: Light, count: number }[]): LightCounts {
  const counts: LightCounts = { all: 0, green: 0, yellow: 0, red: 0, overdue: 0 }
  for (const { light, count } of lit) {
    counts[light] += count
    counts.all += count
  }
  return counts
}

/** A decision by its clock. */
export function decidedPermit ({ used, countedFrom, isPromiseMissed, isOverdue }: ClockState, promised: LimitOfTime, isOnTheSpot: boolean): DecidedPermit {
  const isCounted = promised.unit === '工作日' && countedFrom !== null
  return { isOnTheSpot, used, promised: isCounted ? daysIn(countedFrom, promised) : null, isLate: isPromiseMissed, isOverdue }
}

/** Decisions on the spot took no days and are counted apart, or they would hide how long the others take. */
export function decidedFigures (decided: readonly DecidedPermit[]): DecidedFigures {
  const ordinary = decided.filter(({ isOnTheSpot, promised }) => !isOnTheSpot && promised !== null)
  const days = ordinary.map(({ used }) => used).sort((one, other) => one - other)
  return {
    all: decided.length,
    onTheSpot: decided.filter(({ isOnTheSpot }) => isOnTheSpot).length,
    late: decided.filter(({ isLate }) => isLate).length,
    overdue: decided.filter(({ isOverdue }) => isOverdue).length,
    averageDays: average(days),
    p90Days: percentile(days, 0.9),
    averagePromised: average(ordinary.map(({ promised }) => promised!))
  }
}

function average (values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.round(values.reduce((sum, one) => sum + one, 0) / values.length * 10) / 10
}

/** The smallest of the sorted values that at least this share of them does not exceed. */
export function percentile (sorted: readonly number[], share: number): number | null {
  return sorted.length === 0 ? null : sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!
}
