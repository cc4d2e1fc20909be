import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { agentOfCase } from '../database/applications.js'
import { loadCalendar } from '../database/calendar.js'
import { caseMaterialsOf, originalsSeenOf } from '../database/case-materials.js'
import { licenceNoOfCase, openTasksOfCase, visitsOfCase, type VisitOfCase } from '../database/case-overview.js'
import type { CaseRow } from '../database/cases.js'
import { certificatesOfCase, type CertificateRow } from '../database/certificates.js'
import { deficiencyItemsOf, type DeficiencyItemRow } from '../database/deficiencies.js'
import { openNoticeOf, type NoticeRow } from '../database/notices.js'
import { elementNamesOf, releaseOf } from '../database/releases.js'
import { openCorrectionsOf } from '../database/post-checks.js'
import { subCasesOf, type SubCaseRow } from '../database/sub-cases.js'
import { toleratedMaterialsOf, type ToleratedMaterialRow } from '../database/tolerated-materials.js'
import { civilDateOf, type Clock } from '../domain/time.js'
import { caseStateNames, materialStateNames, subCaseStateNames } from '../domain/state-names.js'
import { organName } from '../domain/organs.js'
import { materialName, permitName, subjectName } from '../domain/subject-names.js'
import { clockLimitsOf } from '../domain/clock/clock-limits.js'
import { awaitedFor, type CaseProgress } from './awaited.js'
import { permitOf } from './permit-context.js'
import { partySteps } from './party-steps.js'
import { isAwaited, toleranceDueOn } from './tolerated-materials.js'
import { ceilingOf, type Ceiling } from './unified-ceiling.js'
import { caseFlags } from '../domain/case-flags.js'
import { lightNames, lightOf, type Light } from '../domain/watch/light.js'
import { watchTimesOf } from '../domain/watch/watch-times.js'
import type { WorkCalendar } from '../domain/working-days.js'

/** Everything that holder and staff see of a case on one page. Dates are instants; names are Chinese. */
export async function caseView (tx: Knex, caseFile: CaseRow, clock: Clock) {
  const industry = await releaseOf(tx, caseFile.release_id)
  const names = await elementNamesOf(tx, caseFile.release_id)
  const notice = await openNoticeOf(tx, caseFile.case_no)
  const progress: CaseProgress = {
    industry,
    notice,
    items: notice === undefined ? [] : await deficiencyItemsOf(tx, { noticeNo: notice.notice_no }, ['told', 'answered']),
    visits: await visitsOfCase(tx, caseFile.case_no),
    tasks: await openTasksOfCase(tx, caseFile.case_no),
    nameOfElement: (processId, elementId) => names[processId]?.[elementId] ?? elementId
  }
  const subCases = await subCasesOf(tx, caseFile.case_no)
  const certificates = await certificatesOfCase(tx, caseFile.case_no)
  const calendar = await loadCalendar(tx)
  const originals = await originalsSeenOf(tx, caseFile.case_no)
  return {
    ...particulars(caseFile, industry),
    agent: await agentOfCase(tx, caseFile.case_no),
    flags: caseFlags(subCases, {
      hasOpenNotice: notice?.state === 'open', hasOpenRectification: progress.visits.some(({ state }) => state === 'rectifying'), now: clock.now()
    }),
    permits: subCases.map((subCase) => permitView(subCase, progress, lightFor(subCase, industry, calendar, clock.now()), certificates.find(({ sub_case_no: no }) => no === subCase.sub_case_no))),
    ceiling: ceilingView(await ceilingOf(tx, { industry, subCases, calendar, now: clock.now() }), industry, calendar, clock.now()),
    materials: (await caseMaterialsOf(tx, caseFile.case_no)).map((row) => ({
      id: row.material_id, name: materialName(industry, row.material_id), state: row.state, stateName: materialStateNames[row.state], version: row.current_version, originalSeenAt: originals.get(row.material_id)?.at ?? null
    })),
    toleratedMaterials: (await toleratedMaterialsOf(tx, caseFile.case_no)).filter(({ outcome }) => outcome === null).map((row) => toleratedView(row, industry, subCases)),
    corrections: (await openCorrectionsOf(tx, caseFile.case_no)).map(({ permit, correction_due_on: dueOn, correction_reported_at: reportedAt }) => ({ permit, name: permitName(industry, permit), dueOn, reportedAt })),
    ...await partySteps(tx, { caseNo: caseFile.case_no, industry, subCases }, civilDateOf(clock.now())),
    supplement: notice?.state === 'open' ? supplementView(industry, notice, progress.items, subCases) : null,
    visit: visitView(industry, progress.visits.findLast(({ state }) => state !== 'pending' && state !== 'dropped')),
    licenceNo: await licenceNoOfCase(tx, caseFile.case_no) ?? null
  }
}

