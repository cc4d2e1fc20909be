import type { Permit } from '../catalogue/types.js'
import { evaluateCondition, type Facts } from './conditions.js'

/** Whether the permit's law shuts commitment for these facts; with `facts` null, whether it does for any. */
export function commitmentLock (permit: Permit, facts: Facts | null): string | undefined {
  const { law_locked: isLocked, lock } = permit.commitment
  return isLocked && lock?.value === 'no' && (facts === null || evaluateCondition(lock.when, facts)) ? lock.basis : undefined
}

/** Whether the permit's law asks for the look at the place before its decision; `facts` as above. */
export function inspectionLock (permit: Permit, facts: Facts | null): string | undefined {
  const { law_locked: isLocked, lock } = permit.inspection
  return isLocked && lock?.value === 'always' && (facts === null || evaluateCondition(lock.when, facts)) ? lock.basis : undefined
}

/** Why the law forbids a decision on the spot, or undefined. Source: 行政许可法第三十四条第二、三款; the permits' own laws (`law_locked`). */
export function onTheSpotBar (permit: Permit, manner: { isCommitment: boolean, materialsComplete: boolean }, facts: Facts | null): string | undefined {
  if (!manner.materialsComplete) return '行政许可法第三十四条第二款：申请材料齐全、符合法定形式的，才可以当场决定'
  return (manner.isCommitment ? commitmentLock(permit, facts) : undefined) ?? inspectionLock(permit, facts)
}
