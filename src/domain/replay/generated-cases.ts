import type { Condition, PublishedIndustry } from '../../catalogue/types.js'
import { allQuestions, exitsOf } from '../answers.js'
import { conditionLeaves, type ConditionLeaf, type Facts } from '../conditions.js'
import { applicablePermits, choosePermits } from '../permit-choice.js'
import { seededRandom, type Random } from '../random.js'
import type { PastCase } from './past-case.js'

/** `draft`: what the cases are for; its thresholds are met as well. */
export interface Generation { count: number, seed: number, from: Date, until: Date, draft?: PublishedIndustry }

/** How often answers are drawn for one case before the industry is taken to have none that can be submitted. */
const attempts = 200

/**
 * Cases that could have been submitted under an industry's rules, for want of real ones: answers drawn at random, permits and commitments chosen as the
 * law lets them, spread over a time. The same seed gives the same cases.
 */
export function generateCases (industry: PublishedIndustry, { count, seed, from, until, draft }: Generation): PastCase[] {
  const random = seededRandom(seed)
  const values = factValues(industry, [...leavesOf(industry), ...draft === undefined ? [] : leavesOf(draft)])
  return Array.from({ length: count }, (_, index) => {
    const submittedAt = new Date(from.getTime() + Math.floor(random() * (until.getTime() - from.getTime())))
    return { caseNo: `${industry.id}-${index + 1}`, submittedAt, channel: random() < 0.7 ? 'online' : 'window', ...drawApplication(industry, values, random) }
  })
}

/** Answers to every question, drawn at random, that lead nowhere out of the platform. */
export function drawFacts (industry: PublishedIndustry, random: Random): Facts {
  return draw(factValues(industry, leavesOf(industry)), random)
}

function drawApplication (industry: PublishedIndustry, values: FactValues, random: Random): Pick<PastCase, 'facts' | 'permits' | 'commitments'> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const facts = draw(values, random)
    if (exitsOf(industry, facts).length > 0) continue
    const applying = applicablePermits(industry, facts).filter(({ applies, choice }) => applies === 'yes' && (choice === 'required' || random() < 0.5))
    const permits = applying.map(({ permit }) => permit.id)
    const commitments = applying.filter(({ commitmentAllowed }) => commitmentAllowed && random() < 0.6).map(({ permit }) => permit.id)
    if (choosePermits(industry, facts, permits, commitments).problems.length === 0) return { facts, permits, commitments }
  }
  throw new Error(`no answers of ${industry.id} can be submitted`)
}

/** Of each fact that some condition asks about, the values worth telling apart. */
type FactValues = Map<string, (random: Random) => unknown>

function draw (values: FactValues, random: Random): Facts {
  return Object.fromEntries([...values].map(([id, valueOf]) => [id, valueOf(random)]))
}

function factValues (industry: PublishedIndustry, leaves: ConditionLeaf[]): FactValues {
  const fields = [...industry.common_fields, ...industry.permits.flatMap((permit) => permit.fields.individual)]
  const questions = allQuestions(industry).filter((question) => !question.per_permit).map(({ id, type, options }) => ({
    id, type: type as string, options: options?.filter(({ exit }) => exit === null).map(({ value }) => value) ?? []
  }))
  const known = new Set(questions.map(({ id }) => id))
  const asked = new Set(leaves.map(({ q }) => q))
  const others = fields.filter(({ id }) => asked.has(id) && !known.has(id)).map(({ id, type, enum: options }) => ({ id, type, options: options ?? [] }))
  return new Map([...questions, ...others].map(({ id, type, options }) => [id, valuesOf(type, options, leaves.filter(({ q }) => q === id))]))
}

function valuesOf (type: string, options: unknown[], leaves: ConditionLeaf[]): (random: Random) => unknown {
  const oneOf = (values: unknown[]) => (random: Random): unknown => values[Math.floor(random() * values.length)]
  switch (type) {
    case 'boolean': return oneOf([true, false])
    case 'enum': return oneOf(options)
    case 'multi-enum': return (random) => someOf(options, random)
    case 'number':
    case 'integer': return oneOf([...leaves.flatMap(({ value }) => typeof value === 'number' ? [value - 1, value, value + 1] : []).filter((one) => one >= 0), 40])
    default: return oneOf(['模拟'])
  }
}

function someOf (options: unknown[], random: Random): unknown[] {
  const some = options.filter(() => random() < 0.4)
  return some.length > 0 ? some : options.slice(0, 1)
}

function leavesOf (industry: PublishedIndustry): ConditionLeaf[] {
  const conditions = industry.permits.flatMap((permit): (Condition | null)[] => [
    permit.applies_when, permit.commitment.lock?.when ?? null, permit.inspection.lock?.when ?? null, ...permit.materials.map((material) => material.applies_when)
  ])
  return conditions.flatMap((condition) => conditionLeaves(condition)).filter(({ q }) => q !== 'use_commitment')
}
