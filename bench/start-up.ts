import { spawn, type ChildProcess } from 'node:child_process'
import { rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureDistribution } from '../src/engine/embedded/distribution.js'
import type { Closers } from '../src/platform/closers.js'
import { projectRoot } from '../src/project-root.js'
import { fromSources } from './build.js'
import { endChild } from './deployment.js'
import { median, printTable } from './figures.js'
import type { BenchOptions } from './options.js'
import { distributionDir } from './servers.js'

const readyLine = '启动完成'

/** `npm start` until everything is ready, with the engine fetched: first on an empty data folder, then on one with data. */
export async function benchStartUp (directory: string, closers: Closers, { isQuick }: BenchOptions): Promise<void> {
  await ensureDistribution({ cacheDir: distributionDir, onProgress: () => {} })
  const link = join(directory, 'zeebe-distribution')
  await symlink(distributionDir, link)
  closers.add('data', async () => {
    await Promise.all(['zeebe-distribution', 'postgres', 'zeebe', 'files'].map((name) => rm(join(directory, name), { recursive: true, force: true })))
  })
  const first = await timeStart(directory, closers)
  const warm: number[] = []
  for (let run = 0; run < (isQuick ? 1 : 3); run++) warm.push(await timeStart(directory, closers))
  printTable('start-up: `npm start` until ready, seconds', ['', 'runs', 'median', 'all'], [
    ['empty data folder', 1, first, first.toFixed(1)],
    ['warm', warm.length, median(warm), warm.map((seconds) => seconds.toFixed(1)).join(' ')]
  ])
}

async function timeStart (dataDir: string, closers: Closers): Promise<number> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...fromSources, 'start'], {
    cwd: projectRoot(), env: { ...process.env, DATA_DIR: dataDir, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit']
  })
  closers.add('platform', () => endChild(child))
  await untilReady(child)
  const seconds = (performance.now() - startedAt) / 1000
  await endChild(child)
  return seconds
}

async function untilReady (child: ChildProcess): Promise<void> {
  let output = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout!.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes(readyLine)) resolve()
    })
    child.once('exit', (code) => reject(new Error(`the platform ended with code ${code}: ${output}`)))
  })
}
