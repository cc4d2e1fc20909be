import { randomUUID } from 'node:crypto'
import { chmod, link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
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

const fileShape = /^instance\.(\d+)\.json$/

/**
 * Takes a data folder for this process alone. Everybody who wants it puts a numbered file there; it belongs to the lowest number whose
 * process is alive, so files of killed processes count for nothing and two who find the same one cannot both win.
 * @throws DataFolderInUse
 */
export async function lockDataFolder (dataDir: string): Promise<InstanceLock> {
  await mkdir(dataDir, { recursive: true })
  await chmod(dataDir, 0o711)
  const self: Holder = { pid: process.pid, startedAt: await startOf(process.pid) ?? '', databasePort: null }
  const number = await takeNumber(dataDir, self)
  const file = fileOf(dataDir, number)
  const lower = (await candidatesIn(dataDir)).filter((candidate) => candidate.number < number)
  const holder = await firstAlive(lower)
  if (holder !== undefined) {
    await rm(file, { force: true })
    throw new DataFolderInUse(dataDir, holder)
  }
  for (const candidate of lower) await rm(fileOf(dataDir, candidate.number), { force: true })
  return {
    async tellDatabasePort (databasePort) {
      await rename(await writeDraft(dataDir, { ...self, databasePort }), file)
    },
    release: () => rm(file, { force: true })
  }
}

/** The running process that holds a data folder, if any. */
export async function holderOf (dataDir: string): Promise<Holder | undefined> {
  return await firstAlive(await candidatesIn(dataDir))
}

interface Candidate { number: number, holder: Holder | undefined }

async function firstAlive (candidates: Candidate[]): Promise<Holder | undefined> {
  for (const { holder } of candidates) {
    if (holder !== undefined && isAlive(holder.pid) && await startOf(holder.pid) === holder.startedAt) return holder
  }
  return undefined
}

/** In the order of their numbers; a file that cannot be read belongs to nobody. */
async function candidatesIn (dataDir: string): Promise<Candidate[]> {
  const names = await readdir(dataDir).catch(() => [])
  const numbers = names.flatMap((name) => fileShape.exec(name)?.[1] ?? []).map(Number).sort((a, b) => a - b)
  return await Promise.all(numbers.map(async (number) => ({ number, holder: await holderIn(fileOf(dataDir, number)) })))
}

async function holderIn (file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

/** A number above all others: a hard link appears whole, and only for one. */
async function takeNumber (dataDir: string, self: Holder): Promise<number> {
  const draft = await writeDraft(dataDir, self)
  try {
    for (;;) {
      const number = ((await candidatesIn(dataDir)).at(-1)?.number ?? 0) + 1
      if (await tryLink(draft, fileOf(dataDir, number))) return number
    }
  } finally {
    await rm(draft, { force: true })
  }
}

async function writeDraft (dataDir: string, holder: Holder): Promise<string> {
  const draft = join(dataDir, `instance.draft.${randomUUID()}`)
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 })
  return draft
}

async function tryLink (draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function fileOf (dataDir: string, number: number): string {
  return join(dataDir, `instance.${number}.json`)
}
