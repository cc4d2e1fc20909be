import type { Knex } from 'knex'
import type { Test } from 'tap'
import type { Page } from 'playwright-core'
import { givenCase, givenRelease } from '../api/shop.js'
import { signedIn, type SignedIn } from '../api/people.js'
import { givenTask } from '../api/tasks.js'
import { testApi, type TestApi } from '../api/test-app.js'
import { storeDraft } from '../catalogue.js'
import { signInAt, testSite, type Site, type Width } from './site.js'

export const tobaccoReviewers = 'tobacco.reviewer@410202'
export const zhou = { login: 'tobacco-reviewer', kind: 'staff' as const, displayName: '周审查', groups: [tobaccoReviewers] }
export const wu = { login: 'colleague', kind: 'staff' as const, displayName: '吴审查', groups: [tobaccoReviewers] }

export interface Desk extends TestApi {
  site: Site
  applicant: SignedIn
  caseNo: string
  /** Of the tobacco permit. */
  subCaseNo: string
  /** A page of this clerk's, signed in. */
  openAs (person: Parameters<typeof signInAt>[2], path: string, width?: Width): Promise<Page>
}

/** The desk on an API of its own, in Chromium: the shop's case, with the forms that its tasks have in the catalogue. The API's clock shows the browser's time. */
export async function deskSite (t: Test): Promise<Desk> {
  const api = await testApi(t)
  await givenRelease(api.database)
  const { forms } = await storeDraft()
  await api.database('catalogue_release').update({ forms: JSON.stringify(forms) })
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const caseNo = await givenCase(applicant)
  api.clock.set(new Date())
  const site = await testSite(t, api.app)
  return {
    ...api,
    site,
    applicant,
    caseNo,
    subCaseNo: `${caseNo}-02`,
    async openAs (person, path, width = 'desktop') {
      const page = await site.open(path, { width })
      await signInAt(page, api.database, person)
      if (page.url() !== `${site.origin}${path}`) await page.goto(`${site.origin}${path}`)
      return page
    }
  }
}

/** A date so many hours from now, as the API takes it. */
export function inHours (hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString()
}

/** So many tasks of one permit, an hour of limit apart; the first is over for the longest. */
export async function givenManyTasks (database: Knex, { subCaseNo, count }: { subCaseNo: string, count: number }): Promise<void> {
  await givenTask(database, { key: '1000000', elementId: 'pre-review', subCaseNo, groups: [tobaccoReviewers], dueAt: inHours(-count / 2) })
  const [first] = await database('user_task').where({ user_task_key: '1000000' })
  const rows = Array.from({ length: count - 1 }, (_, index) => ({
    ...first, user_task_key: String(1_000_001 + index), element_instance_key: `8${1_000_001 + index}`, position: 1_000_001 + index, due_at: inHours(index + 1 - count / 2)
  }))
  await database.batchInsert('user_task', rows, 1000)
}
