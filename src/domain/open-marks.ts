/** What stands for a fact that the city hasn't confirmed yet. */
export const toBeConfirmed = '待本市确认'

/**
 * The catalogue marks such facts 〔待核〕 for the staff who keep them; the public reads 待本市确认 in the same place. Applied to every text
 * below a value; numbers, keys and `unverified` stay as they are.
 */
export function withPublicMarks<Value> (value: Value): Value {
  if (typeof value === 'string') return value.replaceAll('待核', toBeConfirmed) as Value
  if (Array.isArray(value)) return value.map((one: unknown) => withPublicMarks(one)) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withPublicMarks(one as unknown)])) as Value
}
