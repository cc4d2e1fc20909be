import type { Closers } from '../src/platform/closers.js'
import { buildProgram } from './build.js'
import { deploy, type Deployment } from './deployment.js'
import { percentile, printTable, type Cell } from './figures.js'
import type { BenchOptions } from './options.js'
import { createTaskDesk } from './task-desk.js'

/** From the engine's record of a new user task to its appearance in GET /tasks, and the feed's lag meanwhile. */
export async function benchTaskLatency (directory: string, closers: Closers, { isQuick }: BenchOptions): Promise<void> {
  const deployment = await deploy(directory, await buildProgram(closers), closers)
  const desk = await createTaskDesk(deployment)
  await desk.playCases({ count: isQuick ? 3 : 20, perSecond: 1 })
  const rows: Cell[][] = []
  for (const perSecond of [1, 5]) {
    const count = (isQuick ? 8 : 30) * (perSecond === 1 ? 1 : 2)
    const lags = sampleLags(deployment)
    const startedAt = performance.now()
    const latencies = await desk.playCases({ count, perSecond })
    const seconds = (performance.now() - startedAt) / 1000
    const lag = lags.stop()
    rows.push([
      `${perSecond} cases/s asked`, count / seconds, latencies.length, percentile(latencies, 0.5), percentile(latencies, 0.95),
      percentile(lag, 0.5), percentile(lag, 0.95)
    ])
  }
  printTable('task-latency: engine creates a task → GET /tasks shows it (aim: p95 ≤ 300 ms at 1 case/s; looked every 100 ms)',
    ['', 'cases/s reached', 'tasks', 'p50 ms', 'p95 ms', 'feed lag p50 ms', 'p95 ms'], rows)
}

/** The lag that the feed noted with the records that it took. */
function sampleLags ({ platform: { database } }: Deployment): { stop (): number[] } {
  const lags: number[] = []
  let lastHandledAt: number | undefined
  const timer = setInterval(() => {
    database('feed_mark').where({ stream: 'tasks' }).orderBy('epoch', 'desc').first<{ handled_at: Date, lag_ms: number } | undefined>('handled_at', 'lag_ms').then((mark) => {
      if (mark === undefined || mark.handled_at.getTime() === lastHandledAt) return
      lastHandledAt = mark.handled_at.getTime()
      lags.push(mark.lag_ms)
    }, () => {})
  }, 50)
  return {
    stop () {
      clearInterval(timer)
      return lags
    }
  }
}
