import { ask } from '../../api/client.ts'
import type { Application, Industry } from '../../api/types.ts'
import { useLoaded, type Loaded } from '../../components/load.ts'

/** An application with its industry's name, for a page on which it is filled in. */
export function useOpenedApplication (id: () => string): Loaded<{ application: Application, name: string }> {
  return useLoaded(async (signal) => {
    const application = await ask<Application>('GET', `/applications/${encodeURIComponent(id())}`, { signal })
    const { name } = await ask<Industry>('GET', `/industries/${application.industry}`, { signal })
    return { application, name }
  })
}
