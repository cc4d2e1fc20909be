import t from 'tap'
import { testApi } from '../support/api/test-app.js'
import { accessibilityFaults, overflow, testSite, type Width } from '../support/web/site.js'

t.test('a person registers for two businesses; what is wrong is told at its field, which has the focus', async (t) => {
  const { app, database } = await testApi(t)
  const site = await testSite(t, app)
  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await site.open('/login', { width })
    await page.getByRole('link', { name: '注册' }).click()
    await page.getByRole('heading', { level: 1, name: '申请人注册' }).waitFor()
    await page.getByLabel('姓名').fill('王芳')
    await page.getByLabel('身份证件号码').fill('110105194912310021')
    await page.getByLabel('手机号码').fill('13800000021')
    await page.getByLabel('账号').fill(`wang-${width}`)
    await page.getByLabel('密码').fill('四月的雨下在汴河的船上')
    await page.getByRole('button', { name: /填写所代办/ }).click()
    await page.keyboard.type('惠民便利店')
    await page.getByLabel('统一社会信用代码').fill('91410202ma4000002u')
    await page.getByRole('button', { name: '注册并登录' }).click()
    await page.getByText('有 1 处要改').waitFor()
    t.match(await page.locator('#idNumber-problem').textContent(), /校验位不符/)
    t.equal(await page.evaluate(() => document.activeElement?.id), 'idNumber')
    t.same(await accessibilityFaults(page), [], width)
    t.equal(await overflow(page), 0, width)

    await page.getByLabel('身份证件号码').fill('11010519491231002x')
    await page.getByRole('button', { name: '注册并登录' }).dblclick()
    await page.waitForURL('**/cases')
    await page.getByText('王芳').first().waitFor({ state: 'attached' })
    await page.context().close()
  }
  t.same(await database('account_business').pluck('usci'), ['91410202MA4000002U', '91410202MA4000002U'])
})
