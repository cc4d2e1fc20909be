import t from 'tap'
import { givenTask } from '../support/api/tasks.js'
import { deskSite, givenManyTasks, inHours, tobaccoReviewers, wu, zhou, type Desk } from '../support/web/desk.js'
import { waitFor } from '../support/wait-for.js'
import { accessibilityFaults, overflow, type Page, type Width } from '../support/web/site.js'

const foodReviewers = 'market-regulation.reviewer@410202'
const both = { ...zhou, groups: [tobaccoReviewers, foodReviewers] }

/** Four tasks: one over, one today, one without a date, one that a colleague has. */
async function givenInbox ({ database, caseNo, subCaseNo }: Desk): Promise<void> {
  await givenTask(database, { key: '101', elementId: 'pre-review', subCaseNo, groups: [tobaccoReviewers], dueAt: inHours(-50) })
  await givenTask(database, { key: '102', elementId: 'review', subCaseNo, groups: [tobaccoReviewers], dueAt: inHours(24 * 9) })
  await givenTask(database, { key: '103', elementId: 'pre-review', subCaseNo: `${caseNo}-01`, groups: [foodReviewers], dueAt: null })
  await givenTask(database, { key: '104', elementId: 'review', subCaseNo: `${caseNo}-01`, groups: [foodReviewers], dueAt: inHours(26), assignee: 'colleague' })
}

async function keysShown (page: Page): Promise<(string | undefined)[]> {
  return await page.locator('.inbox-row').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.key))
}

t.test('the inbox shows what is most urgent first, with lights in words, and narrows by tab, permit and name', async (t) => {
  const desk = await deskSite(t)
  await givenInbox(desk)
  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await desk.openAs(both, '/desk', width)
    await page.getByText(/逾期 [23] 天/).waitFor()
    t.same(await keysShown(page), ['101', '104', '102', '103'], width)
    t.match(await page.getByRole('list').innerText(), /没有期限/)
    t.match(await page.getByRole('navigation', { name: '待办分类' }).innerText(), /全部\s*4\s*我的\s*0\s*待签收\s*3\s*已逾期\s*1/)
    t.same(await accessibilityFaults(page), [], width)
    t.equal(await overflow(page), 0, width)

    await page.getByRole('link', { name: /已逾期/ }).click()
    await page.waitForURL(/tab=overdue/)
    await page.waitForFunction(() => document.querySelectorAll('.inbox-row').length === 1)
    await page.getByRole('link', { name: /全部/ }).click()
    await page.getByLabel('事项', { exact: true }).selectOption({ label: '食品经营许可（2）' })
    await page.waitForFunction(() => document.querySelectorAll('.inbox-row').length === 2)
    t.match(page.url(), /permit=food-operation/)
    await page.getByLabel('查找').fill('没有这家店')
    await page.getByText('没有符合的任务').waitFor()
    await page.getByLabel('查找').fill('惠民')
    await page.waitForFunction(() => document.querySelectorAll('.inbox-row').length === 2)
    await page.reload()
    await page.waitForFunction(() => document.querySelectorAll('.inbox-row').length === 2)
    t.equal(await page.getByLabel('查找').inputValue(), '惠民', 'the address keeps the filters')
    await page.context().close()
  }
})

t.test('tasks are claimed one by one, several at once, and by the keyboard; who was slower is told', async (t) => {
  const desk = await deskSite(t)
  await givenInbox(desk)
  const page = await desk.openAs(both, '/desk')
  await page.getByRole('button', { name: /签收：预审，烟草/ }).click()
  await page.getByText('已签收 1 件').waitFor()

  await page.getByRole('checkbox', { name: /选中：审核，烟草/ }).check()
  await page.getByRole('checkbox', { name: /选中：预审，食品/ }).check()
  // Meanwhile a colleague takes one of the two
  await desk.openAs(wu, '/desk').then(async (other) => await other.context().close())
  await desk.database('user_task').where({ user_task_key: '102' }).update({ assignee: 'colleague' })
  await page.getByRole('button', { name: '签收选中的 2 件' }).click()
  await page.getByText('已签收 1 件').waitFor()
  t.match(await page.getByRole('alert').innerText(), /1 件没有签收。审核（开封市龙亭区惠民便利店）：任务已由吴审查签收/)
  t.same(await desk.database('user_task').where({ assignee: zhou.login }).orderBy('user_task_key').pluck('user_task_key'), ['101', '103'])
  await page.context().close()
})

