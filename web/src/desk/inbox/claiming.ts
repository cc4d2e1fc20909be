import { ref, type Ref } from 'vue'
import { ask } from '../../api/client.ts'
import type { Person } from '../../api/types.ts'
import { failureInWords } from '../failures.ts'
import type { LiveInbox } from './inbox.ts'

export interface Claiming {
  /** Keys of the tasks that are being claimed. */
  busy: Ref<ReadonlySet<string>>
  /** What came of it; empty before. */
  outcome: Ref<string>
  problem: Ref<string>
  claim (keys: string[]): Promise<void>
}

/** Claims tasks one after the other; what somebody else was quicker with is said, the rest goes on. */
export function useClaiming (inbox: LiveInbox, person: Ref<Person | null | undefined>): Claiming {
  const busy = ref<ReadonlySet<string>>(new Set())
  const outcome = ref('')
  const problem = ref('')

  async function claim (keys: string[]): Promise<void> {
    if (keys.length === 0 || busy.value.size > 0) return
    busy.value = new Set(keys)
    outcome.value = problem.value = ''
    const failures: string[] = []
    for (const key of keys) {
      try {
        await ask('POST', `/tasks/${key}/claim`)
        const { login, displayName } = person.value!
        inbox.change(key, { assignee: { login, name: displayName } })
      } catch (error) {
        failures.push(`${nameOf(key)}：${failureInWords(error)}`)
      }
    }
    busy.value = new Set()
    const done = keys.length - failures.length
    if (done > 0) outcome.value = `已签收 ${done} 件`
    if (failures.length > 0) problem.value = `${failures.length} 件没有签收。${failures.slice(0, 3).join('；')}`
  }

  function nameOf (key: string): string {
    const task = inbox.data.value?.find((one) => one.key === key)
    return task === undefined ? key : `${task.name}（${task.applicant}）`
  }

  return { busy, outcome, problem, claim }
}
