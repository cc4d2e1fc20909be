import type { Knex } from 'knex'
import { openTasksOf, waitingPermitsOf, withViews, type OpenTask, type SimulatedTask } from '../database/simulated-cases.js'
import type { CaseRun } from './case-run.js'
import { waitingPermits } from './scenarios.js'
import type { Stage } from './stage.js'
import { isBeforeItsDay } from './straight.js'

/** The tasks of these cases that somebody would do now. */
export async function tasksAtHand (stage: Stage, active: CaseRun[]): Promise<SimulatedTask[]> {
  const { database, epoch } = stage
  const runOf = new Map(active.map((run) => [run.caseNo, run]))
  const tasks = await openTasksOf(database, epoch, [...runOf.keys()])
  const isHeldBack = await decisionsHeldBack(database, active)
  return await withViews(database, epoch, tasks.filter((task) => {
    const run = runOf.get(task.caseNo)!
    return !run.done.has(task.key) && !isHeldBack(task) && !isTooEarly(stage, run, task)
  }))
}

const decidingTasks: ReadonlySet<string> = new Set(['decide', 'decide-on-the-spot'])

/** Where a permit is to be seen waiting for another, none of the others is decided before it does. */
async function decisionsHeldBack (database: Knex, active: CaseRun[]): Promise<(task: OpenTask) => boolean> {
  const watched = active.filter(({ scenario }) => waitingPermits(scenario).length > 0)
  if (watched.length === 0) return () => false
  const waiting = new Set((await waitingPermitsOf(database, watched.map(({ caseNo }) => caseNo))).map(({ caseNo, permit }) => `${caseNo} ${permit}`))
  const expected = new Map(watched.map(({ caseNo, scenario }) => [caseNo, waitingPermits(scenario).filter((permit) => !waiting.has(`${caseNo} ${permit}`))]))
  return ({ caseNo, permit, elementId }) => decidingTasks.has(elementId) && (expected.get(caseNo) ?? []).some((one) => one !== permit)
}

/** Nobody inspects before the day of the visit. */
function isTooEarly ({ clock, straight }: Stage, run: CaseRun, task: OpenTask): boolean {
  const visit = run.visits.get(task.visitNo ?? '')
  const now = clock.now()
  return (task.elementId === 'inspect' && visit !== undefined && now < visit.startsAt) || (straight !== undefined && isBeforeItsDay(straight, run, task, now))
}
