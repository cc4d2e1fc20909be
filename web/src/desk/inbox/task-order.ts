import type { Inbox, InboxTask } from '../../api/types.ts'

export type Place = Pick<InboxTask, 'dueAt' | 'key'>

/** As the API sorts: most urgent first, those without a date last. */
export function compareTasks (a: Place, b: Place): number {
  const [dueA, dueB] = [a.dueAt ?? '~', b.dueAt ?? '~']
  if (dueA !== dueB) return dueA < dueB ? -1 : 1
  return a.key === b.key ? 0 : a.key < b.key ? -1 : 1
}

/** The list with one stretch of it, from `after` on, as the API has it now: what lay there and isn't in the answer has gone. A page at the end is only added: the list may be long. */
export function replaceStretch (list: InboxTask[], after: Place | null, { items, next }: Pick<Inbox, 'items' | 'next'>): InboxTask[] {
  const end = list.at(-1)
  if (after !== null && end !== undefined && compareTasks(after, end) === 0 && items.every((task) => compareTasks(task, end) > 0)) return [...list, ...items]
  const fresh = new Set(items.map(({ key }) => key))
  const last = next === null ? undefined : items.at(-1)
  const before = after === null ? [] : list.filter((task) => !fresh.has(task.key) && compareTasks(task, after) <= 0)
  const behind = last === undefined ? [] : list.filter((task) => !fresh.has(task.key) && compareTasks(task, last) > 0)
  return [...before, ...items, ...behind]
}
