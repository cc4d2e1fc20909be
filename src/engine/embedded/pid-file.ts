import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { setTimeout as delay } from 'node:timers/promises'
import { EmbeddedEngineError } from '../errors.js'

const run = promisify(execFile)

/** What a broker's pid file says: the broker, the words that prove that a process is it, and who started it. */
export interface PidRecord { pid: number, marker: string, owner: { pid: number, command: string } }

export async function writePidFile (file: string, pid: number, marker: string): Promise<void> {
  const owner = { pid: process.pid, command: await commandLine(process.pid) ?? '' }
  await writeFile(file, JSON.stringify({ pid, marker, owner } satisfies PidRecord))
}

export async function removePidFile (file: string): Promise<void> {
  await rm(file, { force: true })
}

/**
 * Ends a broker that lost its parent (kill -9) and still holds the data folder. A pid alone proves nothing, it may belong
 * to another program by now: the process must carry the marker on its command line.
 * @throws EmbeddedEngineError when the broker's own parent is alive: the folder is in use
 */
export async function endOrphan (file: string): Promise<void> {
  const record = await readPidFile(file)
  if (record === undefined) return
  if (await isBroker(record)) {
    const ownerCommand = await commandLine(record.owner.pid)
    const isOwnerAlive = record.owner.pid !== process.pid && ownerCommand !== undefined && ownerCommand === record.owner.command
    if (isOwnerAlive) {
      throw new EmbeddedEngineError('in-use', `the data folder is in use: process ${record.owner.pid} runs an engine on it (engine process ${record.pid})`)
    }
    await endProcess(record.pid, async () => await isBroker(record))
  }
  await removePidFile(file)
}

/** SIGTERM, and SIGKILL when the process is still there after `graceMs`. */
export async function endProcess (pid: number, isAlive: () => Promise<boolean>, graceMs = 15_000): Promise<void> {
  signal(pid, 'SIGTERM')
  if (await isGoneWithin(isAlive, graceMs)) return
  signal(pid, 'SIGKILL')
  if (await isGoneWithin(isAlive, 5_000)) return
  throw new EmbeddedEngineError('in-use', `process ${pid} of an earlier engine does not end`)
}

async function isGoneWithin (isAlive: () => Promise<boolean>, limitMs: number): Promise<boolean> {
  const endsAt = Date.now() + limitMs
  while (await isAlive()) {
    if (Date.now() > endsAt) return false
    await delay(50)
  }
  return true
}

export function signal (pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function isBroker ({ pid, marker }: PidRecord): Promise<boolean> {
  return (await commandLine(pid))?.includes(marker) ?? false
}

/** The command line of a running process, from /proc or `ps`; undefined when there is none (or only its zombie). */
async function commandLine (pid: number): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') {
      const words = await readFile(`/proc/${pid}/cmdline`, 'utf8')
      return words === '' ? undefined : words.split('\0').join(' ').trim()
    }
    const { stdout } = await run('ps', ['-ww', '-o', 'args=', '-p', String(pid)])
    return stdout.trim() === '' ? undefined : stdout.trim()
  } catch {
    return undefined
  }
}

async function readPidFile (file: string): Promise<PidRecord | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as PidRecord
  } catch {
    return undefined
  }
}
