import { setTimeout as delay } from 'node:timers/promises'
import { createClosers, type Closers } from '../src/platform/closers.js'
import { buildProgram, fromSources } from './build.js'
import { deploy, type Deployment } from './deployment.js'
import { printTable, type Cell } from './figures.js'
import type { BenchOptions } from './options.js'
import { processTree, residentMegabytes } from './processes.js'
import { createTaskDesk } from './task-desk.js'

/** Longer than the thread that draws documents outlives the last of them. */
const restMs = 15_000

/** Resident memory of `serve api` and `serve workers` together, idle and after cases; as built for production and run from the sources. */
export async function benchMemory (directory: string, closers: Closers, { isQuick }: BenchOptions): Promise<void> {
  const caseCount = isQuick ? 10 : 50
  const program = await buildProgram(closers)
  const rows: Cell[][] = []
  for (const [name, command] of isQuick ? [['built', program] as const] : [['built', program] as const, ['from sources (tsx)', fromSources] as const]) {
    const parts = createClosers((part, error) => console.error(`${part} did not stop well`, error))
    closers.add('deployment', () => parts.closeAll())
    const deployment = await deploy(directory, command, parts)
    await delay(5_000)
    rows.push([`${name}, idle`, ...sizes(deployment)])
    const desk = await createTaskDesk(deployment)
    await desk.playCases({ count: caseCount, perSecond: 1 })
    rows.push([`${name}, after ${caseCount} cases`, ...sizes(deployment)])
    await delay(restMs)
    rows.push([`${name}, a rest later`, ...sizes(deployment)])
    await parts.closeAll()
  }
  printTable('memory: resident MB, with child processes (aim: api + workers ≤ 300 MB)', ['', 'api', 'workers', 'together'], rows)
}

function sizes ({ api, workers }: Deployment): number[] {
  const [apiMb, workersMb] = [api, workers].map(({ pid }) => processTree(pid!).map(residentMegabytes).reduce((sum, size) => sum + size, 0)) as [number, number]
  return [apiMb, workersMb, apiMb + workersMb].map(Math.round)
}
