import { readFile } from 'node:fs/promises'
import t, { type Test } from 'tap'
import { acceptedShop } from '../support/api/accepted.js'
import { licensed } from '../support/api/licensed.js'
import { givenTask } from '../support/api/tasks.js'
import { accessibilityFaults, overflow, signInAt, testSite, type Page, type Width } from '../support/web/site.js'

const supervisor = { login: 'supervisor', kind: 'staff', groups: ['supervisor'], displayName: '督办员' } as const
const operator = { login: 'operator', kind: 'staff', groups: ['ops'], displayName: '运维员' } as const

async function faultless (t: Test, page: Page, name: string): Promise<void> {
  t.same(await accessibilityFaults(page), [], name)
  t.equal(await overflow(page), 0, name)
}

async function sub (shop: Awaited<ReturnType<typeof acceptedShop>>, permit: string): Promise<string> {
  return (await shop.api.database('sub_case').where({ case_no: shop.caseNo, permit }).first<{ sub_case_no: string }>('sub_case_no')).sub_case_no
}

t.test('a supervisor sees what is overdue and whose it is, goes down to the case, and sees where cases wait', async (t) => {
  const shop = await acceptedShop(t, ['food-operation', 'tobacco-retail'])
  const { api: { app, database, clock }, caseNo } = shop
  await givenTask(database, { key: '70', elementId: 'review', subCaseNo: await sub(shop, 'food-operation'), groups: ['market-regulation.reviewer@410202'] })
  clock.set('2026-12-31T10:00:00+08:00')
  const site = await testSite(t, app)

  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await site.open('/supervise', { width })
    await signInAt(page, database, supervisor)
    await page.getByRole('heading', { name: '各机关的在办事项' }).waitFor()
    await page.locator('.chart svg').waitFor()
    await faultless(t, page, `supervise-${width}`)
    t.match(await page.getByRole('link', { name: /^超期 \d/ }).textContent(), '2')
    await page.getByLabel('按县（区）').check()
    await page.getByRole('link', { name: '龙亭区 超期 2 件' }).click()
    await page.getByText('共 2 件').waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: '各机关的在办事项' }).waitFor()
    await page.getByRole('link', { name: /龙亭区烟草专卖局 超期 1 件/ }).click()
    await page.getByRole('rowheader', { name: /烟草专卖零售许可/ }).waitFor()
    t.equal(await page.getByRole('row').count(), 2, 'this organ\'s alone')
    await faultless(t, page, `supervise-permits-${width}`)
    t.equal(await page.getByRole('link', { name: '烟草专卖零售许可' }).getAttribute('href'), `/desk/cases/${caseNo}`)

    await page.getByRole('link', { name: '等在哪里' }).click()
    await page.locator('.heat-number').waitFor()
    t.equal(await page.locator('.heat-number').textContent(), '1')
    await faultless(t, page, `supervise-waiting-${width}`)
    await page.getByRole('link', { name: '目录和版本' }).click()
    await page.getByText('改了什么').click()
    await page.getByText('第一版。').waitFor()
    await faultless(t, page, `supervise-catalogue-${width}`)
    await page.context().close()
  }
})

t.test('an operator lets a stopped flow try again, once however often the button is pressed; a supervisor has no such button', async (t) => {
  const shop = await acceptedShop(t, [])
  const { app, database, engine } = shop.api
  await givenTask(database, { key: '70', elementId: 'review', subCaseNo: await sub(shop, 'food-operation'), groups: ['x'] })
  const { process_instance_key: instance, epoch } = await database('user_task').first<{ process_instance_key: string, epoch: number }>('process_instance_key', 'epoch')
  await database('incident').insert({ epoch, incident_key: '55', job_key: '44', process_instance_key: instance, process_id: 'permit-handling', element_id: 'accept-permit', error_type: 'JOB_NO_RETRIES', error_message: 'connect ECONNREFUSED', created_at: '2026-11-23T09:00:00+08:00' })
  await database('job_effect').insert({ epoch, job_key: '43', job_type: 'accept-permit', process_instance_key: instance })
  await database('dead_letter').insert(Array.from({ length: 21 }, (_, serial) => ({ reason: `认不出的记录 ${serial}`, record: '{"valueType":"MARTIAN"}' })))
  const site = await testSite(t, app)

  const page = await site.open('/supervise/incidents')
  await signInAt(page, database, operator)
  await page.getByText('connect ECONNREFUSED').waitFor()
  await page.getByRole('row', { name: /accept-permit/ }).getByText('停下 1 处').waitFor()
  await page.getByRole('button', { name: '显示更早的' }).click()
  await page.getByText('认不出的记录 0', { exact: false }).last().click()
  await page.getByText('MARTIAN').last().waitFor()
  await faultless(t, page, 'supervise-incidents-desktop')
  await page.getByRole('button', { name: '原因已排除，再试一次' }).dblclick()
  await page.getByText('已让流程再试').waitFor()
  t.same(engine.retried, [{ incidentKey: '55', jobKey: '44' }])
  await page.getByRole('link', { name: '通知' }).click()
  await page.getByText('通知都送到了').waitFor()
  await faultless(t, page, 'supervise-notifications-desktop')

  const other = await site.open('/supervise/incidents', { width: 'phone' })
  await signInAt(other, database, supervisor)
  await other.getByText('connect ECONNREFUSED').waitFor()
  await faultless(t, other, 'supervise-incidents-phone')
  t.equal(await other.getByRole('button', { name: '原因已排除，再试一次' }).count(), 0)
})

t.test('the register is searched and exported', async (t) => {
  const { app, database } = await licensed(t)
  const site = await testSite(t, app)
  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await site.open('/supervise/licences', { width })
    await signInAt(page, database, supervisor)
    await page.getByRole('heading', { name: '开封市龙亭区惠民便利店' }).waitFor()
    await faultless(t, page, `supervise-licences-${width}`)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出 CSV' }).click()])
    t.match(await readFile(await download.path(), 'utf8'), /ZH4102022026000001/)
    await page.getByLabel('查找').fill('没有这一家')
    await page.keyboard.press('Enter')
    await page.getByText('没有找到证照。').waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: '开封市龙亭区惠民便利店' }).waitFor()
    await page.context().close()
  }
})

t.test('a clerk is told that supervision is not theirs', async (t) => {
  const { api: { app, database } } = await acceptedShop(t, [])
  const site = await testSite(t, app)
  const page = await site.open('/supervise')
  await signInAt(page, database, { login: 'clerk', kind: 'staff', groups: ['gov-services.intake@410202'] })
  await page.getByRole('alert').waitFor()
  t.match(await page.getByRole('alert').textContent(), /没有办理此项的权限/)
})
