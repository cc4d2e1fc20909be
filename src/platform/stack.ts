import { access, constants, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import type { Knex } from 'knex'
import { loadCatalogue } from '../catalogue/load-catalogue.js'
import type { Config } from '../config.js'
import { connectDatabase } from '../database/connection.js'
import { migrateDatabase } from '../database/migrate.js'
import { checkDatabaseServer } from '../database/server-check.js'
import { systemClock, type Clock } from '../domain/time.js'
import { createPress } from '../documents/press.js'
import { createEngineClient, type EngineClient } from '../engine/engine-client.js'
import { createEpochSource, type EpochSource } from '../engine/engine-epoch.js'
import { createLocalFileStore } from '../files/local-file-store.js'
import { projectRoot } from '../project-root.js'
import { createClosers, type Closers } from './closers.js'
import { createDemoAccounts, demoAccounts } from './demo-accounts.js'
import { demoPassword } from './demo-password.js'
import { startDatabasePart, startEnginePart, wantedPort, type EngineAddresses } from './embedded-parts.js'
import { engineReady } from './engine-ready.js'
import { startFeed, type Feed } from './feed.js'
import { lockDataFolder } from './instance-lock.js'
import { createPublication } from './publication.js'
import { startApi, startWorkers } from './services.js'
import { startSigning } from './signing.js'
import { StartupError } from './startup-problem.js'
import { mustBeMigrated } from './with-database.js'

export type Role = 'api' | 'workers'

export interface StackOptions {
  config: Config
  /** What this process does; all of it by default. */
  roles?: readonly Role[]
  /** Whether a missing DATABASE_URL or ZEEBE_… address means: start an embedded one, migrate, publish. */
  isSelfContained?: boolean
  log: FastifyBaseLogger
  clock?: Clock
  /** Sets up the demonstration's accounts on a configured database too; its caller disables them again. */
  isDemonstration?: boolean
  /** One line in Chinese for the person at the terminal. */
  onProgress: (line: string) => void
}

/** A running platform. */
export interface Stack {
  /** Where the API answers, `http://host:port`. */
  origin: string
  /** What people and QR codes use. */
  publicUrl: string
  databaseUrl: string
  engineAddresses: EngineAddresses
  database: Knex
  engine: EngineClient
  epoch: EpochSource
  /** Set when demo accounts exist: all have this password. */
  demoPassword: string | undefined
  /** Resolves with a name when an embedded part ended by itself; the stack is of no use then. */
  partLost: Promise<string>
  stop (): Promise<void>
}

const defaultPort = 8000

/**
 * Brings the platform up: what is configured is used, what is not is embedded under `dataDir` and comes back there at the next start.
 * When any step fails, what was opened is closed again.
 * @throws StartupError and everything that `startupProblemOf` knows
 */
export async function startStack (options: StackOptions): Promise<Stack> {
  const closers = createClosers((name, error) => options.log.error({ err: error }, `${name} did not stop well`))
  try {
    return await assemble({ roles: ['api', 'workers'], isSelfContained: true, clock: systemClock, isDemonstration: false, ...options }, closers)
  } catch (error) {
    await closers.closeAll()
    throw error
  }
}

async function assemble (options: Required<StackOptions>, closers: Closers): Promise<Stack> {
  const { config, roles, isSelfContained, log, clock, onProgress } = options
  const { promise: partLost, resolve: onLost } = withResolver<string>()
  await mustBeWritable(config.dataDir)
  const port = await apiPort(config, roles)
  const publicUrl = config.publicUrl ?? `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`

  const { databaseUrl, isEmbedded } = await openDatabase(options, closers, onLost)
  const database = connectDatabase({ url: databaseUrl, poolSize: config.databasePoolSize })
  closers.add('database pool', () => database.destroy())
  if (!isSelfContained) await mustBeMigrated(database)
  const signer = await startSigning({ config, isSelfContained, database, clock })

  let source: EpochSource | undefined
  const feed = roles.includes('workers') ? await startFeed({ config, database, log, epoch: () => source, closers }) : undefined
  const engineAddresses = await openEngine(options, closers, onLost, feed)
  const engine = createEngineClient({ ...engineAddresses, ...engineLogin(config), log })
  closers.add('engine client', () => engine.close())
  await engineReady(engine, engineAddresses, config.engineWaitSeconds)
  const publication = createPublication({ database, engine, clock, log, onProgress: options.onProgress })
  const isPublisher = roles.includes('workers')
  const epoch = source = createEpochSource({ database, engine, log, ...(isPublisher ? { prepareOther: publication.bringToOtherEngine } : {}) })

  const hasDemoAccounts = isEmbedded || options.isDemonstration
  const password = hasDemoAccounts ? await setUpDemoAccounts(config, database) : undefined
  const files = createLocalFileStore(config.filesDir ?? join(config.dataDir, 'files'))
  const press = createPress()
  closers.add('press', () => press.close())
  const context = { config, database, engine, epoch, files, press, signer, clock, log, publicUrl, closers }
  let wakeOutbox = () => {}
  if (roles.includes('workers')) {
    await publication.prepare(await epoch())
    if (!isSelfContained) {
      const told = publication.tellUnpublished()
      closers.add('comparison of the files', async () => await told)
    }
    wakeOutbox = (await startWorkers(context)).wakeOutbox
    // After the workers: cases submitted before begin with the release they were submitted to
    if (isSelfContained) await publication.publishFiles(await epoch())
  }
  if (roles.includes('api')) await startApi({ ...context, port, wakeOutbox, allowsDemoAccounts: hasDemoAccounts })
  onProgress('平台就绪')
  return {
    origin: `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`,
    publicUrl,
    databaseUrl,
    engineAddresses,
    database,
    engine,
    epoch,
    demoPassword: password,
    partLost,
    stop: () => closers.closeAll()
  }
}

function engineLogin ({ zeebeUsername: username, zeebePassword: password }: Config): { credentials?: { username: string, password: string } } {
  return username === null || password === null ? {} : { credentials: { username, password } }
}

/** The API's port: the one asked for; otherwise 8000, or a free one when that is taken. */
async function apiPort (config: Config, roles: readonly Role[]): Promise<number> {
  if (!roles.includes('api')) return config.port ?? defaultPort
  if (config.port !== null) return await wantedPort('PORT', config.port, config.host)
  return await wantedPort('PORT', defaultPort, config.host).catch(async () => await wantedPort('PORT', 0, config.host))
}

async function openDatabase (options: Required<StackOptions>, closers: Closers, onLost: (part: string) => void): Promise<{ databaseUrl: string, isEmbedded: boolean }> {
  const { config, isSelfContained, onProgress } = options
  if (!isSelfContained) return { databaseUrl: await configuredDatabase(config), isEmbedded: false }
  const lock = await lockDataFolder(config.dataDir)
  closers.add('data folder lock', () => lock.release())
  const isEmbedded = config.databaseUrl === null
  let databaseUrl: string
  if (isEmbedded) {
    const part = await startDatabasePart({ config, closers, onProgress, onLost })
    await lock.tellDatabasePort(part.port)
    databaseUrl = part.url
  } else {
    databaseUrl = await configuredDatabase(config)
  }
  const applied = await migrateDatabase(databaseUrl)
  onProgress(applied.length > 0 ? `数据库就绪（执行了 ${applied.length} 个迁移）` : '数据库就绪')
  return { databaseUrl, isEmbedded }
}

async function configuredDatabase ({ databaseUrl }: Config): Promise<string> {
  if (databaseUrl === null) {
    throw new StartupError({ cause: 'DATABASE_URL：没有设置', fix: '`serve` 只使用您自己的数据库与引擎；要用内置的，请运行 onelicence start' })
  }
  await checkDatabaseServer(databaseUrl)
  return databaseUrl
}

async function openEngine (options: Required<StackOptions>, closers: Closers, onLost: (part: string) => void, feed: Feed | undefined): Promise<EngineAddresses> {
  const { config, isSelfContained, onProgress } = options
  const { zeebeGrpcAddress: grpcAddress, zeebeRestAddress: restAddress } = config
  if (grpcAddress !== null && restAddress !== null) return { grpcAddress, restAddress }
  if (!isSelfContained || feed === undefined) {
    throw new StartupError({ cause: 'ZEEBE_GRPC_ADDRESS、ZEEBE_REST_ADDRESS：没有设置', fix: '`serve` 只使用您自己的数据库与引擎；要用内置的，请运行 onelicence start' })
  }
  return await startEnginePart({ config, closers, onProgress, onLost, feed })
}

async function setUpDemoAccounts (config: Config, database: Knex): Promise<string> {
  const password = await demoPassword(config.dataDir)
  await createDemoAccounts(database, demoAccounts(await loadCatalogue(join(projectRoot(), 'bpmn'))), password)
  return password
}

async function mustBeWritable (dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  await access(dataDir, constants.W_OK)
}

function withResolver<T> (): { promise: Promise<T>, resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((_resolve) => { resolve = _resolve })
  return { promise, resolve }
}
