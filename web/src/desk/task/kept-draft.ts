const nameOf = (login: string, taskKey: string): string => `onelicence.draft.${login}.${taskKey}`

/** What was typed where there is no network, on this device alone, until the server has it. A browser that keeps nothing goes without. */
export function keepDraft (login: string, taskKey: string, data: Record<string, unknown>): void {
  try {
    localStorage.setItem(nameOf(login, taskKey), JSON.stringify(data))
  } catch {}
}

export function keptDraft (login: string, taskKey: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(localStorage.getItem(nameOf(login, taskKey)) ?? 'null') as Record<string, unknown> | null ?? undefined
  } catch {
    return undefined
  }
}

export function forgetDraft (login: string, taskKey: string): void {
  try {
    localStorage.removeItem(nameOf(login, taskKey))
  } catch {}
}
