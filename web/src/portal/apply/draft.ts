import { computed, onBeforeUnmount, onMounted, ref, type ComputedRef, type Ref } from 'vue'
import { ApiFailure, ask, fieldProblemsOf, upload, type FieldProblem } from '../../api/client.ts'
import type { Application } from '../../api/types.ts'
import { useDraftSaving, type DraftContent } from './draft-saving.ts'
import { refusalOf } from './refusal.ts'

export type Saving = 'saved' | 'waiting' | 'saving' | 'failed'

export interface Draft {
  id: string
  content: Ref<DraftContent>
  /** Answers and form together: what the conditions are judged by. */
  facts: ComputedRef<Record<string, unknown>>
  /** What came from the account, by field, as it was when the draft was opened. */
  prefilled: ReadonlyMap<string, unknown>
  materials: Ref<Application['materials']>
  saving: Ref<Saving>
  savedAt: Ref<string>
  problem: Ref<string>
  /** It was saved elsewhere meanwhile: nothing is saved here until its person has decided. */
  isChangedElsewhere: Ref<boolean>
  /** Fields whose value was not saved, and why. */
  wrong: Ref<FieldProblem[]>
  /** Takes a change and saves it shortly after. */
  change (part: Partial<DraftContent>): void
  /** Saves at once; whether all is saved. */
  save (): Promise<boolean>
  /** Saves in place of what was saved elsewhere. */
  overwrite (): Promise<boolean>
  handIn (material: string, file: File, onProgress: (fraction: number) => void): Promise<void>
  /** Takes a file that was handed in before. */
  reuse (material: string, hash: string): Promise<void>
  takeBack (material: string): Promise<void>
  /** At the window: that the original was seen, or not. */
  seeOriginal (material: string, isSeen: boolean): Promise<void>
}

type HandedIn = Application['materials'][number]
const pauseMs = 800

/** An application that is being filled in: saved as its person goes on, one request at a time. */
export function useDraft (application: Application): Draft {
  const { id, answers, permits, commitments, tolerated, form } = application
  const prefilled = new Map(application.prefilled.map((field) => [field, form[field]]))
  const content = ref<DraftContent>({ answers, permits, commitments, tolerated, form })
  const saving = ref<Saving>('saved')
  const savedAt = ref(application.updatedAt)
  const problem = ref('')
  const isChangedElsewhere = ref(false)
  const wrong = ref<FieldProblem[]>([])
  const materials = ref(application.materials)
  const put = useDraftSaving(application)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let isOverwriting = false

  function change (part: Partial<DraftContent>): void {
    content.value = { ...content.value, ...part }
    saving.value = 'waiting'
    clearTimeout(timer)
    timer = setTimeout(save, pauseMs)
  }

  async function save (): Promise<boolean> {
    clearTimeout(timer)
    running ??= saveAll().finally(() => { running = undefined })
    await running
    return saving.value === 'saved'
  }

  async function overwrite (): Promise<boolean> {
    isOverwriting = true
    return await save().finally(() => { isOverwriting = false })
  }

  async function saveAll (): Promise<void> {
    while (saving.value === 'waiting' || saving.value === 'failed') {
      saving.value = 'saving'
      try {
        savedAt.value = await putRight(content.value)
        problem.value = ''
        isChangedElsewhere.value = false
        // What was changed meanwhile waits, and is saved next
        if (isStill('saving')) saving.value = 'saved'
      } catch (error) {
        problem.value = wordsOf(error)
        isChangedElsewhere.value ||= error instanceof ApiFailure && error.code === 'application-changed'
        saving.value = 'failed'
        return
      }
    }
  }

  /** Asked anew: it changes while a request is under way. */
  const isStill = (state: Saving): boolean => saving.value === state

  /** What the API finds wrong is left out, so that the rest is safe. */
  async function putRight (draft: DraftContent): Promise<string> {
    const body = { ...draft, form: withAnswers(draft) }
    const how = { overwrites: isOverwriting }
    try {
      const updatedAt = await put(body, how)
      wrong.value = []
      return updatedAt
    } catch (error) {
      const problems = error instanceof ApiFailure && error.code === 'invalid-form' ? fieldProblemsOf(error) : []
      if (problems.length === 0) throw error
      const kept = Object.fromEntries(Object.entries(body.form).filter(([key]) => problems.every(({ field }) => field !== key)))
      const updatedAt = await put({ ...body, form: kept }, how)
      wrong.value = problems
      return updatedAt
    }
  }

  async function handIn (material: string, file: File, onProgress: (fraction: number) => void): Promise<void> {
    // It must be known first which permits are applied for
    await save()
    const body = new FormData()
    body.append('file', file)
    note(await upload<HandedIn>('PUT', `/applications/${id}/materials/${material}`, body, onProgress))
  }

  async function reuse (material: string, hash: string): Promise<void> {
    await save()
    note(await ask<HandedIn>('PUT', `/applications/${id}/materials/${material}/reuse`, { body: { hash } }))
  }

  function note ({ id: material, fileName, uploadedAt }: HandedIn): void {
    materials.value = [...materials.value.filter((one) => one.id !== material), { id: material, fileName, uploadedAt, originalSeenAt: null }]
  }

  async function takeBack (material: string): Promise<void> {
    await ask('DELETE', `/applications/${id}/materials/${material}`)
    materials.value = materials.value.filter((one) => one.id !== material)
  }

  async function seeOriginal (material: string, isSeen: boolean): Promise<void> {
    const uploadedAt = materials.value.find((one) => one.id === material)?.uploadedAt
    const mark = await ask<{ originalSeenAt: string | null }>('PUT', `/applications/${id}/materials/${material}/original`, { body: { isSeen, uploadedAt } })
    materials.value = materials.value.map((one) => one.id === material ? { ...one, ...mark } : one)
  }

  const saveHidden = (): void => { if (document.visibilityState === 'hidden' && saving.value === 'waiting') save() }
  const saveAgain = (): void => { if (saving.value === 'failed') save() }
  onMounted(() => {
    document.addEventListener('visibilitychange', saveHidden)
    window.addEventListener('online', saveAgain)
  })
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', saveHidden)
    window.removeEventListener('online', saveAgain)
    if (saving.value === 'waiting') save()
  })

  const facts = computed(() => ({ ...content.value.form, ...content.value.answers }))
  return { id, content, facts, prefilled, materials, saving, savedAt, problem, isChangedElsewhere, wrong, change, save, overwrite, handIn, reuse, takeBack, seeOriginal }
}

/** A field of the form that a question has answered says the same. */
function withAnswers ({ answers, form }: DraftContent): Record<string, unknown> {
  return Object.fromEntries(Object.entries(form).map(([key, value]) => [key, answers[key] ?? value]))
}

function wordsOf (error: unknown): string {
  const { message, reasons } = refusalOf(error)
  return reasons.length === 0 ? message : `${message}：${reasons.map(({ text }) => text).join('；')}`
}
