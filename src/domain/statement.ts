import type { Refusal } from './decision-rules.js'
import type { CivilDate } from './time.js'

/** How the hearing of the party stands before a decision against it; undefined: no prior notice of this intention. */
export interface StatementSight { state: 'open' | 'made' | 'waived', respondBy: CivilDate }

/** 听取陈述申辩: told beforehand, and answered, waived or left unanswered until its time is over (行政许可法第七条、第三十六条). */
export function unheardRefusal (statement: StatementSight | undefined, today: CivilDate): Refusal {
  if (statement === undefined) return '不予许可须由审核提出并事先告知当事人，听取陈述申辩；请退回审核（行政许可法第三十六条）'
  if (statement.state !== 'open' || today > statement.respondBy) return undefined
  return `已告知当事人可在 ${statement.respondBy} 前陈述申辩；当事人提出、放弃或者期满之后才能决定不予许可（行政许可法第三十六条）`
}
