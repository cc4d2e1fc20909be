import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { pino } from 'pino'
import { createApp, type ApiConfig } from '../../../src/app.js'
import { renderEdition } from '../../../src/documents/guide/render-edition.js'
import { renderGuide } from '../../../src/documents/guide/render-guide.js'
import { renderDocument } from '../../../src/documents/render.js'
import { createDocumentSigner } from '../../../src/documents/signing/document-signer.js'
import type { FileStore } from '../../../src/files/file-store.js'
import { createLocalFileStore } from '../../../src/files/local-file-store.js'
import { projectRoot } from '../../../src/project-root.js'
import { testDatabase } from '../database.js'
import type { Scope } from '../scope.js'
import { createFakeEngine, type FakeEngine } from './fake-engine.js'

export interface TestClock { now (): Date, set (now: Date | string): void }

export interface TestApi {
  app: FastifyInstance
  database: Knex
  engine: FakeEngine
  files: FileStore
  clock: TestClock
  /** What the API logged, a line each. */
  logged: string[]
  outboxWakes: () => number
}

/** A Monday on which people work. */
export const testMonday = '2026-11-23T10:00:00+08:00'

/** The API on a database of its own, with an engine that the test holds in its hand. */
export async function testApi (t: Scope, options: { config?: Partial<ApiConfig>, database?: Knex } = {}): Promise<TestApi> {
  const database = options.database ?? await testDatabase(t)
  const directory = await mkdtemp(join(tmpdir(), 'onelicence-files-'))
  t.teardown(async () => await rm(directory, { recursive: true, force: true }))
  const files = createLocalFileStore(directory)
  const engine = createFakeEngine(database)
  const clock = testClock()
  const logged: string[] = []
  let wakes = 0
  const app = await createApp({
    database,
    engine,
    files,
    press: { draw: renderDocument, drawGuide: renderGuide, drawEdition: renderEdition },
    signer: createDocumentSigner({ database, secret: 'of this test alone', clock }),
    clock,
    config: { ...testConfig, ...options.config },
    log: pino({ level: 'info' }, { write: (line: string) => { logged.push(line) } }),
    wakeOutbox: () => { wakes++ }
  })
  refuseUndeclaredAnswers(app)
  t.teardown(async () => { await app.close() })
  return { app, database, engine, files, clock, logged, outboxWakes: () => wakes }
}

/** Makes a test fail whose route of the API answers with a status that its schema doesn't declare. */
function refuseUndeclaredAnswers (app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    const { response } = (request.routeOptions.schema ?? {}) as { response?: Record<string, unknown> }
    if (request.url.startsWith('/api/') && !request.is404 && response?.[reply.statusCode] === undefined) {
      throw new Error(`${request.method} ${request.url} answered ${reply.statusCode}, which it does not declare`)
    }
  })
}

export const testConfig: ApiConfig = {
  publicUrl: 'http://permits.test',
  pagesDir: join(projectRoot(), 'dist', 'web'),
  uploadMaxBytes: 200_000,
  sessionHours: 8,
  sessionMaxHours: { staff: 12, applicant: 24 },
  allowsDemoAccounts: false,
  trustedProxies: [],
  metricsToken: undefined
}

function testClock (): TestClock {
  let now = new Date(testMonday)
  return { now: () => now, set: (next) => { now = new Date(next) } }
}
