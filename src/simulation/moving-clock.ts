import type { Clock } from '../domain/time.js'

/** The simulated time, of platform and engine alike. It flows with the machine's and jumps ahead when told. */
export interface MovingClock extends Clock {
  /** Does nothing when that moment has passed. */
  moveTo (instant: Date): Promise<void>
  /** How often it has jumped. */
  jumps (): number
}

/** @param moveEngine moves the engine's clock on by that many milliseconds; called after the platform's has moved, so that a timer finds its time come */
export function createMovingClock (moveEngine: (ms: number) => Promise<void>): MovingClock {
  let aheadMs = 0
  let jumps = 0
  const now = (): Date => new Date(Date.now() + aheadMs)
  return {
    now,
    jumps: () => jumps,
    async moveTo (instant) {
      const ms = Math.ceil(instant.getTime() - now().getTime())
      if (ms <= 0) return
      aheadMs += ms
      jumps++
      await moveEngine(ms)
    }
  }
}
