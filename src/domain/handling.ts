import type { Permit } from '../catalogue/types.js'

/** How a permit is handled, given whether the applicant chose commitment for it. */
export interface Handling {
  /** Decided at receipt by its department, without waiting for anything else (方案 三（五）). */
  isInstant: boolean
  /** Takes part in the joint inspection before its decision (行政许可法第三十四条第三款). */
  needsVisit: boolean
}

/**
 * Filings, registrations on the spot and commitments are instant; what is left goes through review and, where its law asks for a look
 * at the place, through the joint inspection. A commitment moves the inspection after the decision, which relies on it.
 */
export function handlingOf (permit: Permit, manner: { isCommitment: boolean }): Handling {
  if (manner.isCommitment) return { isInstant: permit.commitment.instant_decision, needsVisit: false }
  const isInstant = permit.kind === '备案' || (permit.kind === '许可' && permit.handling === '即办件')
  return { isInstant, needsVisit: !isInstant && inspectedBeforeDecision(permit) }
}

/** Whether a dated post-check follows the decision, and within which limit (post_check of a commitment or filing). */
export function postCheckOf (permit: Permit, manner: { isCommitment: boolean }): { within: { n: number, unit: '工作日' | '日' | '月' } } | undefined {
  const { post_check: postCheck } = permit.commitment
  if (postCheck === null || !postCheck.required) return undefined
  return manner.isCommitment || permit.kind === '备案' ? { within: postCheck.within } : undefined
}

/** Filings are received by the reviewer, as nothing is approved; a permit is granted by the organ's approver. */
export function deciderRoleOf (permit: Permit): 'reviewer' | 'approver' {
  return permit.kind === '备案' ? 'reviewer' : 'approver'
}

function inspectedBeforeDecision (permit: Permit): boolean {
  return permit.inspection.joint && (permit.inspection.need === 'always' || permit.inspection.need === 'conditional')
}
