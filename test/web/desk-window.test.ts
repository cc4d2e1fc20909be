import t from 'tap'
import { resetCodeValidMinutes } from '../../src/domain/password-reset.js'
import { givenAccount, testPassword } from '../support/api/people.js'
import { shopAnswers } from '../support/api/shop.js'
import { pdf } from '../support/api/upload.js'
import { givenTask } from '../support/api/tasks.js'
import { clerkOf, givenInPerson, pickedUpDraft, visitor, windowClerk, windowGroup } from '../support/api/window.js'
import { deskSite } from '../support/web/desk.js'
import { printed } from '../support/web/print.js'
import { accessibilityFaults, overflow, type Width } from '../support/web/site.js'

const desk = await deskSite(t)
const { database } = desk
const clerk = await clerkOf(desk)

t.test('a clerk opens a file, takes an application in for an agent, and hands it in with originals seen and the receipt printed', async (t) => {
  const page = await desk.openAs(windowClerk, '/desk/window')
  await page.getByRole('heading', { level: 1, name: '综合窗口' }).waitFor()
  await page.getByLabel('身份证件号码', { exact: true }).fill(visitor.idNumber)
  await page.getByRole('button', { name: '查找档案' }).click()
  await page.getByText('没有这个号码的档案').waitFor()
  await page.getByText('没有账号：建立申请人档案').click()
  await page.getByLabel('姓名', { exact: true }).fill(visitor.name)
  await page.getByLabel('申请人的身份证件号码').fill('110105194912310021')
  await page.getByLabel('申请人的手机号码').fill(visitor.phone)
  await page.getByLabel(/已核对申请人的身份证件（代办的/).check()
  await page.getByRole('button', { name: '建立档案' }).click()
  await page.getByText('有 1 处要改').waitFor()
  t.equal(await page.evaluate(() => document.activeElement?.id), 'file-id')
  t.same(await accessibilityFaults(page), [])
  await page.getByLabel('申请人的身份证件号码').fill(visitor.idNumber.toLowerCase())
  await page.getByRole('button', { name: '建立档案' }).dblclick()

  await page.getByText('110105********002X').waitFor()
  await page.getByLabel('行业').selectOption({ label: '便利店' })
  await page.getByLabel('代办人', { exact: true }).check()
  await page.getByLabel('代办人姓名').fill('赵代办')
  await page.getByLabel('代办人身份证件号码').fill('410202199001010018')
  await page.getByLabel('已核对授权委托书。').check()
  await page.getByLabel('已核对来人的身份证件。').check()
  t.same(await accessibilityFaults(page), [])
  await page.getByRole('button', { name: '开始填写' }).dblclick()
  await page.waitForURL(/\/desk\/window\/applications\/[\da-f-]+/)
  t.equal((await database('application').where({ channel: 'window' })).length, 1)
  await page.getByText('没有网上账号').waitFor()
  t.same(await accessibilityFaults(page), [])

  const { id } = await database('application').where({ channel: 'window' }).first()
  await clerk.ask('PUT', `/applications/${id}`, { payload: { ...pickedUpDraft, answers: { ...shopAnswers, premises_division: '410202' }, form: { ...pickedUpDraft.form, usci: '91410202MA4000002U', premises_address: '东大街9号' } } })
  await page.goto(`${desk.site.origin}/desk/window/applications/${id}?step=materials`)
  await page.locator('#material-food-safety-rules-file').setInputFiles({ name: '食品安全管理制度.pdf', mimeType: 'application/pdf', buffer: pdf })
  await page.getByLabel(/已核验原件：.*食品安全/).check()
  await page.getByText(/已核验原件.*（\d{4}/).waitFor()
  t.same(await accessibilityFaults(page), [])
  await page.getByRole('button', { name: '下一步：核对提交' }).click()
  await page.getByLabel(/已当面核对以上内容/).check()
  await page.getByRole('button', { name: '提交申请' }).dblclick()
  await page.getByRole('heading', { level: 1, name: '申请已提交' }).waitFor()
  t.same(await accessibilityFaults(page), [])
  const { case_no: caseNo } = await database('case_file').where({ channel: 'window' }).first()
  const { sheets, pages, others } = await printed(page, async () => await page.getByRole('button', { name: /^打印/ }).click())
  t.same([pages, others], [sheets, []], 'a sheet for every page of the receipt, and nothing else')

  await page.getByRole('link', { name: '看办件和文书' }).click()
  await page.waitForURL(`**/desk/cases/${caseNo}`)
  await page.getByText(/原件已核验/).first().waitFor()
  await page.getByText('窗口申报，代办人赵代办').waitFor()
  await page.getByRole('link', { name: '代申请人办理' }).click()
  await page.getByText('现在没有需要申请人办的').waitFor()
  t.same(await accessibilityFaults(page), [])
  await page.getByText('撤回申请').first().click()
  await page.getByLabel('出版物零售经营许可').check()
  await page.getByRole('button', { name: /撤回/ }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: /撤回/ }).click()
  await page.getByLabel('出版物零售经营许可').waitFor({ state: 'detached' })
  t.match(await database('sub_case').where({ case_no: caseNo, permit: 'publication-retail' }).first(), { outcome: 'withdrawn' })
})

