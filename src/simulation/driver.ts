import { setTimeout as delay } from 'node:timers/promises'
import type { Knex } from 'knex'
import { openDueVisits } from '../cases/visit-watch.js'
import { applicantWaitsOf, endedCasesOf, hastenMessages, openTasksOf, waitingPermitsOf, type ApplicantWait, type SimulatedTask } from '../database/simulated-cases.js'
import { subCaseNumber } from '../domain/identifiers.js'
import { answerNotice, applyForFinal, reportRectified } from './applicant.js'
import { newRun, taskKey, type CaseRun, type OnceAnIndustry } from './case-run.js'
import { doTask } from './desk.js'
import type { Intruder } from './intruder.js'
import { waitingPermits, type Scenario } from './scenarios.js'
import type { Stage } from './stage.js'
import { submitScenario } from './submit.js'
import { isBeforeItsDay, nextWork } from './straight.js'
import { startAgain, wakeEarly, wakeVisited } from './stray-messages.js'

/** What is done only when everything else has come to rest. */
export type PutOff = (() => Promise<void>)[]

export interface DriverOptions {
  stage: Stage
  scenarios: Scenario[]
  once: OnceAnIndustry
  intruder: Intruder
  interrupted: AbortSignal
  putOff: PutOff
  casesAtOnce: number
  onEnded: (run: CaseRun, left: number) => void
}

const lookEveryMs = 60
/** Nothing in hand and nothing done for so long: the platform waits for time to pass. */
const quietMs = 900
const dayMs = 24 * 60 * 60 * 1000
/** How many days go by, one look after the other in which nobody finds anything to do, before a case counts as stuck. */
const patience = [...Array<number>(12).fill(1), ...Array<number>(6).fill(15), 60, 200]

/** Runs the scenarios, many at once, and lets time pass when nobody can do anything. @returns the runs; those without `endedAt` are stuck */
export async function drive (options: DriverOptions): Promise<CaseRun[]> {
  const { stage, scenarios, interrupted, casesAtOnce } = options
  const waiting = [...scenarios]
  const runs: CaseRun[] = []
  let fruitless = 0
  let movedAt = 0
  while (!interrupted.aborted) {
    const active = runs.filter(({ endedAt }) => endedAt === null)
    while (waiting.length > 0 && active.length < casesAtOnce) {
      const run = await begin(options, waiting.shift()!, runs.length + 1)
      runs.push(run)
      active.push(run)
    }
    if (active.length === 0) return runs
    const done = await workOff(options, active) + await noteEnded(options, active, waiting.length)
    if (done > 0) {
      fruitless = 0
      stage.activity.lastAt = Date.now()
    }
    const workedAt = Math.max(stage.activity.lastAt, stage.observer.lastRecordAt())
    if (stage.activity.inHand > 0 || Date.now() - Math.max(workedAt, movedAt) < quietMs) {
      await delay(lookEveryMs)
      continue
    }
    if (await doPutOff(options)) {
      fruitless = 0
    } else {
      if (fruitless === patience.length) return runs
      await letTimePass(stage, active, patience[fruitless++]!)
    }
    movedAt = Date.now()
  }
  return runs
}

/** @returns whether anything was waiting for a quiet moment */
async function doPutOff ({ stage, intruder, putOff }: DriverOptions): Promise<boolean> {
  const acts = putOff.splice(0)
  for (const act of acts) await act()
  const hasLetGo = await intruder.letGo(async (caseNo) => await hastenMessages(stage.database, caseNo))
  return acts.length > 0 || hasLetGo
}

async function begin ({ stage, intruder }: DriverOptions, scenario: Scenario, serial: number): Promise<CaseRun> {
  const run = newRun(scenario, await submitScenario(stage, scenario, serial))
  intruder.know(run)
  return run
}

/** @returns how many things were done, without what is only tried again */
async function workOff (options: DriverOptions, active: CaseRun[]): Promise<number> {
  const { database, epoch } = options.stage
  const runOf = new Map(active.map((run) => [run.caseNo, run]))
  const caseNos = [...runOf.keys()]
  const [tasks, waits] = await Promise.all([openTasksOf(database, epoch, caseNos), applicantWaitsOf(database, caseNos)])
  const isHeldBack = await decisionsHeldBack(database, active)
  const acts = [
    ...tasks.filter((task) => !isHeldBack(task)).map((task) => async () => await perform(options, runOf.get(task.caseNo)!, task)),
    ...waits.map((wait) => async () => await answer(options, runOf.get(wait.caseNo)!, wait))
  ]
  return (await inTurns(acts)).filter(Boolean).length
}

const decidingTasks: ReadonlySet<string> = new Set(['decide', 'decide-on-the-spot'])

