import type { Knex } from 'knex'
import type { Permit, PublishedIndustry } from '../../catalogue/types.js'
import { caseOf, lockCase, type CaseRow } from '../../database/cases.js'
import { instanceOf } from '../../database/engine-instances.js'
import { releaseOf } from '../../database/releases.js'
import type { SubCaseRow } from '../../database/sub-cases.js'
import { dropEndedPermits, findingsOf, openSubCasesOf, visitOf, type VisitRow } from '../../database/visits.js'
import type { Finding, ItemToJudge } from '../../domain/findings.js'
import type { VisitedPermit } from '../../domain/inspection-slots.js'
import { organName } from '../../domain/organs.js'
import type { WorkerContext } from '../../engine/define-worker.js'
import { permitOf } from '../permit-context.js'

export interface VisitedSubCase { subCase: SubCaseRow, permit: Permit, organ: string }

/** A visit with the permits that still take part in it. */
export interface OpenVisit {
  caseFile: CaseRow
  visit: VisitRow
  industry: PublishedIndustry
  permits: VisitedSubCase[]
}

/** The visit of the worker's process instance, its case locked, without the permits that ended in the meantime. */
export async function lockVisit (context: WorkerContext): Promise<OpenVisit> {
  const { caseNo, visitNo } = await instanceOf(context.tx, context)
  if (visitNo === undefined) throw new Error(`process instance ${context.job.processInstanceKey} belongs to no visit`)
  await lockCase(context.tx, caseNo)
  await dropEndedPermits(context.tx, visitNo)
  return await loadVisit(context.tx, visitNo)
}

export async function loadVisit (tx: Knex, visitNo: string): Promise<OpenVisit> {
  const visit = await visitOf(tx, visitNo)
  const caseFile = await caseOf(tx, visit.case_no)
  const industry = await releaseOf(tx, caseFile.release_id)
  const permits = (await openSubCasesOf(tx, visitNo)).map((subCase) => ({
    subCase,
    permit: permitOf(industry, subCase.permit),
    organ: organName(industry, subCase.department, subCase.region)
  }))
  return { caseFile, visit, industry, permits }
}

/** What each permit asks of the visit. The limit is the one that the visit was opened with: the earliest of its permits. */
export function visitedPermits ({ permits, visit, industry }: OpenVisit): VisitedPermit[] {
  return permits.map(({ subCase, permit, organ }) => ({
    subCaseNo: subCase.sub_case_no,
    permitName: permit.name,
    group: inspectorGroup(subCase),
    departmentName: organ,
    minInspectors: Math.max(permit.inspection.min_inspectors, industry.joint_inspection.min_inspectors_per_department),
    mustVisitBy: visit.must_visit_by
  }))
}

export function inspectorGroup ({ department, region }: Pick<SubCaseRow, 'department' | 'region'>): string {
  return `${department}.inspector@${region}`
}

/** Every check item of every permit of the visit. */
export function itemsToJudge ({ permits }: OpenVisit): ItemToJudge[] {
  return permits.flatMap(({ subCase, permit }) => permit.inspection.check_items.map((checkItem) => ({
    subCaseNo: subCase.sub_case_no, permitName: permit.name, checkItem
  })))
}

/** What the inspection wants rectified, of the permits that still take part. */
export async function itemsToRecheck (tx: Knex, open: OpenVisit): Promise<(ItemToJudge & { finding: Finding })[]> {
  const found = await inspectionFindings(tx, open)
  return found.filter(({ result }) => result === 'rectify').map((finding) => ({
    subCaseNo: finding.subCaseNo,
    permitName: finding.permitName,
    checkItem: { id: finding.checkItem, text: finding.checkText },
    finding
  }))
}

/** The findings about the permits that still take part, with the permits' names. */
export async function inspectionFindings (tx: Knex, { visit, permits }: OpenVisit, stage: 'inspection' | 'recheck' = 'inspection'): Promise<Finding[]> {
  const names = new Map(permits.map(({ subCase, permit }) => [subCase.sub_case_no, permit.name]))
  const findings = await findingsOf(tx, visit.visit_no, stage)
  return findings.flatMap((finding) => {
    const permitName = names.get(finding.subCaseNo)
    return permitName === undefined ? [] : [{ ...finding, permitName }]
  })
}
