import type { evaluate as evaluateFeel } from 'feelin'
import type { FormComponent } from '../../api/types.ts'

export type Evaluate = typeof evaluateFeel
export type Facts = Record<string, unknown>
export interface FormGroup { id: string, label: string, fields: FormComponent[] }

/** The conditions and checks of the form are FEEL; what reads it comes when a form is opened. */
export async function loadFeel (): Promise<Evaluate> {
  return (await import('feelin')).evaluate
}

/** The form's groups with what applies to the facts. Commitments are chosen beside the permits. */
export function groupsOf (components: readonly FormComponent[], facts: Facts, evaluate: Evaluate): FormGroup[] {
  return components.map((group) => ({
    id: group.id ?? group.label ?? '',
    label: group.label ?? '',
    fields: fieldsOf(group.components ?? []).filter((field) => field.key !== 'use_commitment' && isShown(field, facts, evaluate))
  })).filter(({ fields }) => fields.length > 0)
}

/** All fields, groups within groups opened. */
export function fieldsOf (components: readonly FormComponent[]): FormComponent[] {
  return components.flatMap((component) => component.components !== undefined ? fieldsOf(component.components) : component.key === undefined ? [] : [component])
}

function isShown ({ conditional }: FormComponent, facts: Facts, evaluate: Evaluate): boolean {
  return conditional?.hide === undefined || feelValue(conditional.hide, facts, evaluate) !== true
}

/** What is wrong with a value, in the words of the form; empty: nothing. */
export function problemOf (field: FormComponent, value: unknown, facts: Facts, evaluate: Evaluate): string {
  const { required, pattern, patternErrorMessage, min, max } = field.validate ?? {}
  if (isEmpty(value)) return required === true ? '必须填写' : ''
  if (typeof value === 'number') {
    if (field.decimalDigits === 0 && !Number.isInteger(value)) return '应为整数'
    if (typeof min === 'number' && value < min) return `不能小于 ${min}`
    return typeof max === 'number' && value > max ? `不能大于 ${max}` : ''
  }
  if (typeof value !== 'string') return ''
  if (typeof pattern === 'string' && !new RegExp(pattern).test(value)) return typeof patternErrorMessage === 'string' ? patternErrorMessage : '不符合格式'
  return isExpression(field.description) ? String(feelValue(field.description, facts, evaluate) ?? '') : ''
}

/** Help that stands with the field; a check of the value is told as its problem. */
export function helpOf ({ description }: FormComponent): string {
  return typeof description === 'string' && !isExpression(description) ? description : ''
}

export function isEmpty (value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)
}

function isExpression (text: unknown): text is string {
  return typeof text === 'string' && text.startsWith('=')
}

function feelValue (expression: string, facts: Facts, evaluate: Evaluate): unknown {
  return evaluate(expression.slice(1), facts).value
}
