import { createHash } from 'node:crypto'
import type { PublishedIndustry, Resource } from './types.js'

/** SHA-256 (hex) over an industry and its deployed resources: the same content always gives the same hash, whatever the order of keys. */
export function contentHash (industry: PublishedIndustry, resources: Resource[]): string {
  const sorted = [...resources].sort((a, b) => a.name < b.name ? -1 : 1)
  return hashOf({ industry, resources: sorted })
}

/** SHA-256 (hex) over any JSON value, whatever the order of keys. */
export function hashOf (value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}

function canonical (value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, one]) => one !== undefined).sort(([a], [b]) => a < b ? -1 : 1)
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`
}
