import type { Limit, Permit } from '../catalogue/types.js'
import { stageLimits } from './permit-stages.js'
import { daysBetween } from './civil-days.js'
import type { CivilDate } from './time.js'
import { addWorkdays, endOfLimit, workdaysBetween, type WorkCalendar } from './working-days.js'

export interface LimitDates { promisedDueOn: CivilDate, statutoryDueOn: CivilDate }

/** The day after which a permit's limit counts: its acceptance, or its receipt where its own law says 自收到申请之日起 (`time_limit.starts`). */
export function limitStart (permit: Permit, { receivedOn, acceptedOn }: { receivedOn: CivilDate, acceptedOn: CivilDate }): CivilDate {
  return permit.time_limit.starts === 'received' ? receivedOn : acceptedOn
}

/** 法定、承诺两个到期日分别计算, as a missed promise alone breaks no law; without a statutory limit (a filing) the promise is the only one. */
export function limitDates (
  calendar: WorkCalendar, permit: Permit, stage: 'preparation' | 'final' | null, dates: { receivedOn: CivilDate, acceptedOn: CivilDate }
): LimitDates {
  const { statutory, promised } = stageLimits(permit, stage)
  const from = limitStart(permit, dates)
  const promisedDueOn = endOfLimit(calendar, from, promised)
  return { promisedDueOn, statutoryDueOn: statutory === null ? promisedDueOn : endOfLimit(calendar, from, statutory) }
}

/** The day by which an accepted permit's place must be seen: within its own limit for that, and never after the promise of its decision. */
export function mustVisitBy (calendar: WorkCalendar, permit: Permit, { acceptedOn, promisedDueOn }: { acceptedOn: CivilDate, promisedDueOn: CivilDate }): CivilDate {
  const { within } = permit.inspection
  const seenBy = within === null ? promisedDueOn : endOfLimit(calendar, acceptedOn, within)
  return seenBy < promisedDueOn ? seenBy : promisedDueOn
}

/** A limit's end put off by time that doesn't count: a hearing, a review by experts (行政许可法第四十五条). */
export function withoutExcludedTime (calendar: WorkCalendar, dueOn: CivilDate, unit: Limit['unit'], excluded: { from: CivilDate, until: CivilDate }): CivilDate {
  const { from, until } = excluded
  if (unit === '工作日') return addWorkdays(calendar, dueOn, Math.max(0, workdaysBetween(calendar, from, until)))
  const days = Math.max(0, daysBetween(from, until))
  return endOfLimit(calendar, dueOn, { n: days, unit: '日' })
}
