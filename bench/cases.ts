import { loadWorkers } from '../src/platform/load-workers.js'
import type { Closers } from '../src/platform/closers.js'
import type { CasePlatform } from '../test/support/case-flow.js'
import { learnCase, type CaseScript } from './case-script.js'
import { median, printTable } from './figures.js'
import { startNoOpSide } from './no-op-workers.js'
import type { BenchOptions } from './options.js'
import { startOurSide } from './our-workers.js'
import { createRecordTap, type RecordTap } from './record-tap.js'
import { playRound, type RoundFigures, type RunningSide } from './rounds.js'
import { openStage, type Stage } from './stage.js'
import { standardCase } from './story.js'

type StartSide = (tap: RecordTap) => Promise<RunningSide>

/** Complete cases per second: our workers against no-op workers, by turns on one engine. */
export async function benchCases (directory: string, closers: Closers, { count, parallel, rounds }: BenchOptions): Promise<void> {
  const stage = await openStage(directory, closers)
  const workers = await loadWorkers()
  const script = await learnOnOurs(stage)
  const sides: Record<string, StartSide> = {
    'no-op': async (tap) => await startNoOpSide(stage, script, workers, tap),
    ours: async (tap) => await startOurSide(stage, workers, tap, { drawsDocuments: false }),
    'ours + PDFs': async (tap) => await startOurSide(stage, workers, tap)
  }
  const figures = Object.fromEntries(Object.keys(sides).map((name) => [name, [] as RoundFigures[]]))
  // The first round of each warms up engine, database and this process.
  for (let round = 0; round <= rounds; round++) {
    for (const [name, start] of Object.entries(sides)) {
      process.stderr.write(`\rround ${round} of ${rounds}, ${name}      `)
      const result = await playRound(stage, script, start, { count, parallel })
      if (round > 0) figures[name]!.push(result)
    }
  }
  report(figures, `cases: ${standardCase}\n${count} cases a round, ${parallel} under way, ${rounds} round(s) of each by turns, medians`)
}

/** One case on our workers, to know what to enter and what no-op workers answer. */
export async function learnOnOurs (stage: Stage): Promise<CaseScript> {
  const side = await startOurSide(stage, await loadWorkers(), createRecordTap({ onTask () {}, onCaseEnded () {} }))
  try {
    return await learnCase(stage satisfies CasePlatform)
  } finally {
    await side.stop()
  }
}

function report (figures: Record<string, RoundFigures[]>, title: string): void {
  const base = figures['no-op']!
  const rows = Object.entries(figures).map(([name, rounds]) => {
    const middle = (pick: (figure: RoundFigures) => number): number => median(rounds.map(pick))
    const ratios = rounds.map(({ casesPerSecond }, index) => casesPerSecond / base[index]!.casesPerSecond)
    return [
      name, middle((figure) => figure.casesPerSecond), median(ratios), middle((figure) => figure.caseMs),
      middle(({ cpuMs }) => cpuMs.node), middle(({ cpuMs }) => cpuMs.engine), middle(({ cpuMs }) => cpuMs.database)
    ]
  })
  printTable(title, ['workers', 'cases/s', 'ratio', 'case ms', 'node CPU ms/case', 'engine', 'database'], rows)
  console.log('ratio: cases/s against no-op in the same round (aim ≥ 0.8); “+ PDFs” also draws every document before a round counts as over')
}
