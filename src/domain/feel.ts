import type { Condition } from '../catalogue/types.js'
import type { ConditionLeaf } from './conditions.js'

/**
 * The FEEL expression with which a Camunda form hides a field unless its condition certainly holds: same truth table as evaluateCondition,
 * a missing answer included (FEEL's own `null != "x"` would be true, so every comparison asks for an answer first).
 */
export function hideUnless (condition: Condition): string {
  return `=if ${feelOf(condition, false)} then false else true`
}

/** Negations are pushed down to the comparisons, where they are well defined for missing answers. */
function feelOf (condition: Condition, isNegated: boolean): string {
  if ('q' in condition) return isNegated ? negatedLeaf(condition) : leaf(condition)
  if ('not' in condition) return feelOf(condition.not, !isNegated)
  const parts = 'all' in condition ? condition.all : condition.any
  const isConjunction = ('all' in condition) !== isNegated
  return `(${parts.map((part) => feelOf(part, isNegated)).join(isConjunction ? ' and ' : ' or ')})`
}

const operators = { eq: '=', ne: '!=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const
const negated = { eq: 'ne', ne: 'eq', gt: 'lte', gte: 'lt', lt: 'gte', lte: 'gt' } as const

function leaf ({ q, op, value }: ConditionLeaf): string {
  if (op === 'in') return `(${q} != null and list contains(${literal(value)}, ${q}))`
  if (op === 'contains') return `(${q} != null and list contains(${q}, ${literal(value)}))`
  return `(${op === 'ne' ? isAnswered(q, value) : `${q} != null`} and ${q} ${operators[op]} ${literal(value)})`
}

function negatedLeaf ({ q, op, value }: ConditionLeaf): string {
  if (op === 'in') return `(${isAnswered(q, (value as unknown[])[0])} and not(list contains(${literal(value)}, ${q})))`
  if (op === 'contains') return `(${q} != null and not(list contains(${q}, ${literal(value)})))`
  return leaf({ q, op: negated[op], value })
}

/** An empty text field is no answer, and unlike every text it is compared with. */
function isAnswered (q: string, comparedWith: unknown): string {
  return typeof comparedWith === 'string' ? `${q} != null and ${q} != ""` : `${q} != null`
}

/** JSON and FEEL write strings, numbers, booleans and lists of them alike. */
function literal (value: unknown): string {
  return JSON.stringify(value)
}
