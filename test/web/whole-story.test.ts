import t from 'tap'
import { addDemoCertificates } from '../../src/demo/demo-certificates.js'
import { storyProgress } from '../../src/demo/task-answers.js'
import { playCase, taskOf, until } from '../support/case-flow.js'
import { outcomesOf, untilState } from '../support/flow-steps.js'
import { pdf } from '../support/api/upload.js'
import { storeWith } from '../support/stories.js'
import { answerQuestions } from '../support/web/answer-questions.js'
import { atTheDesk, visitAtTheDesk } from '../support/web/at-the-desk.js'
import { fillField } from '../support/web/fill-field.js'
import { accessibilityFaults, overflow, type Page } from '../support/web/site.js'
import { siteOnEngine } from '../support/web/site-on-engine.js'

const permit = 'publication-retail'
const permitName = '出版物零售经营许可'
/** Without one about food there is no composite licence of a store. */
const filing = 'food-prepackaged-filing'
const paper = (name: string) => ({ name: `${name}.pdf`, mimeType: 'application/pdf', buffer: pdf })

async function register (page: Page): Promise<void> {
  await page.getByLabel('姓名').fill('王芳')
  await page.getByLabel('身份证件号码').fill('11010519491231002X')
  await page.getByLabel('手机号码').fill('13800000021')
  await page.getByLabel('账号').fill('wang-fang')
  await page.getByLabel('密码').fill('四月的雨下在汴河的船上')
  await page.getByRole('button', { name: '注册并登录' }).click()
  await page.waitForURL('**/cases')
}

/** Hands in what is required but for the last, which is to be asked for. Returns its name. */
async function handInAllButOne (page: Page): Promise<string> {
  await page.locator('.material').first().waitFor()
  const required = await page.locator('.material', { has: page.getByText('必须', { exact: true }) }).all()
  for (const material of required.slice(0, -1)) {
    const name = await material.locator('h3 span').first().innerText()
    await material.locator('[id$=-file]').setInputFiles(paper(name))
    await material.getByRole('link', { name: `${name}.pdf` }).waitFor()
  }
  return await required.at(-1)!.locator('h3 span').first().innerText()
}

t.test('from registration to the licence, on the whole platform: a shopkeeper on the phone, clerks at their desks, the city looking on', async (t) => {
  const onEngine = await siteOnEngine(t)
  const { platform, site, openAs } = onEngine
  const { database } = platform
  const story = await storeWith([filing, permit])
  await addDemoCertificates(database, { usci: String(story.form.usci), name: String(story.form.entity_name) })
  const phone = await site.open('/register', { width: 'phone' })
  await register(phone)

  await phone.goto(`${site.origin}/industries/convenience-store`)
  await answerQuestions(phone, { ...story.form, ...story.answers })
  await phone.getByRole('link', { name: '开始申请' }).click()
  await phone.getByRole('group', { name: `${permitName}怎样办` }).waitFor()
  for (const choice of await phone.getByLabel('这次申请').all()) await choice.check()
  await phone.getByRole('button', { name: '下一步：一张表' }).click()
  await phone.locator('#field-usci').waitFor()
  for (const [key, value] of Object.entries(story.form)) await fillField(phone, key, value)
  await phone.getByText('已保存', { exact: true }).waitFor()
  await phone.getByRole('button', { name: '下一步：材料' }).click()
  const missing = await handInAllButOne(phone)
  await phone.getByRole('button', { name: '下一步：核对提交' }).click()
  await phone.getByLabel(/以上内容和材料真实/).check()
  await phone.getByRole('button', { name: '提交申请' }).click()
  await phone.getByRole('heading', { level: 1, name: '申请已提交' }).waitFor()
  const { case_no: caseNo, receipt_code: receiptCode } = await database('case_file').first<{ case_no: string, receipt_code: string }>('case_no', 'receipt_code')

  // Told once what is missing; in Tasklist, to the same effect
  await playCase(platform, caseNo, story, async () => await database('supplement_notice').where({ case_no: caseNo, state: 'open' }).first('notice_no') !== undefined, storyProgress())
  await phone.goto(`${site.origin}/cases/${caseNo}`)
  await phone.getByRole('heading', { name: /^补正/ }).waitFor()
  await phone.locator('.supplement-item', { hasText: missing }).locator('[id$=-file]').setInputFiles(paper(missing))
  await phone.getByText('已补正').waitFor()
  await phone.getByRole('button', { name: '提交补正' }).click()
  await phone.getByRole('dialog').getByRole('button', { name: '提交补正' }).click()
  await phone.getByRole('heading', { name: /^补正/ }).waitFor({ state: 'detached' })

  await atTheDesk(onEngine, await taskOf(platform, caseNo, 'pre-review', permit))
  await visitAtTheDesk(onEngine, { caseNo, story })
  await atTheDesk(onEngine, await taskOf(platform, caseNo, 'review', permit))
  await atTheDesk(onEngine, await taskOf(platform, caseNo, 'decide', permit), 'phone')
  await until(async () => await database('licence').where({ case_no: caseNo }).first('licence_no'), 'the licence')
  await untilState(platform, caseNo, permit, 'delivered')
  t.same(await outcomesOf(platform, caseNo), { [filing]: 'filed', [permit]: 'granted' })

  await phone.goto(`${site.origin}/licences`)
  await phone.getByRole('link', { name: '便利店行业综合许可证' }).click()
  await phone.getByRole('img', { name: '核验二维码' }).waitFor()
  for (const certificate of await database('certificate').pluck<string[]>('certificate_no')) await phone.getByText(certificate).first().waitFor()
  t.same([await accessibilityFaults(phone), await overflow(phone)], [[], 0])

  const { verify_code: verifyCode } = await database('licence').first<{ verify_code: string }>('verify_code')
  const anybody = await site.open(`/verify/${verifyCode}`)
  await anybody.getByText('证照有效').first().waitFor()
  await anybody.goto(`${site.origin}/progress`)
  await anybody.getByLabel('统一收件码').fill(receiptCode)
  await anybody.getByLabel(/后四位/).fill(String(story.form.contact_phone).slice(-4))
  await anybody.getByRole('button', { name: '查询' }).click()
  await anybody.getByRole('heading', { level: 1, name: '办件进度' }).waitFor()
  t.match(await anybody.getByRole('main').textContent(), new RegExp(permitName))

  const city = await openAs('supervisor', '/supervise')
  await city.getByRole('heading', { level: 1, name: '督办总览' }).waitFor()
  await city.goto(`${site.origin}/supervise/licences`)
  await city.getByText(String(story.form.entity_name)).waitFor()
  await city.goto(`${site.origin}/desk/cases/${caseNo}`)
  await city.getByText(new RegExp(`${permitName}：准予许可`)).waitFor()
})
