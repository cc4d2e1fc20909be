import type { Knex } from 'knex'
import { casesAwaitingVisit } from '../database/visit-rounds.js'
import type { Clock } from '../domain/time.js'
import { advanceRendezvous } from './rendezvous.js'

/**
 * Opens visits that can wait no longer for the other permits of their case: a day passes without any job, so somebody must look
 * (方案 三（四）; the earliest `within` of an accepted permit). Each case in its own transaction, under its lock.
 */
export async function openDueVisits (database: Knex, clock: Clock): Promise<void> {
  for (const caseNo of await casesAwaitingVisit(database)) {
    await database.transaction(async (tx) => await advanceRendezvous(tx, caseNo, clock))
  }
}
