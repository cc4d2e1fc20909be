import { ref, watch, type Ref } from 'vue'

interface Days { from: string, until: string }

/**
 * The days that a report is about, both included. `query` goes behind the report's address; without chosen days it is empty, and the platform's own are shown as soon
 * as the report that `follow` is given has come.
 */
export function usePeriod (): { from: Ref<string>, until: Ref<string>, query: () => string, follow: (report: Ref<Days | undefined>) => void } {
  const from = ref('')
  const until = ref('')

  function query (): string {
    const chosen = new URLSearchParams(Object.entries({ from: from.value, until: until.value }).filter(([, day]) => day !== ''))
    return chosen.size === 0 ? '' : `?${chosen}`
  }

  function follow (report: Ref<Days | undefined>): void {
    watch(report, (shown) => {
      if (shown === undefined) return
      from.value = shown.from
      until.value = shown.until
    })
  }

  return { from, until, query, follow }
}
