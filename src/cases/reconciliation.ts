import type { Knex } from 'knex'
import { setAlarms } from '../database/alarms.js'
import { hasLookBefore } from '../database/case-watch.js'
import {
  cancelOrphanedTasks, casesWithoutProcess, permitsWithoutProcess, resolveOrphanedIncidents, waitingServiceTasks
} from '../database/reconciliation.js'

/** What a reconciliation repaired and what it can only report. */
export interface Reconciliation { cancelledTasks: string[], resolvedIncidents: string[], casesWithoutProcess: string[], permitsWithoutProcess: string[] }

/**
 * Compares cases, tasks and incidents in the database with the processes as the engine's records tell of them: repairs what is only a
 * missed record, raises alarms (`case-without-process`, `permit-without-process`) for what a person must look at.
 */
export async function reconcile (database: Knex, epoch: number): Promise<Reconciliation> {
  return await database.transaction(async (tx) => {
    const found = {
      cancelledTasks: await cancelOrphanedTasks(tx, epoch),
      resolvedIncidents: await resolveOrphanedIncidents(tx, epoch),
      casesWithoutProcess: await casesWithoutProcess(tx, epoch),
      permitsWithoutProcess: await permitsWithoutProcess(tx, epoch)
    }
    await setAlarms(tx, 'case-without-process', found.casesWithoutProcess.map((caseNo) => ({ caseNo })))
    await setAlarms(tx, 'permit-without-process', found.permitsWithoutProcess.map((subCaseNo) => ({ subCaseNo })))
    return found
  })
}

/** Watchdog: an alarm `jobs-waiting` for every job type whose oldest job waits too long, cleared when it is done. */
export async function watchJobs (database: Knex, epoch: number, olderThanSeconds: number): Promise<string[]> {
  const waiting = await waitingServiceTasks(database, epoch, olderThanSeconds)
  const jobTypes = waiting.map(({ jobType }) => jobType)
  await setAlarms(database, 'jobs-waiting', jobTypes.map((jobType) => ({ jobType })))
  return jobTypes
}

/** An alarm `limits-unwatched` while a case waits longer than that to be looked at: the model `time-limit-watch` doesn't run, or fails. @returns whether one does */
export async function watchLimits (database: Knex, now: Date, patienceMs: number): Promise<boolean> {
  const isWaiting = await hasLookBefore(database, new Date(now.getTime() - patienceMs))
  await setAlarms(database, 'limits-unwatched', isWaiting ? [{}] : [])
  return isWaiting
}
