/* global self, caches */
/*
 * Opens the desk's pages where there is no network: the page that loads the application, and those of its files that an inspector's telephone has used. Nothing
 * that the API answers is ever kept here; what is filled in waits in the page's own store.
 */
const kept = 'onelicence-desk'
const patienceMs = 5_000

self.addEventListener('install', () => { self.skipWaiting() })
self.addEventListener('activate', (event) => { event.waitUntil(self.clients.claim()) })

self.addEventListener('message', (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keep(event.data.keep))
})

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request
  const { origin, pathname } = new URL(url)
  if (method !== 'GET' || origin !== self.location.origin) return
  if (mode === 'navigate' && pathname.startsWith('/desk/')) event.respondWith(pageOrKept(event.request))
  else if (pathname.startsWith('/assets/')) event.respondWith(keptOrFetched(event.request))
})

/** The page together with the files of the same build, all of them or none: a page without its files would stay empty. */
async function keep (paths) {
  const page = await fetch('/desk', { cache: 'no-cache' })
  const entry = /<script[^>]+src="([^"]+)"/.exec(await page.clone().text())?.[1]
  if (!page.ok || !paths.includes(entry)) return
  const files = await Promise.all(paths.map(async (path) => [path, await fetch(path)]))
  if (files.some(([, file]) => !file.ok)) return
  const cache = await caches.open(kept)
  for (const request of await cache.keys()) if (!paths.includes(new URL(request.url).pathname)) await cache.delete(request)
  await Promise.all(files.map(async ([path, file]) => { await cache.put(path, file) }))
  await cache.put('/desk', page)
}

/** A network that doesn't answer is as good as none. */
async function pageOrKept (request) {
  const fresh = fetch(request)
  try {
    return await Promise.race([fresh, new Promise((_resolve, reject) => { setTimeout(reject, patienceMs) })])
  } catch {
    return await caches.match('/desk', { cacheName: kept }) ?? await fresh
  }
}

async function keptOrFetched (request) {
  return await caches.match(request, { cacheName: kept }) ?? await fetch(request)
}
