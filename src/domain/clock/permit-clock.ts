import { civilDateOf, type CivilDate } from '../time.js'
import { onWorkday, type WorkCalendar } from '../working-days.js'
import { ClockError, type ClockEvent, type ClockLimits } from './clock-event.js'
import { lastDay, usedBy, type ExcludedTime } from './counted-days.js'
import { laterOf } from '../civil-days.js'

/** What the events so far say of a permit's clock; dates are civil ones. */
export interface PermitClock {
  limits: ClockLimits
  /** Of the materials that made the application complete. */
  receivedOn: CivilDate | null
  acceptedOn: CivilDate | null
  /** Ended stops. */
  excluded: ExcludedTime[]
  /** Since when it stands still, and until when the applicant was told that it would. */
  stopped: { since: CivilDate, expectedUntil: CivilDate } | null
  isExtended: boolean
  decidedOn: CivilDate | null
  servedOn: CivilDate | null
  lastAt: Date | null
}

export function newClock (limits: ClockLimits): PermitClock {
  return { limits, receivedOn: null, acceptedOn: null, excluded: [], stopped: null, isExtended: false, decidedOn: null, servedOn: null, lastAt: null }
}

/**
 * The clock after one more event.
 * @throws ClockError when the law, or what happened before, leaves no room for it
 */
export function advance (clock: PermitClock, event: ClockEvent, calendar: WorkCalendar): PermitClock {
  if (clock.lastAt !== null && event.at < clock.lastAt) throw new ClockError('clock-out-of-order', '计时事件应按时间先后')
  if (event.type === 'extended') mustBeExtendable(clock, event, civilDateOf(event.at), calendar)
  return replay(clock, event, calendar)
}

/** The same for an event on record: it was in time by the calendar of its day, whatever arrangement of rest days has come since. */
export function replay (clock: PermitClock, event: ClockEvent, calendar: WorkCalendar): PermitClock {
  return { ...clock, ...changeBy(clock, event, civilDateOf(event.at), calendar), lastAt: event.at }
}

function changeBy (clock: PermitClock, event: ClockEvent, on: CivilDate, calendar: WorkCalendar): Partial<PermitClock> {
  switch (event.type) {
    case 'received': return received(clock, on, calendar)
    case 'accepted': return accepted(clock, on, calendar)
    case 'stopped': return stopped(clock, event, on)
    case 'prolonged': return prolonged(clock, event, on)
    case 'resumed': return resumed(clock, on)
    case 'extended': return extended(clock)
    case 'decided': return decided(clock, on)
    case 'served': return served(clock, on)
  }
}

/** Online on a rest day: received on the next working day. A later round takes the place of the one before. */
function received ({ acceptedOn }: PermitClock, on: CivilDate, calendar: WorkCalendar): Partial<PermitClock> {
  if (acceptedOn !== null) throw new ClockError('clock-already-begun', '受理后不再计收件')
  return { receivedOn: onWorkday(calendar, on) }
}

function accepted (clock: PermitClock, on: CivilDate, calendar: WorkCalendar): Partial<PermitClock> {
  if (clock.acceptedOn !== null) throw new ClockError('clock-already-begun', '已经受理')
  if (clock.receivedOn === null) throw new ClockError('clock-not-running', '还没有收件')
  return { acceptedOn: onWorkday(calendar, on) }
}

type StandstillTold = Extract<ClockEvent, { type: 'stopped' | 'prolonged' }>

function stopped (clock: PermitClock, event: StandstillTold, on: CivilDate): Partial<PermitClock> {
  mustRun(clock)
  if (clock.stopped !== null) throw new ClockError('clock-already-stopped', '已经停表')
  mustBeTold(event, on)
  return { stopped: { since: on, expectedUntil: event.expectedUntil } }
}

/** It stands still already: until the latest day that was told. */
function prolonged ({ stopped: open }: PermitClock, event: StandstillTold, on: CivilDate): Partial<PermitClock> {
  if (open === null) throw new ClockError('clock-not-stopped', '没有停表，无从续停')
  mustBeTold(event, on)
  return { stopped: { ...open, expectedUntil: laterOf(open.expectedUntil, event.expectedUntil) } }
}

/** 行政许可法第四十五条: told in writing, with a law that names it; nothing else stops a clock. */
function mustBeTold ({ basis, documentNo, expectedUntil }: StandstillTold, on: CivilDate): void {
  if (basis.trim() === '' || documentNo.trim() === '') throw new ClockError('stop-without-basis', '停表要有不计入期限的条款，并已书面告知所需时间')
  if (expectedUntil < on) throw new ClockError('stop-without-basis', '告知的结束日不能早于停表日')
}

