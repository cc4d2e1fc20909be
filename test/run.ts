import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readDrafts } from '../src/catalogue/drafts.js'
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.js'
import { migrateDatabase } from '../src/database/migrate.js'
import { startEmbeddedBroker } from '../src/engine/embedded/broker.js'
import { connectDatabase } from '../src/database/connection.js'
import { projectRoot } from '../src/project-root.js'
import { catalogueDir, storeDraftVariable } from './support/catalogue.js'
import { templateName } from './support/database.js'
import { startFeedRelay } from './support/feed-relay.js'
import { runDirectory } from './support/leftovers.js'
import { runTap, type TapResult } from './support/run-tap.js'
import { compileTests } from './support/compile.js'
import { chromeVariable, unpackChromium } from './support/web/chromium.js'
import { planTests, type TestPlan } from './support/test-plan.js'

type Stop = () => Promise<unknown>

const root = projectRoot()
const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort())

const stops: Stop[] = []
let results: TapResult[] = []
try {
  results = await runTests(await planTests(root, process.argv.slice(2)))
} catch (error) {
  console.error(error)
  results.push({ passed: 0, failed: 1, isOk: false })
} finally {
  for (const stop of stops.reverse()) await stop().catch((error: unknown) => console.error(error))
}
console.log(`${sum(results, 'passed')} passed, ${sum(results, 'failed')} failed`)
if (interrupted.signal.aborted) process.exitCode = 130
else process.exitCode = results.length > 0 && results.every(({ isOk }) => isOk) ? 0 : 1

/**
 * The engine starts while the quick tests run; then those that need it run beside those that start processes of their own, and when they are done, two
 * of the latter at a time.
 */
async function runTests (plan: TestPlan): Promise<TapResult[]> {
  const directory = await runDirectory()
  stops.push(() => rm(directory, { recursive: true, force: true }))
  const compiled = await compileTests(root)
  stops.push(() => rm(compiled, { recursive: true, force: true }))
  const databaseUrl = await startDatabase(directory)
  const env = { ...process.env, ...plan.usesPages ? await preparePages(directory) : {}, ONELICENCE_TEST_DATABASE_URL: databaseUrl, [storeDraftVariable]: await writeStoreDraft(directory) }
  const engine = plan.onEngine.length > 0 ? startEngine(directory) : Promise.resolve({})
  engine.catch(() => interrupted.abort())

  const done: TapResult[] = []
  const run = async (files: string[], how: { jobs: number, env: NodeJS.ProcessEnv, isHeld: boolean }): Promise<void> => {
    if (files.length > 0 && !interrupted.signal.aborted) done.push(await runTap({ root, compiled, files, ...how, signal: interrupted.signal }))
  }
  await run(plan.quick, { jobs: 2, env, isHeld: false })
  const engineEnv = { ...env, ...await engine }
  const own = [...plan.onTheirOwn]
  const runOwn = async (): Promise<void> => {
    for (let file = own.shift(); file !== undefined; file = own.shift()) await run([file], { jobs: 1, env, isHeld: true })
  }
  await Promise.all([run(plan.onEngine, { jobs: 1, env: engineEnv, isHeld: false }).then(runOwn), runOwn()])
  return done
}

/** The pages as they are built, and the browser that opens them. */
async function preparePages (directory: string): Promise<Record<string, string>> {
  const built = once(spawn('npm', ['run', '--silent', 'build:pages'], { cwd: root, stdio: 'inherit' }), 'exit')
  const browser = await mkdir(join(directory, 'chromium')).then(() => unpackChromium(join(directory, 'chromium')))
  const [code] = await built as [number]
  if (code !== 0) throw new Error('the pages could not be built')
  return { [chromeVariable]: browser }
}

/** Reading the catalogue takes a second, in every test file anew. */
async function writeStoreDraft (directory: string): Promise<string> {
  const file = join(directory, 'store.json')
  const [draft] = await readDrafts(catalogueDir, ['convenience-store'])
  await writeFile(file, JSON.stringify(draft))
  return file
}

/** A server whose data may be lost at a power failure: tests don't wait for disks. */
async function startDatabase (directory: string): Promise<string> {
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const postgres = await startEmbeddedPostgres({ dataDir: join(directory, 'postgres'), settings })
  stops.push(postgres.stop)
  const server = connectDatabase({ url: postgres.url, poolSize: 1 })
  await server.raw('CREATE DATABASE ??', [templateName])
  await server.destroy()
  const template = new URL(postgres.url)
  template.pathname = `/${templateName}`
  await migrateDatabase(template.href)
  return postgres.url
}

async function startEngine (directory: string): Promise<Record<string, string>> {
  const relay = await startFeedRelay()
  stops.push(relay.close)
  const broker = await startEmbeddedBroker({
    dataDir: join(directory, 'zeebe'),
    cacheDir: join(root, '.data', 'zeebe-distribution'),
    feedUrl: relay.url,
    feedCredentials: relay.credentials,
    clockControlled: true,
    // A moved clock looks to it like answers that took days, so that it would soon take one request at a time. With its own clock it may refuse: test/faults.
    refusesNothing: true,
    flowBulkSize: 1,
    onProgress: (step) => console.error(`# ${step}`)
  })
  stops.push(broker.stop)
  relay.useEngine(broker)
  return {
    ONELICENCE_TEST_ENGINE_GRPC: broker.grpcAddress,
    ONELICENCE_TEST_ENGINE_REST: broker.restAddress,
    ONELICENCE_TEST_ENGINE_MANAGEMENT: broker.managementAddress,
    ONELICENCE_TEST_FEED_RELAY: relay.url
  }
}

function sum (of: TapResult[], count: 'passed' | 'failed'): number {
  return of.reduce((total, result) => total + result[count], 0)
}
