import t from 'tap'
import { licensed } from '../support/api/licensed.js'
import { accessibilityFaults, overflow, signInAt, testSite, type Width } from '../support/web/site.js'

t.test('the holder finds the licence and shows it, each permit with its state of today', async (t) => {
  const { app, database } = await licensed(t)
  await database('certificate').where({ certificate_no: '410202100001' }).update({ state: 'suspended' })
  const site = await testSite(t, app)

  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await site.open('/', { width })
    await signInAt(page, database, { login: 'shopkeeper', kind: 'applicant' })
    await page.goto(`${site.origin}/licences`)
    await page.getByRole('link', { name: '便利店行业综合许可证' }).waitFor()
    t.same(await accessibilityFaults(page), [], width)
    t.equal(await overflow(page), 0, width)
    await page.getByRole('link', { name: '便利店行业综合许可证' }).click()
    await page.getByRole('img', { name: '核验二维码' }).waitFor()
    t.equal(await page.getByText('暂扣').count() > 0, true)
    t.ok(await page.getByRole('img', { name: '核验二维码' }).evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0), 'the code is drawn')
    t.same(await accessibilityFaults(page), [], width)
    t.equal(await overflow(page), 0, width)
    await page.context().close()
  }
})
