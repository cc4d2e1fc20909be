import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { freePort } from '../free-port.js'
import { keptSecret } from '../kept-secret.js'
import { recoverCluster } from './cluster-recovery.js'
import { postgresBinaries, type PostgresBinaries } from './postgres-binaries.js'
import { postgresUser, runAs, type SystemUser } from './postgres-user.js'

const databaseName = 'onelicence'
const startTimeoutMs = 60_000
const stopTimeoutMs = 20_000

export interface EmbeddedPostgresOptions {
  /** Kept across restarts; made when missing. Holds `cluster/` and `password`. */
  dataDir: string
  /** Chosen free when left out. */
  port?: number
  /** Server settings, e.g. `{ fsync: 'off' }`. */
  settings?: Record<string, string>
}

export interface EmbeddedPostgres {
  url: string
  port: number
  pid: number
  /** Resolves when the server has ended, wanted or not. */
  ended: Promise<void>
  /** Ends all connections and the server in good order. */
  stop (): Promise<void>
  /** As a power failure would. For tests of recovery. */
  kill (): Promise<void>
}

/**
 * Starts a PostgreSQL server on 127.0.0.1 over its own data folder, with a database `onelicence`. The password is made up once and
 * kept beside the data (mode 0600). Whatever an earlier run left behind (lock file, server without parent) is cleared first;
 * the caller makes sure that no other program lives on the same folder.
 */
export async function startEmbeddedPostgres (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir)
  const cluster = join(dataDir, 'cluster')
  await mkdir(dataDir, { recursive: true })
  await chmod(dataDir, 0o711)
  const user = await postgresUser(cluster)
  const binaries = await postgresBinaries(user !== undefined)
  const password = await keptSecret(join(dataDir, 'password'))
  if (!existsSync(cluster)) await initialise({ binaries, user, dataDir, cluster, password })
  await recoverCluster(cluster)

  const port = options.port ?? await freePort()
  const server = await launch({ binaries, user, cluster, port, settings: options.settings ?? {} })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const url = embeddedUrl(password, port)
  try {
    await createDatabaseIfMissing(url)
  } catch (error) {
    await end(server, ended, 'SIGINT')
    throw error
  }
  return {
    url,
    port,
    pid: server.pid!,
    ended,
    stop: () => end(server, ended, 'SIGINT'),
    kill: () => end(server, ended, 'SIGKILL')
  }
}

/** The address of a server that another process runs over this data folder. */
export async function addressOfEmbedded (dataDir: string, port: number): Promise<string> {
  return embeddedUrl(await keptSecret(join(dataDir, 'password')), port)
}

function embeddedUrl (password: string, port: number): string {
  return `postgres://onelicence:${password}@127.0.0.1:${port}/${databaseName}`
}

interface Setup { binaries: PostgresBinaries, user: SystemUser | undefined, dataDir: string, cluster: string, password: string }

/** Made under another name and then renamed: a cluster that is there is whole. */
async function initialise ({ binaries, user, dataDir, cluster, password }: Setup): Promise<void> {
  const unfinished = `${cluster}.new`
  const passwordFile = join(dataDir, 'password.initdb')
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  try {
    if (user) await Promise.all([unfinished, passwordFile].map((path) => chown(path, user.uid, user.gid)))
    await initdb(binaries.initdb, [
      `--pgdata=${unfinished}`, '--username=onelicence', `--pwfile=${passwordFile}`, '--auth=scram-sha-256',
      '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'
    ], user)
    await rename(unfinished, cluster)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

async function initdb (program: string, args: string[], user: SystemUser | undefined): Promise<void> {
  const launch = runAs(user, program, args)
  const child = spawn(launch.command, launch.args, { ...launch.identity, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => { output += chunk.toString() })
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw new Error(`initdb failed: ${output.trim()}`)
}

interface Launch { binaries: PostgresBinaries, user: SystemUser | undefined, cluster: string, port: number, settings: Record<string, string> }

/** Resolves when connections are accepted. */
async function launch ({ binaries, user, cluster, port, settings }: Launch): Promise<ChildProcess> {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200', log_timezone: 'UTC', ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // A group of its own: Ctrl-C in the terminal must not stop the database before those who still write to it.
  const { command, args, identity } = runAs(user, binaries.postgres, ['-D', cluster, '-p', String(port), ...flags])
  const server = spawn(command, args, {
    ...identity, cwd: '/', detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LC_MESSAGES: 'C' }
  })
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => { server.kill('SIGKILL'); reject(new Error('PostgreSQL did not start within 60 s')) }, startTimeoutMs)
    const settle = (act: () => void) => { clearTimeout(timer); act() }
    server.once('error', (error) => settle(() => reject(error)))
    server.once('exit', () => settle(() => reject(new Error(`PostgreSQL ended while starting: ${output.trim()}`))))
    server.stderr!.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000)
      if (output.includes('database system is ready to accept connections')) settle(resolve)
    })
  })
  return server
}

async function createDatabaseIfMissing (url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.replace(/\/[^/]*$/, '/postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName])
    if (!rowCount) await client.query(`CREATE DATABASE ${databaseName}`)
  } finally {
    await client.end()
  }
}

/** SIGINT is PostgreSQL's fast shutdown; what has not ended after 20 s is killed (its journal repairs the rest). */
async function end (server: ChildProcess, ended: Promise<void>, signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  server.kill(signal)
  const timer = setTimeout(() => server.kill('SIGKILL'), stopTimeoutMs)
  await ended
  clearTimeout(timer)
}
