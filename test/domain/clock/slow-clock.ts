import type { ClockEvent, ClockLimits } from '../../../src/domain/clock/clock-event.js'
import type { Limit } from '../../../src/catalogue/types.js'

/** What the slow clock says; dates as `yyyy-MM-dd`, null before there are any. */
export interface SlowState { promisedDueOn: string | null, statutoryDueOn: string | null, deliveryDueOn: string | null, used: number, isOverdue: boolean, isPromiseMissed: boolean }

/**
 * A clock that knows nothing of the platform's: it lives through every day, one after the other, and takes a unit off what is left when a day counts.
 * `rest`: the days on which nobody works. Throws `Error(code)` as the law's first objection to the history.
 */
export function slowClock (limits: ClockLimits, events: ClockEvent[], rest: (day: string) => boolean, asOf: string): SlowState {
  objectTo(limits, events, rest)
  return livedThrough(limits, events, rest, asOf)
}

/** The civil date of an instant: China is eight hours ahead all year round. */
export function dayOf (at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}

function tomorrow (day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + 1)
  return date.toISOString().slice(0, 10)
}

function objectTo (limits: ClockLimits, events: ClockEvent[], rest: (day: string) => boolean): void {
  const has = (type: string, before: number): boolean => events.slice(0, before).some((event) => event.type === type)
  for (const [index, event] of events.entries()) {
    const refuse = (code: string, isWrong: boolean): void => { if (isWrong) throw new Error(code) }
    const isStopped = events.slice(0, index).reduce((stopped, { type }) => type === 'stopped' || (stopped && type !== 'resumed'), false)
    const runs = has('accepted', index) && !has('decided', index)
    if (event.type === 'received') refuse('clock-already-begun', has('accepted', index))
    if (event.type === 'accepted') {
      refuse('clock-already-begun', has('accepted', index))
      refuse('clock-not-running', !has('received', index))
    }
    if (event.type === 'stopped' || event.type === 'extended' || event.type === 'decided') refuse('clock-not-running', !runs)
    if (event.type === 'stopped') {
      refuse('clock-already-stopped', isStopped)
      refuse('stop-without-basis', event.basis === '' || event.documentNo === '' || event.expectedUntil < dayOf(event.at))
    }
    if (event.type === 'prolonged') {
      refuse('clock-not-stopped', !isStopped || has('decided', index))
      refuse('stop-without-basis', event.basis === '' || event.documentNo === '' || event.expectedUntil < dayOf(event.at))
    }
    if (event.type === 'resumed') refuse('clock-not-stopped', !isStopped || has('decided', index))
    if (event.type === 'extended') {
      const today = dayOf(event.at)
      const dueOn = limits.statutory === null ? null : livedThrough(limits, events.slice(0, index), rest, today).statutoryDueOn
      refuse('not-extendable', dueOn === null || limits.extension === null || event.role !== 'approver' || has('extended', index) || today > dueOn)
    }
    if (event.type === 'served') {
      refuse('clock-not-running', !has('decided', index))
      refuse('clock-already-begun', has('served', index))
    }
  }
}

function livedThrough (limits: ClockLimits, events: ClockEvent[], rest: (day: string) => boolean, asOf: string): SlowState {
  const known = events.filter(({ at }) => dayOf(at) <= asOf)
  const workday = (day: string): string => { while (rest(day)) day = tomorrow(day); return day }
  const accepted = known.find(({ type }) => type === 'accepted')
  const decided = known.find(({ type }) => type === 'decided')
  if (accepted === undefined) return { promisedDueOn: null, statutoryDueOn: null, deliveryDueOn: null, used: 0, isOverdue: false, isPromiseMissed: false }
  const received = known.filter(({ type }) => type === 'received').at(-1)!
  const start = workday(dayOf((limits.starts === 'received' ? received : accepted).at))
  const stands = standing(known, asOf)
  const lastToday = decided === undefined ? asOf : dayOf(decided.at)
  const dueOn = (limit: Limit, from: string): string => {
    let day = from
    for (let left = unitsOf(limit, from); left > 0;) {
      day = tomorrow(day)
      if (!stands(day) && !(limit.unit === '工作日' && rest(day))) left -= 1
    }
    while (rest(day) || (day > from && stands(day))) day = tomorrow(day)
    return day
  }
  const promisedDueOn = dueOn(limits.promised, start)
  const ofTheLaw = limits.statutory === null ? promisedDueOn : dueOn(limits.statutory, start)
  const statutoryDueOn = known.some(({ type }) => type === 'extended') ? dueOn(limits.extension!, ofTheLaw) : ofTheLaw
  let used = 0
  for (let day = tomorrow(start); day <= lastToday; day = tomorrow(day)) {
    if (!stands(day) && !(limits.promised.unit === '工作日' && rest(day))) used += 1
  }
  return {
    promisedDueOn,
    statutoryDueOn,
    deliveryDueOn: decided === undefined ? null : deliveredBy(limits.delivery, dayOf(decided.at), rest),
    used,
    isOverdue: lastToday > statutoryDueOn,
    isPromiseMissed: lastToday > promisedDueOn
  }
}

function deliveredBy (limit: Limit, from: string, rest: (day: string) => boolean): string {
  let day = from
  for (let left = unitsOf(limit, from); left > 0;) {
    day = tomorrow(day)
    if (limit.unit !== '工作日' || !rest(day)) left -= 1
  }
  while (rest(day)) day = tomorrow(day)
  return day
}

/** Whether the clock stands still on a day: written down day by day from the events, the last stop going on as long as was told or as it takes. */
function standing (events: ClockEvent[], asOf: string): (day: string) => boolean {
  const days = new Set<string>()
  for (const [index, event] of events.entries()) {
    if (event.type !== 'stopped') continue
    const end = events.slice(index).find(({ type }) => type === 'resumed' || type === 'decided')
    const told = events.slice(index).flatMap((later) => later.type === 'stopped' || later.type === 'prolonged' ? later.expectedUntil : [])
    const until = end === undefined ? [...told, asOf].sort().at(-1)! : dayOf(end.at)
    for (let day = tomorrow(dayOf(event.at)); day <= until; day = tomorrow(day)) days.add(day)
  }
  return (day) => days.has(day)
}

/** A month is as many days as it takes to the same day of a later one, or to that one's last. */
function unitsOf ({ n, unit }: Limit, from: string): number {
  if (unit !== '月') return n
  const [year, month, day] = from.split('-').map(Number) as [number, number, number]
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + n + 1, 0)).getUTCDate()
  const target = Date.UTC(year, month - 1 + n, Math.min(day, lastOfMonth))
  return (target - Date.UTC(year, month - 1, day)) / 86_400_000
}
