import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { forgetWorkerProcess, noteWorkerProcess } from '../database/worker-processes.js'
import type { JobRuntime } from '../engine/job-runtime.js'
import { startPeriodic } from './periodic.js'
import type { ServiceContext } from './services.js'

const intervalMs = 15_000

/** Tells the supervision wall that this process does jobs, until it stops. */
export function startWorkerBeat ({ database, clock, log, closers }: Pick<ServiceContext, 'database' | 'clock' | 'log' | 'closers'>, jobs: Pick<JobRuntime, 'stats'>): void {
  const id = randomUUID()
  const startedAt = clock.now()
  const periodic = startPeriodic({
    name: 'worker beat',
    intervalMs,
    log,
    look: async () => {
      const { inHand, types } = jobs.stats()
      await noteWorkerProcess(database, { id, name: `onelicence-${hostname()}-${process.pid}`, startedAt, inHand, jobTypes: types.map(({ jobType }) => jobType), now: clock.now() })
    }
  })
  closers.add('worker beat', async () => {
    await periodic.stop()
    await forgetWorkerProcess(database, id).catch((error: Error) => log.warn({ reason: error.message }, 'the row of this process stays for a day'))
  })
}
