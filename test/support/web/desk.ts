import PDFDocument from 'pdfkit'
import type { Knex } from 'knex'
import type { Test } from 'tap'
import type { Page } from 'playwright-core'
import { givenDraft, givenRelease } from '../api/shop.js'
import { signedIn, type SignedIn } from '../api/people.js'
import { givenTask } from '../api/tasks.js'
import { multipart, pdfUpload, png } from '../api/upload.js'
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
  const caseNo = await caseWithPapers(applicant)
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

/** The shop's case with two materials handed in: a paper of two pages and a picture. */
async function caseWithPapers (applicant: SignedIn): Promise<string> {
  const id = await givenDraft(applicant)
  const uploads = { 'premises-proof': pdfUpload('场所证明.pdf', await twoPages()), 'id-card-legal-rep': multipart({ name: 'file', fileName: '证件.png', type: 'image/png', content: png }) }
  for (const [material, upload] of Object.entries(uploads)) {
    const response = await applicant.ask('PUT', `/applications/${id}/materials/${material}`, upload)
    if (response.statusCode >= 300) throw new Error(response.body)
  }
  const submitted = await applicant.ask('POST', `/applications/${id}/submit`, { headers: { 'idempotency-key': `key-of-${id}` } })
  return submitted.json<{ caseNo: string }>().caseNo
}

/** A PDF that says which page is which. */
export async function twoPages (): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4' })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => document.on('end', resolve))
  document.fontSize(28).text('First page of the lease').addPage().text('Second page of the lease').end()
  await ended
  return Buffer.concat(chunks)
}

/** What a pre-review shows, as its start listener would have prepared it. */
export function preReviewView (caseNo: string): Record<string, unknown> {
  const link = (material: string): string => `http://permits.test/api/v1/cases/${caseNo}/materials/${material}/versions/1`
  const row = (id: string, name: string) => ({ kind: 'material', id, name, result: null, reason: '', howToMend: '' })
  return {
    taskView: {
      caseNo,
      subCaseNo: `${caseNo}-02`,
      permitName: '烟草专卖零售许可',
      applicant: '开封市龙亭区惠民便利店',
      premises: '西大街8号1楼',
      receivedAt: '2026-11-23T10:00:00+08:00',
      dueAt: inHours(26),
      deadlineText: '收件（补正）后 3 个工作日内提出意见',
      options: [{ value: 'complete', label: '材料齐全、符合法定形式' }, { value: 'deficient', label: '需补正' }, { value: 'non-acceptance', label: '提请不予受理' }],
      facts: [{ label: '办件状态', value: '已收件' }, { label: '办理方式', value: '一般程序' }, { label: '经营面积', value: '80 平方米' }],
      materials: [
        { id: 'premises-proof', name: '经营场所使用证明', state: '已交', link: link('premises-proof') },
        { id: 'id-card-legal-rep', name: '法定代表人身份证明', state: '已交', link: link('id-card-legal-rep') },
        { id: 'business-licence', name: '营业执照', state: '未交', link: null }
      ],
      fields: [{ value: 'premises_area', label: '经营面积' }],
      reasons: [{ value: 'unclear', label: '材料不清晰', for: ['material'] }, { value: 'wrong', label: '填写有误', for: ['field'] }],
      earlier: [{ label: '曾要求补正', value: '经营场所使用证明：租期已过' }],
      refusal: null
    },
    verdicts: [
      row('premises-proof', '经营场所使用证明'), row('id-card-legal-rep', '法定代表人身份证明'),
      { ...row('business-licence', '营业执照'), result: 'deficient', reason: '未提交', howToMend: '请提交营业执照' }
    ]
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
