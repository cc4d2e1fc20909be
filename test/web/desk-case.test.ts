import t from 'tap'
import { issueAcceptance } from '../../src/cases/acceptance.js'
import { importCalendars } from '../../src/cases/publication/calendars.js'
import { saveSupplementedForm } from '../../src/database/case-forms.js'
import { addMaterialVersion } from '../../src/database/case-materials.js'
import { recordStoredFile } from '../../src/database/stored-files.js'
import { civilDateOf } from '../../src/domain/time.js'
import type { WorkerContext } from '../../src/engine/define-worker.js'
import { png } from '../support/api/upload.js'
import { catalogueDir } from '../support/catalogue.js'
import { givenBar } from '../support/api/bars.js'
import { givenSteps } from '../support/api/steps.js'
import { givenTask } from '../support/api/tasks.js'
import { deskSite, preReviewView, tobaccoReviewers, zhou, type Desk } from '../support/web/desk.js'
import { accessibilityFaults, overflow, type Width } from '../support/web/site.js'

const approver = { login: 'chief', kind: 'staff' as const, displayName: '郑局长', groups: ['market-regulation.approver@410202'] }
const reviewer = { login: 'food-reviewer', kind: 'staff' as const, displayName: '冯审查', groups: ['market-regulation.reviewer@410202'] }

const clerk = { login: 'window-clerk', kind: 'staff' as const, displayName: '李窗口', groups: ['gov-services.intake@410202'] }
const supervisor = { login: 'supervisor', kind: 'staff' as const, groups: ['supervisor'] }

/** For what changes nothing in the case. */
const shared = await deskSite(t)

/** The food permit is accepted: its limit runs. */
async function acceptFood ({ database, clock, caseNo }: Desk): Promise<void> {
  await importCalendars(database, catalogueDir)
  await database('sub_case').where({ case_no: caseNo }).update({ state: 'received', received_at: clock.now() })
  await database.transaction(async (tx) => { await issueAcceptance({ tx, clock } as unknown as WorkerContext, `${caseNo}-01`) })
}

/** Somebody has objected to the food permit's public notice. */
async function givenObjection ({ database, caseNo, clock }: Desk): Promise<void> {
  const procedure = { case_no: caseNo, procedure_no: `${caseNo}-01-P1`, sub_case_no: `${caseNo}-01`, kind: 'public-notice' }
  await database('special_procedure').insert(procedure)
  await database('objection').insert({ procedure_no: procedure.procedure_no, name: '孙邻居', contact: '13800000009', content: '油烟直排楼道', made_at: clock.now() })
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
  const page = await shared.openAs({ login: 'elsewhere', kind: 'staff', groups: ['tobacco.reviewer@410203'] }, `/desk/cases/${shared.caseNo}`)
  await page.getByRole('alert').getByText('没有找到这个办件').first().waitFor()
  t.same(await accessibilityFaults(page), [])
})

t.test('the approver of the department lifts a bar on commitments, once; a supervisor reads of it', async (t) => {
  const { database, clock, caseNo } = shared
  clock.set('2027-02-01T10:00:00+08:00')
  const { subCaseNo } = await givenBar(database, caseNo)
  const page = await shared.openAs({ login: 'press-chief', kind: 'staff', groups: ['press-film.approver@410202'], displayName: '邓局长' }, '/desk')
  await page.getByRole('link', { name: '承诺限制' }).click()
  await page.getByRole('button', { name: /提前解除：.*出版物零售经营许可/ }).click()
  await page.getByRole('dialog').getByLabel('解除的理由').fill('已改正并完成信用修复')
  t.same(await accessibilityFaults(page), [])
  await page.getByRole('button', { name: '确认解除' }).dblclick()
  await page.getByText(/已解除，.*可以再以告知承诺方式申请/).waitFor()
  await page.getByRole('button', { name: '好', exact: true }).click()
  await page.getByText('已改正并完成信用修复').waitFor()
  t.equal(await page.getByRole('button', { name: /提前解除/ }).count(), 0)
  await page.goBack()
  await page.goForward()
  await page.getByText('已解除', { exact: true }).waitFor()
  t.equal((await database('audit_log').where({ action: 'lift-commitment-bar', subject: subCaseNo })).length, 1)

  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await shared.openAs(supervisor, '/desk/commitment-bars', width)
    await page.getByText('已改正并完成信用修复').waitFor()
    t.equal(await page.getByRole('button', { name: /提前解除/ }).count(), 0)
    t.same([await accessibilityFaults(page), await overflow(page)], [[], 0], width)
  }
})

