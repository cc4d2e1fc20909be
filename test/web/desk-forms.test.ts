import t from 'tap'
import { storeDraft } from '../support/catalogue.js'
import { givenTask } from '../support/api/tasks.js'
import { deskSite, inHours, preReviewView, tobaccoReviewers, zhou } from '../support/web/desk.js'
import { accessibilityFaults, overflow, type Width } from '../support/web/site.js'

const finding = { subCaseNo: '410202202611230001-02', permitName: '烟草专卖零售许可', checkItem: 'tobacco-ck-01', checkText: '经营场所与住所相独立', result: null, facts: '', requirement: '' }
const people = [{ value: 'inspector-1', label: '陈核查（龙亭区烟草专卖局）' }, { value: 'inspector-2', label: '褚核查（龙亭区烟草专卖局）' }]

/** Every form that a task of the catalogue has, filled as far as a listener fills any. */
t.test('every form of the catalogue is in Chinese and without fault, at both widths', async (t) => {
  const desk = await deskSite(t)
  const { forms } = await storeDraft()
  const { taskView, ...prefilled } = preReviewView(desk.caseNo) as { taskView: object }
  const view = { ...prefilled, taskView: { ...taskView, options: [{ value: 'not-needed', label: '不需要' }, { value: 'held', label: '进行' }], inspectors: people, slots: [{ value: inHours(30), label: '12月2日 9:00—10:30' }] }, findings: [finding, { ...finding, checkItem: 'tobacco-ck-02', checkText: '离中小学的距离' }], team: ['inspector-1'], leader: 'inspector-1', durationMinutes: 90, startsAt: inHours(30) }
  const elements = Object.keys(forms)
  t.ok(elements.length > 15)
  for (const [index, elementId] of elements.entries()) {
    await givenTask(desk.database, { key: String(300 + index), elementId, subCaseNo: desk.subCaseNo, groups: [tobaccoReviewers], dueAt: inHours(30), assignee: zhou.login, view })
  }
  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await desk.openAs(zhou, '/desk', width)
    // A button that fades back from busy has no contrast for a moment
    await page.emulateMedia({ reducedMotion: 'reduce' })
    for (const [index, elementId] of elements.entries()) {
      await page.goto(`${desk.site.origin}/desk/tasks/${300 + index}`)
      await page.getByText('我已签收').waitFor()
      await page.locator('.task-form .fjs-form-field').first().waitFor()
      for (const option of await page.locator('.task-form').getByRole('radio').all()) if (await option.isVisible()) await option.check()
      await page.getByRole('button', { name: '提交' }).click()
      t.same(await accessibilityFaults(page), [], `${elementId} at ${width}`)
      t.equal(await overflow(page), 0, `${elementId} at ${width}`)
      t.same((await page.locator('.task-form').innerText()).match(/[A-Za-z]{3,}[^\n]*/g)?.filter((text) => !/^tobacco-ck/.test(text)) ?? [], [], `${elementId}: nothing English`)
    }
    await page.context().close()
  }
})

t.test('the calendar of a date is in Chinese, can be read in full on a telephone, and takes the day', async (t) => {
  const desk = await deskSite(t)
  const { taskView } = preReviewView(desk.caseNo) as { taskView: object }
  await givenTask(desk.database, {
    key: '400', elementId: 'announce-hearing', processId: 'hearing', subCaseNo: desk.subCaseNo, groups: [tobaccoReviewers], assignee: zhou.login, view: { taskView: { ...taskView, options: [{ value: 'held', label: '举行' }] } }
  })
  const page = await desk.openAs(zhou, '/desk/tasks/400', 'phone')
  await page.getByRole('radio', { name: '举行' }).check()
  await page.getByLabel('听证日期').focus()
  const calendar = page.locator('.flatpickr-calendar.open')
  await calendar.getByText('一', { exact: true }).first().waitFor()
  t.match(await calendar.innerText(), /12月/)
  t.same(await accessibilityFaults(page), [])
  t.equal(await overflow(page), 0)
  await calendar.getByLabel(/^\d{4}年\d+月15日$/).click()
  t.match(await page.getByLabel('听证日期').inputValue(), /\/15$/)
})
