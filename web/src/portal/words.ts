import type { Limit } from '../api/types.ts'

/** A limit as it is said: 20个工作日, 2个月, 当场. */
export function limitWords (limit: Limit): string {
  const mark = limit.unverified === true ? '（待本市确认）' : ''
  if (limit.n === 0) return `当场${mark}`
  return `${limit.n}${limit.unit === '日' ? '日' : `个${limit.unit}`}${mark}`
}

/** An answer, or a value of the form, as it is read. */
export function valueWords (value: unknown, options: readonly { value: unknown, label?: string }[] | null | undefined = null): string {
  if (Array.isArray(value)) return value.map((one) => valueWords(one, options)).join('、')
  const label = options?.find((option) => option.value === value)?.label
  if (label !== undefined) return label
  if (typeof value === 'boolean') return value ? '是' : '否'
  return value === null || value === undefined ? '' : String(value)
}
