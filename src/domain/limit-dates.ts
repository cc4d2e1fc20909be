import type { Permit } from '../catalogue/types.js'
import { stageLimits } from './permit-stages.js'
import { lastDay, type ExcludedTime } from './clock/counted-days.js'
import type { CivilDate } from './time.js'
import { endOfLimit, type WorkCalendar } from './working-days.js'
import { earlierOf } from './civil-days.js'

export interface LimitDates { promisedDueOn: CivilDate, statutoryDueOn: CivilDate }

/** The day after which a permit's limit counts: its acceptance, or its receipt where its own law says 自收到申请之日起 (`time_limit.starts`). */
export function limitStart (permit: Permit, { receivedOn, acceptedOn }: { receivedOn: CivilDate, acceptedOn: CivilDate }): CivilDate {
  return permit.time_limit.starts === 'received' ? receivedOn : acceptedOn
}

/** 法定、承诺两个到期日分别计算, as a missed promise alone breaks no law; without a statutory limit (a filing) the promise is the only one. */
export function limitDates (
  calendar: WorkCalendar, permit: Permit, stage: 'preparation' | 'final' | null, dates: { receivedOn: CivilDate, acceptedOn: CivilDate }, excluded: readonly ExcludedTime[] = []
): LimitDates {
  const { statutory, promised } = stageLimits(permit, stage)
  const from = limitStart(permit, dates)
  const promisedDueOn = lastDay(calendar, from, promised, excluded)
  return { promisedDueOn, statutoryDueOn: statutory === null ? promisedDueOn : lastDay(calendar, from, statutory, excluded) }
}

/** The day by which an accepted permit's place must be seen: within its own limit for that, and never after the promise of its decision. */
export function mustVisitBy (calendar: WorkCalendar, permit: Permit, { acceptedOn, promisedDueOn }: { acceptedOn: CivilDate, promisedDueOn: CivilDate }): CivilDate {
  const { within } = permit.inspection
  const seenBy = within === null ? promisedDueOn : endOfLimit(calendar, acceptedOn, within)
  return earlierOf(seenBy, promisedDueOn)
}
