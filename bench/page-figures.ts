import type { Browser, Page } from 'playwright-core'

/** Kilobytes as they come over the wire; ms from the start of the navigation. `interactiveMs`: from then on no task longer than 50 ms for a second. */
export interface PageLoad { scriptKb: number, allKb: number, firstPaintMs: number, interactiveMs: number, longestTaskMs: number }

export interface Scrolling { longTasks: number, longestMs: number, frameMs: number[] }

interface LongTask { start: number, duration: number }

/** Notes long tasks and frames in the page; a text, for what TypeScript's loader makes of a function needs helpers that the page lacks. */
const recorder = `
  globalThis.recorded = { longTasks: [], frames: [] }
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) recorded.longTasks.push({ start: startTime, duration })
  }).observe({ type: 'longtask', buffered: true })
  requestAnimationFrame(function note (at) { recorded.frames.push(at); requestAnimationFrame(note) })
`
declare const recorded: { longTasks: LongTask[], frames: number[] }

/** A visit with an empty cache, by a processor that is `rate` times slower than this one. */
export async function loadPage (browser: Browser, url: string, rate: number): Promise<PageLoad> {
  const page = await slowPage(browser, rate)
  const bytes = await countBytes(page)
  await page.goto(url, { waitUntil: 'networkidle' })
  await untilQuiet(page)
  const { firstPaint, ready, tasks } = await page.evaluate(() => ({
    firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    ready: (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).domContentLoadedEventEnd,
    tasks: recorded.longTasks
  }))
  await page.context().close()
  return {
    scriptKb: bytes.script / 1024,
    allKb: bytes.all / 1024,
    firstPaintMs: firstPaint,
    interactiveMs: Math.max(firstPaint, ready, ...tasks.map(({ start, duration }) => start + duration)),
    longestTaskMs: longest(tasks)
  }
}

/** Signs in as a clerk and turns the wheel down the inbox, 60 turns of 600 px. */
export async function scrollInbox (browser: Browser, { origin, login, password, rate }: { origin: string, login: string, password: string, rate: number }): Promise<Scrolling> {
  const page = await slowPage(browser, rate)
  await page.goto(`${origin}/login?to=/desk`)
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.locator('.inbox-row').first().waitFor()
  await untilQuiet(page)
  await page.evaluate(() => { recorded.longTasks = []; recorded.frames = [] })
  await page.mouse.move(640, 500)
  for (let turn = 0; turn < 60; turn++) {
    await page.mouse.wheel(0, 600)
    await page.waitForTimeout(50)
  }
  await untilQuiet(page)
  const { longTasks: tasks, frames } = await page.evaluate(() => recorded)
  await page.context().close()
  return { longTasks: tasks.length, longestMs: longest(tasks), frameMs: frames.slice(1).map((at, index) => at - frames[index]!) }
}

async function slowPage (browser: Browser, rate: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' })
  const page = await context.newPage()
  await page.addInitScript({ content: recorder })
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate })
  return page
}

async function countBytes (page: Page): Promise<{ script: number, all: number }> {
  const bytes = { script: 0, all: 0 }
  const scripts = new Set<string>()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  devtools.on('Network.responseReceived', ({ requestId, type }) => { if (type === 'Script') scripts.add(requestId) })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes.all += encodedDataLength
    if (scripts.has(requestId)) bytes.script += encodedDataLength
  })
  return bytes
}

/** A second without a long task. */
async function untilQuiet (page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const last = recorded.longTasks.at(-1)
    return performance.now() > 1000 + (last === undefined ? 0 : last.start + last.duration)
  })
}

function longest (tasks: LongTask[]): number {
  return Math.max(0, ...tasks.map(({ duration }) => duration))
}
