import type { PermitContext } from '../permit-context.js'
import type { LabelledValue, Option } from './task-view.js'

interface FieldLike { id: string, label: string, type: string, unit: string | null, check?: { kind: string } | null | undefined }

/** What the applicant stated for this permit, as label and text. Personal numbers and mail addresses stay in the database. */
export function formFacts (context: PermitContext): LabelledValue[] {
  return permitFields(context)
    .filter((field) => !isPersonal(field))
    .map((field) => ({ label: field.label, value: fieldText(context.caseFile.form[field.id], field) }))
    .filter(({ value }) => value !== '')
}

/** The fields of which a department may say that they need mending. */
export function fieldOptions (context: PermitContext): Option[] {
  return permitFields(context).map(({ id, label }) => ({ value: id, label }))
}

/** What departments choose from when something needs mending. */
export function reasonOptions ({ industry }: PermitContext): (Option & { for: string[] })[] {
  return Object.entries(industry.reasons ?? {}).map(([value, { label, for: of }]) => ({ value, label, for: of }))
}

/** The fields of the one form that concern the permit. */
export function permitFields ({ industry, permit }: PermitContext): FieldLike[] {
  const common = industry.common_fields.filter(({ id }) => permit.fields.common.includes(id))
  return [...common, ...permit.fields.individual]
}

const textTypes = new Set(['string', 'text', 'table'])

/**
 * Telephone and document numbers, mail addresses, where somebody lives: asked for by type, by the check that they must pass, or by what the label says, which may
 * be a whole list of people with their numbers.
 */
export function isPersonal ({ id, label, type, check }: FieldLike): boolean {
  return type === 'phone' || type === 'email' || check?.kind === 'id-number' || id.endsWith('_id_no') || (textTypes.has(type) && /身份证|证件号|电话|手机|住址|邮箱/.test(label))
}

/** An entry as people read it; empty for none. */
export function fieldText (value: unknown, { unit }: Pick<FieldLike, 'unit'>): string {
  if (value === undefined || value === null || value === '') return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  const text = Array.isArray(value) ? value.join('、') : String(value)
  return unit === null ? text : `${text} ${unit}`
}
