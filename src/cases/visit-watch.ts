import type { Knex } from 'knex'
import { casesAwaitingVisit } from '../database/visit-rounds.js'
import type { Clock } from '../domain/time.js'
import { advanceRendezvous } from './rendezvous.js'

/**
 * Opens visits that can wait no longer for the other permits of their case: a day passes without any job, so somebody must look
 * (方案 三（四）; the earliest `within` of an accepted permit). Each case in its own transaction, under its lock.
 * @throws AggregateError when all were looked at, with what went wrong: one case that fails holds up no other
 */
export async function openDueVisits (database: Knex, clock: Clock): Promise<void> {
  const failures: unknown[] = []
  for (const caseNo of await casesAwaitingVisit(database)) {
    await database.transaction(async (tx) => await advanceRendezvous(tx, caseNo, clock)).catch((error) => failures.push(error))
  }
  if (failures.length > 0) throw new AggregateError(failures, `the visits of ${failures.length} cases could not be looked at: ${String(failures[0])}`)
}
