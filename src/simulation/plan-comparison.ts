import type { PermitDates } from '../database/simulated-cases.js'
import { paceOf } from '../domain/plan/paces.js'
import { scheduleCase, type PermitSchedule } from '../domain/plan/schedule.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import type { WorkCalendar } from '../domain/working-days.js'
import type { CasePath } from './result.js'
import type { Scenario } from './scenarios.js'

/** Something in which the run and the rules alone (`onelicence plan` at the earliest, `onelicence replay`) don't agree: dates, or 有 and 无 of a visit. */
export interface PlanDifference { caseNo: string, industry: string, permit: string, what: string, planned: string | null, actual: string | null }

/** Holds a case that went straight through against what the rules alone give. */
export function compareWithPlan (path: CasePath, { industry, application }: Scenario, calendar: WorkCalendar): PlanDifference[] {
  const schedules = scheduleCase({
    industry, permits: application.permits, submittedAt: path.submittedAt, calendar, pace: paceOf('earliest'), channel: 'online', preparationWorkdays: 0
  })
  const unplanned = path.permits.filter(({ permit }) => !schedules.some(({ chosen }) => chosen.permit.id === permit))
    .map(({ permit }) => ({ permit, what: '事项', planned: '不办', actual: '办' }))
  const found = [...unplanned, ...schedules.flatMap((schedule) => differences(schedule, path.permits.find(({ permit }) => permit === schedule.chosen.permit.id)))]
  return found.map((one) => ({ caseNo: path.caseNo, industry: path.industry, ...one }))
}

/** What is decided on the spot has no planned acceptance. */
function differences (schedule: PermitSchedule, actual: PermitDates | undefined): Omit<PlanDifference, 'caseNo' | 'industry'>[] {
  const { chosen: { permit, needsVisit }, acceptedOn, promisedDueOn, statutoryDueOn, decidedOn, obtainedOn } = schedule
  if (actual === undefined) return [{ permit: permit.id, what: '事项', planned: '办', actual: '不办' }]
  const dayOf = (at: Date | null): CivilDate | null => at === null ? null : civilDateOf(at)
  const acceptance = { what: '受理', planned: acceptedOn, actual: dayOf(actual.acceptedAt) }
  const limits = [
    { what: '承诺期限届满', planned: promisedDueOn, actual: actual.promisedDueOn },
    { what: '法定期限届满', planned: statutoryDueOn, actual: actual.statutoryDueOn }
  ]
  const always = [
    { what: '决定前的现场核查', planned: needsVisit ? '有' : '无', actual: actual.isVisited ? '有' : '无' },
    { what: '决定', planned: decidedOn, actual: dayOf(actual.decidedAt) },
    { what: '取得证件', planned: obtainedOn, actual: dayOf(actual.endedAt) }
  ]
  return [...acceptedOn === null ? [] : [acceptance], ...limits, ...always].filter(({ planned, actual: found }) => planned !== found).map((one) => ({ permit: permit.id, ...one }))
}
