import { nextTick, ref, type Ref } from 'vue'
import { fieldProblemsOf, messageOf, type FieldProblem } from '../api/client.ts'

export interface FieldForm {
  form: Ref<HTMLFormElement | undefined>
  isBusy: Ref<boolean>
  /** What went wrong with the whole of it. */
  told: Ref<string>
  /** What is wrong with a field; empty: nothing. */
  problemOf (field: string): string
  /** Sends it, unless it is under way already; the first field that is wrong then has the focus. */
  send (work: () => Promise<unknown>): Promise<void>
}

/** A form whose mistakes are told beside their fields. Where they are told in one sentence, `useAction` is enough. */
export function useFieldForm (): FieldForm {
  const form = ref<HTMLFormElement>()
  const isBusy = ref(false)
  const told = ref('')
  const problems = ref<FieldProblem[]>([])

  async function send (work: () => Promise<unknown>): Promise<void> {
    if (isBusy.value) return
    isBusy.value = true
    problems.value = []
    told.value = ''
    try {
      await work()
    } catch (error) {
      problems.value = fieldProblemsOf(error)
      told.value = problems.value.length > 0 ? `有 ${problems.value.length} 处要改，见下。` : messageOf(error)
      await nextTick()
      form.value?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    } finally {
      isBusy.value = false
    }
  }

  return { form, isBusy, told, problemOf: (field) => problems.value.find((one) => one.field === field)?.problem ?? '', send }
}
