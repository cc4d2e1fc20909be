/**
 * The messages that the platform sends to the flows, each with the variable that it is correlated by in the model. The message that starts a
 * case is named after its industry and has no key there.
 */
export const engineMessages = {
  'deficiencies-ready': 'caseNo',
  'visit-ready': 'caseNo',
  'early-licence-requested': 'caseNo',
  'permit-supplemented': 'subCaseNo',
  'visit-concluded': 'subCaseNo',
  'permit-withdrawn': 'subCaseNo',
  'acceptance-deemed': 'subCaseNo',
  'supplement-submitted': 'noticeNo',
  'rectification-reported': 'visitNo',
  'visit-dropped': 'visitNo',
  'post-check-scheduled': 'subCaseNo',
  'awaited-result-in': 'subCaseNo',
  'final-review-applied': 'subCaseNo',
  'public-notice-due': 'caseNo',
  'hearing-due': 'caseNo',
  'background-check-due': 'caseNo',
  'expert-review-due': 'caseNo',
  'test-report-due': 'caseNo',
  'special-procedure-dropped': 'procedureNo'
} as const

export type EngineMessage = keyof typeof engineMessages | `${string}-application-submitted`

/** The message that starts the flow of an industry's case. */
export function startMessageOf (industry: string): `${string}-application-submitted` {
  return `${industry}-application-submitted`
}
