import { reconcile, watchJobs, watchLimits } from '../cases/reconciliation.js'
import { bringReleases } from '../cases/publication/bring-releases.js'
import { sweepUnstartedCases } from '../cases/case-sweep.js'
import { pruneWatchEffects } from '../database/job-effects.js'
import { startPeriodic } from './periodic.js'
import type { ServiceContext } from './services.js'

const minuteMs = 60_000
/** A case without an instance this long after its start message went out is started again. */
const startPatienceSeconds = 60
/** A job that waits this long has no worker, or one that is stuck. */
const jobPatienceSeconds = 120

/** The watch over the limits comes by every ten minutes; cases that wait this long for it are not watched. */
const lookPatienceMs = 45 * minuteMs

/** No job is delivered again after so long. */
const watchEffectsKeptMs = 7 * 24 * 60 * minuteMs

/** What nobody asks for: each look is idempotent, so any number of processes may run them. */
export function startWatches ({ database, engine, epoch, clock, log, closers }: Pick<ServiceContext, 'database' | 'engine' | 'epoch' | 'clock' | 'log' | 'closers'>): void {
  const watches = [
    {
      name: 'case sweep',
      intervalMs: minuteMs / 2,
      look: async () => {
        const swept = await sweepUnstartedCases(database, startPatienceSeconds)
        if (swept.length > 0) log.warn({ cases: swept }, 'cases without a process instance are started again')
      }
    },
    {
      name: 'job watchdog',
      intervalMs: minuteMs,
      look: async () => {
        const jobTypes = await watchJobs(database, await epoch(), jobPatienceSeconds)
        if (jobTypes.length > 0) log.error({ jobTypes }, 'jobs wait too long for a worker')
      }
    },
    {
      name: 'limit watchdog',
      intervalMs: minuteMs,
      look: async () => {
        if (await watchLimits(database, clock.now(), lookPatienceMs)) log.error('cases wait too long for the watch over the limits')
      }
    },
    {
      name: 'release watch',
      intervalMs: minuteMs,
      look: async () => {
        const brought = await bringReleases(database, engine, await epoch())
        if (brought.length > 0) log.warn({ releases: brought }, 'a publication had broken off, the engine has the current releases again')
      }
    },
    {
      name: 'effect pruning',
      intervalMs: 60 * minuteMs,
      look: async () => {
        const pruned = await pruneWatchEffects(database, new Date(Date.now() - watchEffectsKeptMs))
        if (pruned > 0) log.info({ pruned }, 'old effects of the watch over the limits are forgotten')
      }
    },
    {
      name: 'reconciliation',
      intervalMs: 60 * minuteMs,
      look: async () => {
        const found = await reconcile(database, await epoch())
        if (Object.values(found).some((keys) => keys.length > 0)) log.warn(found, 'reconciliation found differences between the engine and the database')
      }
    }
  ]
  for (const watch of watches) {
    const periodic = startPeriodic({ ...watch, log })
    closers.add(watch.name, () => periodic.stop())
  }
}
