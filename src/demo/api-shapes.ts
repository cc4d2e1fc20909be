/** The parts of the API's answers that the demonstration reads (`/api/v1/openapi.json` has them whole). */
export interface GuideAnswer {
  permits: { id: string, name: string, department: { id: string, name: string } }[]
  materials: { materialId: string, name: string, required: boolean, isGenerated: boolean, isCommitted: boolean, source: string, dataSharing: { available: string } }[]
}
export interface ApplicationAnswer { id: string }
export interface SubmissionAnswer { caseNo: string, receiptCode: string, documentNo: string }
export interface CaseAnswer {
  state: string
  stateName: string
  permits: { permit: string, name: string, stateName: string, outcome: string | null, certificateNo: string | null }[]
  supplement: { noticeNo: string, items: { kind: 'material' | 'field', id: string, name: string, permit: string, reason: string, isAnswered: boolean }[] } | null
  visit: { visitNo: string, state: string, reportedAt: string | null } | null
  licenceNo: string | null
}
export interface TaskBrief { key: string, elementId: string, name: string, permit: string | null, permitName: string | null, caseNo: string }
export interface DocumentBrief { documentNo: string, title: string, organ: string, kind: string }
export interface LicenceAnswer { name: string, licenceNo: string, verifyUrl: string, entries: { name: string, certificateNo: string }[] }
export interface VerificationAnswer { licenceNo: string, isValid: boolean, entries: { name: string, stateName: string }[] }
