import type { Permit, PublishedIndustry } from '../catalogue/types.js'
import { evaluateCondition, factsOfPermit, judgeCondition, missingFacts, type Facts } from './conditions.js'
import { handlingOf } from './handling.js'
import { commitmentLock } from './law-lock.js'

/** Whether a permit applies to what is known, and whose choice it then is. */
export interface PermitApplicability {
  permit: Permit
  applies: 'yes' | 'no' | 'unknown'
  /** Questions and fields that have to be answered to know; empty unless unknown. */
  missing: string[]
  /** required: must be applied for, held or handled elsewhere; optional: the applicant's own choice. */
  choice: 'required' | 'optional'
  /** The choice group (at most one of its permits applies), or null. */
  choiceGroup: string | null
  /** Whether the applicant may choose commitment for it. */
  commitmentAllowed: boolean
}

export interface ChosenPermit {
  permit: Permit
  isCommitment: boolean
  isInstant: boolean
  needsVisit: boolean
}

export type PermitProblemCode =
  | 'unknown-permit' | 'permit-not-applicable' | 'permit-undetermined' | 'permit-twice' | 'permit-left-out' | 'permit-held' | 'choice-group' |
  'hard-dependency' | 'awaited-result' | 'commitment-not-allowed' | 'commitment-not-chosen' | 'no-permit-chosen'
/** `permitId` is null when no single permit is meant; `problem` is for the applicant. */
export interface PermitProblem { code: PermitProblemCode, permitId: string | null, permitName: string | null, problem: string }

/** Every permit of the industry with whether it applies to the facts (answers and form fields of the same names). */
export function applicablePermits (industry: PublishedIndustry, facts: Facts): PermitApplicability[] {
  return industry.permits.map((permit) => {
    const judgement = judgeCondition(permit.applies_when, facts)
    return {
      permit,
      applies: judgement === 'true' ? 'yes' : judgement === 'false' ? 'no' : 'unknown',
      missing: missingFacts(permit.applies_when, facts),
      choice: permit.inclusion === 'optional' || permit.applicant_choice ? 'optional' : 'required',
      choiceGroup: industry.choice_groups.find((group) => group.one_of.includes(permit.id))?.id ?? null,
      commitmentAllowed: isCommitmentAllowed(permit, facts)
    }
  })
}

/** Commitment is open where the law offers it, or leaves it to the city and the city has switched it on; a lock in force shuts it. */
export function isCommitmentAllowed (permit: Permit, facts: Facts): boolean {
  if (commitmentLock(permit, facts) !== undefined) return false
  const { available } = permit.commitment
  return available === 'yes' || (available === 'conditional' && permit.commitment_enabled)
}

/**
 * Checks a choice against law and facts and resolves it, in the industry's order. Permits already held or handled elsewhere stand in the
 * answers `held_permits` and `permits_elsewhere`. Nothing is applied for unless problems is empty.
 * @param chosen permit ids to apply for; @param commitments those of them to be handled by commitment
 */
export function choosePermits (industry: PublishedIndustry, facts: Facts, chosen: readonly string[], commitments: readonly string[]):
{ permits: ChosenPermit[], problems: PermitProblem[] } {
  const applicable = applicablePermits(industry, facts)
  const resolved = applicable.filter(({ permit }) => chosen.includes(permit.id)).map(({ permit }) => resolve(industry, permit, commitments.includes(permit.id), facts))
  return {
    permits: resolved,
    problems: [
      ...unknownPermits(industry, chosen, commitments),
      ...applicable.flatMap((one) => choiceProblems(one, facts, chosen)),
      ...applicable.filter(({ permit }) => commitments.includes(permit.id)).flatMap((one) => commitmentProblems(one, chosen)),
      ...industry.choice_groups.flatMap((group) => groupProblems(group, chosen)),
      ...resolved.flatMap(({ permit }) => dependencyProblems(industry, permit, facts, chosen))
    ]
  }
}

function resolve ({ decisions }: PublishedIndustry, permit: Permit, isCommitment: boolean, facts: Facts): ChosenPermit {
  return { permit, isCommitment, ...handlingOf(decisions, permit, { isCommitment, isOrdinary: false }, facts) }
}

