import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { commandOf, isAlive } from '../processes.js'

const fastShutdownMs = 15_000
const killMs = 10_000

/**
 * Clears what a killed run left on a data folder: a server that lost its parent is ended by its pid, its orphaned backends too, a lock
 * file whose process is gone (or is something else by now) is removed.
 */
export async function recoverCluster (cluster: string): Promise<void> {
  const lockFile = join(cluster, 'postmaster.pid')
  const pid = await pidIn(lockFile)
  if (pid !== undefined && isAlive(pid) && await servesCluster(pid, cluster)) {
    process.kill(pid, 'SIGINT')
    if (!await gone([pid], fastShutdownMs)) process.kill(pid, 'SIGKILL')
    await gone([pid], killMs)
  }
  const orphans = await processesIn(cluster)
  for (const orphan of orphans) tryKill(orphan)
  if (!await gone(orphans, killMs)) throw new Error(`processes ${orphans.join(', ')} hold ${cluster} and do not end`)
  await rm(lockFile, { force: true })
}

async function pidIn (lockFile: string): Promise<number | undefined> {
  try {
    const pid = Number((await readFile(lockFile, 'utf8')).split('\n')[0])
    return Number.isInteger(pid) && pid > 1 ? pid : undefined
  } catch {
    return undefined
  }
}

/** Process numbers are used again: only a process that names this very folder is ours. */
async function servesCluster (pid: number, cluster: string): Promise<boolean> {
  const command = await commandOf(pid)
  return command !== undefined && command.includes('postgres') && command.includes(cluster)
}

/** PostgreSQL's processes work inside their data folder; Linux tells. Elsewhere orphans end by themselves soon. */
async function processesIn (cluster: string): Promise<number[]> {
  if (process.platform !== 'linux') return []
  const folder = await realpath(cluster)
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const checked = await Promise.all(pids.map(async (pid) => {
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => undefined)
    const program = await readlink(`/proc/${pid}/exe`).catch(() => '')
    return cwd === folder && program.includes('postgres') ? Number(pid) : undefined
  }))
  return checked.filter((pid) => pid !== undefined)
}

function tryKill (pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // ended by itself meanwhile
  }
}

async function gone (pids: number[], withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs
  while (pids.some(isAlive)) {
    if (Date.now() > deadline) return false
    await delay(50)
  }
  return true
}
