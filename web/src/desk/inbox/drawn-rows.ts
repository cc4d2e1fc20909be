import { computed, onBeforeUnmount, onMounted, ref, type ComputedRef, type Ref } from 'vue'

/** Rows drawn above and below what can be seen. */
const margin = 5

export interface DrawnRows {
  /** The first row drawn, and the one behind the last. */
  first: ComputedRef<number>
  end: ComputedRef<number>
  rowHeight: Ref<number>
  /** The first row that can be seen. */
  top: Ref<number>
  scrollTo (index: number): void
}

/** Which rows of a long list of equally high ones are drawn: those near what can be seen. Row heights are given in rem, so that they grow with the reader's type. */
export function useDrawnRows (list: Ref<HTMLElement | undefined>, count: () => number, heights: { wide: number, narrow: number }): DrawnRows {
  const narrow = window.matchMedia('(width <= 46rem)')
  const rowHeight = ref(heightNow())
  const top = ref(0)
  const shown = ref(20)
  let frame = 0

  function heightNow (): number {
    return (narrow.matches ? heights.narrow : heights.wide) * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  }

  function measure (): void {
    frame = 0
    if (list.value === undefined) return
    rowHeight.value = heightNow()
    top.value = Math.max(0, Math.floor(-list.value.getBoundingClientRect().top / rowHeight.value))
    shown.value = Math.ceil(window.innerHeight / rowHeight.value)
  }
  const later = (): void => { frame ||= requestAnimationFrame(measure) }

  function scrollTo (index: number): void {
    const box = list.value?.getBoundingClientRect()
    if (box === undefined) return
    const rowTop = box.top + index * rowHeight.value
    const clear = rowHeight.value * 1.5
    if (rowTop < clear) window.scrollBy(0, rowTop - clear)
    else if (rowTop + clear > window.innerHeight) window.scrollBy(0, rowTop + clear - window.innerHeight)
    measure()
  }

  onMounted(() => {
    measure()
    window.addEventListener('scroll', later, { passive: true })
    window.addEventListener('resize', later)
  })
  onBeforeUnmount(() => {
    cancelAnimationFrame(frame)
    window.removeEventListener('scroll', later)
    window.removeEventListener('resize', later)
  })
  return {
    first: computed(() => Math.max(0, Math.min(top.value, count()) - margin)),
    end: computed(() => Math.min(count(), top.value + shown.value + margin)),
    rowHeight,
    top,
    scrollTo
  }
}
