import { setTimeout as delay } from 'node:timers/promises'
import { EngineUnavailable } from '../src/engine/errors.js'
import type { CaseScript } from './case-script.js'
import { median } from './figures.js'
import { processorSeconds } from './processes.js'
import { createRecordTap, type RecordTap, type TappedTask } from './record-tap.js'
import type { Stage } from './stage.js'

/** Workers that handle cases, ours or others. */
export interface RunningSide {
  /** Cases that wait to be released; made before the time runs. */
  newCases (count: number): Promise<string[]>
  /** The case's start message goes out. */
  release (caseNo: string): Promise<void>
  /** Whether nothing of the round's work is left. */
  isSettled (): Promise<boolean>
  stop (): Promise<void>
}

export interface RoundFigures {
  casesPerSecond: number
  /** Middle duration of one case by the engine's clock. */
  caseMs: number
  recordsPerCase: number
  bytesPerCase: number
  /** Processor milliseconds per case: this process (workers, feed and bench), the engine, the database. */
  cpuMs: { node: number, engine: number, database: number }
}

const roundTimeoutMs = 300_000

/**
 * Starts a side, lets it handle `count` cases with at most `parallel` under way, and stops it. User tasks are assigned and completed through
 * the engine's REST API as soon as their record has come, both sides alike.
 */
export async function playRound (
  stage: Stage, script: CaseScript, start: (tap: RecordTap) => Promise<RunningSide>, { count, parallel }: { count: number, parallel: number }
): Promise<RoundFigures> {
  const caseMs: number[] = []
  let left = 0
  let failure: unknown
  const queue: string[] = []
  const releaseNext = (): void => {
    const next = queue.shift()
    if (next !== undefined) side.release(next).catch((error: unknown) => { failure = error })
  }
  const tap = createRecordTap({
    onTask (task) {
      if (script.entryOf(task) === undefined) left++
      else complete(stage, script, task).catch((error: unknown) => { failure = error })
    },
    onCaseEnded (ms) {
      caseMs.push(ms)
      releaseNext()
    }
  })
  const side = await start(tap)
  try {
    queue.push(...await side.newCases(count))
    const before = usage(stage)
    const recordsBefore = tap.counts()
    const startedAt = performance.now()
    for (let index = 0; index < parallel; index++) releaseNext()
    await until(() => caseMs.length === count, () => failure, () => `${caseMs.length} of ${count} cases to end`)
    await untilAsync(async () => await side.isSettled(), () => 'the last documents')
    const seconds = (performance.now() - startedAt) / 1000
    const after = usage(stage)
    await until(() => left === count * script.tasksLeft, () => failure, () => `${left} of ${count * script.tasksLeft} tasks that are left open`)
    const { records, bytes } = tap.counts()
    return {
      casesPerSecond: count / seconds,
      caseMs: median(caseMs),
      recordsPerCase: (records - recordsBefore.records) / count,
      bytesPerCase: (bytes - recordsBefore.bytes) / count,
      cpuMs: {
        node: (after.node - before.node) * 1000 / count,
        engine: (after.engine - before.engine) * 1000 / count,
        database: (after.database - before.database) * 1000 / count
      }
    }
  } finally {
    await side.stop()
  }
}

async function complete ({ engine }: Stage, script: CaseScript, task: TappedTask): Promise<void> {
  const { login, variables } = script.entryOf(task)!
  await untilTaken(async () => await engine.assignTask(task.key, login))
  await untilTaken(async () => await engine.completeTask(task.key, variables))
}

/** Asks again after a while when the engine is overloaded. */
export async function untilTaken (command: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await command()
    } catch (error) {
      if (!(error instanceof EngineUnavailable)) throw error
      await delay(50)
    }
  }
}

function usage ({ broker, databasePid }: Stage): { node: number, engine: number, database: number } {
  const { user, system } = process.cpuUsage()
  return { node: (user + system) / 1e6, engine: processorSeconds(broker.pid), database: processorSeconds(databasePid) }
}

async function until (condition: () => boolean, failure: () => unknown, what: () => string): Promise<void> {
  await untilAsync(async () => {
    if (failure() !== undefined) throw failure()
    return condition()
  }, what)
}

async function untilAsync (condition: () => Promise<boolean>, what: () => string): Promise<void> {
  const deadline = Date.now() + roundTimeoutMs
  while (!await condition()) {
    if (Date.now() > deadline) throw new Error(`waited ${roundTimeoutMs / 1000} s for ${what()}`)
    await delay(5)
  }
}
