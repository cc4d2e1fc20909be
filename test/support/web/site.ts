/// <reference lib="dom" />
import type { AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Test } from 'tap'
import { givenAccount, testPassword } from '../api/people.js'
import { launchChromium } from './chromium.js'

/** Widths at which pages are looked at: a desk's screen and a phone. */
export const widths = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const
export type Width = keyof typeof widths

export interface Site {
  /** `http://127.0.0.1:port` */
  origin: string
  browser: Browser
  /** A page of a browser profile of its own; what its console and network complain of fails the test at its end. */
  open (path: string, options?: { width?: Width, javaScriptEnabled?: boolean }): Promise<Page>
}

/** The pages of an API, in real Chromium: the API listens on a free port until the end of the test. */
export async function testSite (t: Test, app: FastifyInstance): Promise<Site> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const browser = await launchChromium()
  t.teardown(async () => await browser.close())
  return {
    origin,
    browser,
    async open (path, { width = 'desktop', javaScriptEnabled = true } = {}) {
      const context = await browser.newContext({ viewport: widths[width], locale: 'zh-CN', timezoneId: 'Asia/Shanghai', javaScriptEnabled, hasTouch: width === 'phone', isMobile: width === 'phone' })
      context.setDefaultTimeout(20_000)
      const page = await context.newPage()
      watch(t, page, origin)
      openedAt.set(page, path)
      await page.goto(`${origin}${path}`)
      return page
    }
  }
}

/** What a page does that none should: a script's error, a breach of its policy, a request to elsewhere. */
function watch (t: Test, page: Page, origin: string): void {
  page.on('pageerror', (error) => { t.fail(`${page.url()}: ${error.message}`) })
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of \d{3}|ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(message.text())) t.fail(`${page.url()}: ${message.text()}`)
  })
  page.on('request', (request) => {
    if (!/^(data|blob|about):/.test(request.url()) && new URL(request.url()).origin !== origin) t.fail(`${page.url()} asked ${request.url()}`)
  })
}

/** Where each page was opened: it may have gone to sign in meanwhile. */
const openedAt = new WeakMap<Page, string>()

/** Signs in as its person does, through the page, and comes to where it was opened. The account is made, or given the test's password. */
export async function signInAt (page: Page, database: Knex, person: { readonly login: string, readonly kind: 'applicant' | 'staff', readonly groups?: readonly string[], readonly displayName?: string }): Promise<void> {
  const { groups, ...rest } = person
  await givenAccount(database, groups === undefined ? rest : { ...rest, groups: [...groups] })
  await page.goto(`${new URL(page.url()).origin}/login?to=${encodeURIComponent(openedAt.get(page) ?? '/')}`)
  await page.getByLabel('账号').fill(person.login)
  await page.getByLabel('密码').fill(testPassword)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/login')
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

interface Violation { id: string, help: string, nodes: string[] }

/** What axe finds at fault with the page as it is: WCAG 2.2 A and AA, and its best practices. */
export async function axeFaults (page: Page): Promise<Violation[]> {
  const source = await readFile(axePath, 'utf8')
  await page.evaluate(source)
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run (): Promise<{ violations: { id: string, help: string, nodes: { html: string }[] }[] }> } }
    const { violations } = await axe.run()
    return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 5).map(({ html }) => html.slice(0, 200)) }))
  })
}

/** `axeFaults` of a page in a state that a test brought it to; with SCREENS set, its picture is kept under the test's name: of several looks at one page the last one stays. */
export async function accessibilityFaults (page: Page): Promise<Violation[]> {
  await keepPicture(page, join('states', basename(process.argv[1]!).replace(/\.test\..*$/, '')))
  return await axeFaults(page)
}

/** Longer pages are cut: what follows is more of the same. */
const tallestPicture = 2600

/** The whole page in the folder that SCREENS names, called by its address (`one` for any number or code) and width. */
export async function keepPicture (page: Page, folder = ''): Promise<void> {
  if (process.env.SCREENS === undefined) return
  const { pathname, searchParams } = new URL(page.url())
  const parts = [...pathname.split('/').filter((part) => part !== ''), ...searchParams.getAll('step')].map((part) => /\d/.test(part) ? 'one' : part)
  const width = Object.entries(widths).find(([, size]) => size.width === page.viewportSize()?.width)?.[0] ?? 'desktop'
  const path = join(process.env.SCREENS, folder, `${[...parts.length === 0 ? ['home'] : parts, width].join('-')}.jpg`)
  const { width: wide, height: tall } = await page.evaluate(() => {
    // What sticks to the window would stand in the middle of a picture of the whole page
    const [sheet, stuck] = [new CSSStyleSheet(), Array.from(document.querySelectorAll<HTMLElement>('*')).filter((element) => getComputedStyle(element).position === 'sticky')]
    for (const element of stuck) element.dataset.unpinned = ''
    sheet.replaceSync('[data-unpinned] { position: static !important; }')
    document.adoptedStyleSheets = [sheet]
    return { width: document.documentElement.clientWidth, height: document.documentElement.scrollHeight }
  })
  await page.screenshot({ path, type: 'jpeg', quality: 50, fullPage: true, clip: { x: 0, y: 0, width: wide, height: Math.min(tall, tallestPicture) } })
  await page.evaluate(() => { document.adoptedStyleSheets = [] })
}

/** Whether the page can be read without scrolling sideways. */
export async function overflow (page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

export type { BrowserContext, Page }
