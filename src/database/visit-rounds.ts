import type { Knex } from 'knex'
import type { CivilDate } from '../domain/time.js'

/** Sub-cases that are part of a visit not yet concluded for them. */
export async function subCasesInOpenVisit (tx: Knex, caseNo: string): Promise<Set<string>> {
  const rows = await tx('visit_permit').join('visit', 'visit.visit_no', 'visit_permit.visit_no')
    .where('visit.case_no', caseNo).whereNull('visit_permit.conclusion').pluck<string[]>('visit_permit.sub_case_no')
  return new Set(rows)
}

/** Opens the case's next visit for these sub-cases. Its number is the case's with the round: `<caseNo>-V1`. */
export async function openVisit (
  tx: Knex, visit: { caseNo: string, department: string, region: string, mustVisitBy: CivilDate, subCaseNos: string[] }
): Promise<string> {
  const { rounds } = await tx('visit').where({ case_no: visit.caseNo }).max('round as rounds').first() as { rounds: number | null }
  const round = (rounds ?? 0) + 1
  const visitNo = `${visit.caseNo}-V${round}`
  await tx('visit').insert({
    visit_no: visitNo,
    case_no: visit.caseNo,
    round,
    state: 'pending',
    department: visit.department,
    region: visit.region,
    must_visit_by: visit.mustVisitBy
  })
  await tx('visit_permit').insert(visit.subCaseNos.map((subCaseNo) => ({ visit_no: visitNo, sub_case_no: subCaseNo })))
  return visitNo
}

/** A withdrawn permit takes no further part in its open visit. Returns that visit's number and whether anybody is left to be visited. */
export async function dropFromVisit (tx: Knex, subCaseNo: string): Promise<{ visitNo: string, isAnyLeft: boolean } | undefined> {
  const [visitNo] = await tx('visit_permit').where({ sub_case_no: subCaseNo }).whereNull('conclusion').update({ conclusion: 'dropped' })
    .returning('visit_no').then((rows: { visit_no: string }[]) => rows.map(({ visit_no: no }) => no))
  if (visitNo === undefined) return undefined
  const left = await tx('visit_permit').where({ visit_no: visitNo }).whereNull('conclusion').first('sub_case_no') as object | undefined
  return { visitNo, isAnyLeft: left !== undefined }
}
