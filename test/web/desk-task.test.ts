import t from 'tap'
import { givenTask } from '../support/api/tasks.js'
import { deskSite, inHours, preReviewView, tobaccoReviewers, wu, zhou, type Desk } from '../support/web/desk.js'
import { printed } from '../support/web/print.js'
import { accessibilityFaults, overflow, type Page } from '../support/web/site.js'

async function givenPreReview ({ database, caseNo, subCaseNo }: Desk, key = '100'): Promise<void> {
  await givenTask(database, { key, elementId: 'pre-review', subCaseNo, groups: [tobaccoReviewers], dueAt: inHours(26), view: preReviewView(caseNo) })
}

/** Everything judged deficient: lawful, and every field of the form is on the screen. */
async function fillIn (page: Page): Promise<void> {
  await page.getByRole('radio', { name: '需补正' }).first().check()
  for (const row of await page.getByRole('radiogroup', { name: '意见', exact: true }).all()) {
    await row.getByRole('radio', { name: '需补正' }).check()
  }
  for (const field of await page.getByLabel('补充说明').all()) await field.fill('看不清楚')
  for (const field of await page.getByLabel('如何补正').all()) await field.fill('请重新上传')
}

t.test('a task shows its case, its papers and its form; claimed, filled in and handed on, the inbox goes on with the next', async (t) => {
  const desk = await deskSite(t)
  await givenPreReview(desk)
  await givenTask(desk.database, { key: '101', elementId: 'review', subCaseNo: desk.subCaseNo, groups: [tobaccoReviewers], dueAt: inHours(48) })
  const page = await desk.openAs(zhou, '/desk')
  await page.getByRole('link', { name: '预审' }).click()
  await page.getByRole('heading', { level: 1, name: /预审/ }).waitFor()
  await page.getByRole('heading', { name: '已有意见' }).waitFor()
  await page.getByLabel('经营场所使用证明的内容').getByText(/First page/).waitFor({ state: 'attached' })
  await page.getByRole('radio', { name: '需补正' }).first().waitFor()
  t.same(await accessibilityFaults(page), [], 'unclaimed')
  t.same(await printed(page, async () => await page.getByRole('button', { name: '打印' }).first().click()), { sheets: 2, pages: 2, others: [] }, 'the paper alone, both its pages')

  await page.getByRole('button', { name: '签收', exact: true }).click()
  await page.getByText('我已签收').waitFor()
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('还有没有填好的地方').waitFor()
  t.same(await accessibilityFaults(page), [], 'with errors')
  await fillIn(page)
  await page.getByText('草稿已保存').waitFor()
  t.same(await accessibilityFaults(page), [], 'filled in')
  t.match(await page.locator('.task-form').innerText(), /^[^a-z]*(BPMN|bpmn)?[^a-z]*$/, 'nothing English')
  await page.reload()
  await page.getByText('接着上次的草稿').waitFor()
  t.equal(await page.getByLabel('补充说明').first().inputValue(), '看不清楚')

  await page.getByRole('button', { name: '提交' }).dblclick()
  await page.waitForURL(/\/desk$/)
  await page.getByText('已办结：预审，烟草专卖零售许可（开封市龙亭区惠民便利店）').waitFor()
  await page.locator('.inbox-row.current[data-key="101"]').waitFor()
  t.match(desk.engine.completed, [{ userTaskKey: '100', variables: { verdict: 'deficient', verdicts: [{ id: 'premises-proof', result: 'deficient', reason: '看不清楚' }, {}, {}] } }])
  await page.goBack()
  await page.getByRole('heading', { name: '任务已经办结' }).waitFor()
  t.equal(desk.engine.completed.length, 1, 'pressed twice, gone back to: done once')
})

t.test('on a phone the task is read and filled in without scrolling sideways', async (t) => {
  const desk = await deskSite(t)
  await givenPreReview(desk)
  const page = await desk.openAs(zhou, '/desk/tasks/100', 'phone')
  await page.getByRole('button', { name: /经营场所使用证明/ }).click()
  await page.getByLabel('经营场所使用证明的内容').getByText(/First page/).waitFor({ state: 'attached' })
  await page.getByRole('button', { name: '签收', exact: true }).click()
  await page.getByText('我已签收').waitFor()
  await fillIn(page)
  t.same(await accessibilityFaults(page), [])
  t.equal(await overflow(page), 0)
})

t.test('papers are turned over, magnified, turned round; a picture is shown too', async (t) => {
  const desk = await deskSite(t)
  await givenPreReview(desk)
  const page = await desk.openAs(zhou, '/desk/tasks/100')
  const paper = page.getByLabel('经营场所使用证明的内容')
  await paper.getByText(/First page/).waitFor({ state: 'attached' })
  const canvas = paper.locator('canvas')
  const width = async (): Promise<number> => await canvas.evaluate((one) => one.clientWidth)
  const fits = await width()
  await page.getByRole('button', { name: '下一页' }).click()
  await paper.getByText(/Second page/).waitFor({ state: 'attached' })
  t.equal(await page.getByRole('button', { name: '下一页' }).isDisabled(), true)
  await page.getByRole('button', { name: '放大' }).click()
  await page.waitForFunction((before) => document.querySelector('canvas')!.clientWidth > before, fits)
  await page.getByRole('button', { name: '旋转' }).click()
  await page.waitForFunction(() => document.querySelector('canvas')!.clientWidth > document.querySelector('canvas')!.clientHeight)
  t.same(await accessibilityFaults(page), [])
  await page.getByRole('button', { name: /法定代表人身份证明/ }).click()
  await page.getByRole('img', { name: '法定代表人身份证明' }).waitFor()
  t.equal(await canvas.count(), 0, 'one paper at a time')
})

