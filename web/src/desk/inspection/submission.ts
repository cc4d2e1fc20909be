import { computed, onBeforeUnmount, onMounted, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import { ApiFailure, ask } from '../../api/client.ts'
import { failureInWords } from '../failures.ts'
import { forgetInspection, keepInspection, type KeptInspection } from './device-store.ts'
import type { Photos } from './photos.ts'

export interface Submission {
  /** It was handed in here and is on its way, however long there is no network. */
  isPending: ComputedRef<boolean>
  /** How it stands, in words. */
  state: Ref<string>
  /** Why it was turned back. */
  problem: Ref<string>
  submit (variables: Record<string, unknown>): Promise<void>
  takeBack (): Promise<void>
}

const retryMs = 5_000

/**
 * Hands in: photos first, then the task; what the server won't take holds it up until somebody has taken it off. Without network it waits on this device and
 * goes on by itself, also when the page is opened anew. When the answer of the last attempt was lost, the task is done already, by its own person: that is no
 * failure.
 */
export function useSubmission (of: { inspection: () => KeptInspection, photos: Photos, reload: () => Promise<void>, onDone: () => Promise<void> }): Submission {
  const pending = shallowRef(of.inspection().submission)
  const state = ref('')
  const problem = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  let isUnderWay = false
  let isKept = true
  let isOver = false

  /** `variables` are plain values: the device's store can't copy Vue's proxies. */
  async function submit (variables: Record<string, unknown>): Promise<void> {
    if (pending.value !== null) return
    await setPending(variables)
    await push()
  }

  async function setPending (variables: Record<string, unknown> | null): Promise<void> {
    pending.value = variables
    isKept = await keepInspection({ ...of.inspection(), submission: variables }).then(() => true, () => false)
  }

  async function push (): Promise<void> {
    clearTimeout(timer)
    if (pending.value === null || isUnderWay || isOver) return
    isUnderWay = true
    problem.value = ''
    state.value = of.photos.waiting.value > 0 ? '正在发送照片…' : '正在提交…'
    try {
      if (!await of.photos.send()) throw new ApiFailure(0, 'offline', '')
      if (of.photos.refused.value > 0) return await turnBack(`有 ${of.photos.refused.value} 张照片或签名没有被收下：请看旁边的原因，去掉或者重拍以后再提交`)
      await complete(pending.value)
      await finish()
    } catch (error) {
      await setBack(error)
    } finally {
      isUnderWay = false
    }
  }

  async function complete (variables: Record<string, unknown>): Promise<void> {
    const { task, login } = of.inspection()
    state.value = '正在提交…'
    if (task.assignee === null) await ask('POST', `/tasks/${task.key}/claim`, { as: login })
    try {
      await ask('POST', `/tasks/${task.key}/complete`, { body: { variables }, as: login })
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.code !== 'task-done') throw error
      await of.reload()
      const { state, assignee } = of.inspection().task
      if (state !== 'completed' || assignee?.login !== login) throw error
    }
  }

  async function finish (): Promise<void> {
    const { login, taskKey } = of.inspection()
    pending.value = null
    await forgetInspection(login, taskKey).catch(() => {})
    await of.onDone()
  }

  /** Where there is no network, or the server can't just now, it is tried again; a refusal is for the person to mend, and so is a session that nobody signed in to again. */
  async function setBack (error: unknown): Promise<void> {
    if (error instanceof ApiFailure && !error.isFinal && error.status !== 401) {
      state.value = waitingWords(error)
      if (!isOver) timer = setTimeout(push, retryMs)
      return
    }
    await turnBack(failureInWords(error))
    await of.reload()
  }

  function waitingWords ({ status, message }: ApiFailure): string {
    if (status !== 0) return `${message}；稍后自动再提交`
    return isKept
      ? '没有网络。已记在这台设备上，联网后自动发送并提交，请不要清除浏览器数据'
      : '没有网络，这台设备也存不下（空间不足，或者是无痕浏览）。联网后自动发送并提交，请不要关闭页面'
  }

  async function turnBack (why: string): Promise<void> {
    problem.value = why
    state.value = ''
    await setPending(null)
  }

  async function takeBack (): Promise<void> {
    clearTimeout(timer)
    state.value = ''
    await setPending(null)
  }

  onMounted(() => {
    window.addEventListener('online', push)
    push()
  })
  onBeforeUnmount(() => {
    isOver = true
    clearTimeout(timer)
    window.removeEventListener('online', push)
  })
  return { isPending: computed(() => pending.value !== null), state, problem, submit, takeBack }
}
