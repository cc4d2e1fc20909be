import { randomUUID } from 'node:crypto'
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, startOf } from '../processes.js'

/** Who holds a data folder, and where the embedded database of that process listens. */
export interface Holder { pid: number, startedAt: string, databasePort: number | null }

/** Another running process holds the data folder. */
export class DataFolderInUse extends Error {
  readonly holder: Holder

  constructor (dataDir: string, holder: Holder) {
    super(`${dataDir} is in use by process ${holder.pid}`)
    this.name = 'DataFolderInUse'
    this.holder = holder
  }
}

export interface InstanceLock {
  /** Lets other commands of this machine find the embedded database. */
  tellDatabasePort (port: number): Promise<void>
  release (): Promise<void>
}

const fileName = 'instance.json'

/**
 * Takes a data folder for this process alone. A lock whose process has ended (kill -9), or whose number now belongs to another
 * process, is taken over.
 * @throws DataFolderInUse
 */
export async function lockDataFolder (dataDir: string): Promise<InstanceLock> {
  await mkdir(dataDir, { recursive: true })
  await chmod(dataDir, 0o711)
  const file = join(dataDir, fileName)
  const draft = `${file}.${randomUUID()}`
  const self: Holder = { pid: process.pid, startedAt: await startOf(process.pid) ?? '', databasePort: null }
  await writeFile(draft, JSON.stringify(self), { mode: 0o600 })
  try {
    while (!await tryLink(draft, file)) {
      const holder = await holderIn(file)
      if (holder !== undefined && await isHeld(holder)) throw new DataFolderInUse(dataDir, holder)
      await putAside(file, holder)
    }
  } finally {
    await rm(draft, { force: true })
  }
  return {
    async tellDatabasePort (databasePort) {
      await writeFile(draft, JSON.stringify({ ...self, databasePort }), { mode: 0o600 })
      await rename(draft, file)
    },
    release: () => rm(file, { force: true })
  }
}

/** The running process that holds a data folder, if any. */
export async function holderOf (dataDir: string): Promise<Holder | undefined> {
  const holder = await holderIn(join(dataDir, fileName))
  return holder !== undefined && await isHeld(holder) ? holder : undefined
}

async function isHeld (holder: Holder): Promise<boolean> {
  return isAlive(holder.pid) && await startOf(holder.pid) === holder.startedAt
}

async function holderIn (file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

/** A hard link appears whole or not at all. */
async function tryLink (draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Two may find the same stale lock: who moved away somebody's fresh one puts it back. */
async function putAside (file: string, stale: Holder | undefined): Promise<void> {
  const aside = `${file}.stale.${randomUUID()}`
  try {
    await rename(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const moved = await holderIn(aside)
  if (moved?.pid !== stale?.pid || moved?.startedAt !== stale?.startedAt) await tryLink(aside, file)
  await rm(aside, { force: true })
}
