import t from 'tap'
import { givenRelease } from '../support/api/shop.js'
import { testApi } from '../support/api/test-app.js'
import { accessibilityFaults, overflow, testSite, type Width } from '../support/web/site.js'

t.test('without JavaScript there are the guides, the windows and the verification, readable on every width', async (t) => {
  const { app, database } = await testApi(t)
  await givenRelease(database)
  const site = await testSite(t, app)

  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await site.open('/', { width, javaScriptEnabled: false })
    await page.getByRole('link', { name: '办事指南和联系方式（文字版）' }).first().click()
    await page.getByRole('heading', { level: 1, name: '办事指南和联系方式' }).waitFor()
    t.match(await page.getByRole('table').textContent(), /龙亭区政务服务大厅综合窗口/)
    t.equal(await overflow(page), 0)
    await page.getByRole('link', { name: '便利店' }).click()
    await page.getByRole('heading', { level: 1, name: '便利店办事指南' }).waitFor()
    const text = await page.getByRole('main').textContent()
    for (const told of ['食品经营许可', '法定期限', '数据共享，免交', '一次告知']) t.ok(text!.includes(told), told)
    t.notMatch(text, /undefined|null|\[object|待核/)
    t.equal(await overflow(page), 0)
    await page.context().close()
  }
  for (const path of ['/plain', '/plain/industries/convenience-store', '/verify', '/verify/none']) {
    t.same(await accessibilityFaults(await site.open(path)), [], path)
  }
})

t.test('a code that nobody has is said so on a page, and nothing that was typed becomes markup', async (t) => {
  const { app } = await testApi(t)
  const site = await testSite(t, app)
  const page = await site.open('/verify', { javaScriptEnabled: false })
  await page.getByLabel('验证码').fill('<img src=x onerror=alert(1)>')
  await page.getByRole('button', { name: '核验' }).click()
  await page.getByText('没有查到', { exact: true }).waitFor()
  t.notMatch(await page.content(), /<img/)
})