/** It is counted again from the day after the procedure's end. */
function resumed ({ stopped: open, excluded }: PermitClock, on: CivilDate): Partial<PermitClock> {
  if (open === null) throw new ClockError('clock-not-stopped', '没有停表，无从恢复')
  return { stopped: null, excluded: [...excluded, { from: open.since, until: on }] }
}

function extended (clock: PermitClock): Partial<PermitClock> {
  mustRun(clock)
  return { isExtended: true }
}

/** 行政许可法第四十二条: once, before the end, approved by the organ's head, as far as the permit's own law allows. */
function mustBeExtendable (clock: PermitClock, { role }: Extract<ClockEvent, { type: 'extended' }>, on: CivilDate, calendar: WorkCalendar): void {
  mustRun(clock)
  const dueOn = statutoryDueOn(clock, calendar, on)
  if (clock.limits.extension === null || clock.limits.statutory === null) throw new ClockError('not-extendable', '本事项的期限不可延长')
  if (clock.isExtended) throw new ClockError('not-extendable', '期限只能延长一次')
  if (role !== 'approver') throw new ClockError('not-extendable', '延长期限须经本机关负责人批准')
  if (on > dueOn!) throw new ClockError('not-extendable', '期限已经届满，不能再延长')
}

/** A late decision is still a decision. One made while a procedure goes on ends the stop. */
function decided (clock: PermitClock, on: CivilDate): Partial<PermitClock> {
  mustRun(clock)
  return { decidedOn: on, ...(clock.stopped === null ? {} : resumed(clock, on)) }
}

function served ({ decidedOn, servedOn }: PermitClock, on: CivilDate): Partial<PermitClock> {
  if (decidedOn === null) throw new ClockError('clock-not-running', '还没有决定')
  if (servedOn !== null) throw new ClockError('clock-already-begun', '已经送达')
  return { servedOn: on }
}

function mustRun ({ acceptedOn, decidedOn }: PermitClock): void {
  if (acceptedOn === null) throw new ClockError('clock-not-running', '还没有受理，期限没有开始计算')
  if (decidedOn !== null) throw new ClockError('clock-not-running', '已经决定，期限不再计算')
}

/** The day after which the limit is counted; null before the acceptance. */
export function countedFrom ({ limits, receivedOn, acceptedOn }: PermitClock): CivilDate | null {
  return acceptedOn === null ? null : limits.starts === 'received' ? receivedOn : acceptedOn
}

/** While it stands still, the end is the one that the applicant was told, and moves on with every day that it takes longer. */
export function excludedTime ({ excluded, stopped: open }: PermitClock, asOf: CivilDate): ExcludedTime[] {
  return open === null ? excluded : [...excluded, { from: open.since, until: laterOf(open.expectedUntil, asOf) }]
}

/** Null before the acceptance. The promise is the department's own word: an extension of the law's limit doesn't lengthen it. */
export function promisedDueOn (clock: PermitClock, calendar: WorkCalendar, asOf: CivilDate): CivilDate | null {
  const start = countedFrom(clock)
  return start === null ? null : lastDay(calendar, start, clock.limits.promised, excludedTime(clock, asOf))
}

/** Null before the acceptance. Without a statutory limit the promise is the only one. */
export function statutoryDueOn (clock: PermitClock, calendar: WorkCalendar, asOf: CivilDate): CivilDate | null {
  const { limits: { statutory, extension } } = clock
  const start = countedFrom(clock)
  if (start === null || statutory === null) return promisedDueOn(clock, calendar, asOf)
  const excluded = excludedTime(clock, asOf)
  const dueOn = lastDay(calendar, start, statutory, excluded)
  return clock.isExtended ? lastDay(calendar, dueOn, extension!, excluded) : dueOn
}

/** 行政许可法第四十四条, or the permit's own shorter limit; null before the decision. */
export function deliveryDueOn ({ limits, decidedOn }: PermitClock, calendar: WorkCalendar): CivilDate | null {
  return decidedOn === null ? null : lastDay(calendar, decidedOn, limits.delivery, [])
}

/** Working days (or days, as the promise is given) of the promise that are over by the end of a day. */
export function usedOfPromise (clock: PermitClock, calendar: WorkCalendar, asOf: CivilDate): number {
  const start = countedFrom(clock)
  return start === null ? 0 : usedBy(calendar, start, asOf, clock.limits.promised, excludedTime(clock, asOf))
}
