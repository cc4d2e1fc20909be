import { onBeforeUnmount, onMounted } from 'vue'

/** Does something every so often while the page can be seen, and at once when it comes into sight again. */
export function usePoll (everyMs: number, act: () => Promise<void>): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOver = false

  async function turn (): Promise<void> {
    clearTimeout(timer)
    if (!document.hidden) await act()
    if (!isOver) timer = setTimeout(turn, everyMs)
  }
  const onVisible = (): void => { if (!document.hidden) turn() }

  onMounted(() => {
    timer = setTimeout(turn, everyMs)
    document.addEventListener('visibilitychange', onVisible)
  })
  onBeforeUnmount(() => {
    isOver = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', onVisible)
  })
}
