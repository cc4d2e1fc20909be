import { randomBytes, randomInt } from 'node:crypto'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { pino } from 'pino'
import { publishChanged } from '../../src/cases/publication/publish-changed.js'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { saveAccount } from '../../src/database/accounts.js'
import { connectDatabase } from '../../src/database/connection.js'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/database/embedded-postgres.js'
import { migrateDatabase } from '../../src/database/migrate.js'
import { startEmbeddedBroker, type EmbeddedBroker } from '../../src/engine/embedded/broker.js'
import { createEngineClient, type EngineClient } from '../../src/engine/engine-client.js'
import { resolveEpoch } from '../../src/engine/engine-epoch.js'
import { freePort } from '../../src/free-port.js'
import { hashPassword } from '../../src/passwords.js'
import { demoAccounts, type DemoAccount } from '../../src/platform/demo-accounts.js'
import { projectRoot } from '../../src/project-root.js'
import { dataFolder, runCommand, type RunningCommand } from './command.js'
import { tidyOnAbort } from './tidy-on-abort.js'
import type { Scope } from './scope.js'

/** Something of the production that can be taken away and brought back, on the same data and ports. */
export interface Part {
  start (): Promise<void>
  /** In good order. */
  stop (): Promise<void>
  /** SIGKILL. */
  kill (): Promise<void>
}

/** A process that runs `onelicence serve …`. */
export interface ServePart extends Part {
  command (): RunningCommand
  /** What it has said so far, over all its starts. */
  output (): string
}

/** The whole platform as in production: its own database and broker, API and workers each a process of their own. */
export interface Production {
  /** Where the API answers, `http://127.0.0.1:port`. */
  origin: string
  /** Everybody of the demonstration, as ordinary accounts with this password. */
  accounts: DemoAccount[]
  password: string
  /** The test's own look at database and engine. */
  database: Knex
  engine: EngineClient
  postgres: Part
  /** `startEmpty`: another engine, over a data folder without anything in it; `startFormer`: the one that was there before that. */
  broker: Part & { startEmpty (): Promise<void>, startFormer (): Promise<void> }
  api: ServePart
  workers: ServePart
}

export interface ProductionOptions {
  /** Puts something between the broker's exporter and the feed. @returns the port that the exporter gets */
  feedThrough?: (feedPort: number) => Promise<number>
  workersEnv?: Record<string, string>
  /** People besides those of the demonstration. */
  people?: DemoAccount[]
}

const cacheDir = join(projectRoot(), '.data', 'zeebe-distribution')
const patienceMs = 240_000
/** What was committed outlives kill -9 also without waiting for the disk; only a power failure would tell. */
const withoutDisk = { fsync: 'off', full_page_writes: 'off' }

/** Starts everything and waits until it is ready; ended, with nothing left behind, at teardown. */
export async function startProduction (t: Scope, options: ProductionOptions = {}): Promise<Production> {
  const folder = await dataFolder(t)
  const feedPassword = randomBytes(12).toString('hex')
  const [databasePort, grpc, rest, management, feedPort, apiPort] = await lowPorts(6) as [number, number, number, number, number, number]
  const exporterPort = await options.feedThrough?.(feedPort) ?? feedPort

  const postgres = postgresPart(t, join(folder, 'postgres'), databasePort)
  const broker = brokerPart(t, folder, { grpc, rest, management }, { port: exporterPort, password: feedPassword })
  await Promise.all([postgres.start(), broker.start()])

  const url = postgres.url()
  await migrateDatabase(url)
  const database = connectDatabase({ url, poolSize: 4, applicationName: 'onelicence test' })
  t.teardown(() => database.destroy())
  const engineAddresses = { grpcAddress: `127.0.0.1:${grpc}`, restAddress: `http://127.0.0.1:${rest}` }
  const engine = createEngineClient({ ...engineAddresses, log: pino({ level: 'silent' }) })
  t.teardown(() => engine.close())
  const bpmnDir = join(projectRoot(), 'bpmn')
  await publishChanged(database, engine, {
    bpmnDir, epoch: await resolveEpoch(database, engine), publishedBy: 'test', note: '', industries: ['convenience-store']
  })
  const { accounts, password } = await addPeople(database, options.people ?? [])

  const env = {
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: url,
    ZEEBE_GRPC_ADDRESS: engineAddresses.grpcAddress,
    ZEEBE_REST_ADDRESS: engineAddresses.restAddress,
    FEED_PASSWORD: feedPassword,
    SIGNING_SECRET: randomBytes(12).toString('hex'),
    ENGINE_WAIT_SECONDS: '240',
    LOG_LEVEL: 'info'
  }
  const workers = servePart(t, 'workers', '作业进程已启动', { ...env, FEED_PORT: String(feedPort), ...options.workersEnv })
  const api = servePart(t, 'api', '接口地址', { ...env, PORT: String(apiPort) })
  await Promise.all([workers.start(), api.start()])
  return { origin: `http://127.0.0.1:${apiPort}`, accounts, password, database, engine, postgres, broker, api, workers }
}

