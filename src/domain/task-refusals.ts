/** The code under which a user task's unlawful completion is refused, by API and model alike (boundary errors of the same code). */
export type RefusalCode = 'decision-not-allowed' | 'visit-not-allowed' | 'findings-not-allowed'

const findingsTasks: ReadonlySet<string> = new Set(['inspect', 'recheck', 'post-check', 'post-check-recheck'])

export function refusalCodeOf (elementId: string): RefusalCode {
  if (elementId === 'confirm-visit') return 'visit-not-allowed'
  return findingsTasks.has(elementId) ? 'findings-not-allowed' : 'decision-not-allowed'
}