t.test('the window and its draft fit a phone; another window\'s clerk and other staff are told why they see nothing', async (t) => {
  await database('account').whereNull('login').update({ id_number: '410202199001010018' })
  const id = await givenInPerson(clerk)
  const page = await desk.openAs(windowClerk, '/desk/window', 'phone' as Width)
  await page.getByRole('link', { name: /王芳：便利店/ }).waitFor()
  t.same(await accessibilityFaults(page), [])
  t.equal(await overflow(page), 0)
  await page.getByText('有网上账号：凭窗口码').click()
  await page.getByLabel('窗口码', { exact: true }).fill('1234 5678')
  await page.getByLabel('身份证件上的号码').fill(visitor.idNumber)
  await page.getByLabel('已核对申请人的身份证件。').check()
  await page.getByRole('button', { name: '核对窗口码' }).click()
  await page.getByRole('alert').getByText('窗口码不对').waitFor()
  t.same(await accessibilityFaults(page), [])
  t.equal(await overflow(page), 0)
  await page.getByRole('link', { name: /王芳：便利店/ }).click()
  await page.getByRole('heading', { level: 1, name: '窗口收件：便利店' }).waitFor()
  t.same(await accessibilityFaults(page), [])
  t.equal(await overflow(page), 0)

  const elsewhere = await desk.openAs({ ...windowClerk, login: 'elsewhere', groups: ['gov-services.intake@410203'] }, `/desk/window/applications/${id}`)
  await elsewhere.getByRole('alert').getByText('没有找到这份申请').waitFor()
  const reviewer = await desk.openAs({ login: 'reviewer', kind: 'staff', groups: ['tobacco.reviewer@410202'] }, '/desk/window')
  await reviewer.getByText('这里由综合窗口的人员使用').waitFor()
  t.equal(await reviewer.getByRole('link', { name: '综合窗口' }).count(), 0)
})

t.test('an applicant shows the code on the phone, and the window takes the account for theirs', async (t) => {
  await givenAccount(database, { login: 'liu', kind: 'applicant', displayName: '刘先生' })
  await database('account').where({ login: 'liu' }).update({ id_number: '410202199001010026' })
  const phone = await desk.site.open('/window-code', { width: 'phone' })
  await phone.goto(`${desk.site.origin}/login?to=/window-code`)
  await phone.getByLabel('账号').fill('liu')
  await phone.getByLabel('密码').fill(testPassword)
  await phone.getByRole('button', { name: '登录', exact: true }).click()
  const code = (await phone.getByText(/^\d{4} \d{4}$/).textContent())!
  t.same(await accessibilityFaults(phone), [])
  t.equal(await overflow(phone), 0)

  const page = await desk.openAs(windowClerk, '/desk/window')
  await page.getByText('有网上账号：凭窗口码').click()
  await page.getByLabel('窗口码', { exact: true }).fill(code)
  await page.getByLabel('身份证件上的号码').fill('410202199001010026')
  await page.getByLabel('已核对申请人的身份证件。').check()
  await page.getByRole('button', { name: '核对窗口码' }).click()
  await page.getByText('刘**').waitFor()
  await page.getByRole('button', { name: '开始填写' }).waitFor()
})

