import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The user whom PostgreSQL runs as, and the command that lets it reach folders which only root may enter (empty: not needed). */
export interface SystemUser { uid: number, gid: number, launcher: string[] }

/**
 * PostgreSQL refuses to run as root: then it runs as the system user `postgres`, created when missing.
 * @throws when that user cannot be created, UnreachableFolder when it can by no means reach the data
 */
export async function postgresUser (dataPath: string): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const user = await findUser() ?? await createUser()
  const closed = await closedFolderAbove(dataPath)
  return { ...user, launcher: closed === undefined ? [] : await passingLauncher(user, closed) }
}

/** How to run a program as a user: command, arguments and the options for spawn. */
export function runAs (user: SystemUser | undefined, program: string, args: string[]): { command: string, args: string[], identity: { uid?: number, gid?: number } } {
  if (user === undefined) return { command: program, args, identity: {} }
  const [launcher, ...launcherArgs] = user.launcher
  if (launcher !== undefined) return { command: launcher, args: [...launcherArgs, program, ...args], identity: {} }
  return { command: program, args, identity: { uid: user.uid, gid: user.gid } }
}

type Identity = Pick<SystemUser, 'uid' | 'gid'>

async function findUser (): Promise<Identity | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}

async function createUser (): Promise<Identity> {
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

/** setpriv gives the user just the right to pass closed folders. @throws UnreachableFolder when the system doesn't have or allow it */
async function passingLauncher ({ uid, gid }: Identity, closed: string): Promise<string[]> {
  const launcher = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  try {
    await run(launcher[0]!, [...launcher.slice(1), 'ls', closed])
    return launcher
  } catch (cause) {
    throw new UnreachableFolder(closed, { cause })
  }
}

/** The folder above a path that other users may not enter, if any. */
export async function closedFolderAbove (path: string): Promise<string | undefined> {
  for (let directory = dirname(path); directory !== dirname(directory); directory = dirname(directory)) {
    const { mode } = await stat(directory)
    if ((mode & 0o001) === 0) return directory
  }
  return undefined
}

/** Running as root, below a folder like `/root` that only root may enter. */
export class UnreachableFolder extends Error {
  readonly directory: string

  constructor (directory: string, options?: { cause?: unknown }) {
    super(`PostgreSQL runs as the user postgres, who may not enter ${directory}`, options)
    this.name = 'UnreachableFolder'
    this.directory = directory
  }
}
