import type { PublishedIndustry } from '../../catalogue/types.js'
import type { Facts } from '../conditions.js'
import { applicablePermits, choosePermits, type ChosenPermit, type PermitApplicability } from '../permit-choice.js'
import { routesOf, type Route } from './routes-of-answers.js'

/** One lawful way to go about it: which permits now, in which manner, which later, by which route. */
export interface Way {
  route: Route | null
  permits: ChosenPermit[]
  /** Without these nothing may be opened; the others are the applicant's own choice. All of them when all are a choice. */
  requiredIds: string[]
  /** Optional permits that are left for later. */
  later: { id: string, name: string }[]
}

/**
 * The ways that the answers leave open: every commitment that the law allows or none, permits of choice now or later, the other route. Not every
 * combination: between all and none lies nothing that an applicant would want to know. Each is one that could be submitted (`choosePermits`).
 */
export function lawfulWays (industry: PublishedIndustry, answers: Facts): Way[] {
  const ways = routesOf(industry, answers).flatMap(({ answers: routed, route }) => waysOf(industry, routed, route))
  return ways.filter((way, index) => ways.findIndex((one) => keyOf(one) === keyOf(way)) === index)
}

function waysOf (industry: PublishedIndustry, answers: Facts, route: Route | null): Way[] {
  const own = applicablePermits(industry, answers).filter(({ permit, applies }) => applies === 'yes' && !isSettled(answers, permit.id))
  const required = own.filter(({ choice }) => choice === 'required')
  const optional = own.filter(({ choice }) => choice === 'optional')
  const choices = [{ now: own, later: [] as PermitApplicability[] }, { now: required, later: optional }]
  return choices.flatMap(({ now, later }) => [true, false].flatMap((commits): Way[] => {
    const commitments = commits ? now.filter(({ commitmentAllowed }) => commitmentAllowed).map(({ permit }) => permit.id) : []
    const { permits, problems } = choosePermits(industry, answers, now.map(({ permit }) => permit.id), commitments)
    if (problems.length > 0) return []
    const requiredIds = (required.length > 0 ? required : now).map(({ permit }) => permit.id)
    return [{ route, permits, requiredIds, later: later.map(({ permit: { id, name } }) => ({ id, name })) }]
  }))
}

function isSettled (answers: Facts, permitId: string): boolean {
  return [answers['held_permits'], answers['permits_elsewhere']].some((list) => Array.isArray(list) && list.includes(permitId))
}

function keyOf ({ permits }: Way): string {
  return permits.map(({ permit, isCommitment }) => `${permit.id}${isCommitment ? '!' : ''}`).join()
}
