import t from 'tap'
import { issueAcceptance } from '../../src/cases/acceptance.js'
import { importCalendars } from '../../src/cases/publication/calendars.js'
import { civilDateOf } from '../../src/domain/time.js'
import type { WorkerContext } from '../../src/engine/define-worker.js'
import { catalogueDir } from '../support/catalogue.js'
import { givenSteps } from '../support/api/steps.js'
import { deskSite, type Desk } from '../support/web/desk.js'
import { accessibilityFaults, overflow, type Width } from '../support/web/site.js'

const approver = { login: 'chief', kind: 'staff' as const, displayName: '郑局长', groups: ['market-regulation.approver@410202'] }
const reviewer = { login: 'food-reviewer', kind: 'staff' as const, displayName: '冯审查', groups: ['market-regulation.reviewer@410202'] }

const clerk = { login: 'window-clerk', kind: 'staff' as const, displayName: '李窗口', groups: ['gov-services.intake@410202'] }

/** The food permit is accepted: its limit runs. */
async function acceptFood ({ database, clock, caseNo }: Desk): Promise<void> {
  await importCalendars(database, catalogueDir)
  await database('sub_case').where({ case_no: caseNo }).update({ state: 'received', received_at: clock.now() })
  await database.transaction(async (tx) => { await issueAcceptance({ tx, clock } as unknown as WorkerContext, `${caseNo}-01`) })
}

t.test('the case page shows particulars, permits, papers and what has happened, at both widths', async (t) => {
  const desk = await deskSite(t)
  await acceptFood(desk)
  await givenSteps(desk.database, desk.caseNo, [{ elementId: 'receipt', end: 'ELEMENT_COMPLETED' }, { elementId: 'food-operation' }])
  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await desk.openAs(approver, `/desk/cases/${desk.caseNo}`, width)
    await page.getByRole('heading', { level: 1, name: /惠民便利店/ }).waitFor()
    await page.getByRole('heading', { name: '食品经营许可' }).waitFor()
    await page.getByText('期限正常').waitFor()
    await page.getByRole('heading', { name: '办件经过' }).waitFor()
    await page.getByText('提交申请').waitFor()
    t.same(await accessibilityFaults(page), [], width)
    t.equal(await overflow(page), 0, width)
    await page.getByText('在流程图上看办到了哪一步').click()
    await page.locator('svg .step-active').waitFor()
    t.match(await page.locator('.case-flow').innerText(), /正在办\s*食品经营许可\s*已办\s*收件/)
    t.same(await accessibilityFaults(page), [], width)
    t.equal(await overflow(page), 0, width)
    await page.getByRole('button', { name: /受理通知书/ }).first().click()
    await page.getByRole('toolbar', { name: /受理通知书/ }).waitFor()
    await page.getByLabel(/受理通知书.*的内容/).getByText(/食品经营许可/).waitFor({ state: 'attached' })
    t.same(await accessibilityFaults(page), [], width)
    t.equal(await overflow(page), 0, width)
    await page.context().close()
  }
})

t.test('the approver of its department extends the limit, once; nobody else is offered to', async (t) => {
  const desk = await deskSite(t)
  await acceptFood(desk)
  const page = await desk.openAs(approver, `/desk/cases/${desk.caseNo}`)
  await page.getByRole('button', { name: '延长办理期限' }).first().waitFor()
  t.equal(await page.getByRole('button', { name: '延长办理期限' }).count(), 1, 'of the permit that is accepted')
  await page.getByRole('button', { name: '延长办理期限' }).click()
  await page.getByLabel('延长的理由').fill('需要向外省核实供货方')
  t.same(await accessibilityFaults(page), [])
  await page.getByRole('button', { name: '批准延长' }).click()
  await page.getByText(/法定期限延长至 .* 已出具/).waitFor()
  await page.getByRole('button', { name: '好', exact: true }).click()
  await page.getByRole('button', { name: /延长办理期限决定告知书/ }).waitFor()
  await page.getByRole('button', { name: '延长办理期限', exact: true }).click()
  await page.getByLabel('延长的理由').fill('再延一次')
  await page.getByRole('button', { name: '批准延长' }).click()
  await page.getByRole('alert').getByText('期限只能延长一次').waitFor()

  const other = await desk.openAs(reviewer, `/desk/cases/${desk.caseNo}`)
  await other.getByRole('button', { name: '告知听证权利' }).waitFor()
  t.equal(await other.getByRole('button', { name: '延长办理期限', exact: true }).count(), 0)
  await other.getByRole('button', { name: '告知听证权利' }).click()
  await other.getByLabel('所涉事项与利益').fill('油烟排放影响相邻住户')
  await other.getByLabel('姓名或者名称').fill('孙邻居')
  await other.getByLabel('与事项的关系').fill('楼上住户')
  t.same(await accessibilityFaults(other), [])
  await other.getByRole('button', { name: '出具告知书' }).click()
  await other.getByText(/已出具 2 份告知书/).waitFor()

  const window = await desk.openAs(clerk, `/desk/cases/${desk.caseNo}`)
  await window.getByRole('button', { name: '登记听证意见' }).click()
  const dialog = window.getByRole('dialog', { name: '登记听证意见：食品经营许可' })
  await dialog.getByLabel('谁提出').selectOption(await dialog.getByRole('option', { name: /孙邻居/, includeHidden: true }).getAttribute('value'))
  await dialog.getByLabel('要求听证').check()
  await dialog.getByLabel('理由').fill('油烟直排楼上')
  await dialog.getByLabel('提出的日期').fill(civilDateOf(desk.clock.now()))
  t.same(await accessibilityFaults(window), [])
  await dialog.getByRole('button', { name: '登记', exact: true }).click()
  await dialog.getByText('已登记：孙邻居要求听证').waitFor()
  t.match(await desk.database('hearing_right').where({ party: '孙邻居' }).first(), { state: 'requested', reason: '油烟直排楼上' })
})

t.test('a case of somebody else\'s is not found, and the page says so', async (t) => {
  const desk = await deskSite(t)
  const page = await desk.openAs({ login: 'elsewhere', kind: 'staff', groups: ['tobacco.reviewer@410203'] }, `/desk/cases/${desk.caseNo}`)
  await page.getByRole('alert').getByText('没有找到这个办件').first().waitFor()
  t.same(await accessibilityFaults(page), [])
})
