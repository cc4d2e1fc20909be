import t from 'tap'
import { saveBusinesses } from '../../src/database/account-businesses.js'
import { switchChannels } from '../../src/database/notification-deliveries.js'
import { givenAccount, testPassword } from '../support/api/people.js'
import { testApi } from '../support/api/test-app.js'
import { accessibilityFaults, overflow, signInAt, testSite, type Width } from '../support/web/site.js'

const { app, database } = await testApi(t)
const site = await testSite(t, app)

t.test('telephone and mailbox are changed with the password, what is wrong is told at its field', async (t) => {
  const owner = { login: 'wang-fang', kind: 'applicant' as const, displayName: '王芳' }
  await switchChannels(database, ['email'])
  await givenAccount(database, { ...owner, email: 'wang@example.com', phone: '13800000021' })
  for (const [width, phone] of [['desktop', '13900000022'], ['phone', '13700000023']] as const) {
    const page = await site.open('/account', { width })
    await signInAt(page, database, owner)
    await page.getByLabel('新的手机号码').fill('139')
    await page.getByLabel('现在的密码').fill(testPassword)
    await page.getByRole('button', { name: '保存更改' }).click()
    await page.getByText('有 1 处要改').waitFor()
    t.equal(await page.evaluate(() => document.activeElement?.id), 'phone')
    t.same([await accessibilityFaults(page), await overflow(page)], [[], 0], width)
    await page.getByLabel('新的手机号码').fill(phone)
    await page.getByLabel('现在的密码').fill('not my password')
    await page.getByRole('button', { name: '保存更改' }).click()
    await page.getByText('不正确，请重新输入').waitFor()
    await page.getByLabel('现在的密码').fill(testPassword)
    await page.getByRole('button', { name: '保存更改' }).dblclick()
    await page.getByText('已保存，并告知了原来的联系方式').waitFor()
    await page.getByText(`${phone.slice(0, 3)}****${phone.slice(-4)}`).waitFor()
    t.match(await database('account').where({ login: owner.login }).first(), { phone, email: 'wang@example.com' })
  }
})

t.test('the businesses that somebody acts for are changed, and what is wrong is told at its field', async (t) => {
  const shopkeeper = { login: 'shopkeeper', kind: 'applicant' as const, displayName: '李明', phone: '13800000024' }
  const id = await givenAccount(database, shopkeeper)
  for (const width of ['desktop', 'phone'] as Width[]) {
    await database.transaction(async (tx) => await saveBusinesses(tx, id, [{ usci: '91410202MA4000002U', name: '惠民便利店' }, { usci: '91410202MA4000003Y', name: '惠民二店' }]))
    const page = await site.open('/account', { width })
    await signInAt(page, database, shopkeeper)
    const save = page.locator('form', { has: page.getByLabel('统一社会信用代码') }).getByRole('button', { name: /^保存/ })
    await page.getByText('138****0024').waitFor()
    await page.getByLabel('统一社会信用代码').first().fill('91410202MA4000002X')
    await save.click()
    await page.getByText('有 1 处要改').waitFor()
    t.same([await accessibilityFaults(page), await overflow(page)], [[], 0], width)
    await page.getByRole('button', { name: '去掉这一家' }).first().click()
    await save.dblclick()
    await page.getByText('已保存').waitFor()
    await page.context().close()
  }
})