t.test('the keyboard alone moves, claims and opens; while typing its letters are letters', async (t) => {
  const desk = await deskSite(t)
  await givenInbox(desk)
  const page = await desk.openAs(both, '/desk')
  await page.locator('.inbox-row').first().waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: '快捷键' }).waitFor()
  t.same(await accessibilityFaults(page), [])
  await page.keyboard.press('j')
  t.equal(await page.locator('.inbox-row.current').count(), 0, 'behind a dialog nothing moves')
  await page.keyboard.press('Escape')
  for (const key of ['j', 'j', 'j', 'k', 'j', 'x']) await page.keyboard.press(key)
  t.equal(await page.locator('.inbox-row.current').getAttribute('data-key'), '102')
  await page.keyboard.press('a')
  await page.getByText('已签收 1 件').waitFor()
  t.match(await desk.database('user_task').where({ user_task_key: '102' }).first('assignee'), { assignee: zhou.login })
  await page.keyboard.press('/')
  await page.keyboard.type('ajo?')
  t.equal(await page.getByLabel('查找').inputValue(), 'ajo?')
  t.equal(await page.getByRole('dialog').count(), 0)
  await page.getByText('没有符合的任务').waitFor()
  await page.getByLabel('查找').fill('')
  await page.locator('.inbox-row').first().waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/desk\/tasks\/\d+/)
})

t.test('what comes and goes meanwhile is shown without a reload; selection and place stay', async (t) => {
  const desk = await deskSite(t)
  await givenManyTasks(desk.database, { subCaseNo: desk.subCaseNo, count: 300 })
  const page = await desk.openAs(zhou, '/desk')
  await page.locator('.inbox-row').first().waitFor()
  for (let turn = 0; turn < 3; turn++) await page.keyboard.press('j')
  await page.mouse.wheel(0, 6000)
  await page.waitForTimeout(500)
  const topRow = page.locator('.inbox-row').nth(8)
  const key = await topRow.getAttribute('data-key')
  const before = await topRow.evaluate((row) => row.getBoundingClientRect().top)
  await desk.database('user_task').where({ user_task_key: String(Number(key) - 8) }).update({ state: 'completed', ended_at: new Date() })
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await page.getByText('共 299 件').waitFor()
  await page.waitForTimeout(200)
  const after = await page.locator(`.inbox-row[data-key="${key}"]`).evaluate((row) => row.getBoundingClientRect().top)
  t.ok(Math.abs(after - before) < 2, `the row read stays where it was (${before} → ${after})`)

  await page.evaluate(() => window.scrollTo(0, 0))
  await page.locator('.inbox-row.current').waitFor()
  t.equal(await page.locator('.inbox-row.current').getAttribute('data-key'), '1000002')
  await givenTask(desk.database, { key: '5', elementId: 'review', subCaseNo: desk.subCaseNo, groups: [tobaccoReviewers], dueAt: inHours(-9999) })
  await page.locator('.inbox-row[data-key="5"]').waitFor({ timeout: 15_000 })
  t.equal(await page.locator('.inbox-row.current').getAttribute('data-key'), '1000002', 'the selection stays with its task')
})

t.test('ten thousand tasks scroll to their end, and only those near the window are drawn', async (t) => {
  const desk = await deskSite(t)
  await givenManyTasks(desk.database, { subCaseNo: desk.subCaseNo, count: 10_000 })
  const page = await desk.openAs(zhou, '/desk')
  await page.getByText('共 10000 件').waitFor()
  const last = page.locator('.inbox-row[data-key="1009999"]')
  await waitFor('the last one', async () => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
    return await last.count() === 1
  }, 120_000)
  t.ok(await page.locator('.inbox-row').count() < 80, 'only what is near the window is drawn')
})
