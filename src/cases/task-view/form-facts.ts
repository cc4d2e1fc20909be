import type { PermitContext } from '../permit-context.js'
import type { LabelledValue, Option } from './task-view.js'

interface FieldLike { id: string, label: string, type: string, unit: string | null, check?: { kind: string } | null | undefined }

/** What the applicant stated for this permit, as label and text. Personal numbers and mail addresses stay in the database. */
export function formFacts (context: PermitContext): LabelledValue[] {
  return permitFields(context)
    .filter((field) => !isPersonal(field))
    .map((field) => ({ label: field.label, value: textOf(context.caseFile.form[field.id], field.unit) }))
    .filter(({ value }) => value !== '')
}

/** The fields of which a department may say that they need mending. */
export function fieldOptions (context: PermitContext): Option[] {
  return permitFields(context).map(({ id, label }) => ({ value: id, label }))
}

function permitFields ({ industry, permit }: PermitContext): FieldLike[] {
  const common = industry.common_fields.filter(({ id }) => permit.fields.common.includes(id))
  return [...common, ...permit.fields.individual]
}

/** Telephone and document numbers, mail addresses: asked for by type or by the check that they must pass. */
function isPersonal ({ id, type, check }: FieldLike): boolean {
  return type === 'phone' || type === 'email' || check?.kind === 'id-number' || id.endsWith('_id_no')
}

function textOf (value: unknown, unit: string | null): string {
  if (value === undefined || value === null || value === '') return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  const text = Array.isArray(value) ? value.join('、') : String(value)
  return unit === null ? text : `${text} ${unit}`
}
