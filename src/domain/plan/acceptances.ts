import type { Permit } from '../../catalogue/types.js'
import { limitDates } from '../limit-dates.js'
import { isTwoStage } from '../permit-stages.js'
import type { CivilDate } from '../time.js'
import { addWorkdays } from '../working-days.js'
import type { Milestone } from './milestones.js'
import type { ScheduleRequest } from './schedule.js'

/** The receipt and acceptance that a permit's decision counts from: those of the final review where there are two stages. */
export interface Acceptance {
  received: Milestone
  accepted: Milestone
  preparation: { acceptedOn: CivilDate, decidedOn: CivilDate, appliedOn: CivilDate } | null
}

/** Of every permit that isn't decided on the spot, by permit id: each is accepted by itself (行政许可法第三十二条第一款第五项). */
export function acceptances (request: ScheduleRequest, received: Milestone): Map<string, Acceptance> {
  const ordinary = request.permits.filter(({ isInstant }) => !isInstant)
  return new Map(ordinary.map(({ permit }) => [permit.id, isTwoStage(permit) ? finalAcceptance(request, permit, received) : acceptance(request, permit, received)]))
}

function acceptance (request: ScheduleRequest, permit: Permit, received: Milestone): Acceptance {
  return { received, accepted: acceptedAfter(request, permit, received), preparation: null }
}

function acceptedAfter ({ calendar, pace, industry }: ScheduleRequest, permit: Permit, received: Milestone): Milestone {
  const days = pace.acceptanceWorkdays(industry.defaults)
  return { permitId: permit.id, what: '受理', on: addWorkdays(calendar, received.on, days), after: received, because: '预审、受理' }
}

/** 筹建审批 ends with its own decision; when to apply for the final review is the applicant's affair, and no limit runs until then. */
function finalAcceptance (request: ScheduleRequest, permit: Permit, received: Milestone): Acceptance {
  const { calendar, pace, preparationWorkdays } = request
  const accepted = acceptedAfter(request, permit, received)
  const { promisedDueOn, statutoryDueOn } = limitDates(calendar, permit, 'preparation', { receivedOn: received.on, acceptedOn: accepted.on })
  const due = { never: accepted.on, promised: promisedDueOn, statutory: statutoryDueOn }[pace.waits]
  const decided: Milestone = {
    permitId: permit.id, what: '同意筹建', on: due > accepted.on ? due : accepted.on, after: accepted, because: permit.time_limit.stages[0]!.name
  }
  const applied: Milestone = {
    permitId: permit.id, what: '申请终审', on: addWorkdays(calendar, decided.on, preparationWorkdays), after: decided, because: '申请人筹建'
  }
  return {
    received: applied,
    accepted: acceptedAfter(request, permit, applied),
    preparation: { acceptedOn: accepted.on, decidedOn: decided.on, appliedOn: applied.on }
  }
}
