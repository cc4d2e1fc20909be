import { setTimeout as delay } from 'node:timers/promises'
import type { Knex } from 'knex'
import { casesAwaitingVisit } from '../database/visit-rounds.js'
import type { Clock } from '../domain/time.js'
import type { Log } from '../engine/log.js'
import { advanceRendezvous } from './rendezvous.js'

/**
 * Opens visits that can wait no longer for the other permits of their case: a day passes without any job, so somebody must look
 * (方案 三（四）; the earliest `within` of an accepted permit). Any number of processes may watch: the case's lock lets one open it.
 */
export function startVisitWatch (options: { database: Knex, clock: Clock, log: Log, intervalMs: number }): { stop (): Promise<void> } {
  const stopping = new AbortController()
  const ended = watch(options, stopping.signal)
  return {
    async stop () {
      stopping.abort()
      await ended
    }
  }
}

async function watch ({ database, clock, log, intervalMs }: Parameters<typeof startVisitWatch>[0], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await openDueVisits(database, clock)
    } catch (error) {
      log.warn({ reason: (error as Error).message }, 'the visit watch looks again later')
    }
    await delay(intervalMs, undefined, { signal }).catch(() => {})
  }
}

/** One look over all cases that wait; each in its own transaction. */
export async function openDueVisits (database: Knex, clock: Clock): Promise<void> {
  for (const caseNo of await casesAwaitingVisit(database)) {
    await database.transaction(async (tx) => await advanceRendezvous(tx, caseNo, clock))
  }
}
