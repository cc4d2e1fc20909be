import t from 'tap'
import { recordStoredFile } from '../../src/database/stored-files.js'
import { insertFindings, updateVisit } from '../../src/database/visits.js'
import { givenScheduled, givenVisitTask } from '../support/api/visits.js'
import { waitFor } from '../support/wait-for.js'
import { foodGroup, insertVisitCase, startOfTest, type VisitCase } from '../support/visit-case.js'
import { givenAccount, testPassword } from '../support/api/people.js'
import { png } from '../support/api/upload.js'
import { accessibilityFaults, overflow, type Page, type Width } from '../support/web/site.js'
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

/** What a camera would give. */
const photo = { name: '现场.png', mimeType: 'image/png', buffer: png }

async function signAt (page: Page, name: string): Promise<void> {
  await page.getByLabel('签名的人').selectOption(name)
  const pad = page.getByRole('img', { name: '在这里用手指签名' })
  await pad.scrollIntoViewIfNeeded()
  const { x, y } = (await pad.boundingBox())!
  await page.mouse.move(x + 30, y + 40)
  await page.mouse.down()
  await page.mouse.move(x + 120, y + 70, { steps: 4 })
  await page.mouse.up()
  await page.getByRole('button', { name: '存下签名' }).click()
  await page.getByRole('img', { name: `${name}的签名` }).waitFor()
}

/** Every item in order but the first, which is to be rectified. */
async function judgeAll (page: Page): Promise<void> {
  await page.getByRole('radio', { name: '已现场核查' }).check()
  for (const item of await page.locator('.checklist-item').all()) await item.getByRole('radio', { name: '合格', exact: true }).check()
  await page.locator('.checklist-item').first().getByRole('radio', { name: '需整改' }).check()
  await page.getByLabel('发现的情况').fill('隔墙未到顶')
  await page.getByLabel('依据和整改要求').fill('隔墙砌到顶')
}

t.test('an inspector checks item by item on a telephone, with photos and signatures; the task is completed as by its form', async (t) => {
  const visit = await visitTask('inspect', inspector.login)
  const page = await desk.openAs(inspector, `/desk/tasks/${visit.key}`, 'phone')
  await page.getByRole('link', { name: '到现场核查' }).click()
  await page.getByRole('heading', { name: '签名' }).waitFor()
  t.same(await accessibilityFaults(page), [], 'to begin with')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('alert').getByText('请选择核查情况').waitFor()
  await page.getByRole('radio', { name: '已现场核查' }).check()
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('alert').getByText('第 1 项还没有填好').waitFor()
  await judgeAll(page)
  await page.getByLabel('拍照：第 1 项').setInputFiles([photo, photo])
  await page.locator('#item-0').getByText('已发送').nth(1).waitFor()
  await page.getByRole('button', { name: '去掉第 1 项照片 2' }).click()
  await page.getByRole('button', { name: '去掉第 1 项照片 2' }).waitFor({ state: 'detached' })
  await page.getByLabel('拍照：现场全貌').setInputFiles({ name: '坏的.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') })
  await page.getByText('“坏的.jpg”不是能打开的照片').waitFor()
  await signAt(page, inspector.displayName)
  await signAt(page, '申请人（到场人员）')
  await page.getByText('草稿已保存').waitFor()
  t.same(await accessibilityFaults(page), [], 'filled in')
  t.equal(await overflow(page), 0)
  await page.getByRole('button', { name: '提交' }).dblclick()
  await page.waitForURL(/\/desk$/)
  await page.getByText('已提交：现场核查（开封便利店）').waitFor()
  const [completed, ...more] = desk.engine.completed.splice(0)
  t.same(more, [])
  t.match(completed, { userTaskKey: visit.key, variables: { attendance: 'held', applicantOpinion: '', findings: [{ result: 'rectify', facts: '隔墙未到顶', requirement: '隔墙砌到顶' }, { result: 'passed' }] } })
  const photos = await desk.database('visit_photo').where({ visit_no: visit.visitNo }).whereNull('removed_at').orderBy('kind').select('kind', 'signer', 'check_item')
  t.match(photos, [{ kind: 'photo', signer: null, check_item: /./ }, { kind: 'signature' }, { kind: 'signature' }])
  t.equal(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('draft')).length), 0)
})

