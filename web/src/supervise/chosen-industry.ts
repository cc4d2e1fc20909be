import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { ask } from '../api/client.ts'
import type { ListedIndustry } from '../api/types.ts'
import { useLoaded, type Loaded } from '../components/load.ts'

/** The industries, and the one that the address names; the first one without. Choosing another goes to its address. */
export function useChosenIndustry (): { industries: Loaded<ListedIndustry[]>, industry: WritableComputedRef<string> } {
  const route = useRoute()
  const router = useRouter()
  const industries = useLoaded(async (signal) => await ask<ListedIndustry[]>('GET', '/industries', { signal }))
  const industry = computed({
    get: () => typeof route.query.industry === 'string' ? route.query.industry : industries.data.value?.[0]?.id ?? '',
    set: (id) => { router.push({ query: { industry: id } }) }
  })
  return { industries, industry }
}
