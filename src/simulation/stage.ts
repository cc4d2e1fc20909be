import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { importCalendars } from '../cases/publication/calendars.js'
import { publishChanged } from '../cases/publication/publish-changed.js'
import { drawnIndustries } from '../catalogue/collect-resources.js'
import { readDrafts, type ReleaseDraft } from '../catalogue/drafts.js'
import { loadCatalogue } from '../catalogue/load-catalogue.js'
import { loadCalendar } from '../database/calendar.js'
import { connectDatabase } from '../database/connection.js'
import { recordStoredFile } from '../database/stored-files.js'
import { accountIdOf } from '../database/simulated-cases.js'
import { samplePdf } from '../demo/sample-pdf.js'
import { createEngineClient, type EngineClient } from '../engine/engine-client.js'
import { createEpochSource, type EpochSource } from '../engine/engine-epoch.js'
import { EngineUnavailable } from '../engine/errors.js'
import { startJobRuntime } from '../engine/job-runtime.js'
import type { Log } from '../engine/log.js'
import { startOutboxDispatcher } from '../engine/outbox-dispatcher.js'
import { createRecordFeed } from '../engine/record-feed.js'
import { createLocalFileStore } from '../files/local-file-store.js'
import type { Closers } from '../platform/closers.js'
import { loadWorkers } from '../platform/load-workers.js'
import { meddledEngine, meddledWorkers, type Activity, type Meddler } from './meddling.js'
import type { Straight } from './straight.js'
import { createMovingClock, type MovingClock } from './moving-clock.js'
import { createObserver, type Observer } from './observer.js'
import { addPeople } from './people.js'

export interface FeedLogin { url: string, username: string, password: string }
export interface StageEngine { grpcAddress: string, restAddress: string, moveClock (ms: number): Promise<void> }

/** Database and engine of a run. */
export interface StageServers {
  databaseUrl: string
  /** The engine, from now on sending its records to the feed. */
  engineFor (feed: FeedLogin): Promise<StageEngine>
}

/** The platform as the simulation runs it: real workers, outbox and record feed in this process; no API, no PDFs. */
export interface Stage {
  database: Knex
  engine: EngineClient
  epoch: number
  clock: MovingClock
  observer: Observer
  activity: Activity
  /** Login of a group's member. */
  memberOf: ReadonlyMap<string, string>
  applicant: number
  /** A stored file that stands for every material. */
  fileHash: string
  /** What was deployed. */
  editions: ReleaseDraft[]
  /** Every industry that has a flow is among them. */
  isWhole: boolean
  /** The forms of tasks, by their ids. */
  forms: Record<string, unknown>
  /** Set when the run is compared with the plan. */
  straight: Straight | undefined
}

export interface StageOptions {
  servers: StageServers
  bpmnDir: string
  /** Which; all that have a flow when empty. */
  industries: string[]
  dataDir: string
  log: Log
  closers: Closers
  /** One line in Chinese. */
  onProgress: (line: string) => void
  meddler: Meddler
  /** Job types that the meddler wants to hear of beforehand. */
  meddledJobs: ReadonlySet<string>
  /** Every step on the plan's day, nothing beside it. */
  isStraight?: boolean
}

const jobsAtOnce = 12
/** Each may have a visit on the same day, and none is put off for want of people. */
export const straightCasesAtOnce = 16

export async function openStage (options: StageOptions): Promise<Stage> {
  const { servers, bpmnDir, log, closers, meddler } = options
  const database = connectDatabase({ url: servers.databaseUrl, poolSize: jobsAtOnce + 12 })
  closers.add('database pool', () => database.destroy())
  const observer = createObserver()
  let source: EpochSource | undefined
  const feed = await openFeed(options, database, observer, () => source)
  const addresses = await servers.engineFor(feed)
  const engine = createEngineClient({ ...addresses, log })
  closers.add('engine client', () => engine.close())
  const epoch = source = createEpochSource({ database, engine, log })
  const currentEpoch = await epoch()
  options.onProgress('流程引擎就绪，正在发布流程……')
  const catalogue = await loadCatalogue(bpmnDir)
  const drawn = await drawnIndustries(bpmnDir, Object.keys(catalogue.industries))
  const industries = options.industries.length > 0 ? options.industries : drawn
  await importCalendars(database, bpmnDir)
  await publishChanged(database, engine, { bpmnDir, epoch: currentEpoch, publishedBy: 'simulate', note: '模拟', industries })
  options.onProgress('流程已发布，正在安排人员……')
  const editions = await readDrafts(bpmnDir, industries)
  const memberOf = await addPeople(database, catalogue, { inspectorsPerGroup: options.isStraight === true ? 2 * straightCasesAtOnce : 9 })
  const clock = createMovingClock(addresses.moveClock)
  const activity: Activity = { inHand: 0, lastAt: Date.now() }
  const outbox = startOutboxDispatcher({ engine: meddledEngine(engine, meddler, activity), database, log, epoch, intervalMs: 200 })
  closers.add('outbox', () => outbox.stop())
  const workers = meddledWorkers(await loadWorkers(), options.meddledJobs, meddler, activity)
  const jobs = await startJobRuntime({ engine, database, workers, clock, log, concurrency: jobsAtOnce, epoch, publicUrl: 'http://localhost' })
  closers.add('jobs', () => jobs.drain(5_000))

  return {
    database,
    engine,
    epoch: currentEpoch,
    clock,
    observer,
    activity,
    memberOf,
    applicant: await accountIdOf(database, 'applicant-1'),
    fileHash: await storeSample(options.dataDir, database),
    editions,
    isWhole: drawn.every((id) => industries.includes(id)),
    forms: Object.assign({}, ...editions.map(({ forms }) => forms)),
    straight: options.isStraight === true ? { calendar: await loadCalendar(database) } : undefined
  }
}

/** It listens before the engine starts, and answers 503 until the engine's identity can be asked for. */
async function openFeed ({ log, closers }: StageOptions, database: Knex, observer: Observer, source: () => EpochSource | undefined): Promise<FeedLogin> {
  const login = { username: 'simulation', password: 'simulation' }
  const epoch = async (): Promise<number> => {
    const known = source()
    if (known === undefined) throw new EngineUnavailable('the engine is starting')
    return await known()
  }
  const feed = createRecordFeed({ database, epoch, credentials: login, log })
  feed.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode === 200 && typeof request.body === 'string') observer.take(request.body)
  })
  await feed.listen({ port: 0, host: '127.0.0.1' })
  closers.add('record feed', () => feed.close())
  return { url: `http://127.0.0.1:${(feed.server.address() as AddressInfo).port}`, ...login }
}

async function storeSample (dataDir: string, database: Knex): Promise<string> {
  const directory = join(dataDir, 'files')
  await mkdir(directory, { recursive: true })
  const content = await samplePdf('simulation')
  const { hash } = await createLocalFileStore(directory).put(content)
  await recordStoredFile(database, { hash, sizeBytes: content.length, mediaType: 'application/pdf' })
  return hash
}
