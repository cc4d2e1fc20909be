/** States of the life cycle, exactly as the platform's API and database name them (docs/glossary.md). */
export const caseStates = [
  'draft', 'submitted', 'received', 'supplement-required', 'in-progress', 'issuing', 'delivered', 'closed',
  'withdrawn', 'non-accepted', 'terminated'
] as const
export type CaseState = typeof caseStates[number]

export const subCaseStates = [
  'pending', 'received', 'supplement-required', 'accepted', 'non-accepted', 'not-required', 'reviewing',
  'awaiting-result', 'inspection-scheduled', 'inspecting', 'rectifying', 'rechecking', 'special-procedure',
  'deciding', 'preparing', 'granted', 'filed', 'refused', 'certificate-issued', 'delivered', 'withdrawn', 'terminated'
] as const
export type SubCaseState = typeof subCaseStates[number]

export const outcomes = ['granted', 'filed', 'refused', 'withdrawn', 'terminated', 'non-accepted', 'not-required'] as const
export type Outcome = typeof outcomes[number]

export const visitStates = ['pending', 'proposed', 'scheduled', 'inspected', 'rectifying', 'rechecking', 'concluded', 'dropped'] as const
export type VisitState = typeof visitStates[number]

export const materialStates = [
  'missing', 'handed-in', 'shared', 'reused', 'tolerated', 'committed', 'generated', 'awaited-in-case'
] as const
export type MaterialState = typeof materialStates[number]
