import type { Field } from '../catalogue/types.js'

/** Mainland mobile number, or landline with area code and optional extension (also 400/800 numbers). */
export const phonePattern = '^(1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}(-\\d{1,6})?|[48]00-?\\d{3}-?\\d{4})$'
export const emailPattern = '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$'

/** Longest text accepted, in characters. */
export function maxLengthOf (field: Pick<Field, 'type'>): number {
  return field.type === 'text' || field.type === 'table' ? 2000 : 200
}

/** Numbers of the forms are areas, counts, sums: not negative unless the field says otherwise. */
export function minimumOf (field: Field): number {
  return field.min ?? 0
}
