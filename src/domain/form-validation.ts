import type { Field, PublishedIndustry } from '../catalogue/types.js'
import { problemOfCode } from './check-digit-feel.js'
import { judgeCondition, isMissing, type Facts } from './conditions.js'
import { isFreeText, maximumOf, minimumOf, textRulesOf } from './field-rules.js'
import { isValidIdNumber, isValidUsci } from './identifiers.js'
import type { CivilDate } from './time.js'
import { unifiedFields, type UnifiedField } from './unified-form.js'

/** One thing wrong with a form field, in words for the applicant. */
export interface FormProblem { field: string, label: string, problem: string }

/**
 * Checks a filled-in merged form as strictly as the browser does, nothing coerced: required fields that apply, types, options, lengths,
 * dates, telephone numbers, check digits, fields that the industry doesn't know, and values that contradict the answer of the same name.
 * A field that was answered already counts as filled in; a known field that the chosen permits don't need is ignored (see formToKeep).
 * @param facts the answers to the questions; @param today for birth dates; fields of the wrong kind are told once each
 */
export function validateForm (industry: PublishedIndustry, permitIds: readonly string[], facts: Facts, form: Facts, today: CivilDate): FormProblem[] {
  const all = { ...facts, ...withoutMissing(form) }
  const fields = unifiedFields(industry, permitIds, facts).filter((one) => !one.perPermit)
  const problems = fields.filter(({ field }) => judgeCondition(field.applies_when, all) === 'true').flatMap(({ field }) => {
    const problem = problemOf(industry, field, all, facts, today)
    return problem === undefined ? [] : [{ field: field.id, label: field.label, problem }]
  })
  return [...problems, ...unknownFields(industry, form)]
}

/** Of a submitted form only what the chosen permits need and what applies, answers of the same names filled in: nothing more is stored. */
export function formToKeep (industry: PublishedIndustry, permitIds: readonly string[], facts: Facts, form: Facts): Record<string, unknown> {
  const all = { ...facts, ...withoutMissing(form) }
  const kept = unifiedFields(industry, permitIds, facts).filter((one) => !one.perPermit && isFilledIn(one, all))
  return Object.fromEntries(kept.map(({ field }) => [field.id, all[field.id]]))
}

function isFilledIn ({ field }: UnifiedField, all: Facts): boolean {
  return !isEmpty(field, all[field.id]) && judgeCondition(field.applies_when, all) === 'true'
}

function withoutMissing (form: Facts): Facts {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => !isMissing(value)))
}

function unknownFields (industry: PublishedIndustry, form: Facts): FormProblem[] {
  const known = new Set([...industry.common_fields.map((field) => field.id), ...industry.permits.flatMap((permit) => permit.fields.individual.map((field) => field.id))])
  return Object.keys(form).filter((id) => !known.has(id)).map((id) => ({ field: id, label: id, problem: '没有这个字段' }))
}

function problemOf (industry: PublishedIndustry, field: Field, all: Facts, facts: Facts, today: CivilDate): string | undefined {
  const value = all[field.id]
  if (isEmpty(field, value)) return field.required ? '必须填写' : undefined
  const answered = facts[field.id]
  if (!isMissing(answered) && JSON.stringify(answered) !== JSON.stringify(value)) return '与情形问答中的回答不一致，请改成一样'
  return typeProblem(industry, field, value) ?? checkProblem(field, value as string, all, today)
}

/** Not filled in: nothing, an empty list of options, blanks alone where any text will do; a control character or too many blanks are something wrong. */
function isEmpty (field: Field, value: unknown): boolean {
  if (isMissing(value)) return true
  if (field.type === 'multi-enum') return Array.isArray(value) && value.length === 0
  return isFreeText(field) && typeof value === 'string' && value.trim() === '' && textProblem(field, value) === undefined
}

function typeProblem (industry: PublishedIndustry, field: Field, value: unknown): string | undefined {
  switch (field.type) {
    case 'integer': return numberProblem(field, value, Number.isInteger(value), '应为整数')
    case 'number': return numberProblem(field, value, typeof value === 'number' && Number.isFinite(value), '应为数字')
    case 'boolean': return typeof value === 'boolean' ? undefined : '应选“是”或“否”'
    case 'enum': return typeof value === 'string' && field.enum?.includes(value) === true ? undefined : `应从选项中选一项：${field.enum?.join('、') ?? ''}`
    case 'multi-enum': return multiEnumProblem(field, value)
    case 'division-code': return industry.regions.some((region) => region.level === '县区级' && region.code === value) ? undefined : '应为本市的县（区）'
    default: return textProblem(field, value)
  }
}

function numberProblem (field: Field, value: unknown, isRightType: boolean, wrongType: string): string | undefined {
  if (!isRightType) return wrongType
  if (Number(value) < minimumOf(field)) return `不能小于 ${minimumOf(field)}`
  return Number(value) > maximumOf(field) ? `不能大于 ${maximumOf(field)}` : undefined
}

function multiEnumProblem (field: Field, value: unknown): string | undefined {
  if (!Array.isArray(value) || !value.every((one) => field.enum?.includes(one as string))) return `应从选项中选：${field.enum?.join('、') ?? ''}`
  return new Set(value).size === value.length ? undefined : '同一选项选了两次'
}

function textProblem (field: Field, value: unknown): string | undefined {
  if (typeof value !== 'string') return '应为文字'
  return textRulesOf(field).find(({ pattern }) => !new RegExp(pattern).test(value))?.problem
}

/** Check digits: GB 32100 for credit codes; GB 11643 when the document's type says resident identity card. */
function checkProblem ({ check }: Field, value: string, all: Facts, today: CivilDate): string | undefined {
  if (check == null) return undefined
  if (check.kind === 'id-number' && all[check.type_field] !== check.type_value) return undefined
  return (check.kind === 'usci' ? isValidUsci(value) : isValidIdNumber(value, today)) ? undefined : problemOfCode(check)
}