t.test('who has forgotten the password and has no mailbox gets a code at the window, and sets the new one on the phone; the code leaves the screen when it is over', async (t) => {
  await givenAccount(database, { login: 'gao', kind: 'applicant', displayName: '高女士' })
  await database('account').where({ login: 'gao' }).update({ id_number: '410202199001010042' })
  const page = await desk.openAs(windowClerk, '/desk/window')
  await page.getByText('忘记密码：当面给重设码').click()
  await page.getByLabel('账号', { exact: true }).fill('gao')
  await page.getByLabel('证件号码', { exact: true }).fill('410202199001010026')
  await page.getByLabel('已核对证件，与本人相符。').check()
  await page.getByRole('button', { name: '给重设码' }).click()
  await page.getByRole('alert').getByText('账号与出示的身份证件不符').waitFor()
  await page.getByLabel('证件号码', { exact: true }).fill('410202199001010042')
  await page.clock.install()
  await page.getByRole('button', { name: '给重设码' }).click()
  const code = (await page.locator('.reset-code').textContent())!
  t.same([await accessibilityFaults(page), await overflow(page)], [[], 0])

  const phone = await desk.site.open('/login/forgotten', { width: 'phone' })
  await phone.getByRole('link', { name: '在这里设定' }).click()
  t.same([await accessibilityFaults(phone), await overflow(phone)], [[], 0])
  await phone.getByLabel('重设码').fill(code.toLowerCase())
  await phone.getByLabel('新密码').fill('四月的雨下在汴河的船上')
  await phone.getByRole('button', { name: '设定并登录' }).dblclick()
  await phone.waitForURL('**/cases')

  t.equal(await page.locator('.reset-code').count(), 1)
  await page.clock.fastForward(resetCodeValidMinutes * 60_000)
  await page.getByText('重设码已过期').waitFor()
  t.equal(await page.locator('.reset-code').count(), 0)
  t.same([await accessibilityFaults(page), await overflow(page)], [[], 0])
})

t.test('what is ready is found by its receipt code and handed over with a signature on the screen, or on paper', async (t) => {
  for (const [index, key] of ['7001', '7002', '7003'].entries()) await givenTask(database, { key, elementId: 'hand-over', subCaseNo: `${desk.caseNo}-0${index + 1}`, groups: [windowGroup] })
  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await desk.openAs(windowClerk, '/desk/window/hand-overs', width)
    await page.getByText('1 个办件待领取').waitFor()
    await page.getByLabel('查找待领取的').fill('没有的')
    await page.getByText('没有符合的').waitFor()
    await page.getByLabel('查找待领取的').fill((await database('case_file').where({ case_no: desk.caseNo }).first()).receipt_code)
    await page.getByText('1 个办件待领取').waitFor()
    t.same(await accessibilityFaults(page), [], width)
    t.equal(await overflow(page), 0, width)
    await page.getByRole('button', { name: /^交给领取人/ }).click()
    await page.getByLabel('领取人姓名').fill('王芳')
    await page.getByLabel('领取人身份证件号码').fill(visitor.idNumber)
    await page.getByLabel('已核对领取人的身份证件。').check()
    await page.getByRole('button', { name: '交出并登记' }).click()
    await page.getByRole('alert').getByText('请领取人在框内签名').waitFor()
    if (width === 'desktop') {
      await page.getByLabel('烟草专卖零售许可').uncheck()
      await page.getByRole('img', { name: '签名框' }).scrollIntoViewIfNeeded()
      const box = (await page.getByRole('img', { name: '签名框' }).boundingBox())!
      await page.mouse.move(box.x + 20, box.y + 20)
      await page.mouse.down()
      await page.mouse.move(box.x + 120, box.y + 80, { steps: 5 })
      await page.mouse.up()
      await page.getByRole('img', { name: '已签名' }).waitFor()
    } else {
      await page.getByLabel('打印送达回证，签在纸上').check()
      await page.getByLabel('代领').check()
      await page.getByLabel('已核对授权委托书。').check()
    }
    t.same(await accessibilityFaults(page), [], width)
    t.equal(await overflow(page), 0, width)
    await page.getByRole('button', { name: '交出并登记' }).dblclick()
    await page.getByText(/已交给 王芳，共 \d 个事项/).waitFor()
    t.same(await accessibilityFaults(page), [], width)
    await page.goBack()
    await page.goForward()
    await page.getByText(width === 'desktop' ? '1 个办件待领取' : '现在没有待领取的').first().waitFor()
    await page.context().close()
  }
  t.same((await database('pick_up').orderBy('sub_case_no').select('sub_case_no', 'is_agent', 'signature')).map(({ signature, ...row }) => ({ ...row, isSigned: signature !== null })), [
    { sub_case_no: `${desk.caseNo}-01`, is_agent: false, isSigned: true },
    { sub_case_no: `${desk.caseNo}-02`, is_agent: true, isSigned: false },
    { sub_case_no: `${desk.caseNo}-03`, is_agent: false, isSigned: true }
  ])
})
