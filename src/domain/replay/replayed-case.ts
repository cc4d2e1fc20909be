import type { Limit, Permit, PublishedIndustry } from '../../catalogue/types.js'
import { allQuestions, exitsOf, questionMatters } from '../answers.js'
import { isMissing, type Facts } from '../conditions.js'
import { limitsOf } from '../limit-plan.js'
import { limitInWords } from '../limit-words.js'
import { materialsFor, materialsToHandIn } from '../materials.js'
import { applicablePermits, choosePermits, isCommitmentAllowed, type PermitProblemCode } from '../permit-choice.js'
import { paceOf } from '../plan/paces.js'
import { scheduleCase, type PermitSchedule } from '../plan/schedule.js'
import { workdaysBetween, type WorkCalendar } from '../working-days.js'
import type { PastCase } from './past-case.js'

/** What a release makes of a case, by rules alone. */
export interface ReplayedCase {
  /** What keeps the application from being made as it was: answers that lead out of the platform, permits that can't be applied for together or without another. */
  obstacles: string[]
  /** Texts by id of the questions that matter and that the application doesn't answer. */
  openQuestions: ReadonlyMap<string, string>
  /** Permits of which nobody knows until they are answered. */
  undetermined: string[]
  permits: ReplayedPermit[]
  /** By id, what the applicant has to hand in. */
  materials: ReadonlyMap<string, ReplayedMaterial>
}

export interface ReplayedPermit {
  id: string
  name: string
  department: { id: string, name: string }
  manner: 'commitment' | 'on-the-spot' | 'ordinary'
  isVisited: boolean
  /** In words, by what they are called. */
  limits: Record<string, string>
  /** Working days from receipt to decision, everybody taking as long as is promised. */
  workdays: number
}

export interface ReplayedMaterial { name: string, copies: number, /** In words; null: can't follow later. */ tolerance: string | null }

const obstacleCodes: PermitProblemCode[] = ['choice-group', 'hard-dependency', 'awaited-result']

/**
 * The permits of the application that the release still has and that still apply, and those that must be applied for under it now; commitments as far
 * as it allows them.
 */
export function replayCase (industry: PublishedIndustry, past: PastCase, calendar: WorkCalendar): ReplayedCase {
  const { facts, permits, commitments, submittedAt, channel } = past
  const applicable = applicablePermits(industry, facts)
  const applying = applicable.filter(({ permit, applies, choice }) =>
    applies === 'yes' && (permits.includes(permit.id) || (choice === 'required' && !isSettled(facts, permit.id))))
  const ids = applying.map(({ permit }) => permit.id)
  const committed = applying.filter(({ permit }) => commitments.includes(permit.id) && isCommitmentAllowed(permit, facts)).map(({ permit }) => permit.id)
  const { permits: chosen, problems } = choosePermits(industry, facts, ids, committed)
  const schedules = scheduleCase({ industry, permits: chosen, submittedAt, calendar, pace: paceOf('promised'), channel, preparationWorkdays: 0 })
  const materials = materialsToHandIn(materialsFor(industry, ids, facts, committed)).filter(({ required }) => required)
  return {
    obstacles: [...exitsOf(industry, facts).map(({ message }) => message), ...problems.filter(({ code }) => obstacleCodes.includes(code)).map(({ problem }) => problem)],
    openQuestions: openQuestions(industry, facts),
    undetermined: applicable.filter(({ applies }) => applies === 'unknown').map(({ permit }) => permit.id),
    permits: schedules.map((schedule) => replayedPermit(schedule, calendar)),
    materials: new Map(materials.map(({ materialId, name, copies, tolerance }) => [materialId, { name, copies, tolerance: tolerance === null ? null : inWords(tolerance) }]))
  }
}

/** Held, or handled elsewhere. */
function isSettled (facts: Facts, permitId: string): boolean {
  return [facts['held_permits'], facts['permits_elsewhere']].some((list) => Array.isArray(list) && list.includes(permitId))
}

function openQuestions (industry: PublishedIndustry, facts: Facts): Map<string, string> {
  const unanswered = allQuestions(industry).filter(({ id, per_permit: isPerPermit }) => !isPerPermit && isMissing(facts[id]))
  return new Map(unanswered.filter((question) => questionMatters(industry, question, facts)).map(({ id, text }) => [id, text]))
}

function replayedPermit ({ chosen: { permit, isCommitment, isInstant, needsVisit }, receivedOn, decidedOn }: PermitSchedule, calendar: WorkCalendar): ReplayedPermit {
  return {
    id: permit.id,
    name: permit.name,
    department: permit.department,
    manner: isCommitment ? 'commitment' : isInstant ? 'on-the-spot' : 'ordinary',
    isVisited: needsVisit,
    limits: isInstant ? {} : limitsInWords(permit, isCommitment),
    workdays: workdaysBetween(calendar, receivedOn, decidedOn)
  }
}

function limitsInWords (permit: Permit, isCommitment: boolean): Record<string, string> {
  const { stages, extension, delivery } = permit.time_limit
  const { statutory, promised } = limitsOf(permit, { isCommitment })
  const ofStages = Object.fromEntries(stages.flatMap((stage) => [
    [`${stage.name}法定期限`, inWords(stage.statutory)], [`${stage.name}承诺期限`, inWords(stage.promised)]
  ]))
  return {
    ...(stages.length > 0 ? ofStages : { 法定期限: statutory === null ? '无' : inWords(statutory), 承诺期限: inWords(promised) }),
    延长期限: extension === null ? '不得延长' : inWords(extension),
    送达期限: inWords(delivery)
  }
}

/** Whether the city has confirmed it changes nothing for a case. */
function inWords ({ n, unit }: Limit): string {
  return limitInWords({ n, unit })
}
