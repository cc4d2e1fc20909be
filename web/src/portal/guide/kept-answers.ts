import type { Answers } from './guide.ts'

const prefix = 'answers of '
const keyOf = (industry: string): string => `${prefix}${industry}`

/** The answers to an industry's questions, kept while the browser's tab is open: who signs in between still has them. */
export function keptAnswers (industry: string): Answers {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(industry)) ?? '{}') as Answers
  } catch {
    return {}
  }
}

export function keepAnswers (industry: string, answers: Answers): void {
  try {
    sessionStorage.setItem(keyOf(industry), JSON.stringify(answers))
  } catch { /* A browser that keeps nothing asks again */ }
}

/** Whoever uses this tab next begins anew. */
export function forgetAnswers (): void {
  try {
    for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith(prefix))) sessionStorage.removeItem(key)
  } catch { /* A browser that keeps nothing has nothing to forget */ }
}
