import { setTimeout as delay } from 'node:timers/promises'

/**
 * Asks again until the answer is there (neither undefined, null nor false).
 * @throws after `timeoutMs`, naming what was awaited
 */
export async function waitFor<T> (what: string, ask: () => Promise<T> | T, timeoutMs = 60_000): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== null && answer !== false) return answer as NonNullable<Exclude<T, false>>
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs / 1000} s in vain: ${what}`)
    await delay(25)
  }
}
