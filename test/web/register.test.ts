import t from 'tap'
import { switchChannels } from '../../src/database/notification-deliveries.js'
import { createNotificationSender } from '../../src/notifications/send-due.js'
import { givenAccount } from '../support/api/people.js'
import { testApi } from '../support/api/test-app.js'
import { accessibilityFaults, overflow, signInAt, testSite, type Width } from '../support/web/site.js'

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

t.test('who has forgotten the password sets a new one by the link of a mail', async (t) => {
  const { app, database, clock } = await testApi(t)
  const site = await testSite(t, app)
  await switchChannels(database, ['email'])
  await givenAccount(database, { login: 'wang-fang', kind: 'applicant', email: 'wang@example.com' })
  const sent: string[] = []
  const sender = createNotificationSender({ database, clock, log: { warn () {} }, channels: [{ name: 'email', async send ({ body }) { sent.push(body) }, close () {} }] })
  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await site.open('/login', { width })
    await page.getByRole('link', { name: '忘记密码' }).click()
    await page.getByLabel('账号或电子邮箱').fill('wang@example.com')
    t.same(await accessibilityFaults(page), [], width)
    await page.getByRole('button', { name: '发邮件给我' }).dblclick()
    await page.getByText('邮件已经发出').waitFor()
    t.same([await accessibilityFaults(page), await overflow(page)], [[], 0], width)
    await sender.sendDue()
    const links = sent.flatMap((body) => /\/login\/reset#\S+/.exec(body)?.[0] ?? [])
    t.equal(links.length, width === 'desktop' ? 1 : 2)

    await page.goto(`${site.origin}${links.at(-1)!}`)
    await page.getByLabel('新密码').fill('1234567890')
    await page.getByRole('button', { name: '设定并登录' }).click()
    await page.getByRole('alert').filter({ hasText: '太容易猜' }).waitFor()
    t.same([await accessibilityFaults(page), await overflow(page)], [[], 0], width)
    await page.getByLabel('新密码').fill('四月的雨下在汴河的船上')
    await page.getByRole('button', { name: '设定并登录' }).dblclick()
    await page.waitForURL('**/cases')
    await page.context().close()
  }
})

t.test('a session that is about to end says so, and goes on at a click; one that has ended asks to sign in, until somebody else does in another tab', async (t) => {
  const { app, database, clock } = await testApi(t)
  const site = await testSite(t, app)
  const endIn = async (seconds: number): Promise<void> => { await database('session').update({ expires_at: new Date(clock.now().getTime() + seconds * 1000) }) }
  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await site.open('/cases', { width })
    await signInAt(page, database, { login: 'shopkeeper', kind: 'applicant' })
    const warning = page.getByText('登录将在')
    t.equal(await warning.count(), 0)

    await endIn(302)
    await page.reload()
    await page.getByRole('heading', { name: '我的办件' }).waitFor()
    await endIn(290)
    await warning.waitFor()
    t.match(await warning.textContent(), '5 分钟')
    t.same([await accessibilityFaults(page), await overflow(page)], [[], 0], width)
    await page.getByRole('button', { name: '继续使用' }).dblclick()
    await warning.waitFor({ state: 'detached' })
    const [{ expires_at: end }] = await database('session')
    t.equal(end.getTime() - clock.now().getTime(), 8 * 3_600_000)

    await database('session').update({ created_at: new Date(clock.now().getTime() - 24 * 3_600_000 + 240_000) })
    await endIn(240)
    await page.reload()
    await page.getByText('登录将在 4 分钟后到最长时限，到时请再次登录').waitFor()
    t.equal(await page.getByRole('button', { name: '继续使用' }).count(), 0)
    t.same([await accessibilityFaults(page), await overflow(page)], [[], 0], `${width}, cannot go on`)
    await database('session').update({ created_at: clock.now() })

    await endIn(2)
    await page.reload()
    await warning.waitFor()
    await database('session').delete()
    await page.getByRole('button', { name: '继续使用' }).click()
    await page.getByRole('button', { name: '再次登录' }).click()
    const dialog = page.getByRole('dialog', { name: '登录已过期' })
    await dialog.waitFor()
    t.same(await accessibilityFaults(page), [], width)

    const otherTab = await page.context().newPage()
    await otherTab.goto(`${site.origin}/login`)
    await signInAt(otherTab, database, { login: 'neighbour', kind: 'applicant', displayName: '邻居' })
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('邻居').first().waitFor({ state: 'attached' })
    await database('session').delete()
    await page.context().close()
  }
})
