import type { ClockLimits } from '../clock/clock-event.js'
import type { ClockState } from '../clock/clock-state.js'
import { civilDateOf, type CivilDate } from '../time.js'
import type { WorkCalendar } from '../working-days.js'
import { stepsAbout, type WatchTimes } from './watch-steps.js'
import { earlierOf } from '../civil-days.js'

export const lightNames = { green: '正常', yellow: '临近', red: '紧急', overdue: '超期' } as const
export type Light = keyof typeof lightNames

/**
 * 亮灯: both limits are counted apart, the one that ends first gives the light; overdue is what breaks the law's limit (a filing has none: null), a missed promise is red.
 * Yellow and red begin when the table `time-limit-steps` says so (its first days, whatever the hour).
 */
export function lightOf (due: { promisedDueOn: CivilDate, statutoryDueOn: CivilDate | null }, times: WatchTimes, calendar: WorkCalendar, now: Date): Light {
  const today = civilDateOf(now)
  if (due.statutoryDueOn !== null && today > due.statutoryDueOn) return 'overdue'
  const first = due.statutoryDueOn === null ? due.promisedDueOn : earlierOf(due.promisedDueOn, due.statutoryDueOn)
  if (today > first) return 'red'
  const reached = stepsAbout(calendar, times, '', first, ['promise-near', 'promise-urgent']).filter(({ at }) => at <= now).map(({ step }) => step)
  return reached.includes('promise-urgent') ? 'red' : reached.includes('promise-near') ? 'yellow' : 'green'
}

/** Null while no limit runs: before the acceptance, and once it is decided. */
export function lightOfState ({ promisedDueOn, statutoryDueOn, deliveryDueOn }: ClockState, { statutory }: Pick<ClockLimits, 'statutory'>, times: WatchTimes, calendar: WorkCalendar, now: Date): Light | null {
  return promisedDueOn === null || deliveryDueOn !== null ? null : lightOf({ promisedDueOn, statutoryDueOn: statutory === null ? null : statutoryDueOn }, times, calendar, now)
}
