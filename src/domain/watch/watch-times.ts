import { decide, type DecisionTable } from '../decision-table.js'
import { isWatchTime, timedSteps, type WatchTime, type WatchTimes } from './watch-steps.js'

/** When each step is due, by the table `time-limit-steps`; none for a release that was published before there was one, or before there was the step. */
export function watchTimesOf (table: DecisionTable | undefined): WatchTimes {
  if (table === undefined) return {}
  return Object.fromEntries(timedSteps.flatMap((step) => {
    const decided = decide(table, { step }) as WatchTime | undefined
    return decided === undefined ? [] : [[step, { n: decided.n, unit: decided.unit, hour: decided.hour }]]
  }))
}

/** The same as the engine has evaluated it, one row a step; rows that name no step or no time are left out. */
export function watchTimesIn (rows: unknown[]): WatchTimes {
  return Object.fromEntries(rows.filter(isWatchTime).map(({ step, n, unit, hour }) => [step, { n, unit, hour }]))
}