t.test('the checklist completes with the same variables as the form of the task', async (t) => {
  const [one, other] = [await visitTask('inspect', inspector.login), await visitTask('inspect', inspector.login)]
  const page = await desk.openAs(inspector, `/desk/tasks/${one.key}/checklist`)
  await judgeAll(page)
  t.same(await accessibilityFaults(page), [], 'on a wide screen')
  t.equal(await overflow(page), 0)
  await page.getByRole('button', { name: '提交' }).click()
  await page.waitForURL(/\/desk$/)
  await page.goto(`${desk.site.origin}/desk/tasks/${other.key}`)
  await page.getByRole('radio', { name: '已现场核查' }).check()
  for (const [index, choice] of (await page.getByRole('combobox', { name: '结果' }).all()).entries()) {
    await choice.focus()
    await page.getByRole('option', { name: index === 0 ? '需整改' : '合格', exact: true }).click()
  }
  await page.getByLabel('发现的情况').fill('隔墙未到顶')
  await page.getByLabel('依据和整改要求').fill('隔墙砌到顶')
  await page.getByRole('button', { name: '提交' }).click()
  await page.waitForURL(/\/desk$/)
  const [byChecklist, byForm] = desk.engine.completed.splice(0).map(({ variables }) => JSON.parse(JSON.stringify(variables).replaceAll(one.caseNo, 'case').replaceAll(other.caseNo, 'case')))
  t.same(byChecklist, byForm)
})

t.test('without a network everything waits on the telephone, across a reload, and goes out once there is one', async (t) => {
  const visit = await visitTask('inspect', inspector.login)
  const page = await desk.openAs(inspector, `/desk/tasks/${visit.key}/checklist`, 'phone')
  await page.getByRole('radio', { name: '已现场核查' }).waitFor()
  await waitFor('the page to be kept', async () => await page.evaluate(async () => await caches.match('/desk') !== undefined))
  await page.context().setOffline(true)
  await judgeAll(page)
  await page.getByLabel('拍照：第 1 项').setInputFiles(photo)
  await page.getByText('1 张照片存在这台设备上，联网后自动发送').waitFor()
  await page.getByText('没有网络，填写的内容存在这台设备上').waitFor()
  await page.reload()
  await page.getByRole('img', { name: '第 1 项照片 1' }).waitFor()
  t.equal(await page.getByLabel('发现的情况').inputValue(), '隔墙未到顶', 'page, photo and entries without a network')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('没有网络。已记在这台设备上，联网后自动发送并提交').waitFor()
  t.same(await accessibilityFaults(page), [], 'waiting')
  await page.reload()
  await page.getByRole('button', { name: '先不提交，继续填写' }).waitFor()
  await page.getByRole('link', { name: '待办', exact: true }).click()
  await page.getByText('开封便利店的核查还有内容存在这台设备上没有发送（照片、签名 1 张）').waitFor()
  t.same(await accessibilityFaults(page), [], 'announced in the inbox')
  await page.getByRole('link', { name: '打开并发送' }).click()
  await page.getByRole('button', { name: '先不提交，继续填写' }).waitFor()
  t.equal(desk.engine.completed.length, 0)

  await page.context().setOffline(false)
  await page.waitForURL(/\/desk$/)
  await page.getByText('已提交：现场核查').waitFor()
  t.match(desk.engine.completed.splice(0), [{ userTaskKey: visit.key }])
  t.equal((await desk.database('visit_photo').where({ visit_no: visit.visitNo })).length, 1)
  t.equal(await page.getByText('没有发送').count(), 0, 'nothing stays')
})

