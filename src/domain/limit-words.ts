import type { Limit } from '../catalogue/types.js'

/** A limit as it is said: 20个工作日, 2个月, 当场. What the city hasn't confirmed yet says so. */
export function limitInWords (limit: Limit): string {
  const mark = limit.unverified === true ? '（待本市确认）' : ''
  if (limit.n === 0) return `当场${mark}`
  return `${limit.n}${limit.unit === '日' ? '日' : `个${limit.unit}`}${mark}`
}
