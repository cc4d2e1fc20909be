import { onBeforeUnmount, ref, type Ref } from 'vue'
import { ask, messageOf } from '../../api/client.ts'
import { inMinutes } from '../../components/dates.ts'

export interface Draft {
  /** What has become of the last change, in words; empty before any. */
  state: Ref<string>
  isFailing: Ref<boolean>
  change (data: Record<string, unknown>): void
  /** Saves now what waits. */
  flush (): Promise<void>
  /** The task is done: nothing is to be saved any more. */
  drop (): void
}

const pauseMs = 1200
const retryMs = 10_000

/** Saves what is typed a moment after the typing; what could not be saved is tried again. */
export function useDraft (key: string): Draft {
  const state = ref('')
  const isFailing = ref(false)
  let waiting: Record<string, unknown> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function change (data: Record<string, unknown>): void {
    waiting = data
    state.value = '有改动，稍后保存…'
    again(pauseMs)
  }

  function again (ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(flush, ms)
  }

  async function flush (): Promise<void> {
    clearTimeout(timer)
    if (waiting === undefined) return
    const data = waiting
    waiting = undefined
    try {
      await ask('PUT', `/tasks/${key}/draft`, { body: { data } })
      isFailing.value = false
      if (waiting === undefined) state.value = `草稿已保存（${inMinutes(new Date().toISOString()).split(' ').at(-1)}）`
    } catch (error) {
      waiting ??= data
      isFailing.value = true
      state.value = `草稿没有存上：${messageOf(error)}`
      again(retryMs)
    }
  }

  function drop (): void {
    clearTimeout(timer)
    waiting = undefined
  }

  onBeforeUnmount(() => { flush().finally(drop) })
  return { state, isFailing, change, flush, drop }
}
