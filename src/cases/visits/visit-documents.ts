import { issueDocument } from '../../documents/issue-document.js'
import type { DocumentData } from '../../documents/kinds.js'
import type { TeamMember } from '../../database/inspector-bookings.js'
import { visitPhotosOf } from '../../database/visit-photos.js'
import type { VisitStage } from '../../database/visits.js'
import type { Finding, PermitConclusion } from '../../domain/findings.js'
import { describeMoment, type TimeRange } from '../../domain/inspection-slots.js'
import { organName } from '../../domain/organs.js'
import type { CivilDate } from '../../domain/time.js'
import type { WorkerContext } from '../../engine/define-worker.js'
import type { OpenVisit } from './open-visit.js'
import { photoName } from './photo-names.js'

const resultTexts: Record<Finding['result'], string> = {
  passed: '合格', 'mended-on-the-spot': '当场整改合格', rectify: '需整改', failed: '不合格', 'not-applicable': '不适用'
}
const conclusionTexts: Record<PermitConclusion['conclusion'], string> = { passed: '合格', failed: '不合格', rectify: '需整改' }

type Kind = 'inspection-notice' | 'inspection-record' | 'rectification' | 'rectification-report'
type PhotoRows = NonNullable<DocumentData['inspection-record']['photos']>
interface Issue<K extends Kind> { kind: K, purposeKey: string, subCaseNos: string[], data: DocumentData[K], issuedAt: Date }

/** One notice for all permits of the visit (行政许可法第三十四条第三款; 方案 三（四）). Issued anew when the visit is arranged anew. */
export async function issueInspectionNotice (
  context: WorkerContext, open: OpenVisit, visit: { slot: TimeRange, team: TeamMember[], leader: TeamMember, organiser: { displayName: string }, lateReason: string | null }
): Promise<string> {
  const prepare = '请法定代表人（负责人）或者其授权的经办人到场，备好营业执照、身份证件和申请材料原件，场所具备核查条件。'
  return await issue(context, open, {
    kind: 'inspection-notice',
    purposeKey: attemptKey('inspection-notice', context, open),
    subCaseNos: subCaseNosOf(open),
    issuedAt: context.clock.now(),
    data: {
      visit_at: describeRange(visit.slot),
      address: open.caseFile.premises_address,
      items: permitRows(open),
      team: teamRows(open, visit.team, visit.leader.accountId),
      prepare: visit.lateReason === null ? prepare : `${prepare}${visit.lateReason}。`,
      contact: `${organName(open.industry, open.visit.department, open.visit.region)} ${visit.organiser.displayName}`
    }
  })
}

/** One record of the visit, whatever its result; a visit that could not take place is recorded with the reason. */
export async function issueInspectionRecord (
  context: WorkerContext, open: OpenVisit,
  record: { findings: Finding[], conclusions: PermitConclusion[], notPossible: string | null, applicantOpinion: string, team: TeamMember[], recordedBy: { displayName: string }, recordedAt: Date }
): Promise<string> {
  const { slot, leader } = open.visit
  return await issue(context, open, {
    kind: 'inspection-record',
    purposeKey: attemptKey('inspection-record', context, open),
    subCaseNos: subCaseNosOf(open),
    issuedAt: record.recordedAt,
    data: {
      started_at: slot === null ? describeMoment(record.recordedAt) : describeRange(slot),
      check_results: record.notPossible === null
        ? record.findings.map(findingRow)
        : open.permits.map(({ permit }) => ({ permit: permit.name, item: '全部检查项', result: '未能核查', facts: record.notPossible })),
      conclusion: open.permits.map(({ subCase, permit }) => ({
        permit: permit.name,
        sub_case_no: subCase.sub_case_no,
        conclusion: record.notPossible === null
          ? conclusionTexts[record.conclusions.find(({ subCaseNo }) => subCaseNo === subCase.sub_case_no)!.conclusion]
          : '未能核查，另行安排'
      })),
      opinion_applicant: record.applicantOpinion === '' ? '无' : record.applicantOpinion,
      signatures: teamRows(open, record.team, leader),
      geo: `${record.recordedBy.displayName} ${describeMoment(record.recordedAt)} 在线填报`,
      photos: await photoRows(context, open, 'inspection')
    }
  })
}

