import { ApiFailure, ask } from '../../api/client.ts'
import type { Application } from '../../api/types.ts'

export type DraftContent = Pick<Application, 'answers' | 'permits' | 'commitments' | 'tolerated' | 'form'>

/**
 * Saves a draft in place of the version that this page knows. One that was saved elsewhere meanwhile (another tab, another device, the window) is not
 * overwritten; one that this page sent itself, whose answer was lost, is.
 * @returns saves and gives the time of it; `overwrites`: whatever is there. @throws ApiFailure `application-changed`
 */
export function useDraftSaving ({ id, updatedAt }: Pick<Application, 'id' | 'updatedAt'>): (content: DraftContent, how?: { overwrites: boolean }) => Promise<string> {
  let version = updatedAt
  let unanswered: string[] = []

  async function put (content: DraftContent, { overwrites } = { overwrites: false }): Promise<string> {
    unanswered.push(textOf(content))
    try {
      const saved = await ask<Application>('PUT', `/applications/${id}`, { body: content, headers: overwrites ? {} : { 'if-match': `"${version}"` } })
      version = saved.updatedAt
      unanswered = []
      return version
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.code !== 'application-changed' || !await isOwn()) throw error
      return await put(content)
    }
  }

  async function isOwn (): Promise<boolean> {
    const { answers, permits, commitments, tolerated, form, updatedAt: changedAt } = await ask<Application>('GET', `/applications/${id}`)
    if (changedAt === version || !unanswered.includes(textOf({ answers, permits, commitments, tolerated, form }))) return false
    version = changedAt
    return true
  }

  return put
}

/** The same for the same content, in whatever order its parts stand. */
function textOf (content: DraftContent): string {
  return JSON.stringify(content, (_key, value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => one < other ? -1 : 1))
    : value)
}
