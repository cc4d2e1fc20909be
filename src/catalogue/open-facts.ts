import type { PublishedIndustry } from './types.js'

/** A fact that the city still has to confirm: where it stands and what it says. */
export interface OpenFact { path: string, kind: 'text' | 'value', text: string }

/** Derived parts and shared registries repeat or stand outside of the industry's own facts. */
const skipped = new Set(['departments', 'regions', 'defaults', 'common_fields', 'form_components', 'collaborating_departments', 'unified_materials'])

/** Everything marked 〔待核〕 or `unverified: true` in an industry and its permits, by path (list items by their id). */
export function openFacts (industry: PublishedIndustry): OpenFact[] {
  return factsBelow(industry, '')
}

function factsBelow (value: unknown, path: string): OpenFact[] {
  if (typeof value === 'string') return value.includes('待核') ? [{ path, kind: 'text', text: value }] : []
  if (Array.isArray(value)) return value.flatMap((item, index) => factsBelow(item, `${path}/${idOf(item) ?? index}`))
  if (typeof value !== 'object' || value === null) return []
  const own: OpenFact[] = 'unverified' in value && value.unverified === true ? [{ path, kind: 'value', text: `${valueText(value)}〔待核〕` }] : []
  return [...own, ...Object.entries(value).filter(([key]) => !skipped.has(key)).flatMap(([key, item]) => factsBelow(item, `${path}/${key}`))]
}

function idOf (item: unknown): string | undefined {
  return typeof item === 'object' && item !== null && 'id' in item ? String(item.id) : undefined
}

function valueText (value: object): string {
  if (!('n' in value)) return '本项内容'
  if (!('unit' in value)) return `${String(value.n)}项`
  return `${String(value.n)}${value.unit === '月' ? '个月' : String(value.unit)}`
}