/** All departments' demands in one list, told once (方案 三（四）整改意见一口告知). Rectification does not stop the clock. */
export async function issueRectificationNotice (context: WorkerContext, open: OpenVisit, items: Finding[], deadline: CivilDate, issuedAt: Date): Promise<string> {
  return await issue(context, open, {
    kind: 'rectification',
    purposeKey: `rectification:${open.visit.visit_no}`,
    subCaseNos: [...new Set(items.map(({ subCaseNo }) => subCaseNo))],
    issuedAt,
    data: {
      items: items.map(({ permitName, checkText, facts, requirement }) => ({ permit: permitName, problem: `${checkText}：${facts}`, requirement })),
      deadline,
      on_the_spot: false,
      clock_stopped: false,
      recheck: '整改完成后请在办件中报告，核查组统一复审一次；期满未报告的，按期满时的情况复审。'
    }
  })
}

/** The one re-check (方案 三（四）整改情况一趟复审). */
export async function issueRecheckReport (
  context: WorkerContext, open: OpenVisit, findings: Finding[], recheckedAt: Date
): Promise<string> {
  const { rectification_report: report, reported_at: reportedAt } = open.visit
  return await issue(context, open, {
    kind: 'rectification-report',
    purposeKey: `rectification-report:${open.visit.visit_no}`,
    subCaseNos: subCaseNosOf(open),
    issuedAt: recheckedAt,
    data: {
      done_at: reportedAt === null ? '期满未报告' : describeMoment(reportedAt),
      results: findings.map(findingRow),
      photos: await photoRows(context, open, 'recheck'),
      evidence: typeof report?.statement === 'string' ? [{ name: '整改报告', text: report.statement }] : []
    }
  })
}

/** What the platform has received by now; photos taken without a network may follow, and are kept with the visit. */
async function photoRows ({ tx }: WorkerContext, { visit, permits }: OpenVisit, stage: VisitStage): Promise<PhotoRows> {
  const photos = (await visitPhotosOf(tx, visit.visit_no)).filter((photo) => photo.stage === stage)
  return photos.map((photo) => ({
    name: photoName(photo, permits.find(({ subCase }) => subCase.sub_case_no === photo.subCaseNo)?.permit),
    taken: `${describeMoment(photo.takenAt)} ${photo.takenByName}`,
    hash: photo.fileHash
  }))
}

async function issue<K extends Kind> ({ tx }: WorkerContext, { visit }: OpenVisit, document: Issue<K>): Promise<string> {
  const { documentNo } = await issueDocument(tx, { ...document, caseNo: visit.case_no, department: visit.department, region: visit.region })
  return documentNo
}

/** A visit may be arranged and attempted more than once; a job is one attempt. */
function attemptKey (kind: Kind, { epoch, job }: WorkerContext, { visit }: OpenVisit): string {
  return `${kind}:${visit.visit_no}:${epoch}-${job.key}`
}

function subCaseNosOf ({ permits }: OpenVisit): string[] {
  return permits.map(({ subCase }) => subCase.sub_case_no)
}

function permitRows ({ permits }: OpenVisit): { permit: string, sub_case_no: string, organ: string }[] {
  return permits.map(({ subCase, permit, organ }) => ({ permit: permit.name, sub_case_no: subCase.sub_case_no, organ }))
}

function teamRows (open: OpenVisit, team: TeamMember[], leader: number | null): { organ: string, name: string, duty: string }[] {
  return team.map(({ accountId, name, department }) => ({
    organ: open.permits.find(({ subCase }) => subCase.department === department)?.organ ?? organName(open.industry, department, open.visit.region),
    name,
    duty: accountId === leader ? '领队' : '组员'
  }))
}

function findingRow ({ permitName, checkText, result, facts, requirement }: Finding): { permit: string, item: string, result: string, facts: string, requirement: string } {
  return { permit: permitName, item: checkText, result: resultTexts[result], facts, requirement }
}

function describeRange ({ from, until }: TimeRange): string {
  return `${describeMoment(from)} 至 ${describeMoment(until)}`
}
