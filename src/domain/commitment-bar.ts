import type { CivilDate } from './time.js'

/** A 限制再用告知承诺 stands until the end of its last day, unless it is lifted before. */
export function isInForce (bar: { ends_on: CivilDate, lifted_at: Date | null }, today: CivilDate): boolean {
  return bar.lifted_at === null && bar.ends_on >= today
}
