import type { PublishedIndustry } from '../../catalogue/types.js'
import type { ChosenPermit } from '../permit-choice.js'
import { receiptInstant } from '../receipt.js'
import { civilDateOf, type CivilDate } from '../time.js'
import type { WorkCalendar } from '../working-days.js'
import { acceptances, type Acceptance } from './acceptances.js'
import { decisionsOf } from './decisions.js'
import type { Milestone } from './milestones.js'
import type { Pace } from './paces.js'
import type { PlannedProcedure } from './procedures.js'
import { visitsOf } from './visits.js'

export interface ScheduleRequest {
  industry: PublishedIndustry
  permits: readonly ChosenPermit[]
  submittedAt: Date
  calendar: WorkCalendar
  pace: Pace
  channel: 'online' | 'window'
  /** How long the applicant of a two-stage permit builds between the two (互联网上网服务营业场所管理条例第十一条). */
  preparationWorkdays: number
}

/** One permit of a planned case. */
export interface PermitSchedule {
  chosen: ChosenPermit
  receivedOn: CivilDate
  /** Null: decided on the spot. */
  acceptedOn: CivilDate | null
  /** The first of two stages; null for other permits. */
  preparation: { acceptedOn: CivilDate, decidedOn: CivilDate, appliedOn: CivilDate } | null
  visitOn: CivilDate | null
  procedures: PlannedProcedure[]
  /** Permits of the same case whose result it waits for. */
  waitsFor: string[]
  /** Ends of its limits, without time that doesn't count; null: decided on the spot. */
  promisedDueOn: CivilDate | null
  statutoryDueOn: CivilDate | null
  decidedOn: CivilDate
  /** When its paper is in the applicant's hands. */
  obtainedOn: CivilDate
  obtained: Milestone
}

/**
 * The dates of a case by rules alone, if every step is done on the day that the pace says: receipt, acceptance, one visit, special procedures, results
 * that a permit waits for, limits, delivery. The same rules as the workers', so a case that is played at this pace has these dates.
 */
export function scheduleCase (request: ScheduleRequest): PermitSchedule[] {
  const received = receiptOf(request)
  const accepted = acceptances(request, received)
  const visits = visitsOf(request, accepted)
  const decisions = decisionsOf(request, received, accepted, visits)
  return request.permits.map((chosen) => scheduleOf(chosen, accepted.get(chosen.permit.id), decisions(chosen.permit.id)))
}

function receiptOf ({ submittedAt, calendar }: ScheduleRequest): Milestone {
  const submitted: Milestone = { permitId: null, what: '提交申请', on: civilDateOf(submittedAt), after: null, because: '' }
  return { permitId: null, what: '收件', on: civilDateOf(receiptInstant(calendar, submittedAt)), after: submitted, because: '非工作日提交的，次一工作日收件' }
}

export interface PlannedDecision {
  received: Milestone
  visit: Milestone | null
  procedures: PlannedProcedure[]
  waitsFor: string[]
  promisedDueOn: CivilDate | null
  statutoryDueOn: CivilDate | null
  decided: Milestone
  obtained: Milestone
}

function scheduleOf (chosen: ChosenPermit, acceptance: Acceptance | undefined, decision: PlannedDecision): PermitSchedule {
  const { received, visit, procedures, waitsFor, promisedDueOn, statutoryDueOn, decided, obtained } = decision
  return {
    chosen,
    receivedOn: received.on,
    acceptedOn: acceptance?.accepted.on ?? null,
    preparation: acceptance?.preparation ?? null,
    visitOn: visit?.on ?? null,
    procedures,
    waitsFor,
    promisedDueOn,
    statutoryDueOn,
    decidedOn: decided.on,
    obtainedOn: obtained.on,
    obtained
  }
}
