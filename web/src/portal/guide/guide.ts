import { onBeforeUnmount, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { ApiFailure, ask, messageOf } from '../../api/client.ts'
import type { Guide } from '../../api/types.ts'

export type Answers = Record<string, unknown>
/** `permits`: those wanted; undefined: all that apply. */
export interface GuideQuestion { answers: Answers, permits?: string[] }
export interface PermitChannel { permit: string, name: string, department: string, window: string, address: string, telephone: string }

export interface AskedGuide {
  guide: ShallowRef<Guide | undefined>
  problem: Ref<string>
  /** Where each permit is applied for by itself, when the industry takes no applications now. */
  channels: Ref<PermitChannel[]>
  isAsking: Ref<boolean>
  load (): Promise<void>
}

/** The one-time guide of an industry, asked for again whenever the answers change; undefined: not yet known what to ask. */
export function useGuide (industry: () => string | undefined, question: () => GuideQuestion): AskedGuide {
  const guide = shallowRef<Guide>()
  const problem = ref('')
  const channels = ref<PermitChannel[]>([])
  const isAsking = ref(true)
  let current: AbortController | undefined

  async function load (): Promise<void> {
    const id = industry()
    if (id === undefined) return
    current?.abort()
    const mine = current = new AbortController()
    isAsking.value = true
    try {
      const answer = await ask<Guide>('POST', `/industries/${encodeURIComponent(id)}/guide`, { body: question(), signal: mine.signal })
      if (mine.signal.aborted) return
      guide.value = answer
      problem.value = ''
    } catch (error) {
      if (mine.signal.aborted) return
      problem.value = reasonOf(error)
      channels.value = error instanceof ApiFailure && Array.isArray(error.details.alternatives) ? error.details.alternatives as PermitChannel[] : []
    } finally {
      if (current === mine) isAsking.value = false
    }
  }

  watch([industry, () => JSON.stringify(question())], load, { immediate: true })
  onBeforeUnmount(() => current?.abort())
  return { guide, problem, channels, isAsking, load }
}

function reasonOf (error: unknown): string {
  const reason = error instanceof ApiFailure ? error.details.reason : undefined
  return typeof reason === 'string' ? `${messageOf(error)}：${reason}` : messageOf(error)
}
