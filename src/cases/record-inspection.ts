import { loadCalendar } from '../database/calendar.js'
import { releaseBookings, teamOf } from '../database/inspector-bookings.js'
import { notify } from '../database/notifications.js'
import { updateSubCase } from '../database/sub-cases.js'
import { insertFindings, updateVisit } from '../database/visits.js'
import { concludePermits, reasonNotPossible, type Finding, type PermitConclusion } from '../domain/findings.js'
import { rectificationDeadline } from '../domain/rectification-deadline.js'
import { civilDateOf, endOfCivilDate, type CivilDate } from '../domain/time.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { handOver, withoutRectification } from './conclude-permits.js'
import type { LawfulCompletion } from './lawful-completion.js'
import type { OpenVisit } from './visits/open-visit.js'
import { issueInspectionRecord, issueRectificationNotice } from './visits/visit-documents.js'
import { checkFindingsOf } from './visits/visit-rules.js'

/**
 * Records a visit that took place. Null when nothing has to wait for a rectification; otherwise its deadline, and the permits that need
 * none of it are handed over at once: no permit waits for another's rectification.
 */
export async function recordInspection (
  context: WorkerContext, open: OpenVisit, variables: Record<string, unknown>, { actor, completedAt }: LawfulCompletion
): Promise<{ rectificationDueAt: Date | null }> {
  const { tx } = context
  const { findings } = await checkFindingsOf(tx, open, variables, 'inspection')
  if (findings === undefined) throw new Error('findings were checked as lawful a moment ago')
  const { visit_no: visitNo } = open.visit
  const conclusions = concludePermits(subCaseNosOf(open), findings)
  await insertFindings(tx, visitNo, 'inspection', findings)
  await updateVisit(tx, visitNo, { state: 'inspected', inspected_at: completedAt })
  await setStates(context, subCaseNosOf(open), 'inspecting')
  await issueInspectionRecord(context, open, {
    findings, conclusions, notPossible: null, applicantOpinion: opinionOf(variables), team: await teamOf(tx, visitNo), recordedBy: actor, recordedAt: completedAt
  })
  const rectifiable = await rectifiablePermits(context, open, conclusions, completedAt)
  if (rectifiable === null) return { rectificationDueAt: null }

  await handOver(context, open, conclusions.filter(({ subCaseNo }) => !rectifiable.subCaseNos.has(subCaseNo)).map(withoutRectification))
  return { rectificationDueAt: await demandRectification(context, open, rectifiable, findings, completedAt) }
}

/** Records that nobody could be visited: the team is free again and the visit is arranged anew (inspecting → inspection-scheduled). */
export async function recordAbsence (
  context: WorkerContext, open: OpenVisit, variables: Record<string, unknown>, { actor, completedAt }: LawfulCompletion
): Promise<void> {
  const { tx } = context
  const { visit, caseFile } = open
  const reason = reasonNotPossible(variables) ?? ''
  const documentNo = await issueInspectionRecord(context, open, {
    findings: [], conclusions: [], notPossible: reason, applicantOpinion: opinionOf(variables), team: await teamOf(tx, visit.visit_no), recordedBy: actor, recordedAt: completedAt
  })
  await releaseBookings(tx, visit.visit_no)
  await updateVisit(tx, visit.visit_no, { state: 'pending', slot: null, leader: null, scheduled_at: null, late_reason: null })
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: caseFile.case_no,
    dedupeKey: `inspection-record:${documentNo}`,
    title: '现场核查未能进行',
    body: `原因：${reason}。将另行安排时间；办理期限不因此停止。`
  })
}

interface Rectifiable { subCaseNos: Set<string>, deadline: CivilDate }

/** The permits with enough time left for a rectification, and the one deadline for all of them: the earliest. */
async function rectifiablePermits (
  { tx }: WorkerContext, open: OpenVisit, conclusions: PermitConclusion[], inspectedAt: Date
): Promise<Rectifiable | null> {
  const calendar = await loadCalendar(tx)
  const { defaults } = open.industry
  const limits = {
    maxWorkdays: defaults['rectification-max']!.n, recheckWorkdays: defaults.recheck!.n, decisionWorkdays: defaults['decision-reserve']!.n
  }
  const deadlines = conclusions.filter(({ conclusion }) => conclusion === 'rectify').flatMap(({ subCaseNo }) => {
    const { subCase } = open.permits.find((permit) => permit.subCase.sub_case_no === subCaseNo)!
    const limitEndsOn = subCase.statutory_due_on ?? subCase.promised_due_on
    if (limitEndsOn === null) throw new Error(`${subCaseNo} is inspected but has no limit`)
    const deadline = rectificationDeadline(civilDateOf(inspectedAt), limitEndsOn, limits, calendar)
    return deadline === null ? [] : [{ subCaseNo, deadline }]
  })
  const [earliest] = deadlines.map(({ deadline }) => deadline).sort()
  return earliest === undefined ? null : { subCaseNos: new Set(deadlines.map(({ subCaseNo }) => subCaseNo)), deadline: earliest }
}

async function demandRectification (
  context: WorkerContext, open: OpenVisit, { subCaseNos, deadline }: Rectifiable, findings: Finding[], issuedAt: Date
): Promise<Date> {
  const { tx } = context
  const { visit, caseFile } = open
  const items = findings.filter(({ result, subCaseNo }) => result === 'rectify' && subCaseNos.has(subCaseNo))
  const dueAt = endOfCivilDate(deadline)
  await updateVisit(tx, visit.visit_no, { state: 'rectifying', rectification_due_at: dueAt })
  await setStates(context, [...subCaseNos], 'rectifying')
  const documentNo = await issueRectificationNotice(context, open, items, deadline, issuedAt)
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: caseFile.case_no,
    dedupeKey: `rectification:${documentNo}`,
    title: '请按整改通知书整改',
    body: `核查提出 ${items.length} 项整改要求，请在 ${deadline} 前完成并在办件中报告，届时统一复审一次。`
  })
  return dueAt
}

async function setStates ({ tx }: WorkerContext, subCaseNos: string[], state: 'inspecting' | 'rectifying'): Promise<void> {
  for (const subCaseNo of subCaseNos) await updateSubCase(tx, subCaseNo, { state })
}

function subCaseNosOf ({ permits }: OpenVisit): string[] {
  return permits.map(({ subCase }) => subCase.sub_case_no)
}

function opinionOf ({ applicantOpinion }: Record<string, unknown>): string {
  return typeof applicantOpinion === 'string' ? applicantOpinion.trim() : ''
}
