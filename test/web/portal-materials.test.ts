import t from 'tap'
import { saveBusinesses } from '../../src/database/account-businesses.js'
import { signedIn } from '../support/api/people.js'
import { givenDraft, givenRelease, shopAnswers } from '../support/api/shop.js'
import { testApi } from '../support/api/test-app.js'
import { pdf, pdfUpload } from '../support/api/upload.js'
import { twoPages } from '../support/web/desk.js'
import { accessibilityFaults, overflow, signInAt, testSite, type Page, type Width } from '../support/web/site.js'

const shopkeeper = { login: 'shopkeeper', kind: 'applicant', displayName: '王芳', phone: '13800000021' } as const
const widths: Width[] = ['desktop', 'phone']
const api = await testApi(t)
const { database } = api
await givenRelease(database)
const owner = await signedIn(api, shopkeeper)
const site = await testSite(t, api.app)

async function openAt (path: string, width: Width = 'desktop'): Promise<Page> {
  const page = await site.open(path, { width })
  await signInAt(page, database, shopkeeper)
  return page
}

t.test('who acts for several businesses says for which; what the account says stands filled in, marked until it is changed', async (t) => {
  await database.transaction(async (tx) => await saveBusinesses(tx, owner.accountId, [{ usci: '91410202MA4000002U', name: '惠民便利店' }, { usci: '91410202MA4000003Y', name: '惠民二店' }]))
  for (const width of widths) {
    const page = await openAt('/', width)
    await page.evaluate((kept) => sessionStorage.setItem('answers of convenience-store', kept), JSON.stringify(shopAnswers))
    await page.goto(`${site.origin}/industries/convenience-store/apply`)
    await page.getByLabel('惠民二店').check()
    t.same([await accessibilityFaults(page), await overflow(page)], [[], 0], width)
    await page.getByRole('button', { name: /开始填写|另外新建/ }).dblclick()
    await page.waitForURL(/\/applications\/[\da-f-]+/)
    await page.goto(page.url().replace(/\?.*/, '?step=form'))
    await page.locator('#field-usci').waitFor()
    t.same([await page.locator('#field-usci').inputValue(), await page.locator('#field-contact_name').inputValue()], ['91410202MA4000003Y', '王芳'])
    const mark = page.locator('.form-field', { has: page.locator('#field-contact_name') }).getByText('已预填')
    await mark.waitFor()
    t.same([await accessibilityFaults(page), await overflow(page)], [[], 0], width)
    await page.locator('#field-contact_name').fill('李四')
    await mark.waitFor({ state: 'detached' })
    await page.getByText('已保存', { exact: true }).waitFor()
    await page.context().close()
  }
  t.match(await database('application').orderBy('created_at').select('form'), [{ form: { entity_name: '惠民二店', contact_name: '李四' } }, { form: { contact_name: '李四' } }])
  await database('application').delete()
})

t.test('a file of an earlier application is taken again, and looked at in place', async (t) => {
  const first = await givenDraft(owner)
  await owner.ask('PUT', `/applications/${first}/materials/food-safety-rules`, pdfUpload('食品安全管理制度.pdf', await twoPages()))
  for (const width of widths) {
    const id = await givenDraft(owner)
    const page = await openAt(`/applications/${id}?step=materials`, width)
    await page.getByText('用以前交过的（1 份）').click()
    await page.getByText('另一份没有提交的申请').waitFor()
    t.same([await accessibilityFaults(page), await overflow(page)], [[], 0], width)
    await page.getByRole('button', { name: /^用这份/ }).dblclick()
    await page.getByRole('button', { name: /^查看/ }).click()
    await page.getByText('First page of the lease').waitFor({ state: 'attached' })
    await page.getByRole('button', { name: '下一页' }).click()
    await page.getByText('第 2 / 2 页').waitFor()
    t.same([await accessibilityFaults(page), await overflow(page)], [[], 0], width)
    await page.getByRole('button', { name: /^收起/ }).click()
    await page.getByText('第 2 / 2 页').waitFor({ state: 'detached' })
    await page.context().close()
    await database('application').where({ id }).delete()
  }
  await database('application').delete()
})

t.test('an upload that the connection breaks off is kept, and goes on by itself when it is back', async (t) => {
  const id = await givenDraft(owner)
  const page = await openAt(`/applications/${id}?step=materials`, 'phone')
  const file = page.locator('#material-food-safety-rules-file')
  await file.waitFor({ state: 'attached' })
  // The first try is on its way when the line breaks
  let breakOff: () => Promise<void> = async () => {}
  const isUnderWay = new Promise<void>((resolve) => {
    page.route('**/materials/*', (route) => {
      breakOff = async () => await route.abort('failed')
      resolve()
    }, { times: 1 })
  })
  await file.setInputFiles({ name: '制度.pdf', mimeType: 'application/pdf', buffer: pdf })
  await isUnderWay
  await page.getByRole('progressbar').waitFor()

  await page.context().setOffline(true)
  await breakOff()
  await page.getByText('网络断了，“制度.pdf”还没有交上').waitFor()
  t.same([await accessibilityFaults(page), await overflow(page)], [[], 0])
  t.same(await database('application_material').where({ application_id: id }), [])
  await page.context().setOffline(false)
  await page.getByRole('link', { name: '制度.pdf' }).waitFor()
  t.match(await database('application_material').where({ application_id: id }), [{ file_name: '制度.pdf' }])
})
