import { setTimeout as delay } from 'node:timers/promises'
import type { SimulatedTask } from '../database/simulated-cases.js'
import { EngineUnavailable, TaskGone } from '../engine/errors.js'
import type { FormComponent } from '../catalogue/types.js'
import { taskKey, type CaseRun, type OnceAnIndustry } from './case-run.js'
import { entriesOfForm } from './form-entries.js'
import { stepOf, type Scenario } from './scenarios.js'
import type { Stage } from './stage.js'
import { procedureEntry } from './straight.js'
import { startPostCheckAgain } from './stray-messages.js'
import { usualEntry } from './task-entries.js'

type Entry = Record<string, unknown>

/** Does a task as Tasklist does: claimed by a member of its group, then completed with what is entered. */
export async function doTask (stage: Stage, once: OnceAnIndustry, run: CaseRun, task: SimulatedTask): Promise<void> {
  const { engine } = stage
  const industry = run.scenario.industry.id
  const entry = once.isFirst(industry, `turned back at ${task.elementId}`) ? {} : entryFor(stage, once, run, task)
  noteVisit(run, task, entry)
  if (task.elementId === 'post-check' && once.isFirst(industry, 'post-check again')) await startPostCheckAgain(stage, task)
  try {
    await patiently(async () => await engine.assignTask(task.key, performerOf(stage, run, task)))
    await patiently(async () => await engine.completeTask(task.key, entry))
  } catch (error) {
    // Its permit was withdrawn meanwhile.
    if (!(error instanceof TaskGone)) throw error
  }
}

const mostAttempts = 60

/** An engine with much to do asks to be asked again. */
async function patiently (ask: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof EngineUnavailable) || attempt === mostAttempts) throw error
      await delay(100 * Math.min(attempt, 10))
    }
  }
}

function entryFor (stage: Stage, once: OnceAnIndustry, run: CaseRun, task: SimulatedTask): Entry {
  const { scenario, counts } = run
  const key = taskKey(task)
  const count = counts.get(key) ?? 0
  counts.set(key, count + 1)
  const step = stepOf(scenario, task, count)
  const troubled = step === undefined ? [] : troubledPermits(scenario, task.elementId)
  return usualEntry(task, step, troubled) ?? straightEntry(stage, run, task) ?? formEntry(stage, once, run, task, step)
}

/** Where nothing is entered, the engine keeps what the form was shown with: then the proposal itself is the plan. */
function noteVisit (run: CaseRun, { elementId, visitNo, view }: SimulatedTask, entry: Entry): void {
  const { startsAt, leader } = { ...view, ...entry }
  if (elementId !== 'confirm-visit' || visitNo === null || typeof startsAt !== 'string') return
  run.visits.set(visitNo, { startsAt: new Date(startsAt), leader: String(leader) })
  run.moments.push(new Date(startsAt))
}

function straightEntry ({ straight, clock }: Stage, run: CaseRun, task: SimulatedTask): Entry | undefined {
  return straight === undefined ? undefined : procedureEntry(straight, run, task, clock.now())
}

/** Names of the permits that the twist of this task is about. */
function troubledPermits ({ happenings, industry }: Scenario, elementId: string): string[] {
  const ids = happenings.filter(({ twist }) => twist.steps?.[elementId] !== undefined).flatMap(({ permits }) => permits)
  return industry.permits.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
}

/** A task that only its form describes: the scenario's option, else every way out in turn; what came back because of a date gets a later one. */
function formEntry ({ forms, clock }: Stage, once: OnceAnIndustry, run: CaseRun, task: SimulatedTask, step: string | undefined): Entry {
  const form = forms[task.elementId] as FormComponent | undefined
  const daysAhead = daysAheadOf[run.turnedBack.get(taskKey(task))?.times ?? 0] ?? 60
  const entry = entriesOfForm(form, task.view, new Date(clock.now().getTime() + daysAhead * dayMs), (key, options) =>
    options.includes(step) ? step : options[once.count(run.scenario.industry.id, `${task.elementId}.${key}`) % Math.max(1, options.length)])
  for (const value of Object.values(entry)) {
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) run.moments.push(new Date(new Date(`${value}T09:00:00+08:00`).getTime() + dayMs))
  }
  return entry
}

const dayMs = 24 * 60 * 60 * 1000
const daysAheadOf = [2, 15, 30]

/** The record of a visit is written by its leader. */
function performerOf ({ memberOf }: Stage, run: CaseRun, task: SimulatedTask): string {
  const visit = task.elementId === 'confirm-visit' ? undefined : run.visits.get(task.visitNo ?? '')
  if (visit !== undefined) return visit.leader
  const login = task.groups.map((group) => memberOf.get(group)).find((found) => found !== undefined)
  if (login === undefined) throw new Error(`nobody is in ${task.groups.join(', ')}`)
  return login
}