t.test('what supplements changed stands beside what it was: form, materials, photos of the visit', async (t) => {
  const desk = await deskSite(t)
  const { database, caseNo, files, clock } = desk
  const caseFile = await database('case_file').where({ case_no: caseNo }).first()
  await saveSupplementedForm(database, caseFile, {
    form: { ...caseFile.form, tobacco_fund: 90000, legal_rep_phone: '13900000000' }, changedFields: ['tobacco_fund', 'legal_rep_phone'], accountId: caseFile.account_id, now: clock.now()
  })
  const { hash } = await files.put(png)
  await recordStoredFile(database, { hash, sizeBytes: png.length, mediaType: 'image/png' })
  await addMaterialVersion(database, caseNo, 'premises-proof', 'handed-in', { origin: 'uploaded', fileHash: hash, fileName: '新合同.png', handedInAt: clock.now() })
  await database('visit').insert({
    visit_no: `${caseNo}-V1`,
    case_no: caseNo,
    round: 1,
    state: 'rechecking',
    department: 'market-regulation',
    region: '410202',
    must_visit_by: '2026-11-30',
    slot: database.raw("tstzrange('2026-11-25 09:00+08', '2026-11-25 11:00+08')"),
    reported_at: clock.now(),
    rectification_report: JSON.stringify({ statement: '已装防蝇帘', photos: [{ hash, fileName: '防蝇帘.png' }] })
  })
  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await desk.openAs(reviewer, `/desk/cases/${caseNo}`, width)
    const change = page.getByRole('row', { name: /投入资金|经营资金/ })
    await change.getByText('50000').waitFor()
    await change.getByText('90000').waitFor()
    await page.getByText('已更正（证件号码、电话不显示）').waitFor()
    t.equal(await page.getByText('13900000000').count(), 0, 'no telephone number')
    await page.getByRole('button', { name: /整改照片：防蝇帘.png/ }).click()
    await page.getByRole('img', { name: '整改照片：防蝇帘.png' }).waitFor()
    for (const summary of await page.locator('.stated summary').all()) await summary.click()
    await page.getByText('91410202MA4000001Q').first().waitFor()
    t.same(await accessibilityFaults(page), [], width)
    t.equal(await overflow(page), 0, width)
    await page.getByRole('button', { name: /对照前后：经营场所/ }).click()
    await page.getByLabel(/经营场所.*第 1 版的内容/).getByText(/First page/).waitFor({ state: 'attached' })
    await page.getByRole('img', { name: /经营场所.*第 2 版/ }).waitFor()
    t.same(await accessibilityFaults(page), [], `${width}, side by side`)
    t.equal(await overflow(page), 0, width)
    await page.getByRole('button', { name: '关闭' }).click()
    await page.context().close()
  }

  const view = JSON.parse(JSON.stringify(preReviewView(caseNo)).replaceAll('premises-proof/versions/1', 'premises-proof/versions/2')) as Record<string, unknown>
  await givenTask(database, { key: '100', elementId: 'pre-review', subCaseNo: desk.subCaseNo, groups: [tobaccoReviewers], view })
  const task = await desk.openAs(zhou, '/desk/tasks/100')
  await task.getByRole('heading', { name: '补正前后' }).waitFor()
  await task.getByRole('row', { name: /经营资金/ }).getByText('90000').waitFor()
  await task.getByRole('button', { name: '对照前后：经营场所使用证明' }).click()
  await task.getByRole('img', { name: '经营场所使用证明第 2 版' }).waitFor()
  t.same(await accessibilityFaults(task), [], 'beside the task')
})

t.test('objections are read by the department; supervision notes that the ceiling was extended', async (t) => {
  const desk = await deskSite(t)
  const { database, caseNo, clock } = desk
  await database('catalogue_release').update({ content: database.raw("jsonb_set(content, '{time_plan,unified_handling,enabled}', 'true')"), content_hash: 'with a ceiling' })
  await acceptFood(desk)
  await givenObjection(desk)
  const page = await desk.openAs(reviewer, `/desk/cases/${caseNo}`)
  await page.getByRole('button', { name: '公示的异议' }).click()
  await page.getByText('油烟直排楼道').waitFor()
  await page.getByText('孙邻居（13800000009）').waitFor()
  t.same(await accessibilityFaults(page), [])

  const watching = await desk.openAs(supervisor, `/desk/cases/${caseNo}`)
  await watching.getByRole('button', { name: '登记总期限的延长' }).click()
  t.equal(await watching.getByRole('button', { name: '公示的异议' }).count(), 0)
  await watching.getByLabel('批准的负责人').fill('区长王某')
  await watching.getByLabel('延长的理由').fill('需跨区核实')
  t.same(await accessibilityFaults(watching), [])
  await watching.getByRole('button', { name: '登记', exact: true }).click()
  await watching.getByText(/总期限延长至 /).waitFor()
  await watching.getByRole('button', { name: '好', exact: true }).click()
  await watching.getByText(/已延长/).waitFor()
  t.match(await database('ceiling_extension').first(), { case_no: caseNo, approved_by: '区长王某', recorded_at: clock.now() })
})
