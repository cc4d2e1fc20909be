import { bookTeam, type InspectorAccount, type TeamMember } from '../../database/inspector-bookings.js'
import { notify } from '../../database/notifications.js'
import type { StaffMember } from '../../database/staff.js'
import { updateSubCase } from '../../database/sub-cases.js'
import { updateVisit } from '../../database/visits.js'
import { describeMoment, type TimeRange } from '../../domain/inspection-slots.js'
import { BpmnError, type WorkerContext } from '../../engine/define-worker.js'
import { ServiceError } from '../../errors.js'
import type { OpenVisit } from './open-visit.js'
import { issueInspectionNotice } from './visit-documents.js'
import { checkPlanOf } from './visit-rules.js'

/**
 * Makes the organiser's plan binding: bookings, notice, states, notification.
 * @throws BpmnError `visit-not-allowed` with `refusal`, before anything is written
 */
export async function scheduleVisit (context: WorkerContext, open: OpenVisit, variables: Record<string, unknown>, organiser: StaffMember): Promise<void> {
  const { tx, clock } = context
  const { caseFile, visit } = open
  const { check, inspectors } = await checkPlanOf(tx, open, variables, clock.now())
  if (check.plan === undefined) throw refused(check.problems.join('；'))
  const team = check.plan.team.map(({ login }) => memberOf(login, inspectors))
  const leader = memberOf(check.plan.leader.login, inspectors)
  const { slot } = check.plan
  await book(context, visit.visit_no, slot, team)

  await updateVisit(tx, visit.visit_no, {
    state: 'scheduled', slot, leader: leader.accountId, late_reason: check.lateReason, scheduled_at: clock.now()
  })
  for (const { subCase } of open.permits) await updateSubCase(tx, subCase.sub_case_no, { state: 'inspection-scheduled' })
  const documentNo = await issueInspectionNotice(context, open, { slot, team, leader, organiser, lateReason: check.lateReason })
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: caseFile.case_no,
    dedupeKey: `inspection-notice:${documentNo}`,
    title: '现场核查已安排',
    body: `各部门将于 ${describeMoment(slot.from)} 到 ${caseFile.premises_address} 一次核查，请按现场核查通知书准备。`
  })
}

/** Somebody may have been booked elsewhere since the plan was checked: then the organiser chooses again. */
async function book ({ tx }: WorkerContext, visitNo: string, slot: TimeRange, team: TeamMember[]): Promise<void> {
  try {
    await bookTeam(tx, visitNo, slot, team)
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'inspector-busy') throw error
    throw refused(`${(error.details?.inspectors as string[]).join('、')}在该时段已有安排`)
  }
}

function memberOf (login: string, inspectors: InspectorAccount[]): TeamMember {
  const { accountId, name, group } = inspectors.find((inspector) => inspector.login === login)!
  return { accountId, login, name, department: group.split('.')[0]! }
}

function refused (reason: string): BpmnError {
  return new BpmnError('visit-not-allowed', reason, { refusal: reason })
}
