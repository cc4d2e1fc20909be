const longestCycleMs = 10 * 60_000

/**
 * Moves the shared engine's clock for all test files of a run. Once the clock has been set back, the engine fires no timer until the
 * clock passes the latest time that it had before (measured on 8.6.0; jobs' back-off is not affected), so a move always ends beyond that, and
 * beyond the next time at which the models' repeated timers fire: they were set then.
 */
export class EngineClock {
  /** How far ahead of the machine's clock the engine's has been. */
  #farthestMs = 0

  /** `offsetMs`: a whole number of milliseconds; the clock moves on by at least that much. @returns how far ahead of the machine's it is then */
  async moveOn (managementAddress: string, offsetMs: number): Promise<number> {
    let aheadMs = await add(managementAddress, offsetMs)
    if (aheadMs < this.#farthestMs) aheadMs = await add(managementAddress, this.#farthestMs - aheadMs + longestCycleMs)
    this.#farthestMs = Math.max(this.#farthestMs, aheadMs)
    return aheadMs
  }
}

/** Returns how far ahead of the machine's clock the engine's is now. */
async function add (managementAddress: string, offsetMs: number): Promise<number> {
  const response = await fetch(`${managementAddress}/actuator/clock/add`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ offsetMilli: offsetMs })
  })
  if (!response.ok) throw new Error(`the engine's clock did not move: ${response.status} ${await response.text()}`)
  const { epochMilli } = await response.json() as { epochMilli: number }
  return epochMilli - Date.now()
}
