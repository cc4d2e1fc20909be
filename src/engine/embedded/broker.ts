import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { EmbeddedEngineError } from '../errors.js'
import { brokerSettings, feedExporterSettings } from './broker-settings.js'
import { ensureDistribution, type EngineStep } from './distribution.js'
import { findJava, javaPlaces } from './java.js'
import { endOrphan, endProcess, removePidFile, signal, writePidFile } from './pid-file.js'
import { choosePorts, host, type BrokerPorts } from './ports.js'

export interface EmbeddedBrokerOptions {
  /** The broker's own folder: its data, logs and pid file; kept across restarts. */
  dataDir: string
  /** Where the unpacked distribution is kept (default: `<dataDir>/../zeebe-distribution`). */
  cacheDir?: string
  /** Fixed ports; those not given are free ones. */
  ports?: Partial<BrokerPorts>
  /** Root of the record feed, `http://127.0.0.1:PORT`. */
  feedUrl: string
  feedCredentials: { username: string, password: string }
  /** Lets `POST /actuator/clock/add` on the management address move the engine's clock; for tests. */
  clockControlled?: boolean
  heapMb?: number
  /** Takes requests however busy it is, instead of asking to be asked again; for clients that wait for their answers anyway. */
  refusesNothing?: boolean
  /** Folders of JDKs to look through after JAVA_HOME and PATH; the operating system's usual ones by default. */
  javaFolders?: string[]
  /** How many records of the flow come together at most; 1 for tests, which wait for them. */
  flowBulkSize?: number
  readyWithinMs?: number
  env?: NodeJS.ProcessEnv
  onProgress: (step: EngineStep) => void
}

export interface EmbeddedBroker {
  grpcAddress: string
  restAddress: string
  managementAddress: string
  pid: number
  /** Resolves when the process is gone, whatever ended it. */
  exited: Promise<void>
  /** SIGTERM, then SIGKILL. */
  stop (): Promise<void>
  /** SIGKILL, as a crash would. */
  kill (): Promise<void>
}

/**
 * Starts the official Zeebe distribution as a child process and waits until it is ready. An orphan that an earlier,
 * killed run left on the same data folder is ended first.
 * @throws EmbeddedEngineError saying what is missing or what went wrong
 */
export async function startEmbeddedBroker (options: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
  const { onProgress, env = process.env } = options
  const dataDir = path.resolve(options.dataDir)
  const java = await findJava({ ...javaPlaces(env), ...(options.javaFolders === undefined ? {} : { folders: options.javaFolders }) })
  const home = await ensureDistribution({ cacheDir: options.cacheDir ?? path.join(dataDir, '..', 'zeebe-distribution'), onProgress })
  await mkdir(path.join(dataDir, 'logs'), { recursive: true })
  const pidFile = path.join(dataDir, 'broker.pid')
  await endOrphan(pidFile)
  const ports = await choosePorts(options.ports ?? {})

  onProgress('starting')
  const marker = `-Donelicence.engine=${dataDir}${path.sep}.`
  const logFile = path.join(dataDir, 'logs', 'console.log')
  const child = await launch(java.command, javaArguments(home, dataDir, marker, options.heapMb ?? 512), settings(env, dataDir, ports, options), logFile)
  const pid = child.pid as number
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  await writePidFile(pidFile, pid, marker)

  const end = async (firstSignal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const isAlive = async (): Promise<boolean> => child.exitCode === null && child.signalCode === null
    if (firstSignal === 'SIGKILL') signal(pid, 'SIGKILL')
    else if (await isAlive()) await endProcess(pid, isAlive)
    await exited
    await removePidFile(pidFile)
  }
  const managementAddress = `http://${host}:${ports.management}`
  try {
    await untilReady(managementAddress, child, options.readyWithinMs ?? 180_000, logFile)
  } catch (error) {
    await end('SIGKILL')
    throw error
  }
  onProgress('ready')
  return {
    grpcAddress: `${host}:${ports.grpc}`,
    restAddress: `http://${host}:${ports.rest}`,
    managementAddress,
    pid,
    exited,
    stop: async () => await end('SIGTERM'),
    kill: async () => await end('SIGKILL')
  }
}

function settings (env: NodeJS.ProcessEnv, dataDir: string, ports: BrokerPorts, options: EmbeddedBrokerOptions): NodeJS.ProcessEnv {
  return {
    PATH: env.PATH,
    HOME: env.HOME,
    TMPDIR: env.TMPDIR,
    ...brokerSettings(dataDir, ports),
    ...feedExporterSettings({ url: options.feedUrl, credentials: options.feedCredentials }, options.flowBulkSize),
    ...(options.clockControlled === true ? { ZEEBE_CLOCK_CONTROLLED: 'true' } : {}),
    ...(options.refusesNothing === true ? { ZEEBE_BROKER_BACKPRESSURE_ENABLED: 'false' } : {})
  }
}

/** The serial collector and the first compiler tier: a small, quick-starting JVM for one machine. */
function javaArguments (home: string, dataDir: string, marker: string, heapMb: number): string[] {
  return [
    `-Xmx${heapMb}m`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:+ExitOnOutOfMemoryError', '-Xshare:auto', '-Dfile.encoding=UTF-8', marker,
    '-classpath', [path.join(home, 'config'), path.join(home, 'lib', '*')].join(path.delimiter),
    '-Dapp.name=broker', `-Dapp.home=${dataDir}`, `-Dbasedir=${dataDir}`,
    'io.camunda.application.StandaloneBroker'
  ]
}

/** A group of its own, so that Ctrl-C in the terminal reaches us only and we stop the broker in order. */
async function launch (command: string, args: string[], env: NodeJS.ProcessEnv, logFile: string): Promise<ChildProcess> {
  const log = await open(logFile, 'w')
  try {
    const child = spawn(command, args, { env, stdio: ['ignore', log.fd, log.fd], detached: true })
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', () => resolve())
      child.once('error', cause => reject(new EmbeddedEngineError('not-started', `could not start the engine with ${command}`, { cause })))
    })
    return child
  } finally {
    await log.close()
  }
}

async function untilReady (managementAddress: string, child: ChildProcess, limitMs: number, logFile: string): Promise<void> {
  const endsAt = Date.now() + limitMs
  while (!await isUp(`${managementAddress}/actuator/health/readiness`)) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new EmbeddedEngineError('not-started', `the engine ended while starting; the end of ${logFile}:\n${await lastLines(logFile)}`)
    }
    if (Date.now() > endsAt) {
      throw new EmbeddedEngineError('not-started', `the engine was not ready within ${limitMs / 1000} s; the end of ${logFile}:\n${await lastLines(logFile)}`)
    }
    await delay(100)
  }
}

async function isUp (url: string): Promise<boolean> {
  return await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(response => response.ok, () => false)
}

async function lastLines (file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').slice(-15).join('\n')
}