function postgresPart (t: Scope, dataDir: string, port: number): Part & { url (): string } {
  let server: EmbeddedPostgres | undefined
  t.teardown(() => server?.stop())
  return {
    url: () => server!.url,
    async start () {
      server = await startEmbeddedPostgres({ dataDir, port, settings: withoutDisk })
      tidyOnAbort(t, server.pid)
    },
    stop: async () => await server?.stop(),
    kill: async () => await server?.kill()
  }
}

function brokerPart (
  t: Scope, folder: string, ports: { grpc: number, rest: number, management: number }, feed: { port: number, password: string }
): Production['broker'] {
  let broker: EmbeddedBroker | undefined
  let generation = 0
  t.teardown(() => broker?.stop())
  const start = async (): Promise<void> => {
    broker = await startEmbeddedBroker({
      dataDir: join(folder, `zeebe-${generation}`),
      cacheDir,
      ports,
      feedUrl: `http://127.0.0.1:${feed.port}`,
      feedCredentials: { username: 'zeebe', password: feed.password },
      readyWithinMs: patienceMs,
      onProgress: () => {}
    })
    tidyOnAbort(t, broker.pid)
  }
  return {
    start,
    async startEmpty () {
      generation++
      await start()
    },
    async startFormer () {
      generation--
      await start()
    },
    stop: async () => await broker?.stop(),
    kill: async () => await broker?.kill()
  }
}

function servePart (t: Scope, role: 'api' | 'workers', ready: string, env: Record<string, string>): ServePart {
  let command: RunningCommand | undefined
  const commands: RunningCommand[] = []
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    command?.signal(signal)
    await command?.ended()
  }
  return {
    command: () => command!,
    output: () => commands.map((each) => each.output()).join('\n'),
    async start () {
      command = runCommand(t, ['serve', role], { env })
      commands.push(command)
      tidyOnAbort(t, command.pid)
      await command.says(ready, patienceMs)
    },
    stop: async () => await end('SIGTERM'),
    kill: async () => await end('SIGKILL')
  }
}

/** Demo accounts can't sign in to a production; these are ordinary ones. */
async function addPeople (database: Knex, others: DemoAccount[]): Promise<{ accounts: DemoAccount[], password: string }> {
  const password = randomBytes(12).toString('hex')
  const passwordHash = await hashPassword(password)
  const accounts = [...demoAccounts(await loadCatalogue(join(projectRoot(), 'bpmn'))), ...others]
  await database.transaction(async (tx) => {
    for (const account of accounts) await saveAccount(tx, { ...account, passwordHash, isDemo: false })
  })
  return { accounts, password }
}

/** Free ports below those that systems hand out for outgoing connections: nobody takes one while its owner is being restarted. */
async function lowPorts (count: number): Promise<number[]> {
  const ports = new Set<number>()
  while (ports.size < count) {
    const port = randomInt(12_000, 32_000)
    if (await freePort(port).catch(() => undefined) !== undefined) ports.add(port)
  }
  return [...ports]
}