/** Where a permit is to be seen waiting for another, none of the others is decided before it does. */
async function decisionsHeldBack (database: Knex, active: CaseRun[]): Promise<(task: SimulatedTask) => boolean> {
  const watched = active.filter(({ scenario }) => waitingPermits(scenario).length > 0)
  if (watched.length === 0) return () => false
  const waiting = new Set((await waitingPermitsOf(database, watched.map(({ caseNo }) => caseNo))).map(({ caseNo, permit }) => `${caseNo} ${permit}`))
  const expected = new Map(watched.map(({ caseNo, scenario }) => [caseNo, waitingPermits(scenario).filter((permit) => !waiting.has(`${caseNo} ${permit}`))]))
  return ({ caseNo, permit, elementId }) => decidingTasks.has(elementId) && (expected.get(caseNo) ?? []).some((one) => one !== permit)
}

const actsAtOnce = 8

async function inTurns (acts: (() => Promise<boolean>)[]): Promise<boolean[]> {
  const results: boolean[] = []
  for (let first = 0; first < acts.length; first += actsAtOnce) {
    results.push(...await Promise.all(acts.slice(first, first + actsAtOnce).map(async (act) => await act())))
  }
  return results
}

async function perform ({ stage, once, intruder }: DriverOptions, run: CaseRun, task: SimulatedTask): Promise<boolean> {
  if (run.done.has(task.key) || isTooEarly(stage, run, task) || isInVain(stage, run, task)) return false
  run.done.add(task.key)
  if (run.scenario.course.start === 'twice' && once.isFirst(run.caseNo, 'started again')) await startAgain(stage, run)
  if (task.elementId === 'confirm-visit' && once.isFirst(run.scenario.industry.id, 'visit concluded early')) await wakeVisited(stage, run)
  if (await intruder.beforeTask(run, task)) await doTask(stage, once, run, task)
  return (run.turnedBack.get(taskKey(task))?.times ?? 0) <= triesAtOnce
}

/** Nobody inspects before the day of the visit. */
function isTooEarly ({ clock, straight }: Stage, run: CaseRun, task: SimulatedTask): boolean {
  const visit = run.visits.get(task.visitNo ?? '')
  const now = clock.now()
  return (task.elementId === 'inspect' && visit !== undefined && now < visit.startsAt) || (straight !== undefined && isBeforeItsDay(straight, run, task, now))
}

/** Turned back again and again, it is tried once more each time that the clock has jumped: most likely its day has not come. */
function isInVain ({ clock }: Stage, run: CaseRun, task: SimulatedTask): boolean {
  if ((task.view.taskView as { refusal?: string | null } | undefined)?.refusal == null) return false
  const key = taskKey(task)
  const jump = clock.jumps()
  const before = run.turnedBack.get(key) ?? { times: 0, sinceJump: 0, jump }
  const sinceJump = before.jump === jump ? before.sinceJump : 0
  if (sinceJump >= triesAtOnce) return true
  run.turnedBack.set(key, { times: before.times + 1, sinceJump: sinceJump + 1, jump })
  return false
}

const triesAtOnce = 4

async function answer (options: DriverOptions, run: CaseRun, wait: ApplicantWait): Promise<boolean> {
  const { stage, once, intruder, putOff } = options
  if (run.done.has(wait.subject)) return false
  run.done.add(wait.subject)
  if (await intruder.insteadOfAnswer(run, wait)) return true
  if (once.isFirst(run.scenario.industry.id, `woken early at ${wait.kind}`)) {
    await wakeEarly(stage, wait)
    putOff.push(async () => await answerAsPlanned(stage, run, wait))
  } else {
    await answerAsPlanned(stage, run, wait)
  }
  return true
}

async function answerAsPlanned (stage: Stage, { caseNo, scenario: { course, application } }: CaseRun, { kind, subject }: ApplicantWait): Promise<void> {
  if (kind === 'preparation') {
    await applyForFinal(stage, caseNo, application.permits.find((_, index) => subCaseNumber(caseNo, index + 1) === subject)!.permit)
  }
  if (kind === 'supplement' && course.notice === 'answered') await answerNotice(stage, caseNo, subject)
  if (kind === 'rectification' && course.rectification === 'reported') await reportRectified(stage, caseNo)
}

/** @returns how many have ended */
async function noteEnded ({ stage: { database, epoch, clock }, onEnded }: DriverOptions, active: CaseRun[], left: number): Promise<number> {
  const ended = new Set(await endedCasesOf(database, epoch, active.map(({ caseNo }) => caseNo)))
  const newly = active.filter(({ caseNo }) => ended.has(caseNo))
  for (const run of newly) {
    run.endedAt = clock.now()
    onEnded(run, left)
  }
  return newly.length
}

/** To the next moment that somebody waits for; when nobody says which, some days on. */
async function letTimePass ({ database, clock, straight }: Stage, active: CaseRun[], days: number): Promise<void> {
  const now = clock.now()
  const work = straight === undefined ? undefined : nextWork(straight, now)
  const waits = await applicantWaitsOf(database, active.map(({ caseNo }) => caseNo))
  const moments = [...work === undefined ? [] : [work], ...waits.map(({ dueAt }) => dueAt), ...active.flatMap(({ moments }) => moments)]
    .filter((moment): moment is Date => moment !== null && moment > now)
  const next = moments.length === 0 ? new Date(now.getTime() + days * dayMs) : new Date(Math.min(...moments.map(Number)) + 60_000)
  await clock.moveTo(next)
  await openDueVisits(database, clock)
}
