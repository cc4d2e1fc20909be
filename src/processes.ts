import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Whether a process with this number runs. A zombie (ended, not yet collected by its parent) does not. */
export function isAlive (pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return !isZombie(pid)
}

/** The command line of a process; `undefined` when it has ended. */
export async function commandOf (pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return textOf(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim()
  return await ask(pid, 'command=')
}

/** When a process began, as the system words it: tells it from a later one of the same number. */
export async function startOf (pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return fieldsOf(pid)?.[19]
  return await ask(pid, 'lstart=')
}

async function ask (pid: number, column: string): Promise<string | undefined> {
  try {
    const { stdout } = await run('ps', ['-ww', '-o', column, '-p', String(pid)])
    return stdout.trim()
  } catch {
    return undefined
  }
}

/** The fields of /proc/PID/stat from the third (state) on: the second may itself hold blanks. */
function fieldsOf (pid: number): string[] | undefined {
  const stat = textOf(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function textOf (file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function isZombie (pid: number): boolean {
  if (process.platform !== 'linux') return false
  return (fieldsOf(pid)?.[0] ?? 'Z') === 'Z'
}
