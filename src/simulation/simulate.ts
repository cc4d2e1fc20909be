import { loadCalendar } from '../database/calendar.js'
import { addWorkdays } from '../domain/working-days.js'
import { civilDateOf } from '../domain/time.js'
import { createOnce, noPranks } from './case-run.js'
import { collectResult } from './collect-result.js'
import { drive } from './driver.js'
import { createIntruder, watchedJobs } from './intruder.js'
import type { SimulationResult } from './result.js'
import { planScenarios, type Scenario } from './scenarios.js'
import { openStage, straightCasesAtOnce, type Stage, type StageOptions } from './stage.js'

export interface SimulationOptions extends Omit<StageOptions, 'meddler' | 'meddledJobs'> {
  seed: number
  isQuick: boolean
  /** So many applications of each industry, drawn at random, instead of those that cover every two answers. */
  drawn?: number | undefined
  interrupted: AbortSignal
}

const usualCasesAtOnce = 64

/** Runs every planned case of the industries on the real engine with the real workers, and says what was passed and what went wrong. */
export async function simulate (options: SimulationOptions): Promise<SimulationResult> {
  const startedAt = Date.now()
  const opened: { stage?: Stage } = {}
  const intruder = createIntruder(() => opened.stage!)
  const stage = opened.stage = await openStage({ ...options, meddler: intruder, meddledJobs: watchedJobs })
  await beginOnWorkday(stage)

  const isStraight = options.isStraight === true
  const plans = new Map(stage.editions.map(({ industry, content }) => [industry, planScenarios(content, options)]))
  const scenarios = inTurn([...plans.values()].map((plan) => plan.scenarios))
  options.onProgress(`共 ${plans.size} 个行业、${scenarios.length} 个办件`)
  const runs = await drive({
    stage,
    scenarios,
    intruder,
    once: isStraight ? noPranks : createOnce(),
    putOff: [],
    casesAtOnce: isStraight ? straightCasesAtOnce : usualCasesAtOnce,
    interrupted: options.interrupted,
    onEnded: reporter(scenarios.length, options.onProgress)
  })
  return await collectResult(stage, runs, plans, startedAt)
}

/** The first cases of every industry first: departments have to do with all of them at once, as in life. */
function inTurn (lists: Scenario[][]): Scenario[] {
  const longest = Math.max(0, ...lists.map((list) => list.length))
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat()
}

/** At nine in the morning of the next working day, so that a run doesn't depend on the hour at which it is started. */
async function beginOnWorkday ({ clock, database }: Stage): Promise<void> {
  const day = addWorkdays(await loadCalendar(database), civilDateOf(clock.now()), 1)
  await clock.moveTo(new Date(`${day}T09:00:00+08:00`))
}

const linesPerRun = 20

function reporter (all: number, onProgress: (line: string) => void): () => void {
  const step = Math.max(1, Math.round(all / linesPerRun))
  let ended = 0
  return () => {
    ended++
    if (ended % step === 0) onProgress(`已办结 ${ended}／${all}`)
  }
}
