import type { Field } from '../catalogue/types.js'
import { visibleLine, visibleLines } from './visible-text.js'

/** What a text must look like, as a regular expression of the browser and the server alike, and what is told when it doesn't. */
export interface TextRule { pattern: string, problem: string }

/** Mainland mobile number, or landline with area code and optional extension (also 400/800 numbers). */
const phone: TextRule = {
  pattern: '^(1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}(-\\d{1,6})?|[48]00-?\\d{3}-?\\d{4})$', problem: '应为手机号码，或带区号的固定电话，如 0371-23888888'
}
const email: TextRule = { pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$', problem: '应为电子邮箱' }
/** A day that the calendar has, 29 February in leap years only. */
const date: TextRule = {
  pattern: '^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|' +
    '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)$',
  problem: '应为日期，如 2026-01-31'
}

const oneLine: TextRule = { pattern: visibleLine, problem: '含有不能使用的控制字符、看不见的字符或换行' }
const severalLines: TextRule = { pattern: visibleLines, problem: '含有不能使用的控制字符或看不见的字符' }

/** What is demanded of a field that is written as text (dates too), in the order in which it is told; none for numbers and options. */
export function textRulesOf (field: Pick<Field, 'type'>): TextRule[] {
  switch (field.type) {
    case 'integer':
    case 'number':
    case 'boolean':
    case 'enum':
    case 'multi-enum':
    case 'division-code': return []
    case 'date': return [date]
    case 'phone': return [phone]
    case 'email': return [oneLine, notLonger(field), email]
    default: return [isLongText(field) ? severalLines : oneLine, notLonger(field)]
  }
}

/** Whether blanks alone fill in nothing: where any text will do. */
export function isFreeText (field: Pick<Field, 'type'>): boolean {
  return !['date', 'phone', 'email'].includes(field.type) && textRulesOf(field).length > 0
}

/** Of several lines. */
export function isLongText ({ type }: Pick<Field, 'type'>): boolean {
  return type === 'text' || type === 'table'
}

/** Longest text accepted, in UTF-16 units as browsers count. */
export function maxLengthOf (field: Pick<Field, 'type'>): number {
  return isLongText(field) ? 2000 : 200
}

/** Numbers of the forms are areas, counts, sums: not negative unless the field says otherwise. */
export function minimumOf (field: Pick<Field, 'min'>): number {
  return field.min ?? 0
}

/** Beyond this a number is no longer exact, on either side. */
export function maximumOf (field: Pick<Field, 'max'>): number {
  return field.max ?? Number.MAX_SAFE_INTEGER
}

function notLonger (field: Pick<Field, 'type'>): TextRule {
  const longest = maxLengthOf(field)
  return { pattern: `^[\\s\\S]{0,${longest}}$`, problem: `不能超过 ${longest} 字` }
}
