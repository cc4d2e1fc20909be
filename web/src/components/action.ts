import { ref, type Ref } from 'vue'
import { fieldProblemsOf, messageOf } from '../api/client.ts'

export interface Action {
  isBusy: Ref<boolean>
  problem: Ref<string>
  /** Does it, unless it is under way already; whether it went well. */
  run (work: () => Promise<unknown>): Promise<boolean>
}

/** Something that a person sends off: once at a time, with what went wrong. */
export function useAction (): Action {
  const isBusy = ref(false)
  const problem = ref('')

  async function run (work: () => Promise<unknown>): Promise<boolean> {
    if (isBusy.value) return false
    isBusy.value = true
    problem.value = ''
    try {
      await work()
      return true
    } catch (error) {
      const fields = fieldProblemsOf(error).map(({ label, problem: text }) => `${label}${text}`)
      problem.value = fields.length > 0 ? fields.join('；') : messageOf(error)
      return false
    } finally {
      isBusy.value = false
    }
  }

  return { isBusy, problem, run }
}
