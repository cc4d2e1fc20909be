import type { PublishedIndustry } from '../../catalogue/types.js'
import { ServiceError } from '../../errors.js'
import type { Facts } from '../conditions.js'
import { receiptInstant } from '../receipt.js'
import { civilDateOf, type CivilDate } from '../time.js'
import { workdaysBetween, type WorkCalendar } from '../working-days.js'
import { isTwoStage } from '../permit-stages.js'
import { pathTo, type PathStep } from './milestones.js'
import { openLimits } from './open-limits.js'
import { paces, type Pace } from './paces.js'
import { mustBeInCalendar, mustBePlannable } from './plan-questions.js'
import { scheduleCase, type PermitSchedule } from './schedule.js'
import { lawfulWays, type Way } from './ways.js'
import { wordWay } from './way-words.js'

export interface PlanRequest {
  industry: PublishedIndustry
  answers: Facts
  submittedAt: Date
  calendar: WorkCalendar
  channel?: 'online' | 'window'
  preparationWorkdays?: number
}

type DateOfPace = Record<Pace['id'], CivilDate>

/** 我什么时候能开业: every lawful way with its dates, the soonest (by promise) first. */
export interface OpeningPlan {
  industry: { id: string, name: string }
  submittedOn: CivilDate
  receivedOn: CivilDate
  /** What the dates assume, one sentence each. */
  assumptions: string[]
  ways: PlannedWay[]
}

export interface PlannedWay {
  title: string
  commitments: string[]
  later: Way['later']
  /** When all that must be there is there, and when everything is (综合许可证). */
  opensOn: DateOfPace
  completeOn: DateOfPace
  /** Working days from receipt to opening, by promise. */
  workdays: number
  permits: PlannedPermit[]
  criticalPath: (PathStep & { permitName: string | null })[]
  /** 〔待核〕 facts that the dates rest on. */
  openFacts: string[]
  /** Some date lies in a year whose rest days are not published yet. */
  isProvisional: boolean
}

export interface PlannedPermit {
  id: string
  name: string
  department: string
  isRequired: boolean
  manner: '告知承诺' | '当场办结' | '一般程序'
  /** When it is decided, and by promise the days on the way. */
  decidedOn: DateOfPace
  obtainedOn: DateOfPace
  acceptedOn: CivilDate | null
  visitOn: CivilDate | null
  preparation: PermitSchedule['preparation']
  procedures: { name: string, endsOn: CivilDate, isExcluded: boolean }[]
  waitsFor: string[]
  promisedDueOn: CivilDate | null
  /** Its own limits run on while it waits for another permit: by promise it is decided after them. */
  isLate: boolean
}

/** @throws ServiceError `invalid-answers`, `exit`, `unanswered-questions`, `date-outside-calendar`, `no-permit-chosen` */
export function planOpening (request: PlanRequest): OpeningPlan {
  const { industry, answers, submittedAt, calendar } = request
  mustBePlannable(industry, answers)
  mustBeInCalendar(calendar, submittedAt)
  const ways = lawfulWays(industry, answers)
  if (ways.length === 0) throw new ServiceError('no-permit-chosen', { problems: [{ problem: '按所填情形，没有要在本行业办理的事项' }] })
  const receivedOn = civilDateOf(receiptInstant(calendar, submittedAt))
  const planned = ways.map((way) => planWay(request, way, ways, receivedOn))
  return {
    industry: { id: industry.id, name: industry.name },
    submittedOn: civilDateOf(submittedAt),
    receivedOn,
    assumptions: assumptionsOf(request, ways),
    ways: planned.sort((a, b) => compare(a.opensOn.promised, b.opensOn.promised) || compare(a.completeOn.promised, b.completeOn.promised))
  }
}

function planWay (request: PlanRequest, way: Way, ways: Way[], receivedOn: CivilDate): PlannedWay {
  const { industry, calendar } = request
  const schedules = byPace((pace) => scheduleCase({
    industry, permits: way.permits, submittedAt: request.submittedAt, calendar, pace, channel: request.channel ?? 'online', preparationWorkdays: request.preparationWorkdays ?? 0
  }))
  const isRequired = ({ chosen }: PermitSchedule): boolean => way.requiredIds.includes(chosen.permit.id)
  const opensOn = byPace(({ id }) => lastOf(schedules[id].filter(isRequired)).obtainedOn)
  const completeOn = byPace(({ id }) => lastOf(schedules[id]).obtainedOn)
  const nameOf = new Map(industry.permits.map(({ id, name }) => [id, name]))
  return {
    title: wordWay(way, ways),
    commitments: way.permits.filter(({ isCommitment }) => isCommitment).map(({ permit }) => permit.id),
    later: way.later,
    opensOn,
    completeOn,
    workdays: workdaysBetween(calendar, receivedOn, opensOn.promised),
    permits: schedules.promised.map((schedule, index) => plannedPermit(schedule, byPace(({ id }) => schedules[id][index]!), isRequired(schedule))),
    criticalPath: pathTo(lastOf(schedules.promised.filter(isRequired)).obtained)
      .map((step) => ({ ...step, permitName: step.permitId === null ? null : nameOf.get(step.permitId)! })),
    openFacts: openLimits(industry, schedules.promised),
    isProvisional: !calendar.isPublished(Number(completeOn.statutory.slice(0, 4)))
  }
}

function plannedPermit (schedule: PermitSchedule, at: Record<Pace['id'], PermitSchedule>, isRequired: boolean): PlannedPermit {
  const { chosen: { permit, isCommitment, isInstant }, acceptedOn, visitOn, preparation, procedures, waitsFor, promisedDueOn, decidedOn } = schedule
  return {
    id: permit.id,
    name: permit.name,
    department: permit.department.name,
    isRequired,
    manner: isCommitment ? '告知承诺' : isInstant ? '当场办结' : '一般程序',
    decidedOn: byPace(({ id }) => at[id].decidedOn),
    obtainedOn: byPace(({ id }) => at[id].obtainedOn),
    acceptedOn,
    visitOn,
    preparation,
    procedures: procedures.map(({ name, endsOn, isExcluded }) => ({ name, endsOn, isExcluded })),
    waitsFor,
    promisedDueOn,
    isLate: promisedDueOn !== null && decidedOn > promisedDueOn
  }
}

function assumptionsOf ({ preparationWorkdays = 0 }: PlanRequest, ways: Way[]): string[] {
  const hasStages = ways.some(({ permits }) => permits.some(({ permit }) => isTwoStage(permit)))
  return [
    '材料齐全、符合要求，核查一次通过；没有补正、整改',
    ...paces.map(({ name, assumption }) => `${name}：${assumption}`),
    ...(hasStages ? [`筹建时间由申请人掌握，这里按${preparationWorkdays}个工作日计`] : [])
  ]
}

/** The first of those that are there last. */
function lastOf (schedules: PermitSchedule[]): PermitSchedule {
  return schedules.reduce((last, one) => one.obtainedOn > last.obtainedOn ? one : last)
}

function byPace<Value> (of: (pace: Pace) => Value): Record<Pace['id'], Value> {
  return Object.fromEntries(paces.map((pace) => [pace.id, of(pace)])) as Record<Pace['id'], Value>
}

function compare (a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
