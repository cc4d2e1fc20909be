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

/** A certificate whose last day is over has expired, even before anybody noted it (from 0:00 of the day after). */
export function effectiveState ({ state, validUntil }: { state: string, validUntil: CivilDate | null }, today: CivilDate): string {
  return state === 'valid' && validUntil !== null && validUntil < today ? 'expired' : state
}
