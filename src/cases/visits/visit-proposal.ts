import type { Knex } from 'knex'
import { loadCalendar } from '../../database/calendar.js'
import { inspectorsOf, type InspectorAccount } from '../../database/inspector-bookings.js'
import { earliestLimit, proposeSlots, visitParties, type SlotProposal, type VisitedPermit } from '../../domain/inspection-slots.js'
import { civilDateOf, startOfCivilDate } from '../../domain/time.js'
import { addWorkdays, type WorkCalendar } from '../../domain/working-days.js'
import { visitedPermits, type OpenVisit } from './open-visit.js'

/** How long a joint visit is proposed to take; the organiser may say otherwise. */
export const proposedDurationMinutes = 120
/** When it has to be today: time for people to get ready and for the applicant to be told. */
const shortNoticeMs = 2 * 60 * 60 * 1000

export interface VisitProposal extends SlotProposal {
  permits: VisitedPermit[]
  /** Everybody who may go, with what they have already. */
  inspectors: InspectorAccount[]
}

/**
 * When the departments could go together, as things stand now. Nothing is booked by it: a proposal that nobody confirms must not keep
 * inspectors from other applicants' visits, so the slot is booked when the organiser confirms.
 */
export async function proposeVisit (tx: Knex, open: OpenVisit, now: Date): Promise<VisitProposal> {
  const permits = visitedPermits(open)
  const groups = visitParties(permits).map(({ group }) => group)
  const inspectors = await inspectorsOf(tx, groups, now, open.visit.visit_no)
  const calendar = await loadCalendar(tx)
  const proposal = proposeSlots({
    permits,
    inspectors,
    from: earliestStart(calendar, permits, now),
    isWorkday: (date) => calendar.isWorkday(date),
    durationMinutes: proposedDurationMinutes
  })
  return { ...proposal, permits, inspectors }
}

/** The next working day, so that the applicant is told the day before; on the day itself only when the limit leaves no other. */
function earliestStart (calendar: WorkCalendar, permits: VisitedPermit[], now: Date): Date {
  const tomorrow = addWorkdays(calendar, civilDateOf(now), 1)
  return earliestLimit(permits) < tomorrow ? new Date(now.getTime() + shortNoticeMs) : startOfCivilDate(tomorrow)
}
