import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { recoverCluster } from '../../src/database/cluster-recovery.js'
import { endOrphan } from '../../src/engine/embedded/pid-file.js'
import { commandOf } from '../../src/processes.js'

/** A folder for this run. What runs that were killed (kill -9) left is ended and removed first; those still alive are left alone. */
export async function runDirectory (): Promise<string> {
  const parent = join(tmpdir(), `onelicence-test-${userInfo().uid}`)
  await mkdir(parent, { recursive: true, mode: 0o755 })
  for (const name of await readdir(parent)) {
    if (!await isRunning(Number(name))) await clear(join(parent, name))
  }
  const directory = join(parent, String(process.pid))
  await mkdir(directory, { mode: 0o755 })
  return directory
}

/** Whether this is a run of tests or benches. */
export async function isRunning (pid: number): Promise<boolean> {
  return (await commandOf(pid))?.includes('run.ts') ?? false
}

async function clear (directory: string): Promise<void> {
  const cluster = join(directory, 'postgres', 'cluster')
  if (existsSync(cluster)) await recoverCluster(cluster)
  await endOrphan(join(directory, 'zeebe', 'broker.pid'))
  await rm(directory, { recursive: true, force: true })
}
