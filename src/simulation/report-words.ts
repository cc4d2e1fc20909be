import { subCaseStateNames } from '../domain/state-names.js'
import { twists } from './twists.js'

/** Outcomes of a permit in words. */
export const outcomeNames: Readonly<Record<string, string>> = subCaseStateNames

/** Never 100 % while something is missing. */
export function percent (part: number, whole: number): string {
  return whole === 0 ? '100%' : `${Math.floor(part / whole * 100)}%`
}

/** Twists by what they are called; several have one name. */
export function twistNames (ids: readonly string[]): string {
  return [...new Set(ids.map((id) => twists.find((twist) => twist.id === id)?.name ?? id))].join('、')
}
