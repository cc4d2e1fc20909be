import type { LocationQuery } from 'vue-router'

/** How the inbox was left for one of its tasks, so that who comes back goes on with the next one. */
let order: string[] = []
let query: LocationQuery = {}
let doneKey: string | undefined
let doneText = ''

export const leftInbox = {
  noteOrder (keys: string[] | undefined, at: LocationQuery): void {
    if (keys === undefined || doneKey !== undefined) return
    order = keys
    query = at
  },
  /** The inbox's filters when it was left. */
  query: (): LocationQuery => query,
  /** A task has been done; `text` says so at the head of the inbox. */
  noteDone (key: string, text: string): void {
    doneKey = key
    doneText = text
  },
  takeDone (): string {
    const text = doneText
    doneText = ''
    return text
  },
  /** The first of those loaded that came after the task done. */
  takeNext (loaded: { key: string }[]): string | undefined {
    if (doneKey === undefined) return undefined
    const behind = order.slice(order.indexOf(doneKey) + 1)
    const keys = new Set(loaded.map(({ key }) => key))
    doneKey = undefined
    order = loaded.map(({ key }) => key)
    return behind.find((key) => keys.has(key)) ?? loaded[0]?.key
  }
}