function particulars (caseFile: CaseRow, industry: PublishedIndustry) {
  return {
    caseNo: caseFile.case_no,
    receiptCode: caseFile.receipt_code,
    industry: caseFile.industry,
    industryName: industry.name,
    state: caseFile.state,
    stateName: caseStateNames[caseFile.state],
    channel: caseFile.channel,
    region: caseFile.region,
    holderName: caseFile.holder_name,
    holderUsci: caseFile.holder_usci,
    premisesAddress: caseFile.premises_address,
    submittedAt: caseFile.submitted_at,
    receivedAt: caseFile.received_at,
    closedAt: caseFile.closed_at
  }
}

function lightFor (
  { outcome, permit, stage, promised_due_on: promisedDueOn, statutory_due_on: statutoryDueOn }: SubCaseRow, industry: PublishedIndustry, calendar: WorkCalendar, now: Date
): Light | null {
  if (outcome !== null || promisedDueOn === null) return null
  const { statutory } = clockLimitsOf(permitOf(industry, permit), stage)
  return lightOf({ promisedDueOn, statutoryDueOn: statutory === null ? null : statutoryDueOn }, watchTimesOf(industry.decisions['time-limit-steps']), calendar, now)
}

function permitView (subCase: SubCaseRow, progress: CaseProgress, light: Light | null, certificate: CertificateRow | undefined) {
  const { industry } = progress
  return {
    permit: subCase.permit,
    name: permitName(industry, subCase.permit),
    subCaseNo: subCase.sub_case_no,
    department: organName(industry, subCase.department, subCase.region),
    departmentId: subCase.department,
    region: subCase.region,
    state: subCase.state,
    stateName: subCaseStateNames[subCase.state],
    outcome: subCase.outcome,
    isCommitment: subCase.is_commitment,
    acceptedAt: subCase.accepted_at,
    /** The date by which the departments promised to decide; the law's own date may be later. */
    dueOn: subCase.promised_due_on,
    statutoryDueOn: subCase.statutory_due_on,
    light,
    lightName: light === null ? null : lightNames[light],
    decidedAt: subCase.decided_at,
    certificateNo: certificate?.certificate_no ?? null,
    validUntil: certificate?.valid_until ?? null,
    awaited: awaitedFor(subCase, progress)
  }
}

function ceilingView (ceiling: Ceiling | null, industry: PublishedIndustry, calendar: WorkCalendar, now: Date) {
  if (ceiling === null) return null
  const light = lightOf({ promisedDueOn: ceiling.dueOn, statutoryDueOn: ceiling.dueOn }, watchTimesOf(industry.decisions['time-limit-steps']), calendar, now)
  return { ...ceiling, light, lightName: lightNames[light] }
}

function toleratedView (row: ToleratedMaterialRow, industry: PublishedIndustry, subCases: SubCaseRow[]) {
  return {
    id: row.material_id,
    name: materialName(industry, row.material_id),
    permit: permitName(industry, subCases.find(({ sub_case_no: no }) => no === row.sub_case_no)!.permit),
    dueOn: toleranceDueOn(row),
    isExtended: row.extended_due_on !== null,
    isHandedIn: !isAwaited(row)
  }
}

function supplementView (industry: PublishedIndustry, notice: NoticeRow, items: DeficiencyItemRow[], subCases: SubCaseRow[]) {
  return {
    noticeNo: notice.notice_no,
    dueAt: notice.due_at,
    items: items.map((item) => ({
      kind: item.subject_kind,
      id: item.subject_id,
      name: subjectName(industry, item.subject_kind, item.subject_id),
      permit: permitName(industry, subCases.find(({ sub_case_no: no }) => no === item.sub_case_no)?.permit ?? ''),
      reason: item.reason,
      howToMend: item.how_to_mend,
      isAnswered: item.state === 'answered'
    }))
  }
}

function visitView (industry: PublishedIndustry, visit: VisitOfCase | undefined) {
  if (visit === undefined) return null
  return {
    visitNo: visit.visitNo,
    state: visit.state,
    lead: organName(industry, visit.department, visit.region),
    startsAt: visit.slot?.from ?? null,
    endsAt: visit.slot?.until ?? null,
    rectificationDueAt: visit.state === 'rectifying' ? visit.rectificationDueAt : null,
    reportedAt: visit.reportedAt
  }
}
