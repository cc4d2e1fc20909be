import { computed, onBeforeUnmount, onMounted, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { ApiFailure, messageOf } from '../../api/client.ts'

export interface Sending {
  /** How much has gone, from 0 to 1; undefined: nothing is on its way. */
  progress: Ref<number | undefined>
  problem: Ref<string>
  /** What waits for the connection. */
  waiting: ShallowRef<File | undefined>
  isBusy: ComputedRef<boolean>
  /** Sends it; whether it has arrived. */
  take (file: File): Promise<boolean>
  /** Sends again what waits. */
  retry (): Promise<void>
  forget (): void
}

const firstPauseMs = 3_000
const longestPauseMs = 60_000

/** Sends one file at a time. One that the connection broke off is kept, and sent again by itself when the connection is back. */
export function useSending (send: (file: File, onProgress: (fraction: number) => void) => Promise<void>, arrived: (file: File) => void): Sending {
  const progress = ref<number>()
  const problem = ref('')
  const waiting = shallowRef<File>()
  const isBusy = computed(() => progress.value !== undefined)
  let pauseMs = firstPauseMs
  let timer: ReturnType<typeof setTimeout> | undefined

  async function take (file: File): Promise<boolean> {
    if (isBusy.value) return false
    forget()
    progress.value = 0
    try {
      await send(file, (fraction) => { progress.value = fraction })
      pauseMs = firstPauseMs
      arrived(file)
      return true
    } catch (error) {
      if (error instanceof ApiFailure && error.code === 'offline') waitWith(file)
      else problem.value = `“${file.name}”没有交上：${messageOf(error)}`
      return false
    } finally {
      progress.value = undefined
    }
  }

  function waitWith (file: File): void {
    waiting.value = file
    timer = setTimeout(retry, pauseMs)
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }

  async function retry (): Promise<void> {
    // Without any network there is no need to try: the device says when it is back
    if (waiting.value !== undefined && navigator.onLine) await take(waiting.value)
  }

  function forget (): void {
    clearTimeout(timer)
    waiting.value = undefined
    problem.value = ''
  }

  onMounted(() => { window.addEventListener('online', retry) })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    window.removeEventListener('online', retry)
  })
  return { progress, problem, waiting, isBusy, take, retry, forget }
}
