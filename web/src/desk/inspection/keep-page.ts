/** Has this browser keep the page itself, so that it opens where there is no network (web/public/sw.js). A browser without that goes without. */
export async function keepPageForLater (): Promise<void> {
  try {
    navigator.storage?.persist?.().catch(() => {})
    // Not `ready`: it never comes on a page that began elsewhere, at the sign-in
    const { active, waiting, installing } = await navigator.serviceWorker.register('/sw.js', { scope: '/desk/' })
    const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name)).filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
    const worker = active ?? waiting ?? installing
    worker?.postMessage({ keep: [...new Set(loaded.map(({ pathname }) => pathname))] })
  } catch {}
}
