/// <reference lib="dom" />
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { projectRoot } from '../../src/project-root.js'
import { busySite } from '../support/web/busy-site.js'
import { keyboardFaults } from '../support/web/keyboard.js'
import { axeFaults, keepPicture, overflow, signInAt, widths, type Page } from '../support/web/site.js'

const { api, site, pages } = await busySite(t)

/** Half a desk's screen in each direction, which is what 200 % zoom leaves, and the narrowest phone (WCAG 1.4.4, 1.4.10). */
const small = { zoomed: { width: 640, height: 400 }, narrow: { width: 320, height: 640 } }

/** Routes of the application, and the pages without script that the server writes. */
const patterns = new Set(await plainPages())
const opened = new Set<string>()

t.test('every page is seen and used by everybody: without a fault, at every width, by keyboard, without motion', async (t) => {
  const seats = []
  for (const { person, paths } of pages) seats.push({ page: await seat(person), paths })
  await Promise.all(seats.map(async ({ page, paths }) => {
    const refused: string[] = []
    page.on('response', (response) => { if (response.status() >= 400 && !isNobody(response)) refused.push(`${response.status()} ${response.url()}`) })
    for (const path of paths) {
      await open(page, path)
      t.same(refused.splice(0), [], `${path} asks for nothing that it may not have`)
      await look(t, page, path)
    }
    await page.context().close()
  }))
})

t.test('no page is forgotten here', async (t) => {
  t.ok(patterns.size > 40)
  t.same([...patterns].filter((pattern) => !opened.has(pattern)), [])
})

/** A browser of its own, at the city's time, of somebody who is signed in. */
async function seat (person?: (typeof pages)[number]['person']): Promise<Page> {
  const page = await site.open('/')
  await page.clock.setFixedTime(api.clock.now())
  if (person !== undefined) await signInAt(page, api.database, person)
  return page
}

async function look (t: Test, page: Page, path: string): Promise<void> {
  for (const [name, size] of Object.entries(widths)) {
    await page.setViewportSize(size)
    await keepPicture(page)
    t.same([await axeFaults(page), await overflow(page)], [[], 0], `${path} ${name}`)
  }
  for (const [name, size] of Object.entries(small)) {
    await page.setViewportSize(size)
    t.equal(await overflow(page), 0, `${path} ${name}`)
  }
  await page.setViewportSize(widths.desktop)
  t.same(await moving(page), [], `${path} without motion`)
  t.same(await keyboardFaults(page), [], path)
}

/** Opens a page, and waits until it shows what it has. */
async function open (page: Page, path: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(`${site.origin}${path}`, { waitUntil: 'networkidle' })
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => !/正在取/.test(document.body.innerText))
  const routes = await page.evaluate(() => {
    interface Router { getRoutes (): { path: string }[], currentRoute: { value: { matched: { path: string }[] } } }
    const app = (document.querySelector('#app') as { __vue_app__?: { config: { globalProperties: { $router: Router } } } } | null)?.__vue_app__
    const router = app?.config.globalProperties.$router
    return router === undefined ? undefined : { all: router.getRoutes().map(({ path }) => path), shown: router.currentRoute.value.matched.at(-1)!.path }
  })
  for (const pattern of routes?.all ?? []) patterns.add(pattern)
  const { pathname } = new URL(page.url())
  opened.add(routes?.shown ?? [...patterns].find((pattern) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(pathname)) ?? pathname)
}

/** Who isn't signed in is told so. */
function isNobody (response: { status (): number, url (): string }): boolean {
  return response.status() === 401 && response.url().endsWith('/api/v1/session')
}

/** Addresses under which the server writes whole pages itself. */
async function plainPages (): Promise<string[]> {
  const folder = join(projectRoot(), 'src/pages')
  const files = await Promise.all((await readdir(folder)).filter((file) => file.endsWith('-pages.ts') && file !== 'serve-pages.ts').map(async (file) => await readFile(join(folder, file), 'utf8')))
  return files.flatMap((text) => [...text.matchAll(/\.get(?:<[^(]*>)?\('([^']+)'/g)].map(([, path]) => path!))
}

/** What moves although the reader's device asks for no motion. */
async function moving (page: Page): Promise<string[]> {
  return await page.evaluate(() => Array.from(document.querySelectorAll('*')).filter((element) => {
    const { animationName, transitionDuration } = getComputedStyle(element)
    return animationName !== 'none' || transitionDuration.split(',').some((duration) => Number.parseFloat(duration) > 0)
  }).map((element) => element.outerHTML.slice(0, 80)))
}
