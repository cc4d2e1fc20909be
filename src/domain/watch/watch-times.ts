import { decide, type DecisionTable } from '../decision-table.js'
import { isWatchTime, watchStepIds, type WatchTime, type WatchTimes } from './watch-steps.js'

/** When each step is due, by the table `time-limit-steps`; none for a release that was published before there was one. */
export function watchTimesOf (table: DecisionTable | undefined): WatchTimes {
  if (table === undefined) return {}
  return Object.fromEntries(watchStepIds.map((step) => {
    const { n, unit, hour } = decide(table, { step }) as unknown as WatchTime
    return [step, { n, unit, hour }]
  }))
}

/** The same as the engine has evaluated it, one row a step; rows that name no step or no time are left out. */
export function watchTimesIn (rows: unknown[]): WatchTimes {
  return Object.fromEntries(rows.filter(isWatchTime).map(({ step, n, unit, hour }) => [step, { n, unit, hour }]))
}
