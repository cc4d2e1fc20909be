import { limitDates, mustVisitBy } from '../limit-dates.js'
import { isTwoStage } from '../permit-stages.js'
import { addWorkdays } from '../working-days.js'
import type { Acceptance } from './acceptances.js'
import type { Milestone } from './milestones.js'
import type { ScheduleRequest } from './schedule.js'

/**
 * The joint visits, by permit id: one for all permits that need it and are accepted together, in time for the earliest limit (方案 三（四）). A final
 * review, accepted later than the others, has a visit of its own.
 */
export function visitsOf (request: ScheduleRequest, accepted: ReadonlyMap<string, Acceptance>): Map<string, Milestone> {
  const { calendar, pace } = request
  const visited = request.permits.filter(({ needsVisit }) => needsVisit).map(({ permit }) => ({ permit, ...accepted.get(permit.id)! }))
  const byDay = new Map<string, Milestone>()
  for (const day of new Set(visited.map((one) => one.accepted.on))) {
    const together = visited.filter((one) => one.accepted.on === day)
    const limits = together.map(({ permit, received }) => {
      const { promisedDueOn } = limitDates(calendar, permit, isTwoStage(permit) ? 'final' : null, { receivedOn: received.on, acceptedOn: day })
      return mustVisitBy(calendar, permit, { acceptedOn: day, promisedDueOn })
    })
    const next = addWorkdays(calendar, day, 1)
    const last = limits.reduce((a, b) => a < b ? a : b)
    byDay.set(day, {
      permitId: null, what: '联合核查', on: last < next ? day : pace.waits === 'never' ? next : last, after: together[0]!.accepted, because: '安排核查'
    })
  }
  return new Map(visited.map((one) => [one.permit.id, byDay.get(one.accepted.on)!]))
}
