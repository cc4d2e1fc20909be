import type { OpenTask, SimulatedTask } from '../database/simulated-cases.js'
import { paceOf } from '../domain/plan/paces.js'
import { planProcedures } from '../domain/plan/procedures.js'
import { procedureKindOf, procedureTasks, type ProcedureKind } from '../domain/special-procedures.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import type { WorkCalendar } from '../domain/working-days.js'
import { taskKey, type CaseRun } from './case-run.js'

/** How staff behave in a run that is compared with the plan: every step on the first day on which the plan has it, and only on working days. */
export interface Straight { calendar: WorkCalendar }

type Entry = Record<string, unknown>

/** Whether the day for this task has not come. */
export function isBeforeItsDay ({ calendar }: Straight, run: CaseRun, task: OpenTask, now: Date): boolean {
  const today = civilDateOf(now)
  return !calendar.isWorkday(today) || today < (run.notBefore.get(taskKey(task)) ?? today)
}

/** What is entered in the two tasks of a special procedure: the plan's dates, and a result that stands in nobody's way. */
export function procedureEntry ({ calendar }: Straight, run: CaseRun, task: SimulatedTask, now: Date): Entry | undefined {
  const about = procedureKindOf(task.elementId)
  if (about === undefined) return undefined
  if (about.step === 'conclude') return { procedureConclusion: 'favourable', recorder: '模拟记录', participants: '模拟参加人，申请人', isConfirmed: true, particulars: '模拟办理：情况属实' }
  const today = civilDateOf(now)
  const planned = plannedProcedure(calendar, run, task, { kind: about.kind, today })
  const isOneDay = about.kind === 'hearing'
  run.notBefore.set(taskKey({ ...task, elementId: concludingTask(about.kind) }), planned.concluded.on)
  run.moments.push(new Date(`${planned.concluded.on}T09:00:00+08:00`))
  return { arrangement: 'held', beginsOn: isOneDay ? planned.endsOn : today, ...(isOneDay ? {} : { endsOn: planned.endsOn }), startsAt: '09:00', place: '模拟地点', chair: '模拟主持', particulars: '模拟办理' }
}

function plannedProcedure (calendar: WorkCalendar, { scenario: { industry } }: CaseRun, task: SimulatedTask, { kind, today }: { kind: ProcedureKind, today: CivilDate }): ReturnType<typeof planProcedures>[number] {
  const permit = industry.permits.find(({ id }) => id === task.permit)!
  const accepted = { permitId: permit.id, what: '受理', on: today, after: null, because: '' }
  return planProcedures(permit, accepted, { industry, calendar, pace: paceOf('earliest') }).find((procedure) => procedure.kind === kind)!
}

function concludingTask (kind: ProcedureKind): string {
  return procedureTasks.find((elementId) => procedureKindOf(elementId)?.kind === kind && procedureKindOf(elementId)?.step === 'conclude')!
}

/** The next moment at which somebody is at work; undefined when it is a working day already. */
export function nextWork ({ calendar }: Straight, now: Date): Date | undefined {
  for (let day = 0; day < 30; day++) {
    const date = civilDateOf(new Date(now.getTime() + day * 86_400_000))
    if (calendar.isWorkday(date)) return day === 0 ? undefined : new Date(`${date}T09:00:00+08:00`)
  }
  return undefined
}
