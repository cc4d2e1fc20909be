import { join } from 'node:path'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import type { AddressInfo } from 'node:net'
import type { Knex } from 'knex'
import { pino } from 'pino'
import { importCalendars } from '../../src/cases/publication/calendars.js'
import { publishChanged } from '../../src/cases/publication/publish-changed.js'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { saveAccount } from '../../src/database/accounts.js'
import { createEngineClient, type EngineClient } from '../../src/engine/engine-client.js'
import { createEpochSource } from '../../src/engine/engine-epoch.js'
import type { Worker } from '../../src/engine/define-worker.js'
import { EngineUnavailable } from '../../src/engine/errors.js'
import { startJobRuntime, type JobRuntime } from '../../src/engine/job-runtime.js'
import { startOutboxDispatcher } from '../../src/engine/outbox-dispatcher.js'
import { createRecordFeed } from '../../src/engine/record-feed.js'
import { createLocalFileStore } from '../../src/files/local-file-store.js'
import type { FileStore } from '../../src/files/file-store.js'
import { demoAccounts } from '../../src/platform/demo-accounts.js'
import { loadWorkers } from '../../src/platform/load-workers.js'
import { projectRoot } from '../../src/project-root.js'
import { testDatabase } from './database.js'
import { receiveRecords, testEngine } from './engine.js'
import { movableClock, type MovableClock } from './movable-clock.js'
import type { Scope } from './scope.js'

/** The platform's moving parts on the run's engine and a database of the test's own: what `onelicence start` wires, without HTTP. */
export interface TestPlatform {
  database: Knex
  engine: EngineClient
  jobs: JobRuntime
  files: FileStore
  epoch: number
  clock: TestClock
  /** Jobs of this type wait from now on, taken but not begun, until the returned function is called. */
  hold (jobType: string): () => void
  /** The outbox can't reach the engine from now on, until the returned function is called. */
  cutOutbox (): () => void
}

/** Moved on by the test as it moves the engine's. */
export type TestClock = MovableClock

const bpmnDir = join(projectRoot(), 'bpmn')

/** Publishing takes a moment for each industry: a test names those that it needs. */
export async function testPlatform (t: Scope, { industries = ['convenience-store'] }: { industries?: string[] } = {}): Promise<TestPlatform> {
  const log = pino({ level: process.env.LOG_LEVEL ?? 'fatal' })
  const addresses = testEngine(t)
  const database = await testDatabase(t, { poolSize: 12 })
  const engine = createEngineClient({ ...addresses, log })
  t.teardown(() => engine.close())
  const epoch = createEpochSource({ database, engine, log })
  const clock = movableClock()

  const credentials = { username: 'feed', password: 'feed' }
  const feed = createRecordFeed({ database, epoch, credentials, log })
  await feed.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => feed.close())
  const currentEpoch = await epoch()
  await importCalendars(database, bpmnDir)
  await publishChanged(database, engine, { bpmnDir, epoch: currentEpoch, publishedBy: 'test', note: '', industries })
  await receiveRecords(t, { url: `http://127.0.0.1:${(feed.server.address() as AddressInfo).port}`, ...credentials })

  const { reachable, cutOutbox } = cuttable(engine)
  const outbox = startOutboxDispatcher({ engine: reachable, database, log, epoch, intervalMs: 200 })
  t.teardown(() => outbox.stop())
  const { workers, hold } = holdable(await loadWorkers())
  const jobs = await startJobRuntime({
    engine, database, workers, clock, log, concurrency: 8, epoch, publicUrl: 'http://localhost'
  })
  t.teardown(() => jobs.drain(5_000))
  await addPeople(database)
  return { database, engine, jobs, files: await testFiles(t), epoch: currentEpoch, clock, hold, cutOutbox }
}

async function addPeople (database: Knex): Promise<void> {
  for (const account of demoAccounts(await loadCatalogue(bpmnDir))) {
    await saveAccount(database, { ...account, passwordHash: 'none', isDemo: true })
  }
}

async function testFiles (t: Scope): Promise<FileStore> {
  const dir = await mkdtemp(join(tmpdir(), 'onelicence-files-'))
  t.teardown(() => rm(dir, { recursive: true, force: true }))
  return createLocalFileStore(dir)
}

/** Promise.withResolvers of later Node versions. */
interface Gate { opened: Promise<void>, open: () => void }

function gate (): Gate {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => { open = resolve })
  return { opened, open }
}

function holdable (workers: Worker[]): { workers: Worker[], hold: TestPlatform['hold'] } {
  const gates = new Map<string, Gate>()
  return {
    workers: workers.map((worker) => ({
      ...worker,
      async handle (input, context) {
        await gates.get(worker.jobType)?.opened
        return await worker.handle(input, context)
      }
    })),
    hold (jobType) {
      const { opened, open } = gate()
      gates.set(jobType, { opened, open })
      return () => {
        gates.delete(jobType)
        open()
      }
    }
  }
}

function cuttable (engine: EngineClient): { reachable: EngineClient, cutOutbox: TestPlatform['cutOutbox'] } {
  let isCut = false
  const ifReachable = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    if (isCut) throw new EngineUnavailable('cut by the test')
    return await ask()
  }
  return {
    reachable: {
      ...engine,
      publishMessage: async (message) => { await ifReachable(() => engine.publishMessage(message)) },
      correlateMessage: async (message) => await ifReachable(() => engine.correlateMessage(message))
    },
    cutOutbox () {
      isCut = true
      return () => { isCut = false }
    }
  }
}
