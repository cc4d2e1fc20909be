import t from 'tap'
import { givenDraft } from '../support/api/shop.js'
import { givenTask } from '../support/api/tasks.js'
import { deskSite, inHours, preReviewView, tobaccoReviewers, type Desk } from '../support/web/desk.js'
import { keyboardFaults } from '../support/web/keyboard.js'
import { overflow, signInAt, type Page } from '../support/web/site.js'

const shopkeeper = { login: 'shopkeeper', kind: 'applicant' } as const
const staff = { login: 'staff', kind: 'staff', groups: [tobaccoReviewers, 'supervisor', 'ops', 'gov-services.intake@410202'] } as const

/** Where a page is once it shows what it has; those without script are there at once. */
const publicPages = ['/', '/industries/convenience-store', '/notices', '/decisions', '/catalogue', '/login', '/register', '/plain', '/verify', '/progress', '/nowhere']
const supervision = ['', '/permits', '/waiting', '/incidents', '/notifications', '/licences', '/catalogue'].map((part) => `/supervise${part}`)

/** Half a desk's screen in each direction, which is what 200 % zoom leaves, and the narrowest phone (WCAG 1.4.4, 1.4.10). */
const small = { zoomed: { width: 640, height: 400 }, narrow: { width: 320, height: 640 } }

async function eachPage (desk: Desk, look: (page: Page, path: string) => Promise<void>): Promise<void> {
  const { site, database, applicant, caseNo, subCaseNo } = desk
  await givenTask(database, { key: '100', elementId: 'pre-review', subCaseNo, groups: [tobaccoReviewers], dueAt: inHours(26), view: preReviewView(caseNo) })
  const draft = await givenDraft(applicant)
  const applicants = ['/cases', `/cases/${caseNo}`, '/licences', '/industries/convenience-store/apply', ...['questions', 'permits', 'form', 'materials', 'review'].map((step) => `/applications/${draft}?step=${step}`)]
  const visits = [{ paths: publicPages, person: undefined }, { paths: applicants, person: shopkeeper }, { paths: ['/desk', '/desk/tasks/100', `/desk/cases/${caseNo}`, ...supervision], person: staff }]
  for (const { paths, person } of visits) {
    const page = await site.open('/')
    if (person !== undefined) await signInAt(page, database, person)
    for (const path of paths) {
      await page.goto(`${site.origin}${path}`, { waitUntil: 'networkidle' })
      await page.locator('h1').first().waitFor()
      await look(page, path)
    }
    await page.context().close()
  }
}

t.test('on every page the keyboard comes to everything and shows where it is; at 200 % zoom and on the narrowest phone none scrolls sideways', async (t) => {
  await eachPage(await deskSite(t), async (page, path) => {
    t.same(await keyboardFaults(page), [], path)
    for (const [name, size] of Object.entries(small)) {
      await page.setViewportSize(size)
      t.equal(await overflow(page), 0, `${path} ${name}`)
    }
    await page.setViewportSize({ width: 1280, height: 800 })
  })
})
