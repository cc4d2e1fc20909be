import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { ApiFailure, ask, isForSomebodyElse, messageOf } from '../../api/client.ts'
import { inMinutes } from '../../components/dates.ts'
import { forgetDraft, keepDraft, keptDraft } from './kept-draft.ts'

export interface TaskDraft {
  /** What this device still has of an earlier time and the server hasn't. */
  kept: Record<string, unknown> | undefined
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

/** Saves what is typed a moment after the typing. Until the server has it, this device keeps it, and tries again: an inspector's telephone has no network everywhere. */
export function useTaskDraft (key: string, login: string): TaskDraft {
  const kept = keptDraft(login, key)
  const state = ref(kept === undefined ? '' : '这台设备上还有没保存的填写')
  const isFailing = ref(false)
  let waiting = kept
  let timer: ReturnType<typeof setTimeout> | undefined

  function change (data: Record<string, unknown>): void {
    waiting = data
    keepDraft(login, key, data)
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
      await ask('PUT', `/tasks/${key}/draft`, { body: { data }, as: login })
      isFailing.value = false
      if (waiting !== undefined) return
      forgetDraft(login, key)
      state.value = `草稿已保存（${inMinutes(new Date().toISOString()).split(' ').at(-1)}）`
    } catch (error) {
      isFailing.value = true
      if (error instanceof ApiFailure && error.isFinal) {
        // Who has lost the right to it may get it back; the words stay with their own person
        if (error.status !== 403) forgetDraft(login, key)
        state.value = `草稿没有保存：${messageOf(error)}`
        return
      }
      waiting ??= data
      state.value = isForSomebodyElse(error) ? '现在登录的是另一个人。填写的内容存在这台设备上，您登录后自动保存' : '没有网络，填写的内容存在这台设备上，联网后自动保存'
      again(retryMs)
    }
  }

  function drop (): void {
    clearTimeout(timer)
    waiting = undefined
    forgetDraft(login, key)
  }

  onMounted(() => {
    window.addEventListener('online', flush)
    if (kept !== undefined) flush()
  })
  onBeforeUnmount(() => {
    window.removeEventListener('online', flush)
    flush().finally(() => clearTimeout(timer))
  })
  return { kept, state, isFailing, change, flush, drop }
}