t.test('a photo that the server won\'t take says why, and holds the record up until it is taken off', async (t) => {
  const visit = await visitTask('inspect', inspector.login)
  const page = await desk.openAs(inspector, `/desk/tasks/${visit.key}/checklist`, 'phone')
  await judgeAll(page)
  const clock = await page.evaluate(() => Date.now())
  await page.clock.setFixedTime(new Date(clock + 60 * 86_400_000))
  await page.getByLabel('拍照：第 1 项').setInputFiles(photo)
  await signAt(page, inspector.displayName)
  await page.locator('#item-0').getByText('没有收下').waitFor()
  await page.getByRole('listitem').getByText('没有收下').waitFor()
  t.equal(await page.getByText('拍摄时间').count(), 2, 'beside each')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('alert').getByText('有 2 张照片或签名没有被收下').waitFor()
  t.same([await accessibilityFaults(page), await overflow(page)], [[], 0])
  t.same(desk.engine.completed, [])

  await page.getByRole('button', { name: '去掉第 1 项照片 1' }).click()
  await page.getByRole('button', { name: `去掉${inspector.displayName}的签名` }).click()
  await page.getByRole('button', { name: '提交' }).click()
  await page.waitForURL(/\/desk$/)
  t.match(desk.engine.completed.splice(0), [{ userTaskKey: visit.key }])
  t.same(await keptOn(page), { photos: 0, inspections: 0 })
})

t.test('a photo taken off while it is on its way, or whose answer was lost, stays off', async (t) => {
  const visit = await visitTask('inspect', inspector.login)
  const page = await desk.openAs(inspector, `/desk/tasks/${visit.key}/checklist`, 'phone')
  let [release, hasLeft]: [() => void, boolean] = [() => {}, false]
  const held = new Promise<void>((resolve) => { release = resolve })
  await page.route('**/photos/*', async (route) => {
    if (route.request().method() !== 'PUT') return await route.continue()
    hasLeft = true
    await held
    await route.fetch()
    await route.abort()
  })
  await page.getByLabel('拍照：现场全貌').setInputFiles(photo)
  await waitFor('the photo to be on its way', () => hasLeft)
  await page.getByRole('button', { name: '去掉现场全貌照片 1' }).click()
  release()
  await waitFor('the server to take it down', async () => (await desk.database('visit_photo').where({ visit_no: visit.visitNo }).whereNotNull('removed_at')).length === 1)
  t.equal(await page.getByRole('img', { name: '现场全貌照片 1' }).count(), 0)
  await waitFor('the device to forget it', async () => (await keptOn(page)).photos === 0)
})

