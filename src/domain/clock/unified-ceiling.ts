import type { PublishedIndustry } from '../../catalogue/types.js'
import type { CivilDate } from '../time.js'
import type { WorkCalendar } from '../working-days.js'
import { lastDay } from './counted-days.js'
import { excludedTime, type PermitClock } from './permit-clock.js'

/**
 * 总期限: the last day of what 行政许可法第四十二条第二款 gives a case that is handled together, counted from its first acceptance; what is excluded for one permit
 * is excluded for the whole (第四十五条). It warns and lengthens nothing: each permit keeps its own limit.
 * @returns null while no permit is accepted, or where the city has not switched it on
 */
export function ceilingDueOn ({ enabled, limit, extension }: PublishedIndustry['time_plan']['unified_handling'], clocks: readonly PermitClock[], isExtended: boolean, { calendar, asOf }: { calendar: WorkCalendar, asOf: CivilDate }): CivilDate | null {
  const accepted = clocks.flatMap(({ acceptedOn }) => acceptedOn ?? []).sort()
  if (!enabled || accepted[0] === undefined) return null
  return lastDay(calendar, accepted[0], { ...limit, n: limit.n + (isExtended ? extension.n : 0) }, clocks.flatMap((clock) => excludedTime(clock, asOf)))
}
