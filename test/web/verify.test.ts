import t from 'tap'
import { signIn } from '../../src/demo/http-session.js'
import { verifyByQrAddress } from '../../src/demo/keep-papers.js'
import { licensed, verifyCode } from '../support/api/licensed.js'
import { testPassword } from '../support/api/people.js'
import { accessibilityFaults, overflow, testSite, type Width } from '../support/web/site.js'

t.test('the address in a QR code shows how each permit stands now, names shortened, on every width', async (t) => {
  const { app, database } = await licensed(t)
  await database('certificate').where({ permit: 'tobacco-retail' }).update({ state: 'suspended' })
  const site = await testSite(t, app)
  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await site.open(`/verify/${verifyCode}`, { width, javaScriptEnabled: false })
    const text = await page.getByRole('main').textContent()
    t.match(text, /证照有效[^]*ZH4102022026000001[^]*张\*[^]*烟草专卖零售许可证 暂扣[^]*食品经营许可证 有效/)
    t.notMatch(text, /张三|undefined|null/)
    t.equal(await overflow(page), 0, width)
  }
  t.same(await accessibilityFaults(await site.open(`/verify/${verifyCode}`)), [])
})

t.test('the demonstration verifies as a person with a telephone does', async (t) => {
  const { app, database, applicant } = await licensed(t)
  const site = await testSite(t, app)
  await database.raw("UPDATE licence_version SET data = jsonb_set(data, '{verifyUrl}', to_jsonb(?::text))", [`${site.origin}/verify/${verifyCode}`])
  const session = await signIn(site.origin, applicant.login, testPassword)

  t.match(await verifyByQrAddress(session, 'ZH4102022026000001'), { verification: { isValid: true, entries: [{ stateName: '有效' }, {}] } })
})
