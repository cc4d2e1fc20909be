import { onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { messageOf } from '../api/client.ts'

export interface Loaded<Data> {
  data: ShallowRef<Data | undefined>
  /** What to tell; empty: nothing went wrong. */
  problem: Ref<string>
  isLoading: Ref<boolean>
  /** Asks again; what is shown stays until the answer is there. */
  load (): Promise<void>
}

/** Something a page shows that comes from the API: loading, there, or failed with a way to try again. A page that is left no longer waits. */
export function useLoaded<Data> (ask: (signal: AbortSignal) => Promise<Data>): Loaded<Data> {
  const data = shallowRef<Data>()
  const problem = ref('')
  const isLoading = ref(true)
  let current: AbortController | undefined

  async function load (): Promise<void> {
    current?.abort()
    const mine = current = new AbortController()
    isLoading.value = true
    problem.value = ''
    try {
      const answer = await ask(mine.signal)
      if (!mine.signal.aborted) data.value = answer
    } catch (error) {
      if (!mine.signal.aborted) problem.value = messageOf(error)
    } finally {
      if (current === mine) isLoading.value = false
    }
  }

  onBeforeUnmount(() => current?.abort())
  load()
  return { data, problem, isLoading, load }
}
