import type { Knex } from 'knex'
import { displayNamesOf, type Account } from '../../database/accounts.js'
import { findVisit } from '../../database/visits.js'
import { waitingVisits } from '../../database/visit-calendar.js'
import { earliestLimit, visitParties } from '../../domain/inspection-slots.js'
import { candidateGroup } from '../../domain/places.js'
import type { Clock } from '../../domain/time.js'
import { ServiceError } from '../../errors.js'
import { loadVisit, visitedPermits } from './open-visit.js'
import { proposedDurationMinutes, proposeVisit } from './visit-proposal.js'

/**
 * What the organiser of a visit chooses from, as things stand now: the slots in which every department has its people, who else has what when, and the open
 * task `confirm-visit` that takes the choice.
 * @throws ServiceError `visit-not-found` for anybody but the visit's organisers
 */
export async function visitPlanSight (tx: Knex, account: Account, visitNo: string, clock: Clock) {
  const visit = await findVisit(tx, visitNo)
  if (visit === undefined || !account.groups.includes(candidateGroup(visit.department, 'organiser', visit.region))) throw new ServiceError('visit-not-found')
  const open = await loadVisit(tx, visitNo)
  const [task] = await waitingVisits(tx, account.groups, visitNo)
  const permits = visitedPermits(open)
  const { slots, inspectors, obstacles } = permits.length === 0 ? nothingToVisit : await proposeVisit(tx, open, clock.now())
  return {
    visitNo,
    caseNo: visit.case_no,
    applicant: open.caseFile.holder_name,
    premises: open.caseFile.premises_address,
    mustVisitBy: permits.length === 0 ? visit.must_visit_by : earliestLimit(permits),
    durationMinutes: proposedDurationMinutes,
    permits: permits.map(({ permitName, departmentName }) => ({ name: permitName, organ: departmentName })),
    obstacles,
    slots: slots.map(({ startsAt, endsAt, isLate }) => ({ startsAt, endsAt, isLate })),
    parties: visitParties(permits).map(({ group, departmentName, minInspectors }) => ({
      group,
      organ: departmentName,
      minInspectors,
      inspectors: inspectors.filter((inspector) => inspector.group === group).map(({ login, name, busy }) => ({ login, name, busy }))
    })),
    task: task === undefined ? null : { key: task.taskKey, assignee: await named(tx, task.assignee) }
  }
}

const nothingToVisit: Pick<Awaited<ReturnType<typeof proposeVisit>>, 'slots' | 'inspectors' | 'obstacles'> = { slots: [], inspectors: [], obstacles: [] }

async function named (tx: Knex, login: string | null): Promise<{ login: string, name: string } | null> {
  return login === null ? null : { login, name: (await displayNamesOf(tx, [login])).get(login) ?? login }
}
