import type { Permit, PublishedIndustry } from '../catalogue/types.js'

/**
 * Permits whose result this one needs (`depends_on` hard), of those that are applied for together. A result that the applicant holds already
 * is waited for by nobody.
 */
export function priorPermitsOf (permit: Permit, applied: readonly string[]): string[] {
  return permit.depends_on.filter(({ kind, permit: prior }) => kind === 'hard' && applied.includes(prior)).map(({ permit: prior }) => prior)
}

/**
 * A filing has no review that could wait for a prior result: it is applied for only once the prior permit is decided (子办件 待申请). Everything else is
 * received, accepted and inspected together with the prior permit, and waits with its review: its own clock runs on meanwhile.
 */
export function beginsAfterPriors (permit: Permit): boolean {
  return permit.kind === '备案'
}

/** Of the permits of one application those that can only be applied for once another of them is decided. */
export function permitsAppliedForLater (industry: PublishedIndustry, applied: readonly string[]): string[] {
  return industry.permits.filter((permit) => applied.includes(permit.id) && beginsAfterPriors(permit) && priorPermitsOf(permit, applied).length > 0).map(({ id }) => id)
}
