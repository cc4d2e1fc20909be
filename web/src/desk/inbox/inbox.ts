import { computed, onBeforeUnmount, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { ask, messageOf } from '../../api/client.ts'
import type { Inbox, InboxTask } from '../../api/types.ts'
import type { Loaded } from '../../components/load.ts'
import { apiQuery, type InboxFilter } from './inbox-filter.ts'
import { compareTasks, replaceStretch, type Place } from './task-order.ts'

const pageSize = 100

/** Where a page of the API's begins: after this task, with this cursor; the first one after none. */
interface Mark { after: Place | null, cursor: string | null }

export interface LiveInbox extends Loaded<InboxTask[]> {
  about: ShallowRef<Pick<Inbox, 'counts' | 'permits'> | undefined>
  hasMore: Ref<boolean>
  loadMore (): Promise<void>
  /** Asks again for what is shown between two places of the list. */
  refresh (first: number, last: number): Promise<void>
  /** Notes at once what the API has said about a task. */
  change (key: string, changes: Partial<InboxTask>): void
}

/** The tasks that match a filter, loaded as far as somebody has scrolled. */
export function useInbox (filter: Ref<InboxFilter>): LiveInbox {
  const data = shallowRef<InboxTask[]>()
  const about = shallowRef<Pick<Inbox, 'counts' | 'permits'>>()
  const problem = ref('')
  const isLoading = ref(true)
  const tail = shallowRef<Mark | null>(null)
  let marks: Mark[] = []
  let current = new AbortController()

  async function loadStretch (mark: Mark): Promise<Mark | null> {
    const { signal } = current
    const answer = await ask<Inbox>('GET', `/tasks?${apiQuery(filter.value, { limit: pageSize, cursor: mark.cursor })}`, { signal })
    if (signal.aborted) return null
    const list = replaceStretch(data.value ?? [], mark.after, answer)
    const last = answer.items.at(-1)
    const next = answer.next === null || last === undefined ? null : { after: last, cursor: answer.next }
    if (next === null) tail.value = null
    else if (compareTasks(last!, list.at(-1)!) === 0) tail.value = next
    marks = [...marks.filter(({ after }) => after === null || next === null || compareTasks(after, next.after) !== 0), ...(next === null ? [] : [next])].sort(byPlace)
    about.value = { counts: answer.counts, permits: answer.permits }
    data.value = list
    return next
  }

  /** A failure while there is something to see leaves it there; the next turn tries again. */
  async function attempt (act: () => Promise<void>): Promise<void> {
    const { signal } = current
    isLoading.value = true
    try {
      await act()
      if (!signal.aborted) problem.value = ''
    } catch (error) {
      if (!signal.aborted) problem.value = messageOf(error)
    } finally {
      if (!signal.aborted) isLoading.value = false
    }
  }

  async function load (): Promise<void> {
    current.abort()
    current = new AbortController()
    const first = { after: null, cursor: null }
    marks = [first]
    tail.value = null
    data.value = undefined
    await attempt(async () => { await loadStretch(first) })
  }

  async function loadMore (): Promise<void> {
    const mark = tail.value
    if (mark !== null && !isLoading.value) await attempt(async () => { await loadStretch(mark) })
  }

  async function refresh (first: number, last: number): Promise<void> {
    if (isLoading.value) return
    const [from, to] = [data.value?.[first], data.value?.[last]]
    await attempt(async () => {
      let mark: Mark | null = marks.findLast(({ after }) => after === null || (from !== undefined && compareTasks(after, from) < 0)) ?? null
      while (mark !== null) {
        const next = await loadStretch(mark)
        mark = next !== null && to !== undefined && compareTasks(next.after!, to) < 0 ? next : null
      }
    })
  }

  function change (key: string, changes: Partial<InboxTask>): void {
    data.value = data.value?.map((task) => task.key === key ? { ...task, ...changes } : task)
  }

  watch(filter, load, { immediate: true })
  onBeforeUnmount(() => current.abort())
  return { data, about, problem, isLoading, load, loadMore, refresh, change, hasMore: computed(() => tail.value !== null) }
}

function byPlace (a: Mark, b: Mark): number {
  if (a.after === null || b.after === null) return a.after === b.after ? 0 : a.after === null ? -1 : 1
  return compareTasks(a.after, b.after)
}
