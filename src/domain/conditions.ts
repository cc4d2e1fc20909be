import type { Condition } from '../catalogue/types.js'

/** What is known about an applicant: answers to questions and form fields, by id (a question and a field of one name have one value). */
export type Facts = Readonly<Record<string, unknown>>
export type Judgement = 'true' | 'false' | 'unknown'
export type ConditionLeaf = Extract<Condition, { q: string }>

/**
 * Whether a condition certainly holds; null always does. A comparison with a missing answer is unknown, never true, not even under `ne` or
 * `not` (three-valued logic), so a further answer can settle an unknown condition but never overturn a settled one.
 */
export function evaluateCondition (condition: Condition | null, facts: Facts): boolean {
  return judgeCondition(condition, facts) === 'true'
}

/** As evaluateCondition, but tells "certainly not" from "depends on what isn't answered yet". */
export function judgeCondition (condition: Condition | null, facts: Facts): Judgement {
  if (condition === null) return 'true'
  if ('q' in condition) return judgeLeaf(condition, facts)
  if ('not' in condition) return opposite(judgeCondition(condition.not, facts))
  if ('all' in condition) return allOf(condition.all.map((part) => judgeCondition(part, facts)))
  return opposite(allOf(condition.any.map((part) => opposite(judgeCondition(part, facts)))))
}

/** The single comparisons that a condition is made of; none for null (always applies). */
export function conditionLeaves (condition: Condition | null): ConditionLeaf[] {
  if (condition === null) return []
  if ('q' in condition) return [condition]
  if ('all' in condition) return condition.all.flatMap(conditionLeaves)
  if ('any' in condition) return condition.any.flatMap(conditionLeaves)
  return conditionLeaves(condition.not)
}

/** What is still to be answered before the condition is settled; empty when it is. */
export function missingFacts (condition: Condition | null, facts: Facts): string[] {
  if (judgeCondition(condition, facts) !== 'unknown') return []
  return [...new Set(conditionLeaves(condition).map((leaf) => leaf.q).filter((q) => isMissing(facts[q])))]
}

/** Facts as one permit sees them: `use_commitment` is answered per permit (`per_permit` of its question). */
export function factsOfPermit (facts: Facts, permitId: string, commitments: readonly string[]): Facts {
  return { ...facts, use_commitment: commitments.includes(permitId) }
}

export function isMissing (value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

function judgeLeaf ({ q, op, value }: ConditionLeaf, facts: Facts): Judgement {
  const fact = facts[q]
  if (isMissing(fact)) return 'unknown'
  switch (op) {
    case 'eq': return known(fact === value)
    case 'ne': return known(fact !== value)
    case 'in': return known(Array.isArray(value) && value.includes(fact))
    case 'contains': return known(Array.isArray(fact) && fact.includes(value))
    default: return compareNumbers(op, fact, value)
  }
}

/** A number compared with something that is no number is a mistake in the answer: never true. */
function compareNumbers (op: 'gt' | 'gte' | 'lt' | 'lte', fact: unknown, value: unknown): Judgement {
  if (typeof fact !== 'number' || typeof value !== 'number') return 'unknown'
  switch (op) {
    case 'gt': return known(fact > value)
    case 'gte': return known(fact >= value)
    case 'lt': return known(fact < value)
    case 'lte': return known(fact <= value)
  }
}

function allOf (parts: Judgement[]): Judgement {
  if (parts.includes('false')) return 'false'
  return parts.includes('unknown') ? 'unknown' : 'true'
}

function opposite (judgement: Judgement): Judgement {
  if (judgement === 'unknown') return 'unknown'
  return judgement === 'true' ? 'false' : 'true'
}

function known (holds: boolean): Judgement {
  return holds ? 'true' : 'false'
}
