import type { Field, FormComponent, Region } from '../catalogue/types.js'
import { hideUnless } from './feel.js'
import { emailPattern, maxLengthOf, minimumOf, phonePattern } from './field-rules.js'

/** The form-js component that asks for a field and demands of it what the server will demand. `regions` fill a list of counties. */
export function componentOf (field: Field, regions: Region[]): FormComponent {
  const { type, validate, ...rest } = inputOf(field, regions)
  const rules = { ...(field.required ? { required: true } : {}), ...validate }
  return {
    type,
    key: field.id,
    id: `field_${field.id}`,
    label: labelOf(field),
    ...rest,
    ...(Object.keys(rules).length === 0 ? {} : { validate: rules }),
    ...(field.applies_when === null ? {} : { conditional: { hide: hideUnless(field.applies_when) } })
  }
}

/** Label with its unit, as the applicant reads it. */
export function labelOf (field: Pick<Field, 'label' | 'unit'>): string {
  return field.unit === null ? field.label : `${field.label}（${field.unit}）`
}

function inputOf (field: Field, regions: Region[]): FormComponent {
  switch (field.type) {
    case 'text':
    case 'table': return { type: 'textarea', validate: textRules(field) }
    case 'integer': return { type: 'number', decimalDigits: 0, validate: range(field) }
    case 'number': return { type: 'number', validate: range(field) }
    case 'boolean': return { type: 'radio', values: [{ label: '是', value: true }, { label: '否', value: false }] }
    case 'date': return { type: 'datetime', subtype: 'date', dateLabel: labelOf(field) }
    case 'enum': return { type: 'select', values: optionsOf(field.enum ?? []) }
    case 'multi-enum': return { type: 'checklist', values: optionsOf(field.enum ?? []) }
    case 'phone': return { type: 'textfield', validate: { pattern: phonePattern } }
    case 'email': return { type: 'textfield', validate: { pattern: emailPattern } }
    case 'division-code': return { type: 'select', values: counties(regions) }
    default: return { type: 'textfield', validate: textRules(field) }
  }
}

/** Blanks alone fill in nothing, here and on the server. */
function textRules (field: Field): Record<string, unknown> {
  return { maxLength: maxLengthOf(field), ...(field.required ? { pattern: '\\S' } : {}) }
}

function range (field: Field): Record<string, unknown> {
  return { min: minimumOf(field), ...(field.max == null ? {} : { max: field.max }) }
}

function optionsOf (values: string[]): { label: string, value: string }[] {
  return values.map((value) => ({ label: value, value }))
}

function counties (regions: Region[]): { label: string, value: string }[] {
  return regions.filter((region) => region.level === '县区级').map((region) => ({ label: region.name, value: region.code }))
}
