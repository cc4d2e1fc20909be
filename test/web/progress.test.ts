import t from 'tap'
import { acceptedShop } from '../support/api/accepted.js'
import { shopForm } from '../support/api/shop.js'
import { accessibilityFaults, overflow, testSite, type Width } from '../support/web/site.js'

t.test('progress is asked for without account and without script; what was asked is in no address', async (t) => {
  const { api: { app, database }, caseNo } = await acceptedShop(t, ['food-operation'])
  const { receipt_code: receiptCode } = await database('case_file').where({ case_no: caseNo }).first<{ receipt_code: string }>('receipt_code')
  const site = await testSite(t, app)
  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await site.open('/progress', { width, javaScriptEnabled: false })
    await page.getByLabel('统一收件码').fill(receiptCode)
    await page.getByLabel('申请表中联系电话的后四位').fill(String(shopForm.contact_phone).slice(-4))
    await page.getByRole('button', { name: '查询' }).click()
    await page.getByRole('heading', { level: 1, name: '办件进度' }).waitFor()
    t.match(await page.getByRole('main').textContent(), /食品经营许可[^]*审查中[^]*2026年11月30日/)
    t.equal(page.url(), `${site.origin}/progress`)
    t.equal(await overflow(page), 0)
  }
  t.same(await accessibilityFaults(await site.open('/progress')), [])
})
