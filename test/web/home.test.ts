import t from 'tap'
import { givenRelease } from '../support/api/shop.js'
import { testApi } from '../support/api/test-app.js'
import { accessibilityFaults, overflow, signInAt, testSite, type Width } from '../support/web/site.js'

t.test('the home page lists the industries, finds one by what it needs, and leads to its guide', async (t) => {
  const { app, database } = await testApi(t)
  await givenRelease(database)
  const site = await testSite(t, app)

  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await site.open('/', { width })
    await page.getByRole('heading', { name: '便利店' }).waitFor()
    t.same(await accessibilityFaults(page), [], width)
    t.equal(await overflow(page), 0, width)
    await page.getByLabel('您要开什么店').fill('没有这种店')
    await page.getByText('没有找到“没有这种店”').waitFor()
    await page.getByLabel('您要开什么店').fill('食品经营')
    await page.getByRole('link', { name: '便利店' }).click()
    await page.getByRole('heading', { level: 1, name: '便利店' }).waitFor()
    t.match(await page.title(), /^办事指南/)
    await page.context().close()
  }
})

t.test('who isn\'t signed in comes to sign in, and goes on to where they wanted', async (t) => {
  const { app, database } = await testApi(t)
  const site = await testSite(t, app)
  const page = await site.open('/desk')
  await page.waitForURL(/\/login\?to=\/desk/)
  t.same(await accessibilityFaults(page), [])
  await page.getByLabel('账号').fill('nobody')
  await page.getByLabel('密码').fill('wrong')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  t.match(await page.getByRole('alert').textContent(), /账号或密码/)

  await page.goto(`${site.origin}/desk`)
  await page.waitForURL(/\/login/)
  await signInAt(page, database, { login: 'clerk', kind: 'staff', groups: ['gov-services.intake@410202'] })
  await page.goto(`${site.origin}/desk`)
  await page.getByRole('heading', { level: 1, name: '待办' }).waitFor()
  t.same(await accessibilityFaults(page), [])
})
