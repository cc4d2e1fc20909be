import type { Test } from 'tap'
import { storeDraft } from '../catalogue.js'
import { testApi, type TestApi } from '../api/test-app.js'
import { givenVisitCase } from '../api/visits.js'
import { foodGroup, organiserGroup, startOfTest, type VisitCase } from '../visit-case.js'
import { signInAt, testSite, type Page, type Site, type Width } from './site.js'

export const organiser = { login: 'o1', kind: 'staff' as const, displayName: '欧组织', groups: [organiserGroup] }
export const inspector = { login: 'f1', kind: 'staff' as const, displayName: '冯核查', groups: [foodGroup] }

export interface VisitSite extends TestApi {
  site: Site
  visit: VisitCase
  /** A page of this clerk's, signed in. */
  openAs (person: Parameters<typeof signInAt>[2], path: string, width?: Width): Promise<Page>
}

/** The desk with a case whose visit waits, on the day that test/support/visit-case.ts says. */
export async function visitSite (t: Test): Promise<VisitSite> {
  const api = await testApi(t)
  api.clock.set(startOfTest)
  const visit = await givenVisitCase(api.database)
  await api.database('catalogue_release').update({ forms: JSON.stringify((await storeDraft()).forms) })
  const site = await testSite(t, api.app)
  return {
    ...api,
    site,
    visit,
    async openAs (person, path, width = 'desktop') {
      const page = await site.open(path, { width })
      await page.context().addInitScript(setDeviceClock, startOfTest.getTime())
      await signInAt(page, api.database, person)
      if (page.url() !== `${site.origin}${path}`) await page.goto(`${site.origin}${path}`)
      return page
    }
  }
}

/** The device's clock, by which photos say when they were taken, goes on from that moment. Playwright's own clock stands in for `performance` too. */
function setDeviceClock (from: number): void {
  const Real = Date
  const shift = from - Real.now()
  globalThis.Date = class extends Real {
    constructor (...parts: []) {
      super(...(parts.length === 0 ? [Real.now() + shift] : parts) as [])
    }

    static override now (): number {
      return Real.now() + shift
    }
  } as DateConstructor
}
