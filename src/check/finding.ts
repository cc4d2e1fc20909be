import type { CatalogueProblem } from '../catalogue/catalogue-error.js'

/** One thing that is wrong in the catalogue, in words for the person who edits it. `rule` is explained in docs/lint-rules/<rule>.md. */
export interface Finding {
  /** Path below the catalogue folder. */
  file: string
  /** 1-based; null when the whole file is meant. */
  line: number | null
  element: { id: string, name: string | null } | null
  rule: string
  what: string
  howToMend: string
  /** A warning doesn't stop anything. */
  severity: 'error' | 'warning'
}

/** Rules that look at more than one model; those of one model are bpmnlint rules. */
export const checkRules = [
  'catalogue', 'readable', 'deployment', 'process-name', 'known-message', 'known-error', 'caught-error', 'known-group', 'feel', 'known-variable', 'declared-entry',
  'element-template', 'from-template', 'visit-or-post-check', 'way-out'
] as const
export type CheckRule = typeof checkRules[number]

export function findingOf (rule: CheckRule, { file, line, what, howToMend }: CatalogueProblem): Finding {
  return { file, line, element: null, rule, what, howToMend, severity: 'error' }
}
