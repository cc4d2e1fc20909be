import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** The time of day, a minute at a time: lights change while a page is open. */
export function useNow (): Ref<Date> {
  const now = ref(new Date())
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => { timer = setInterval(() => { now.value = new Date() }, 60_000) })
  onBeforeUnmount(() => clearInterval(timer))
  return now
}
