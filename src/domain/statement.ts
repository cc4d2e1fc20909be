import type { Refusal } from './decision-rules.js'
import type { CivilDate } from './time.js'

/** What the party is told beforehand: a refusal of what it applied for, or that what it holds is taken back. */
export type Intended = 'refuse' | 'revoke'

/** How the hearing of the party stands before a decision against it; undefined: no prior notice of this intention. */
export interface StatementSight { state: 'open' | 'made' | 'waived', respondBy: CivilDate }

const unheard = {
  refuse: { untold: '不予许可须由审核提出并事先告知当事人，听取陈述申辩；请退回审核（行政许可法第三十六条）', decision: '决定不予许可（行政许可法第三十六条）' },
  revoke: { untold: '撤销须事先告知当事人，听取陈述申辩（行政许可法第七条）', decision: '决定撤销（行政许可法第七条）' }
} as const satisfies Record<Intended, { untold: string, decision: string }>

/** 听取陈述申辩: told beforehand, and answered, waived or left unanswered until its time is over (行政许可法第七条、第三十六条). */
export function unheardRefusal (statement: StatementSight | undefined, today: CivilDate, intended: Intended): Refusal {
  if (statement === undefined) return unheard[intended].untold
  if (statement.state !== 'open' || today > statement.respondBy) return undefined
  return `已告知当事人可在 ${statement.respondBy} 前陈述申辩；当事人提出、放弃或者期满之后才能${unheard[intended].decision}`
}
