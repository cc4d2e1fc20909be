import { DateTime } from 'luxon'
import { describeMoment, earliestLimit, isFree, visitParties, type Inspector, type TimeRange, type VisitedPermit } from './inspection-slots.js'
import { civilDateOf } from './time.js'

/** What the organiser entered. Comes from a form or from whoever completes the task: nothing is trusted. */
export interface VisitPlanInput { startsAt?: unknown, durationMinutes?: unknown, team?: unknown, leader?: unknown }

export interface VisitPlan { slot: TimeRange, team: Inspector[], leader: Inspector }

export interface VisitPlanContext {
  now: Date
  permits: VisitedPermit[]
  /** The participating departments' people; `busy` without what this visit itself has booked. */
  inspectors: Inspector[]
  /** Is there still a slot within the limit? Then a later one is not allowed. */
  isInTimePossible: boolean
}

export type VisitPlanCheck =
  | { problems: string[], plan?: undefined }
  | { problems: [], plan: VisitPlan, lateReason: string | null }

const durationLimits = { minMinutes: 30, maxMinutes: 480 }

/**
 * Is the organiser's plan lawful? Every department sends at least its number of own people (行政许可法第三十四条第三款),
 * the leader is one of them, the visit lies ahead and within the permits' limits. `problems` is Chinese text for the organiser.
 */
export function checkVisitPlan (input: VisitPlanInput, context: VisitPlanContext): VisitPlanCheck {
  const slot = readSlot(input)
  const team = readTeam(input.team, context.inspectors)
  const leader = team.members.find((member) => member.login === input.leader)
  const isLate = slot.range !== undefined && civilDateOf(slot.range.from) > earliestLimit(context.permits)
  const problems = [
    ...slot.problems,
    ...(slot.range === undefined ? [] : timeProblems(slot.range, isLate, context)),
    ...team.problems,
    ...strengthProblems(team.members, context.permits),
    ...(leader === undefined ? ['领队须是核查组成员'] : []),
    ...(slot.range === undefined ? [] : busyProblems(team.members, slot.range))
  ]
  if (problems.length > 0 || slot.range === undefined || leader === undefined) return { problems }

  const lateReason = isLate ? `核查期限${earliestLimit(context.permits)}前各部门无法同时派员，核查安排在期限之后` : null
  return { problems: [], plan: { slot: slot.range, team: team.members, leader }, lateReason }
}

function readSlot ({ startsAt, durationMinutes }: VisitPlanInput): { range?: TimeRange, problems: string[] } {
  const problems: string[] = []
  const start = typeof startsAt === 'string' && hasOffset(startsAt) ? DateTime.fromISO(startsAt) : null
  if (start === null || !start.isValid) problems.push('请填写核查开始时间')
  const minutes = Number.isInteger(durationMinutes) ? durationMinutes as number : NaN
  if (!(minutes >= durationLimits.minMinutes && minutes <= durationLimits.maxMinutes)) {
    problems.push(`核查时长须为${durationLimits.minMinutes}至${durationLimits.maxMinutes}分钟的整数`)
  }
  if (problems.length > 0) return { problems }
  return { range: { from: start!.toJSDate(), until: start!.plus({ minutes }).toJSDate() }, problems }
}

/** Without an offset the moment would depend on the machine's own zone; a year of five digits would sort before this one. */
function hasOffset (text: string): boolean {
  return /^[1-8]\d{3}-.*T.*(Z|[+-]\d{2}:?\d{2})$/i.test(text)
}

function readTeam (team: unknown, inspectors: Inspector[]): { members: Inspector[], problems: string[] } {
  const logins = Array.isArray(team) ? [...new Set(team)] : []
  if (logins.length === 0) return { members: [], problems: ['请选择核查组成员'] }

  const members = logins.flatMap((login) => inspectors.find((inspector) => inspector.login === login) ?? [])
  const strangers = logins.filter((login) => !inspectors.some((inspector) => inspector.login === login))
  return { members, problems: strangers.map((login) => `${typeof login === 'string' ? login : '（不是账号）'}不是参加本次核查的部门的核查人员`) }
}

function timeProblems (slot: TimeRange, isLate: boolean, { now, permits, isInTimePossible }: VisitPlanContext): string[] {
  if (slot.from <= now) return ['核查时间须晚于现在']
  return isLate && isInTimePossible ? [`核查时间晚于期限${earliestLimit(permits)}，而期限内仍有各部门都有空的时段`] : []
}

function strengthProblems (team: Inspector[], permits: VisitedPermit[]): string[] {
  return visitParties(permits).flatMap(({ group, departmentName, minInspectors }) => {
    const present = team.filter((member) => member.group === group).length
    return present >= minInspectors ? [] : [`${departmentName}须派${minInspectors}名以上本部门核查人员，现为${present}名`]
  })
}

function busyProblems (team: Inspector[], slot: TimeRange): string[] {
  return team.filter((member) => !isFree(member, slot))
    .map((member) => `${member.name}在${describeMoment(slot.from)}至${describeMoment(slot.until)}已有安排`)
}