t.test('a device that keeps nothing says that the page must stay open', async (t) => {
  const visit = await visitTask('inspect', inspector.login)
  const page = await desk.openAs(inspector, `/desk/tasks/${visit.key}/checklist`, 'phone')
  await judgeAll(page)
  await page.getByText('草稿已保存').waitFor()
  await page.evaluate(() => { IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError') } })
  await page.context().setOffline(true)
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('这台设备也存不下').waitFor()
  await page.context().setOffline(false)
  await page.waitForURL(/\/desk$/)
  t.match(desk.engine.completed.splice(0), [{ userTaskKey: visit.key }])
})

t.test('what is filled in stays on the device while somebody of another kind is signed in, and goes on with its own person', async (t) => {
  await givenAccount(desk.database, { login: 'boss', kind: 'applicant', displayName: '王老板' })
  const visit = await visitTask('inspect', inspector.login)
  const page = await desk.openAs(inspector, `/desk/tasks/${visit.key}/checklist`)
  await page.getByRole('radio', { name: '已现场核查' }).waitFor()
  const other = await page.context().newPage()
  await signInHere(other, 'boss', /\/(cases|desk)/)
  await judgeAll(page)
  await page.getByLabel('拍照：现场全貌').setInputFiles(photo)
  await waitFor('the photo to be kept', async () => (await keptOn(page)).photos === 1)
  await signInHere(other, inspector.login)
  await page.goto(`${desk.site.origin}/desk/tasks/${visit.key}/checklist`)
  await page.getByText('草稿已保存').waitFor()
  t.equal(await page.getByLabel('发现的情况').inputValue(), '隔墙未到顶')
  await waitFor('the photo to be sent', async () => (await desk.database('visit_photo').where({ visit_no: visit.visitNo })).length === 1)
})

/** What IndexedDB holds on this device, by store. */
async function keptOn (page: Page): Promise<{ photos: number, inspections: number }> {
  return await page.evaluate(async () => await new Promise((resolve) => {
    const request = indexedDB.open('onelicence')
    request.addEventListener('success', () => {
      const tx = request.result.transaction(['photos', 'inspections'])
      const [photos, inspections] = ['photos', 'inspections'].map((name) => tx.objectStore(name).count())
      tx.addEventListener('complete', () => {
        request.result.close()
        resolve({ photos: photos!.result, inspections: inspections!.result })
      })
    })
  }))
}

async function signInHere (page: Page, login: string, arrivesAt = /\/desk$/): Promise<void> {
  await page.goto(`${desk.site.origin}/login?to=/desk`)
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码').fill(testPassword)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL(arrivesAt)
}

t.test('what one inspector left unsent is neither sent in another\'s name nor shown to them; it goes out once its own person is back', async (t) => {
  await givenAccount(desk.database, { login: 'f2', kind: 'staff', displayName: '付核查', groups: [foodGroup] })
  const visit = await visitTask('inspect', inspector.login)
  const page = await desk.openAs(inspector, `/desk/tasks/${visit.key}/checklist`, 'phone')
  await page.route('**/photos/*', async (route) => await route.abort())
  await page.getByLabel('拍照：现场全貌').setInputFiles(photo)
  await page.getByText('1 张照片存在这台设备上').waitFor()

  const other = await page.context().newPage()
  await signInHere(other, 'f2')
  await page.unroute('**/photos/*')
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await page.getByText('另一个人拍的 1 张照片、签名没有发送').waitFor()
  await page.getByRole('img', { name: '现场全貌照片 1' }).waitFor({ state: 'detached' })
  t.same(await accessibilityFaults(page), [])
  t.equal(await overflow(page), 0)
  t.same(await desk.database('visit_photo').where({ visit_no: visit.visitNo }), [], 'nothing was sent')
  await other.reload()
  await other.getByText('由本人在这台设备上登录后发送').waitFor()
  t.equal(await other.getByText('开封便利店的核查还有内容').count(), 0)
  await page.close()

  await other.getByRole('button', { name: '菜单' }).click()
  await other.getByRole('button', { name: '退出' }).click()
  await other.waitForURL(`${desk.site.origin}/`)
  await signInHere(other, inspector.login)
  await waitFor('the photo to arrive', async () => (await desk.database('visit_photo').where({ visit_no: visit.visitNo })).length === 1)
  const { id } = (await desk.database('account').where({ login: inspector.login }).first('id'))!
  t.match(await desk.database('visit_photo').where({ visit_no: visit.visitNo }), [{ taken_by: id }])
  await other.getByText('没有发送').waitFor({ state: 'detached' })
  await waitFor('the photo to leave the device', async () => (await keptOn(other)).photos === 0)
  t.equal((await keptOn(other)).inspections, 1)
  await other.getByRole('button', { name: '菜单' }).click()
  await other.getByRole('button', { name: '退出' }).click()
  await other.waitForURL(`${desk.site.origin}/`)
  t.same(await keptOn(other), { photos: 0, inspections: 0 }, 'what is sent leaves with its person')
})

t.test('an answer that is lost on its way does no harm: what was sent is there once, the task is done', async (t) => {
  const visit = await visitTask('inspect', inspector.login)
  const page = await desk.openAs(inspector, `/desk/tasks/${visit.key}/checklist`, 'phone')
  let lost = 0
  for (const what of ['**/photos/*', '**/complete']) {
    let isFirst = true
    await page.route(what, async (route) => {
      if (!isFirst) return await route.continue()
      isFirst = false
      lost += 1
      await route.fetch()
      await route.abort()
    })
  }
  await judgeAll(page)
  await page.getByLabel('拍照：第 1 项').setInputFiles(photo)
  await page.getByText('1 张照片存在这台设备上').waitFor()
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('没有网络。已记在这台设备上').waitFor()
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await page.waitForURL(/\/desk$/)
  t.equal(lost, 2)
  t.match(desk.engine.completed.splice(0), [{ userTaskKey: visit.key }])
  t.equal((await desk.database('visit_photo').where({ visit_no: visit.visitNo })).length, 1)
})

t.test('when somebody has done the task in Tasklist meanwhile, it is said who, and the photos are kept all the same', async (t) => {
  const visit = await visitTask('inspect', inspector.login)
  const page = await desk.openAs(inspector, `/desk/tasks/${visit.key}/checklist`, 'phone')
  await judgeAll(page)
  await page.context().setOffline(true)
  await page.getByLabel('拍照：第 1 项').setInputFiles(photo)
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('没有网络。已记在这台设备上').waitFor()
  await desk.database('user_task').where({ user_task_key: visit.key }).update({ state: 'completed', assignee: 't2', ended_at: new Date() })
  await page.context().setOffline(false)
  await page.getByRole('alert').getByText(/任务已由t2员于 .* 办结/).waitFor()
  await page.getByRole('heading', { name: '任务已经办结' }).waitFor()
  await page.locator('#item-0').getByText('已发送').waitFor()
  t.equal(await page.getByLabel('发现的情况').inputValue(), '隔墙未到顶', 'what was written can be read')
  t.equal(desk.engine.completed.length, 0)
  t.equal((await desk.database('visit_photo').where({ visit_no: visit.visitNo })).length, 1)
  t.same(await accessibilityFaults(page), [])
})

t.test('the re-check shows what was to be rectified, with the applicant\'s photos, and is judged on the telephone', async (t) => {
  const { database, files } = desk
  const visit = await insertVisitCase(database, ++serial)
  await givenScheduled(database, visit, new Date(startOfTest.getTime() + serial * 24 * 3_600_000))
  const { hash } = await files.put(png)
  await recordStoredFile(database, { hash, sizeBytes: png.length, mediaType: 'image/png' })
  await insertFindings(database, visit.visitNo, 'inspection', [{ subCaseNo: visit.food, permitName: '食品经营许可', checkItem: 'food-operation-ck-01', checkText: '防蝇设施', result: 'rectify', facts: '没有防蝇帘', requirement: '安装防蝇帘' }])
  await updateVisit(database, visit.visitNo, { state: 'rechecking', reported_at: startOfTest, rectification_report: { statement: '已装防蝇帘', photos: [{ hash, fileName: '防蝇帘.png' }] } })
  await givenVisitTask(database, visit, { key: String(++key), elementId: 'recheck', now: startOfTest, assignee: inspector.login })
  const page = await desk.openAs(inspector, `/desk/tasks/${key}`, 'phone')
  await page.getByRole('button', { name: /整改照片：防蝇帘.png/ }).click()
  await page.getByRole('img', { name: '整改照片：防蝇帘.png' }).waitFor()
  t.same(await accessibilityFaults(page), [])
  await page.getByRole('link', { name: '到现场核查' }).click()
  await page.getByRole('radio', { name: '不合格', exact: true }).check()
  await page.getByLabel('发现的情况').fill('仍未安装')
  t.equal(await page.getByLabel('依据和整改要求').count(), 0)
  await page.getByLabel('拍照：第 1 项').setInputFiles(photo)
  await page.getByText('已发送').waitFor()
  t.same(await accessibilityFaults(page), [], 'filled in')
  await page.getByRole('button', { name: '提交' }).click()
  await page.waitForURL(/\/desk$/)
  t.match(desk.engine.completed.splice(0), [{ userTaskKey: String(key), variables: { findings: [{ checkItem: 'food-operation-ck-01', result: 'failed', facts: '仍未安装' }] } }])
  t.match(await database('visit_photo').where({ visit_no: visit.visitNo }), [{ stage: 'recheck', check_item: 'food-operation-ck-01' }])
})
