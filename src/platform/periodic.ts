import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '../engine/log.js'

/** Something that is looked at again and again, since no request or job would. */
export interface Periodic { stop (): Promise<void> }

/**
 * Runs `look` now and then every `intervalMs` (counted from its end) until stopped. A look that fails is logged and repeated at the next
 * turn; stopping waits for the one under way.
 */
export function startPeriodic (options: { name: string, intervalMs: number, log: Log, look: () => Promise<void> }): Periodic {
  const stopping = new AbortController()
  const ended = lookUntil(options, stopping.signal)
  return {
    async stop () {
      stopping.abort()
      await ended
    }
  }
}

async function lookUntil ({ name, intervalMs, log, look }: Parameters<typeof startPeriodic>[0], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await look()
    } catch (error) {
      log.warn({ reason: (error as Error).message }, `the ${name} is tried again later`)
    }
    await delay(intervalMs, undefined, { signal }).catch(() => {})
  }
}
