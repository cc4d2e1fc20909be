import type { Permit } from '../../catalogue/types.js'
import { limitDates, limitStart, type LimitDates } from '../limit-dates.js'
import { limitInWords } from '../limit-words.js'
import type { ChosenPermit } from '../permit-choice.js'
import { beginsAfterPriors, priorPermitsOf } from '../permit-order.js'
import { isTwoStage, stageLimits } from '../permit-stages.js'
import { addWorkdays, endOfLimit } from '../working-days.js'
import type { Acceptance } from './acceptances.js'
import { latestOf, type Milestone } from './milestones.js'
import { planProcedures, type PlannedProcedure } from './procedures.js'
import type { PlannedDecision, ScheduleRequest } from './schedule.js'

/** The planned decision of each permit of the case; those that it waits for are planned first. Dependencies have no cycle (checked with the catalogue). */
export function decisionsOf (
  request: ScheduleRequest, received: Milestone, accepted: ReadonlyMap<string, Acceptance>, visits: ReadonlyMap<string, Milestone>
): (permitId: string) => PlannedDecision {
  const applied = request.permits.map(({ permit }) => permit.id)
  const known = new Map<string, PlannedDecision>()
  const decisionOf = (permitId: string): PlannedDecision => {
    const before = known.get(permitId)
    if (before !== undefined) return before
    const chosen = request.permits.find(({ permit }) => permit.id === permitId)!
    const waitsFor = priorPermitsOf(chosen.permit, applied)
    const priors = waitsFor.map((id) => awaited(request, decisionOf(id).decided))
    const acceptance = accepted.get(permitId)
    const decision = acceptance === undefined
      ? spotDecision(request, chosen, received, priors)
      : ordinaryDecision(request, chosen, acceptance, visits.get(permitId), priors)
    const whole = { ...decision, waitsFor, obtained: delivered(request, chosen.permit, decision.decided) }
    known.set(permitId, whole)
    return whole
  }
  return decisionOf
}

type Decision = Omit<PlannedDecision, 'waitsFor' | 'obtained'>

function awaited ({ industry }: ScheduleRequest, decided: Milestone): Milestone {
  const name = industry.permits.find(({ id }) => id === decided.permitId)!.name
  return { permitId: decided.permitId, what: `“${name}”已有结果`, on: decided.on, after: decided, because: '' }
}

/** A filing that depends on another permit can't even be applied for before; a commitment that does can't be granted before. */
function spotDecision (request: ScheduleRequest, { permit }: ChosenPermit, received: Milestone, priors: Milestone[]): Decision {
  const { calendar, pace, channel } = request
  const begun: Milestone = beginsAfterPriors(permit) && priors.length > 0
    ? { permitId: permit.id, what: '收件', on: latestOf(priors[0]!, ...priors).on, after: latestOf(priors[0]!, ...priors), because: '取得前提事项的结果后收件' }
    : received
  const days = channel === 'window' ? 0 : pace.onTheSpotWorkdays
  const due: Milestone = { ...begun, on: addWorkdays(calendar, begun.on, days) }
  const cause = latestOf(due, ...priors)
  return {
    received: begun,
    visit: null,
    procedures: [],
    promisedDueOn: null,
    statutoryDueOn: null,
    decided: { permitId: permit.id, what: '当场决定', on: cause.on, after: cause === due ? begun : cause, because: '当场办结' }
  }
}

function ordinaryDecision (
  request: ScheduleRequest, { permit }: ChosenPermit, { received, accepted }: Acceptance, visit: Milestone | undefined, priors: Milestone[]
): Decision {
  const procedures = planProcedures(permit, accepted, request)
  const dates = { receivedOn: received.on, acceptedOn: accepted.on }
  const due = dueDates(request, permit, dates, procedures)
  const limit = limitUsed(request, permit, due, { received, accepted })
  const cause = latestOf(limit, ...procedures.map(({ concluded }) => concluded), ...(visit === undefined ? [] : [visit]), ...priors)
  return {
    received,
    visit: visit ?? null,
    procedures,
    ...due,
    decided: cause === limit ? { ...limit, what: '决定' } : { permitId: permit.id, what: '决定', on: cause.on, after: cause, because: '条件具备当日决定' }
  }
}

function dueDates ({ calendar }: ScheduleRequest, permit: Permit, dates: { receivedOn: string, acceptedOn: string }, procedures: PlannedProcedure[]): LimitDates {
  const until = procedures.filter(({ isExcluded }) => isExcluded).map(({ concluded }) => concluded.on).sort().at(-1)
  return limitDates(calendar, permit, isTwoStage(permit) ? 'final' : null, dates, until === undefined ? [] : [{ from: dates.acceptedOn, until }])
}

/** When the limit is used up, as far as the pace uses it. */
function limitUsed (
  { pace }: ScheduleRequest, permit: Permit, due: { promisedDueOn: string, statutoryDueOn: string }, { received, accepted }: Pick<Acceptance, 'received' | 'accepted'>
): Milestone {
  const { promised, statutory } = stageLimits(permit, isTwoStage(permit) ? 'final' : null)
  const own = { permitId: permit.id, what: '决定' }
  if (pace.waits === 'never') return { ...own, on: accepted.on, after: accepted, because: '条件具备当日决定' }
  const isPromise = pace.waits === 'promised' || statutory === null
  const on = isPromise ? due.promisedDueOn : due.statutoryDueOn
  if (on <= accepted.on) return { ...own, on: accepted.on, after: accepted, because: '期限已满，受理当日决定' }
  const isFromReceipt = limitStart(permit, { receivedOn: 'received', acceptedOn: 'accepted' }) === 'received'
  const limit = limitInWords(isPromise ? promised : statutory)
  return { ...own, on, after: isFromReceipt ? received : accepted, because: `审查、决定，${isPromise ? '承诺' : '法定'}${limit}` }
}

function delivered ({ calendar, pace }: ScheduleRequest, permit: Permit, decided: Milestone): Milestone {
  const on = pace.deliversLate ? endOfLimit(calendar, decided.on, permit.time_limit.delivery) : decided.on
  return { permitId: permit.id, what: '取得证件', on, after: decided, because: pace.deliversLate ? `送达${limitInWords(permit.time_limit.delivery)}` : '制证、送达' }
}
