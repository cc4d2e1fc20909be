import type { CivilDate } from './time.js'

/** What the public reads for the state of a certificate (lifecycle.yaml certificate_states). */
export const certificateStateNames: Record<string, string> = {
  valid: '有效',
  suspended: '暂扣（停止使用）',
  expired: '届满失效',
  lapsed: '自行失效',
  withdrawn: '撤回',
  revoked: '撤销',
  'penalty-revoked': '吊销',
  cancelled: '注销'
}

/** How a certificate stands on a day, and what the public reads for it. */
export function stateOn (certificate: { state: string, validUntil: CivilDate | null }, today: CivilDate): { state: string, stateName: string } {
  const state = effectiveState(certificate, today)
  return { state, stateName: certificateStateNames[state] ?? state }
}

/** A certificate whose last day is over has expired, even before anybody noted it (from 0:00 of the day after). */
export function effectiveState ({ state, validUntil }: { state: string, validUntil: CivilDate | null }, today: CivilDate): string {
  return state === 'valid' && validUntil !== null && validUntil < today ? 'expired' : state
}
