import type { Field, FormComponent, Region } from '../catalogue/types.js'
import { isWrongCode, problemOfCode } from './check-digit-feel.js'
import { hideUnless } from './feel.js'
import { isFreeText, maximumOf, maxLengthOf, minimumOf, textRulesOf } from './field-rules.js'

/** The form-js component that asks for a field and demands of it what the server will demand. `regions` fill a list of counties. */
export function componentOf (field: Field, regions: Region[]): FormComponent {
  const rules = rulesOf(field)
  return {
    ...inputOf(field, regions),
    key: field.id,
    id: `field_${field.id}`,
    label: labelOf(field),
    ...(field.check == null ? {} : { description: `=if ${isWrongCode(field, field.check)} then "${problemOfCode(field.check)}" else ""` }),
    ...(Object.keys(rules).length === 0 ? {} : { validate: rules }),
    ...(field.applies_when === null ? {} : { conditional: { hide: hideUnless(field.applies_when) } })
  }
}

/** What the browser demands of the value; form-js trims a text before it counts it, so the pattern counts again. */
function rulesOf (field: Field): Record<string, unknown> {
  return { ...(field.required ? { required: true } : {}), ...(isNumber(field) ? { min: minimumOf(field), max: maximumOf(field) } : patternRules(field)) }
}

/** A wrong check digit can't be told by a pattern: no length is short enough then, and the description says why. */
function patternRules (field: Field): Record<string, unknown> {
  const rules = textRulesOf(field)
  if (rules.length === 0) return {}
  const patterns = [...(field.required && isFreeText(field) ? ['[\\s\\S]*\\S'] : []), ...rules.map((rule) => rule.pattern)]
  const longest = maxLengthOf(field)
  return {
    pattern: patterns.length === 1 ? patterns[0] : `^${patterns.map((pattern) => `(?=${pattern})`).join('')}`,
    patternErrorMessage: rules.map((rule) => rule.problem).join('；'),
    ...(isFreeText(field) ? { maxLength: field.check == null ? longest : `=if ${isWrongCode(field, field.check)} then 0 else ${longest}` } : {})
  }
}

function isNumber ({ type }: Field): boolean {
  return type === 'integer' || type === 'number'
}

/** Label with its unit, as the applicant reads it. */
export function labelOf (field: Pick<Field, 'label' | 'unit'>): string {
  return field.unit === null ? field.label : `${field.label}（${field.unit}）`
}

function inputOf (field: Field, regions: Region[]): FormComponent {
  switch (field.type) {
    case 'text':
    case 'table': return { type: 'textarea' }
    case 'integer': return { type: 'number', decimalDigits: 0 }
    case 'number': return { type: 'number' }
    case 'boolean': return { type: 'radio', values: [{ label: '是', value: true }, { label: '否', value: false }] }
    case 'date': return { type: 'datetime', subtype: 'date', dateLabel: labelOf(field) }
    case 'enum': return { type: 'select', values: optionsOf(field.enum ?? []) }
    case 'multi-enum': return { type: 'checklist', values: optionsOf(field.enum ?? []) }
    case 'division-code': return { type: 'select', values: counties(regions) }
    default: return { type: 'textfield' }
  }
}

function optionsOf (values: string[]): { label: string, value: string }[] {
  return values.map((value) => ({ label: value, value }))
}

function counties (regions: Region[]): { label: string, value: string }[] {
  return regions.filter((region) => region.level === '县区级').map((region) => ({ label: region.name, value: region.code }))
}
