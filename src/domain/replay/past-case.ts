import type { Facts } from '../conditions.js'

/** As much of a case as the rules need to be applied to it anew. */
export interface PastCase {
  caseNo: string
  /** Answers and form together. */
  facts: Facts
  /** Permits that were applied for, and those of them by commitment. */
  permits: string[]
  commitments: string[]
  submittedAt: Date
  channel: 'online' | 'window'
}
