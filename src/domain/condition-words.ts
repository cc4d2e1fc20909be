import type { Condition, PublishedIndustry } from '../catalogue/types.js'
import type { ConditionLeaf } from './conditions.js'

/** A condition (`applies_when`) as an applicant reads it: “是否零售卷烟”选“是”. */
export function conditionInWords (industry: PublishedIndustry, condition: Condition): string {
  if ('q' in condition) return leafInWords(industry, condition)
  if ('not' in condition) return `不属于下列情形：${conditionInWords(industry, condition.not)}`
  if ('all' in condition) return condition.all.map((part) => conditionInWords(industry, part)).join('，且')
  return condition.any.map((part) => conditionInWords(industry, part)).join('，或者')
}

function leafInWords (industry: PublishedIndustry, { q, op, value }: ConditionLeaf): string {
  if (q === 'use_commitment') return (op === 'eq') === (value === true) ? '选择告知承诺方式' : '不选择告知承诺方式'
  const about = `“${nameOf(industry, q)}”`
  const values = [value].flat().map(valueInWords).join('、')
  switch (op) {
    case 'eq': return `${about}选${values}`
    case 'ne': return `${about}不选${values}`
    case 'in': return `${about}选${values}之一`
    case 'contains': return `${about}包括${values}`
    case 'gt': return `${about}超过${values}`
    case 'gte': return `${about}不少于${values}`
    case 'lt': return `${about}不到${values}`
    case 'lte': return `${about}不超过${values}`
  }
}

/** Without what explains it in brackets. */
function nameOf (industry: PublishedIndustry, id: string): string {
  const text = industry.questions.find((question) => question.id === id)?.text ??
    industry.common_fields.find((field) => field.id === id)?.label ??
    industry.permits.flatMap((permit) => permit.fields.individual).find((field) => field.id === id)?.label ?? id
  return text.replace(/？$/, '').replace(/（[^（）]*）/g, '')
}

function valueInWords (value: unknown): string {
  if (typeof value === 'boolean') return value ? '“是”' : '“否”'
  return typeof value === 'number' ? String(value) : `“${String(value)}”`
}
