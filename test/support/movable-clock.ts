import type { Clock } from '../../src/domain/time.js'

/** The platform's time: the real one, moved on by the test. */
export interface MovableClock extends Clock { move (ms: number): void }

export function movableClock (): MovableClock {
  let offsetMs = 0
  return { now: () => new Date(Date.now() + offsetMs), move: (ms) => { offsetMs += ms } }
}
