import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100

/** Resident memory of a process in megabytes; NaN when it has ended. */
export function residentMegabytes (pid: number): number {
  if (process.platform === 'linux') return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024
}

/** A process and its children, theirs included. */
export function processTree (pid: number): number[] {
  if (process.platform !== 'linux') return [pid]
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)
  const parents = new Map(pids.map((child) => [child, Number(statOf(child)?.[1])]))
  const tree = [pid]
  for (const parent of tree) tree.push(...pids.filter((child) => parents.get(child) === parent))
  return tree
}

/** Seconds of processor time that a process, its living and its ended children have used; NaN where the system doesn't tell. */
export function processorSeconds (pid: number): number {
  if (process.platform !== 'linux') return Number.NaN
  return processTree(pid).map(statOf).reduce((sum, fields) => sum + used(fields), 0) / ticksPerSecond
}

function used (fields: string[] | undefined): number {
  // utime, stime, and those of ended children: fields 14 to 17 of /proc/PID/stat; fields start with the third.
  return fields === undefined ? 0 : [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0)
}

function statOf (pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}
