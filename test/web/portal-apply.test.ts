import t from 'tap'
import { signedIn, testPassword } from '../support/api/people.js'
import { givenDraft, givenRelease, shopAnswers, shopForm } from '../support/api/shop.js'
import { testApi } from '../support/api/test-app.js'
import { pdf } from '../support/api/upload.js'
import { fillField } from '../support/web/fill-field.js'
import { accessibilityFaults, overflow, signInAt, testSite, type Width } from '../support/web/site.js'

const shopkeeper = { login: 'shopkeeper', kind: 'applicant' } as const

t.test('an applicant goes from the answers to the receipt; handing in twice is handing in once', async (t) => {
  const { app, database } = await testApi(t)
  await givenRelease(database)
  const site = await testSite(t, app)
  const page = await site.open('/industries/convenience-store')
  const answers = { ...shopAnswers, premises_division: '410202', entity_type: '企业' }
  await page.evaluate((kept) => sessionStorage.setItem('answers of convenience-store', kept), JSON.stringify(answers))
  await signInAt(page, database, shopkeeper)
  await page.getByRole('link', { name: '开始申请' }).click()
  await page.waitForURL(/\/applications\/[\da-f-]+\?step=permits/)

  await page.getByRole('heading', { level: 2, name: '选择事项' }).waitFor()
  await page.getByRole('group', { name: '出版物零售经营许可怎样办' }).getByLabel('这次申请').check()
  await page.getByLabel('对“出版物零售经营许可”选择告知承诺方式').check()
  for (const permit of ['烟草专卖零售许可', '第二类医疗器械经营备案']) await page.getByRole('group', { name: `${permit}怎样办` }).getByLabel('这次申请').check()
  t.same(await accessibilityFaults(page), [])
  await page.getByRole('button', { name: '下一步：一张表' }).click()

  await page.locator('#field-usci').waitFor()
  await page.getByRole('button', { name: '下一步：材料' }).click()
  await page.getByText('项没有填好').waitFor()
  t.equal(await page.evaluate(() => document.activeElement?.id), 'field-usci', 'the first field that is missing has the focus')
  await page.keyboard.press('Tab')
  t.equal(await page.locator('#field-usci').getAttribute('aria-invalid'), 'true')
  for (const [key, value] of Object.entries({ ...shopForm, usci: '91410202MA4000001X' })) await fillField(page, key, value)
  await page.getByText('不是正确的统一社会信用代码').waitFor()
  await fillField(page, 'usci', shopForm.usci)
  await page.getByText('不是正确的统一社会信用代码').waitFor({ state: 'detached' })
  await page.getByText('已保存', { exact: true }).waitFor()
  t.same(await accessibilityFaults(page), [])
  await page.reload()
  await page.locator('#field-entity_name').waitFor()
  t.equal(await page.locator('#field-entity_name').inputValue(), shopForm.entity_name, 'what was filled in is there again')
  await page.getByRole('button', { name: '下一步：材料' }).click()

  const upload = page.locator('#material-food-safety-rules-file')
  await upload.setInputFiles({ name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('not a document') })
  await page.getByRole('alert').filter({ hasText: '只能上传 PDF、JPG、PNG 文件' }).waitFor()
  await upload.setInputFiles({ name: '食品安全管理制度.pdf', mimeType: 'application/pdf', buffer: pdf })
  await page.getByRole('link', { name: '食品安全管理制度.pdf' }).waitFor()
  await page.getByRole('button', { name: /删除.*食品安全管理制度/ }).click()
  await page.getByRole('link', { name: '食品安全管理制度.pdf' }).waitFor({ state: 'detached' })
  await upload.setInputFiles({ name: '食品安全管理制度.pdf', mimeType: 'application/pdf', buffer: pdf })
  await page.getByRole('link', { name: '食品安全管理制度.pdf' }).waitFor()
  await page.getByLabel(/现在没有，容缺受理/).first().check()
  await page.getByText('已保存', { exact: true }).waitFor()
  t.same(await accessibilityFaults(page), [])
  await page.getByRole('button', { name: '下一步：核对提交' }).click()

  await page.getByText('以上内容和材料真实').waitFor()
  t.same(await accessibilityFaults(page), [])
  await page.getByLabel(/以上内容和材料真实/).check()
  await page.getByRole('button', { name: '提交申请' }).dblclick()
  await page.getByRole('heading', { level: 1, name: '申请已提交' }).waitFor()
  const [{ receipt_code: code }] = await database('case_file').select('receipt_code')
  await page.getByText(code, { exact: true }).waitFor()
  t.same(await accessibilityFaults(page), [])
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: '申请已提交' }).waitFor()
  t.equal((await database('case_file')).length, 1)
})

