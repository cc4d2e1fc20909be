import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pino } from 'pino'
import t from 'tap'
import { commands } from '../../src/cli/commands.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import { createClosers } from '../../src/platform/closers.js'
import { deadEnds, hasPassed } from '../../src/simulation/result.js'
import { startScratchServers } from '../../src/simulation/scratch-servers.js'
import { simulate } from '../../src/simulation/simulate.js'
import { catalogueCopy } from '../support/catalogue.js'

t.setTimeout(900_000)

async function onelicence (...argv: string[]): Promise<number> {
  return await runCommandLine(commands, argv, { env: {}, stdin: Readable.from([]), print: () => {}, interrupted: new AbortController().signal })
}

t.test('a small industry, and a new one as it was made, are run through on the real engine: every node of their flows, every outcome, no incident, no dead end', async (t) => {
  const { dir } = await catalogueCopy(t)
  t.equal(await onelicence('new-industry', 'stationery-shop', '--name', '文具店', '--permits', 'publication-retail,outdoor-sign', '--in', dir), 0)
  const dataDir = await mkdtemp(join(tmpdir(), 'onelicence-simulation-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const closers = createClosers((name, error) => t.fail(`${name} did not stop well: ${String(error)}`))
  t.teardown(() => closers.closeAll())

  const result = await simulate({
    servers: await startScratchServers({ directory: dataDir, distributionDir: '.data/zeebe-distribution', javaFolders: null, closers, onProgress: () => {} }),
    bpmnDir: dir,
    dataDir,
    log: pino({ level: process.env.LOG_LEVEL ?? 'fatal' }),
    closers,
    industries: ['printing-shop', 'stationery-shop'],
    seed: 1,
    isQuick: true,
    interrupted: new AbortController().signal,
    onProgress: () => {}
  })

  for (const { flow } of result.industries) t.same(flow.missedNodes, [])
  t.same(result.incidents, [])
  t.same(deadEnds(result), [])
  t.ok(hasPassed(result))
  const outcomes = new Set(result.industries[0]!.paths.flatMap(({ permits }) => permits.map(({ outcome }) => outcome)))
  for (const outcome of ['granted', 'refused', 'withdrawn', 'terminated', 'non-accepted', 'not-required']) t.ok(outcomes.has(outcome), `one ${outcome}`)
  const expired = result.industries[0]!.paths.find(({ scenario }) => scenario.includes('逾期未补正'))
  t.ok(expired!.workdays! >= 5, 'time went by while nobody answered the notice')
})
