import { rm } from 'node:fs/promises'
import { cpus } from 'node:os'
import { createClosers, type Closers } from '../src/platform/closers.js'
import { runDirectory } from '../test/support/leftovers.js'
import { benchCases } from './cases.js'
import { benchCatalogueApi } from './catalogue-api.js'
import { benchDocuments } from './documents.js'
import { benchFeed } from './feed.js'
import { benchMemory } from './memory.js'
import { benchPages } from './pages.js'
import { readOptions, type BenchName, type BenchOptions } from './options.js'
import { benchStartUp } from './start-up.js'
import { benchTaskLatency } from './task-latency.js'

type Bench = (directory: string, closers: Closers, options: BenchOptions) => Promise<void>

const benches: Record<BenchName, Bench> = {
  documents: benchDocuments,
  'catalogue-api': benchCatalogueApi,
  cases: benchCases,
  feed: benchFeed,
  memory: benchMemory,
  'task-latency': benchTaskLatency,
  'start-up': benchStartUp,
  pages: benchPages
}

const options = readOptions(process.argv.slice(2))
const directory = await runDirectory()
let current: Closers | undefined
const end = async (): Promise<void> => {
  await current?.closeAll()
  await rm(directory, { recursive: true, force: true })
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => { end().finally(() => process.exit(130)) })
}

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'processor'}${options.isQuick ? ', quick run' : ''}`)
try {
  for (const name of options.names) {
    current = createClosers((part, error) => console.error(`${part} did not stop well`, error))
    await benches[name](directory, current, options)
    await current.closeAll()
  }
} finally {
  await end()
}