t.test('every step fits a phone; a refusal names what is to be put right, and where', async (t) => {
  const api = await testApi(t)
  await givenRelease(api.database)
  const id = await givenDraft(await signedIn(api, shopkeeper), { form: { ...shopForm, usci: '' } })
  const site = await testSite(t, api.app)
  const page = await site.open('/industries/convenience-store', { width: 'phone' as Width })
  await signInAt(page, api.database, shopkeeper)

  for (const step of ['questions', 'permits', 'form', 'materials', 'review']) {
    await page.goto(`${site.origin}/applications/${id}?step=${step}`)
    await page.locator({ questions: '.question', permits: '.permit-choice', form: '#field-usci', materials: '.upload', review: '#review-form ~ h4' }[step]!).first().waitFor()
    t.same(await accessibilityFaults(page), [], step)
    t.equal(await overflow(page), 0, step)
  }
  await page.getByLabel(/以上内容和材料真实/).check()
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByRole('alert').filter({ hasText: '统一社会信用代码' }).waitFor()
  await page.getByRole('link', { name: '去“一张表”改' }).first().click()
  await page.locator('#field-usci').waitFor()
})

t.test('what is filled in without network is saved when it is back; an ended session asks to sign in and goes on', async (t) => {
  const api = await testApi(t)
  const { database } = api
  await givenRelease(database)
  const id = await givenDraft(await signedIn(api, shopkeeper))
  const site = await testSite(t, api.app)
  const page = await site.open('/')
  await signInAt(page, database, shopkeeper)
  await page.goto(`${site.origin}/applications/${id}?step=form`)
  await page.locator('#field-contact_name').waitFor()

  await page.context().setOffline(true)
  await page.locator('#field-contact_name').fill('王芳')
  await page.getByText('没有保存', { exact: true }).waitFor()
  t.same(await accessibilityFaults(page), [])
  await page.context().setOffline(false)
  await page.getByText('已保存', { exact: true }).waitFor()
  t.match(await database('application').where({ id }).first('form'), { form: { contact_name: '王芳' } })

  await database('session').delete()
  await page.locator('#field-contact_name').fill('王芳芳')
  await page.getByRole('dialog', { name: '登录已过期' }).waitFor()
  await page.getByLabel('密码').fill(testPassword)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText('已保存', { exact: true }).waitFor()
  t.match(await database('application').where({ id }).first('form'), { form: { contact_name: '王芳芳' } })
})

t.test('two pages on one draft: the second to save is told, and chooses what is kept; an answer that was lost is no other page', async (t) => {
  const api = await testApi(t)
  const { database, clock } = api
  await givenRelease(database)
  const id = await givenDraft(await signedIn(api, shopkeeper))
  const site = await testSite(t, api.app)
  const first = await site.open(`/applications/${id}?step=form`)
  await signInAt(first, database, shopkeeper)
  const second = await first.context().newPage()
  for (const page of [first, second]) {
    await page.goto(`${site.origin}/applications/${id}?step=form`)
    await page.locator('#field-entity_name').waitFor()
  }
  const nameKept = async (): Promise<string> => (await database('application').where({ id }).first('form')).form.entity_name
  const minutesLater = (minutes: number): void => { clock.set(new Date(clock.now().getTime() + minutes * 60_000)) }

  minutesLater(1)
  await fillField(first, 'entity_name', '甲店')
  await first.getByText('已保存', { exact: true }).waitFor()
  minutesLater(1)
  await fillField(second, 'entity_name', '乙店')
  await second.getByText('这份申请在别处改过').waitFor()
  t.same(await accessibilityFaults(second), [])
  t.equal(await nameKept(), '甲店')
  await second.getByRole('button', { name: '看别处保存的' }).click()
  await second.waitForFunction(() => document.querySelector<HTMLInputElement>('#field-entity_name')?.value === '甲店')

  minutesLater(1)
  await fillField(second, 'entity_name', '乙店')
  await second.getByText('已保存', { exact: true }).waitFor()
  minutesLater(1)
  await fillField(first, 'entity_name', '丙店')
  await first.getByRole('button', { name: '以这里填的为准' }).click()
  await first.getByText('已保存', { exact: true }).waitFor()
  t.equal(await nameKept(), '丙店')

  // The server saves, but its answer doesn't come
  minutesLater(1)
  await first.route(`**/api/v1/applications/${id}`, async (route) => {
    if (route.request().method() !== 'PUT') return await route.continue()
    await route.fetch()
    await route.abort('failed')
  }, { times: 1 })
  await fillField(first, 'entity_name', '丁店')
  await first.getByRole('button', { name: '再保存一次' }).waitFor()
  minutesLater(1)
  await fillField(first, 'entity_name', '戊店')
  await first.getByText('已保存', { exact: true }).waitFor()
  t.equal(await nameKept(), '戊店')
})
