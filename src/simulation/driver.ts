import { setTimeout as delay } from 'node:timers/promises'
import { applicantWaitsOf, endedCasesOf, hastenMessages, type ApplicantWait, type SimulatedTask } from '../database/simulated-cases.js'
import { subCaseNumber } from '../domain/identifiers.js'
import { answerIntention, answerNotice, applyForFinal, reportRectified } from './applicant.js'
import { newRun, taskKey, type CaseRun, type OnceAnIndustry } from './case-run.js'
import { doTask } from './desk.js'
import type { Intruder } from './intruder.js'
import type { Scenario } from './scenarios.js'
import { straightCasesAtOnce, type Stage } from './stage.js'
import { submitScenario } from './submit.js'
import { nextWork } from './straight.js'
import { startAgain, wakeEarly, wakeVisited } from './stray-messages.js'
import { tasksAtHand } from './tasks-at-hand.js'

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
/** Also when nothing was heard of: what a job has written may be seen only after it. */
const lookAnywayMs = 500
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
  let lookedAt = 0
  while (!interrupted.aborted) {
    const active = runs.filter(({ endedAt }) => endedAt === null)
    while (waiting.length > 0 && active.length < casesAtOnce) {
      const run = await begin(options, waiting.shift()!, runs.length + 1)
      runs.push(run)
      active.push(run)
    }
    if (active.length === 0) return runs
    if (lastNewsAt(stage) >= lookedAt || movedAt >= lookedAt || Date.now() - lookedAt > lookAnywayMs) {
      lookedAt = Date.now()
      if (await workOff(options, active) + await noteEnded(options, active, waiting.length) > 0) {
        fruitless = 0
        stage.activity.lastAt = Date.now()
      }
    }
    const workedAt = lastNewsAt(stage)
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

function lastNewsAt ({ activity, observer }: Stage): number {
  return Math.max(activity.lastAt, observer.lastRecordAt())
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
  const runOf = new Map(active.map((run) => [run.caseNo, run]))
  const [tasks, waits] = await Promise.all([tasksAtHand(options.stage, active), applicantWaitsOf(options.stage.database, [...runOf.keys()])])
  const acts = [
    ...tasks.map((task) => async () => await perform(options, runOf.get(task.caseNo)!, task)),
    ...waits.map((wait) => async () => await answer(options, runOf.get(wait.caseNo)!, wait))
  ]
  return (await inTurns(acts)).filter(Boolean).length
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
  if (run.done.has(task.key) || isInVain(stage, run, task)) return false
  run.done.add(task.key)
  if (run.scenario.course.start === 'twice' && once.isFirst(run.caseNo, 'started again')) await startAgain(stage, run)
  if (task.elementId === 'confirm-visit' && once.isFirst(run.scenario.industry.id, 'visit concluded early')) await wakeVisited(stage, run)
  if (await intruder.beforeTask(run, task)) await doTask(stage, once, run, task)
  return (run.turnedBack.get(taskKey(task))?.times ?? 0) <= triesAtOnce(stage)
}

/** Turned back again and again, it is tried once more each time that the clock has jumped: most likely its day has not come. */
function isInVain (stage: Stage, run: CaseRun, task: SimulatedTask): boolean {
  if ((task.view.taskView as { refusal?: string | null } | undefined)?.refusal == null) return false
  const key = taskKey(task)
  const jump = stage.clock.jumps()
  const before = run.turnedBack.get(key) ?? { times: 0, sinceJump: 0, jump }
  const sinceJump = before.jump === jump ? before.sinceJump : 0
  if (sinceJump >= triesAtOnce(stage)) return true
  run.turnedBack.set(key, { times: before.times + 1, sinceJump: sinceJump + 1, jump })
  return false
}

/** In a run that is compared with the plan every case gets its visit, even if all others are given the proposed inspectors first. */
function triesAtOnce ({ straight }: Stage): number {
  return straight === undefined ? 4 : straightCasesAtOnce
}

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

async function answerAsPlanned (stage: Stage, { caseNo, scenario: { course, application } }: CaseRun, wait: ApplicantWait): Promise<void> {
  const { kind, subject, subCaseNos } = wait
  if (kind === 'preparation') {
    await applyForFinal(stage, caseNo, application.permits.find((_, index) => subCaseNumber(caseNo, index + 1) === subject)!.permit)
  }
  if (kind === 'statement') {
    await answerIntention(stage, wait, application.permits.find((_, index) => subCaseNumber(caseNo, index + 1) === subCaseNos[0])!.permit.id)
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
}
