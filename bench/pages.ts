import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import type { Closers } from '../src/platform/closers.js'
import { givenAccount, signedIn, testPassword } from '../test/support/api/people.js'
import { givenCase } from '../test/support/api/shop.js'
import { testApi } from '../test/support/api/test-app.js'
import { launchChromium, unpackChromium } from '../test/support/web/chromium.js'
import { givenManyTasks, tobaccoReviewers } from '../test/support/web/desk.js'
import { publishAll } from './catalogue-api.js'
import { median, printTable, type Cell } from './figures.js'
import type { BenchOptions } from './options.js'
import { startDatabase } from './servers.js'
import { loadPage, scrollInbox, type PageLoad } from './page-figures.js'

const slowDown = 4
const taskCount = 10_000

/** The pages in Chromium, each load with an empty cache, at the processor's own speed and four times slower (a phone). The pages are those of `npm run build:pages`. */
export async function benchPages (directory: string, closers: Closers, { isQuick }: BenchOptions): Promise<void> {
  const { origin, browser } = await openSite(directory, closers)
  const rounds = isQuick ? 2 : 7
  const rows: Cell[][] = []
  for (const [name, path] of [['home', '/'], ['guide', '/industries/convenience-store'], ['sign in', '/login'], ['verification', '/verify']] as const) {
    for (const rate of [1, slowDown]) {
      const loads: PageLoad[] = []
      for (let round = 0; round < rounds; round++) loads.push(await loadPage(browser, `${origin}${path}`, rate))
      const middle = (figure: keyof PageLoad): number => median(loads.map((load) => load[figure]))
      rows.push([`${name}, ${rate}×`, middle('scriptKb'), middle('allKb'), middle('firstPaintMs'), middle('interactiveMs'), middle('longestTaskMs')])
    }
  }
  printTable(`pages: median of ${rounds} first visits (aims for home at ${slowDown}×: script ≤ 250 KB, first paint ≤ 1000 ms, interactive ≤ 2000 ms)`,
    ['', 'script KB', 'all KB', 'first paint ms', 'interactive ms', 'longest task ms'], rows)

  const scrolls: Cell[][] = []
  for (const rate of [1, slowDown]) {
    const { longTasks, longestMs, frameMs } = await scrollInbox(browser, { origin, login: 'tobacco-reviewer', password: testPassword, rate })
    scrolls.push([`${rate}×`, longTasks, longestMs, median(frameMs), Math.max(...frameMs)])
  }
  printTable(`pages: an inbox of ${taskCount} tasks, scrolled by the wheel (aim: no task over 50 ms)`, ['', 'tasks over 50 ms', 'longest ms', 'frame p50 ms', 'longest frame ms'], scrolls)
}

async function openSite (directory: string, closers: Closers): Promise<{ origin: string, browser: Browser }> {
  const { database } = await startDatabase(directory, closers, { poolSize: 10 })
  await database('engine_epoch').insert({ marker: 'bench' })
  await publishAll(database)
  const api = await testApi({ teardown: (end) => { closers.add('api', async () => { await end() }) } }, { database })
  const caseNo = await givenCase(await signedIn(api, { login: 'shopkeeper', kind: 'applicant' }))
  api.clock.set(new Date())
  await givenAccount(database, { login: 'tobacco-reviewer', kind: 'staff', groups: [tobaccoReviewers] })
  await givenManyTasks(database, { subCaseNo: `${caseNo}-02`, count: taskCount })
  const origin = await api.app.listen({ port: 0, host: '127.0.0.1' })

  const chromium = join(directory, 'chromium')
  await mkdir(chromium)
  closers.add('chromium', async () => await rm(chromium, { recursive: true, force: true }))
  const browser = await launchChromium(await unpackChromium(chromium))
  closers.add('browser', async () => await browser.close())
  return { origin, browser }
}