function unknownPermits (industry: PublishedIndustry, chosen: readonly string[], commitments: readonly string[]): PermitProblem[] {
  const ids = new Set(industry.permits.map((permit) => permit.id))
  const problems: PermitProblem[] = [...new Set([...chosen, ...commitments])].filter((id) => !ids.has(id))
    .map((id) => ({ code: 'unknown-permit', permitId: id, permitName: null, problem: `没有事项“${id}”` }))
  const twice = [...new Set(chosen.filter((id, index) => chosen.indexOf(id) !== index))]
  problems.push(...twice.map((id): PermitProblem => ({ code: 'permit-twice', permitId: id, permitName: null, problem: `事项“${id}”选了两次` })))
  if (chosen.length === 0) problems.push({ code: 'no-permit-chosen', permitId: null, permitName: null, problem: '没有选择要办理的事项' })
  return problems
}

function choiceProblems ({ permit, applies, choice, missing }: PermitApplicability, facts: Facts, chosen: readonly string[]): PermitProblem[] {
  const isChosen = chosen.includes(permit.id)
  if (isChosen && applies === 'no') return [problem('permit-not-applicable', permit, `按所填情形不需要办理“${permit.name}”`)]
  if (isChosen && applies === 'unknown') return [problem('permit-undetermined', permit, `还不能确定“${permit.name}”是否适用，请先回答：${missing.join('、')}`)]
  if (isChosen && listed(facts, 'held_permits', permit.id)) return [problem('permit-held', permit, `“${permit.name}”已选为已持有，不能同时申请`)]
  if (isChosen || applies !== 'yes' || choice === 'optional' || isSettledElsewhere(facts, permit.id)) return []
  return [problem('permit-left-out', permit, `按所填情形须办理“${permit.name}”；已持有或另行办理的，请注明`)]
}

function commitmentProblems ({ permit, commitmentAllowed }: PermitApplicability, chosen: readonly string[]): PermitProblem[] {
  if (!chosen.includes(permit.id)) return [problem('commitment-not-chosen', permit, `没有选择“${permit.name}”，不能对其作出承诺`)]
  if (commitmentAllowed) return []
  const { available, lock, note } = permit.commitment
  const why = available === 'conditional' && lock === null ? '本市尚未启用告知承诺' : lock?.basis ?? note
  return [problem('commitment-not-allowed', permit, `“${permit.name}”不能以告知承诺方式办理：${why}`)]
}

function groupProblems (group: PublishedIndustry['choice_groups'][number], chosen: readonly string[]): PermitProblem[] {
  const taken = group.one_of.filter((id) => chosen.includes(id))
  return taken.length <= 1 ? [] : [{ code: 'choice-group', permitId: taken[1]!, permitName: null, problem: group.rule }]
}

function dependencyProblems (industry: PublishedIndustry, permit: Permit, facts: Facts, chosen: readonly string[]): PermitProblem[] {
  const byId = new Map(industry.permits.map((one) => [one.id, one]))
  const nameOf = (id: string): string => byId.get(id)?.name ?? id
  const isThere = (id: string): boolean => chosen.includes(id) || listed(facts, 'held_permits', id)
  const applies = (id: string): boolean => byId.has(id) && evaluateCondition(byId.get(id)!.applies_when, facts)
  const hard = permit.depends_on.filter((one) => one.kind === 'hard' && applies(one.permit) && !isThere(one.permit))
    .map((one) => problem('hard-dependency', permit, `“${permit.name}”须以“${nameOf(one.permit)}”的结果为前提，请一并申请或注明已持有`))
  const awaited = permit.materials.filter((material) => material.required && material.awaits_permit !== null && applies(material.awaits_permit) &&
    !isThere(material.awaits_permit) && evaluateCondition(material.applies_when, factsOfPermit(facts, permit.id, [])))
    .map((material) => problem('awaited-result', permit, `“${permit.name}”需要“${material.name}”，请一并申请“${nameOf(material.awaits_permit!)}”或注明已持有`))
  return [...hard, ...awaited]
}

function isSettledElsewhere (facts: Facts, permitId: string): boolean {
  return listed(facts, 'held_permits', permitId) || listed(facts, 'permits_elsewhere', permitId)
}

function listed (facts: Facts, key: 'held_permits' | 'permits_elsewhere', permitId: string): boolean {
  const list = facts[key]
  return Array.isArray(list) && list.includes(permitId)
}

function problem (code: PermitProblemCode, permit: Permit, text: string): PermitProblem {
  return { code, permitId: permit.id, permitName: permit.name, problem: text }
}
