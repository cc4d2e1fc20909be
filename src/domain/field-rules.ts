import type { Field } from '../catalogue/types.js'

/** Mainland mobile number, or landline with area code and optional extension (also 400/800 numbers). */
export const phonePattern = '^(1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}(-\\d{1,6})?|[48]00-?\\d{3}-?\\d{4})$'
export const emailPattern = '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$'

/** Longest text accepted, in characters. */
export function maxLengthOf (field: Pick<Field, 'type'>): number {
  return isLongText(field) ? 2000 : 200
}

/** Of several lines. */
export function isLongText ({ type }: Pick<Field, 'type'>): boolean {
  return type === 'text' || type === 'table'
}

// Control characters, and the marks that turn the direction of writing: on a licence they make a name look like another.
/* eslint-disable no-control-regex */
export const forbiddenInLines = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/
export const forbiddenInTexts = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/
/* eslint-enable no-control-regex */

/** Numbers of the forms are areas, counts, sums: not negative unless the field says otherwise. */
export function minimumOf (field: Field): number {
  return field.min ?? 0
}
