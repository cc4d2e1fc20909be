import type { Condition, PublishedIndustry, Question } from '../catalogue/types.js'
import { allQuestions } from '../domain/answers.js'
import { conditionLeaves, type ConditionLeaf } from '../domain/conditions.js'
import type { Factor } from './all-pairs.js'

/** Where the simulation's people work. */
export function countyOf ({ regions }: PublishedIndustry): string {
  return regions.find(({ level }) => level === '县区级')!.code
}

/** The industry's questions with the answers worth telling apart: no way out of the platform, numbers on both sides of every bound. */
export function questionFactors (industry: PublishedIndustry): Factor[] {
  const leaves = leavesOf(industry)
  return allQuestions(industry).filter((question) => !question.per_permit).map((question) => ({
    id: question.id,
    values: question.id === 'premises_division' ? [countyOf(industry)] : valuesOf(question, leaves.filter(({ q }) => q === question.id))
  }))
}

function valuesOf (question: Question, leaves: ConditionLeaf[]): unknown[] {
  const options = (question.options ?? []).filter(({ exit }) => exit === null).map(({ value }) => value)
  switch (question.type) {
    case 'boolean': return [true, false]
    case 'enum': return options
    case 'multi-enum': return selections(options, leaves)
    case 'string': return ['模拟']
    default: return numbers(leaves)
  }
}

/** All of the options, and only those that no condition asks for. */
function selections (options: unknown[], leaves: ConditionLeaf[]): unknown[][] {
  const asked = new Set(leaves.map(({ value }) => value))
  const plain = options.filter((option) => !asked.has(option))
  return plain.length === 0 || plain.length === options.length ? [options] : [options, plain]
}

const usualNumber = 40

function numbers (leaves: ConditionLeaf[]): number[] {
  const bounds = leaves.flatMap(({ value }) => typeof value === 'number' ? [value, value + 1, value - 1] : [])
  const distinct = [...new Set(bounds.filter((bound) => bound > 0))]
  return distinct.length === 0 ? [usualNumber] : distinct
}

/** Every comparison that the industry makes anywhere. */
function leavesOf (industry: PublishedIndustry): ConditionLeaf[] {
  const conditions = industry.permits.flatMap((permit): (Condition | null)[] => [
    permit.applies_when,
    permit.commitment.lock?.when ?? null,
    permit.inspection.lock?.when ?? null,
    ...permit.materials.map((material) => material.applies_when),
    ...permit.fields.individual.map((field) => field.applies_when)
  ])
  return conditions.flatMap((condition) => conditionLeaves(condition))
}
