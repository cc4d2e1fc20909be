import type { Refusal } from './decision-rules.js'
import type { CivilDate } from './time.js'

/** How a right to a hearing stands that somebody was told of; `applyBy` counts whole. */
export interface HearingRightSight { state: 'open' | 'requested' | 'waived', applyBy: CivilDate }

/** 要求听证的权利: no decision before everybody who was told of it has asked, waived it or let its time pass (行政许可法第四十七条). */
export function openRightRefusal (rights: readonly HearingRightSight[], today: CivilDate): Refusal {
  const open = rights.filter(({ state, applyBy }) => state === 'open' && today <= applyBy).map(({ applyBy }) => applyBy).toSorted()
  return open.length === 0 ? undefined : `已告知可在 ${open.at(-1)!} 前要求听证；提出、放弃或者期满之后才能作出决定（行政许可法第四十七条）`
}
