import { limitInWords } from '../limit-words.js'
import { civilDateOf, type CivilDate } from '../time.js'
import type { WorkCalendar } from '../working-days.js'
import { ClockError, type ClockEvent, type ClockLimits } from './clock-event.js'
import { clockState, type ClockState } from './clock-state.js'
import { advance, newClock, type PermitClock } from './permit-clock.js'

/** One event, what it meant for the clock, and by which rule; the dates as they were by the end of its day. */
export interface ClockStep {
  on: CivilDate
  type: ClockEvent['type']
  what: string
  rule: string
  /** Law and article. */
  basis: string
  promisedDueOn: CivilDate | null
  statutoryDueOn: CivilDate | null
}
export interface ClockExplanation { steps: ClockStep[], state: ClockState }

/**
 * Why a permit's clock stands as it does at the end of a day: each event that had happened by then with the dates that followed from it.
 * @param follow `replay` for events on record, which were lawful by the calendar of their day
 * @throws ClockError for an event that can't follow those before it
 */
export function explainClock (limits: ClockLimits, events: readonly ClockEvent[], calendar: WorkCalendar, asOf: CivilDate, follow = advance): ClockExplanation {
  let clock = newClock(limits)
  const steps: ClockStep[] = []
  for (const [index, event] of events.entries()) {
    const on = civilDateOf(event.at)
    if (on > asOf) break
    clock = at(index, () => follow(clock, event, calendar))
    const state = clockState(clock, calendar, on)
    steps.push({ on, type: event.type, ...wordsFor(event, clock, state), promisedDueOn: state.promisedDueOn, statutoryDueOn: state.statutoryDueOn })
  }
  return { steps, state: clockState(clock, calendar, asOf) }
}

function at (index: number, next: () => PermitClock): PermitClock {
  try {
    return next()
  } catch (error) {
    throw error instanceof ClockError ? new ClockError(error.code, error.message, index) : error
  }
}

type Words = Pick<ClockStep, 'what' | 'rule' | 'basis'>

function wordsFor (event: ClockEvent, clock: PermitClock, state: ClockState): Words {
  const { limits } = clock
  switch (event.type) {
    case 'received': return { what: `收件，计为 ${clock.receivedOn!} 收到`, rule: '非工作日提交的，按下一工作日', basis: '行政许可法第三十二条' }
    case 'accepted': return {
      what: `${event.isDeemed === true ? '逾期未告知，自收到材料之日起视为受理' : '受理'}，从 ${state.countedFrom!} 的次日起算`,
      rule: `${limits.starts === 'received' ? '自收到申请之日起' : '自受理之日起'}，当日不计；法定${limits.statutory === null ? '无' : limitInWords(limits.statutory)}，承诺${limitInWords(limits.promised)}`,
      basis: event.isDeemed === true ? '行政许可法第三十二条、第四十二条、第八十二条' : '行政许可法第四十二条、第八十二条'
    }
    case 'stopped': return { what: `停表：${event.cause}，告知至 ${event.expectedUntil}（${event.documentNo}）`, rule: '次日起不计入期限，到期日按告知的结束日顺延', basis: event.basis }
    case 'prolonged': return { what: `续停：${event.cause}，告知至 ${event.expectedUntil}（${event.documentNo}）`, rule: `停表未结束又有不计入期限的环节，到期日按告知的最晚结束日 ${clock.stopped!.expectedUntil} 顺延`, basis: event.basis }
    case 'resumed': return { what: `${clock.excluded.at(-1)!.from} 起的停表结束`, rule: '次日恢复计算，剩余时间顺延', basis: '行政许可法第四十五条' }
    case 'extended': return { what: `延长${limitInWords(limits.extension!)}，${event.approvedBy}批准（${event.documentNo}）`, rule: '届满前、一次，经本机关负责人批准并告知理由；不延长承诺时限', basis: '行政许可法第四十二条' }
    case 'decided': return { what: `作出决定${state.isOverdue ? '，已超过法定期限' : state.isPromiseMissed ? '，超过承诺时限，未超过法定期限' : '，按期'}`, rule: '到期日当日内作出决定即为按期', basis: '行政许可法第四十二条' }
    case 'served': return { what: `送达${event.at > endOf(state) ? '，已超过送达期限' : ''}`, rule: `自决定之日起${limitInWords(limits.delivery)}内送达`, basis: '行政许可法第四十四条' }
  }
}

function endOf ({ deliveryDueOn }: ClockState): Date {
  return new Date(`${deliveryDueOn!}T23:59:59.999+08:00`)
}