t.test('what the API refuses is said with its reason, and what was typed stays', async (t) => {
  const desk = await deskSite(t)
  await givenPreReview(desk)
  const page = await desk.openAs(zhou, '/desk/tasks/100')
  await page.getByRole('button', { name: '签收', exact: true }).click()
  await page.getByText('我已签收').waitFor()
  await fillIn(page)
  await page.getByRole('radio', { name: '材料齐全' }).check()
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('alert').getByText(/此决定不合法，请更正：/).waitFor()

  desk.engine.isDown = true
  await page.getByRole('radio', { name: '需补正' }).first().check()
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('alert').getByText('流程引擎暂时不可用，您填写的内容已保存，请稍后再提交').waitFor()
  t.equal(await page.getByLabel('补充说明').first().inputValue(), '看不清楚')
  desk.engine.isDown = false
  await page.getByRole('button', { name: '提交' }).click()
  await page.waitForURL(/\/desk$/)
})

t.test('an inspector without network fills in the checklist on a telephone: it is kept there, and saved when there is one', async (t) => {
  const desk = await deskSite(t)
  const findings = ['经营场所与住所相独立', '离中小学的距离'].map((checkText, index) =>
    ({ subCaseNo: desk.subCaseNo, permitName: '烟草专卖零售许可', checkItem: `ck-0${index + 1}`, checkText, result: null, facts: '', requirement: '' }))
  const { taskView } = preReviewView(desk.caseNo) as { taskView: object }
  await givenTask(desk.database, {
    key: '400', elementId: 'inspect', subCaseNo: desk.subCaseNo, groups: [tobaccoReviewers], assignee: zhou.login, view: { taskView: { ...taskView, options: [{ value: 'held', label: '已核查' }] }, findings }
  })
  const page = await desk.openAs(zhou, '/desk/tasks/400', 'phone')
  await page.getByRole('radio', { name: '已核查' }).check()
  await page.context().setOffline(true)
  await page.getByRole('combobox', { name: '结果' }).first().focus()
  t.same(await accessibilityFaults(page), [], 'with the list open')
  await page.getByRole('option', { name: '需整改' }).click()
  await page.getByLabel('发现的情况').fill('隔墙未到顶')
  await page.getByLabel('依据和整改要求').fill('隔墙砌到顶')
  await page.getByText('没有网络，填写的内容存在这台设备上').waitFor()
  t.equal(await overflow(page), 0)
  await page.context().setOffline(false)
  await page.getByText('草稿已保存').waitFor()
  t.match(await desk.database('task_draft').first('data'), { data: { attendance: 'held', findings: [{ checkItem: 'ck-01', result: 'rectify', facts: '隔墙未到顶', requirement: '隔墙砌到顶' }, {}] } })

  await page.route('**/draft', async (route) => { await route.abort() })
  await page.getByLabel('发现的情况').fill('隔墙未到顶，门朝住所开')
  await page.getByText('没有网络，填写的内容存在这台设备上').waitFor()
  await page.reload()
  await page.getByText('没有网络，填写的内容存在这台设备上').waitFor()
  t.equal(await page.getByLabel('发现的情况').inputValue(), '隔墙未到顶，门朝住所开', 'the telephone has it still')
  await page.unroute('**/draft')
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await page.getByText('草稿已保存').waitFor()
  t.equal(await page.evaluate(() => localStorage.length), 0, 'nothing stays on the device')
})

t.test('of two clerks on one task the second is told by whom and when; an old bookmark says so too', async (t) => {
  const desk = await deskSite(t)
  await givenPreReview(desk)
  await givenPreReview(desk, '200')
  const first = await desk.openAs(zhou, '/desk/tasks/100')
  const second = await desk.openAs(wu, '/desk/tasks/100')
  await second.getByRole('button', { name: '签收', exact: true }).waitFor()
  await first.getByRole('button', { name: '签收', exact: true }).click()
  await first.getByText('我已签收').waitFor()
  await second.getByRole('button', { name: '签收', exact: true }).click()
  await second.getByRole('alert').getByText('任务已由周审查签收').waitFor()
  await second.getByText('这个任务由周审查在办理，您可以查看，不能填写。').waitFor()
  t.same(await accessibilityFaults(second), [])

  await second.goto(`${desk.site.origin}/desk/tasks/200`)
  await second.getByRole('button', { name: '签收', exact: true }).click()
  await second.getByText('我已签收').waitFor()
  await fillIn(second)
  // Meanwhile somebody has done it in Tasklist
  await desk.database('user_task').where({ user_task_key: '200' }).update({ state: 'completed', assignee: 'tobacco-reviewer', ended_at: new Date() })
  await second.getByRole('button', { name: '提交' }).click()
  await second.getByRole('alert').getByText(/任务已由周审查于 \d{4}\/\d+\/\d+ \d{2}:\d{2} 办结/).waitFor()
  await second.getByRole('heading', { name: '任务已经办结' }).waitFor()

  const bookmark = await desk.openAs(wu, '/desk/tasks/200')
  await bookmark.getByText(/本任务由周审查于 .* 办结，不能再改/).waitFor()
  t.equal(await bookmark.getByRole('link', { name: '查看办件' }).getAttribute('href'), `/desk/cases/${desk.caseNo}`)
  t.same(await accessibilityFaults(bookmark), [])
})
