import t from 'tap'
import { givenScheduled, givenVisitTask } from '../support/api/visits.js'
import { insertVisitCase, startOfTest, type VisitCase } from '../support/visit-case.js'
import { accessibilityFaults, overflow, type Width } from '../support/web/site.js'
import { organiser, inspector, visitSite } from '../support/web/visits.js'

const desk = await visitSite(t)
let serial = 1
let key = 100

async function visitTask (elementId: 'confirm-visit' | 'inspect' | 'recheck', assignee?: string): Promise<VisitCase & { key: string }> {
  const visit = await insertVisitCase(desk.database, ++serial)
  if (elementId !== 'confirm-visit') await givenScheduled(desk.database, visit, new Date(startOfTest.getTime() + serial * 24 * 3_600_000))
  await givenVisitTask(desk.database, visit, { key: String(++key), elementId, now: startOfTest, ...(assignee === undefined ? {} : { assignee }) })
  return { ...visit, key: String(key) }
}

t.test('the organiser arranges a visit on the calendar: the same task, the same variables as in Tasklist', async (t) => {
  await givenScheduled(desk.database, desk.visit)
  const visit = await visitTask('confirm-visit')
  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await desk.openAs(organiser, '/desk/visits?week=2026-11-23', width)
    await page.getByRole('heading', { name: '等待安排（1）' }).waitFor()
    await page.getByText('09:00—11:00').waitFor()
    t.same(await accessibilityFaults(page), [], width)
    t.equal(await overflow(page), 0, width)
    await page.getByRole('link', { name: '安排开封便利店的核查' }).click()
    await page.getByRole('radio', { name: '周三 11月25日 14:30—16:30' }).waitFor()
    t.equal(await page.getByRole('radio', { name: '周三 11月25日 14:30—16:30' }).isChecked(), true, 'what is proposed is filled in')
    t.same(await accessibilityFaults(page), [], `${width}, plan`)
    t.equal(await overflow(page), 0, width)
    if (width === 'phone') await page.context().close()
  }
  const page = await desk.openAs(organiser, `/desk/visits/${visit.visitNo}`)
  await page.getByRole('radio', { name: '另选时间' }).check()
  await page.getByLabel('开始时间').fill('2026-11-25T09:30')
  await page.getByText('已有安排：周三 11月25日 09:00—11:00').first().waitFor()
  await page.getByRole('button', { name: '确认安排' }).click()
  await page.getByRole('alert').getByText('龙亭区市场监督管理局至少派 2 人，现在是 0 人').waitFor()
  await page.getByRole('radio', { name: '周四 11月26日 09:00—11:00' }).check()
  await page.getByRole('checkbox', { name: /t2员/ }).uncheck()
  await page.getByRole('button', { name: '确认安排' }).click()
  await page.getByRole('alert').getByText('龙亭区烟草专卖局至少派 2 人，现在是 1 人').waitFor()
  await page.getByRole('checkbox', { name: /t2员/ }).check()
  await page.getByLabel('领队').selectOption('t1')
  await page.getByText('草稿已保存').waitFor()
  await page.getByRole('button', { name: '确认安排' }).dblclick()
  await page.waitForURL(/\/desk\/visits\?week=2026-11-23$/)
  await page.getByText('已安排：开封便利店，周四 11月26日 09:00—11:00').waitFor()
  t.same(desk.engine.completed.splice(0), [{
    userTaskKey: visit.key, variables: { startsAt: '2026-11-26T09:00:00+08:00', durationMinutes: 120, team: ['f1', 'f2', 't1', 't2'], leader: 't1' }
  }])
  t.equal(await desk.database('task_draft').first(), undefined)
  await page.goBack()
  await page.getByRole('heading', { name: '现在不用安排' }).waitFor()
})

t.test('what somebody else was quicker with is said with who it was', async (t) => {
  const visit = await visitTask('confirm-visit')
  const page = await desk.openAs(organiser, `/desk/visits/${visit.visitNo}`)
  await page.getByRole('button', { name: '确认安排' }).waitFor()
  await desk.database('user_task').where({ user_task_key: visit.key }).update({ state: 'completed', assignee: 'f2', ended_at: new Date() })
  await page.getByRole('button', { name: '确认安排' }).click()
  await page.getByRole('alert').getByText(/任务已由f2员于 .* 办结/).waitFor()
  await page.getByRole('heading', { name: '现在不用安排' }).waitFor()
  t.same(await accessibilityFaults(page), [])
})

t.test('leave is noted, shown in its days, and cancelled', async (t) => {
  const page = await desk.openAs(organiser, '/desk/visits?week=2026-12-21')
  await page.getByText('这一周没有人请假').waitFor()
  await page.getByRole('button', { name: '登记请假' }).click()
  await page.getByLabel('核查人员').selectOption('t1')
  await page.getByLabel('开始时间').fill('2026-12-23T00:00')
  await page.getByLabel('结束时间').fill('2026-12-24T12:00')
  t.same(await accessibilityFaults(page), [])
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('已登记：t1员，周三 12月23日 00:00—周四 12月24日 12:00。').waitFor()
  await page.getByRole('button', { name: '好', exact: true }).click()
  await page.getByText('t1员 请假 全天').waitFor()
  await page.getByText('t1员 请假 至 12:00').waitFor()
  await page.getByRole('button', { name: /取消t1员的请假/ }).click()
  await page.getByText('这一周没有人请假').waitFor()
  await page.getByRole('button', { name: '下一周' }).click()
  await page.waitForURL(/week=2026-12-28/)
  await page.getByText('周一 12月28日—周日 1月3日').waitFor()

  const own = await desk.openAs(inspector, '/desk/visits', 'phone')
  await own.getByRole('button', { name: '菜单' }).click()
  await own.getByRole('link', { name: '核查日历' }).waitFor()
  await own.getByRole('button', { name: '登记请假' }).click()
  t.equal(await own.getByLabel('核查人员').inputValue(), 'f1', 'an inspector notes their own')
  const stranger = await desk.openAs({ login: 'nobody', kind: 'staff', groups: ['market-regulation.reviewer@410202'] }, '/desk/visits')
  await stranger.getByRole('alert').getByText('您没有办理此项的权限').waitFor()
  t.same(await accessibilityFaults(stranger), [])
})
