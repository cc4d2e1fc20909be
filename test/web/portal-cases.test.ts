import t from 'tap'
import { tellIntendedRefusal } from '../../src/cases/statement.js'
import { acceptedShop } from '../support/api/accepted.js'
import { signedIn } from '../support/api/people.js'
import { givenCase, givenDraft, givenRelease } from '../support/api/shop.js'
import { testApi } from '../support/api/test-app.js'
import { pdf, pdfUpload, png } from '../support/api/upload.js'
import { accessibilityFaults, overflow, signInAt, testSite, type Width } from '../support/web/site.js'

const shopkeeper = { login: 'shopkeeper', kind: 'applicant' } as const
const pdfFile = (name: string) => ({ name, mimeType: 'application/pdf', buffer: pdf })

t.test('drafts and cases are listed; one that has begun is gone on with', async (t) => {
  const api = await testApi(t)
  await givenRelease(api.database)
  const applicant = await signedIn(api, shopkeeper)
  const caseNo = await givenCase(applicant)
  const draft = await givenDraft(applicant)
  const site = await testSite(t, api.app)

  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await site.open('/', { width })
    await signInAt(page, api.database, shopkeeper)
    await page.goto(`${site.origin}/cases`)
    await page.getByRole('link', { name: new RegExp(caseNo) }).waitFor()
    t.same(await accessibilityFaults(page), [], width)
    t.equal(await overflow(page), 0, width)
    await page.getByRole('link', { name: '便利店', exact: true }).click()
    await page.waitForURL(`**/applications/${draft}?step=permits`)
    await page.goto(`${site.origin}/cases/410202202611239999`)
    await page.getByRole('alert').filter({ hasText: '没有找到这个办件' }).waitFor()
    if (width === 'phone') {
      await page.goto(`${site.origin}/cases`)
      await page.getByRole('button', { name: '删除' }).click()
      await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
      await page.getByRole('heading', { name: '没有提交的申请', exact: true }).waitFor({ state: 'detached' })
    }
    await page.context().close()
  }
})

t.test('a supplement shows what the notice names, and is handed in when all of it is there', async (t) => {
  const api = await testApi(t)
  const { database } = api
  await givenRelease(database)
  const caseNo = await givenCase(await signedIn(api, shopkeeper))
  await database('sub_case').where({ case_no: caseNo }).update({ state: 'received', received_at: api.clock.now() })
  await database('sub_case').where({ case_no: caseNo, permit: 'tobacco-retail' }).update({ state: 'supplement-required' })
  await database('supplement_notice').insert({ notice_no: `${caseNo}-N1`, case_no: caseNo, round: 1, state: 'open', due_at: '2026-12-14T23:59:59+08:00', issued_at: api.clock.now() })
  const item = { case_no: caseNo, sub_case_no: `${caseNo}-02`, notice_no: `${caseNo}-N1`, round: 1, state: 'told' }
  await database('deficiency_item').insert([
    { ...item, subject_kind: 'material', subject_id: 'premises-proof', reason: '未提交', how_to_mend: '提交租赁合同' },
    { ...item, sub_case_no: `${caseNo}-01`, subject_kind: 'material', subject_id: 'premises-proof', reason: '看不清门牌号', how_to_mend: '提交看得清的' },
    { ...item, sub_case_no: `${caseNo}-01`, subject_kind: 'material', subject_id: 'food-safety-rules', reason: '不是本店的', how_to_mend: '提交本店的' },
    { ...item, subject_kind: 'field', subject_id: 'tobacco_fund', reason: '金额不实', how_to_mend: '按验资报告填写' }
  ])
  const owner = await signedIn(api, shopkeeper)
  await owner.ask('PUT', `/applications/${await givenDraft(owner)}/materials/food-safety-rules`, pdfUpload('本店制度.pdf'))
  const site = await testSite(t, api.app)
  const page = await site.open('/', { width: 'phone' })
  await signInAt(page, database, shopkeeper)
  await page.goto(`${site.origin}/cases/${caseNo}`)
  await page.getByRole('heading', { name: /^补正/ }).waitFor()
  await page.getByText('还有 3 项没有补正').waitFor()
  t.equal(await page.getByText(/未提交。提交租赁合同|看不清门牌号。提交看得清的/).count(), 2, 'what each permit has found')
  await page.getByText('用以前交过的（1 份）').click()
  t.ok(await page.getByRole('button', { name: '提交补正' }).isDisabled())
  t.same(await accessibilityFaults(page), [])
  t.equal(await overflow(page), 0)

  await page.locator('#supplement-premises-proof-file').setInputFiles({ name: '合同.txt', mimeType: 'text/plain', buffer: Buffer.from('x') })
  await page.getByRole('alert').filter({ hasText: '只能上传' }).waitFor()
  await page.locator('#supplement-premises-proof-file').setInputFiles(pdfFile('租赁合同.pdf'))
  await page.getByText('租赁合同.pdf').waitFor()
  await page.getByRole('button', { name: /^用这份/ }).click()
  await page.locator('#field-tobacco_fund').fill('80000')
  await page.getByRole('button', { name: /保存“经营资金/ }).click()
  await page.getByText('已补正').nth(2).waitFor()
  await page.getByRole('button', { name: '提交补正' }).click()
  t.same(await accessibilityFaults(page), [], 'the question before it')
  await page.getByRole('dialog').getByRole('button', { name: '提交补正' }).click()
  await page.getByRole('heading', { name: /^补正/ }).waitFor({ state: 'detached' })
  t.match(await database('supplement_notice').first(), { state: 'submitted' })
})

t.test('a rectification is reported with photos, a permit is withdrawn after being asked once more', async (t) => {
  const api = await testApi(t)
  const { database } = api
  await givenRelease(database)
  const caseNo = await givenCase(await signedIn(api, shopkeeper))
  await database('visit').insert({
    visit_no: `${caseNo}-V1`, case_no: caseNo, round: 1, state: 'rectifying', department: 'market-regulation', region: '410202', slot: database.raw("tstzrange('2026-11-25 09:00+08', '2026-11-25 11:00+08')"), must_visit_by: '2026-11-30', rectification_due_at: '2026-12-02T23:59:59+08:00'
  })
  await database('visit_permit').insert({ visit_no: `${caseNo}-V1`, sub_case_no: `${caseNo}-01` })
  const site = await testSite(t, api.app)
  const page = await site.open('/')
  await signInAt(page, database, shopkeeper)
  await page.goto(`${site.origin}/cases/${caseNo}`)
  await page.getByRole('button', { name: '报告整改完成' }).click()
  await page.getByText('必须填写').waitFor()
  t.equal(await page.evaluate(() => document.activeElement?.id), 'rectification-done')
  t.same(await accessibilityFaults(page), [])
  await page.getByLabel('整改情况').fill('已安装防蝇帘')
  await page.getByLabel(/添加照片/).setInputFiles([{ name: '防蝇帘.png', mimeType: 'image/png', buffer: png }])
  await page.getByRole('button', { name: '报告整改完成' }).click()
  await page.getByRole('heading', { name: /^整改/ }).waitFor({ state: 'detached' })
  t.match(await database('visit').first(), { rectification_report: { statement: '已安装防蝇帘', photos: [{ fileName: '防蝇帘.png' }] } })

  await page.locator('summary', { hasText: '撤回申请' }).click()
  await page.getByRole('group', { name: '撤回哪些事项' }).getByLabel('烟草专卖零售许可').check()
  await page.getByRole('button', { name: '撤回', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤回', exact: true }).dblclick()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.goBack()
  await page.goForward()
  await page.locator('summary', { hasText: '撤回申请' }).click()
  t.equal(await page.getByRole('group', { name: '撤回哪些事项' }).getByLabel('烟草专卖零售许可').count(), 0)
  t.equal((await database('audit_log').where({ action: 'withdraw' })).length, 1, 'once, however often the button is pressed')
})

t.test('who is told of a refusal that is intended says something about it, or waives it; what is tolerated follows', async (t) => {
  const shop = await acceptedShop(t, ['food-operation', 'tobacco-retail'], { draft: { tolerated: ['food-flow-layout'] } })
  const { api: { app, database, clock }, caseNo, within } = shop
  await within(async (context) => await tellIntendedRefusal(context, `${caseNo}-01`, '无餐饮操作间'))
  await within(async (context) => await tellIntendedRefusal(context, `${caseNo}-02`, '不符合零售点布局'))
  await database('post_check').insert({
    sub_case_no: `${caseNo}-04`, due_on: '2027-01-20', state: 'correction-ordered', facts: '改作他用', checked_by: 'x', checked_at: clock.now(), correction_due_on: '2026-12-04', recheck_due_on: '2026-12-11'
  })
  const { document_no: paper } = await database('document').where({ kind: 'prior-notice', sub_case_no: `${caseNo}-01` }).first<{ document_no: string }>('document_no')
  await database('hearing_right').insert({ sub_case_no: `${caseNo}-01`, round: 1, party: null, relation: null, document_no: paper, told_at: clock.now(), apply_by: '2026-11-30' })
  const site = await testSite(t, app)
  const page = await site.open('/', { width: 'phone' })
  await signInAt(page, database, shopkeeper)
  await page.goto(`${site.origin}/cases/${caseNo}`)
  await page.getByRole('heading', { name: /拟不予许可/ }).first().waitFor()
  t.same(await accessibilityFaults(page), [])
  t.equal(await overflow(page), 0)

  await page.locator('#tolerated-food-flow-layout-file').setInputFiles(pdfFile('流程图.pdf'))
  await page.getByText('已补交').waitFor()
  await page.getByLabel('改正情况').fill('已恢复为书店')
  await page.getByRole('button', { name: '报告改正完成' }).click()
  await page.getByText('已报告改正').waitFor()
  const food = page.getByRole('region', { name: /食品经营许可：拟不予许可/ })
  await food.getByLabel('陈述、申辩的意见').fill('操作间已经建好')
  await food.getByRole('button', { name: '提交意见' }).dblclick()
  await food.waitFor({ state: 'detached' })
  t.match(await database('statement').where({ sub_case_no: `${caseNo}-01` }), [{ state: 'made', content: '操作间已经建好' }])

  const tobacco = page.getByRole('region', { name: /烟草专卖零售许可：拟不予许可/ })
  await tobacco.getByRole('button', { name: '放弃陈述申辩' }).click()
  t.same(await accessibilityFaults(page), [], 'asked once more')
  await tobacco.getByRole('dialog').getByRole('button', { name: '放弃陈述申辩' }).dblclick()
  await tobacco.waitFor({ state: 'detached' })
  t.match(await database('statement').where({ sub_case_no: `${caseNo}-02` }), [{ state: 'waived', content: null }])

  await page.getByLabel('理由（可以不写）').fill('请当面听取意见')
  await page.getByRole('button', { name: '要求听证' }).dblclick()
  await page.getByRole('heading', { name: /您有权要求听证/ }).waitFor({ state: 'detached' })
  t.match(await database('hearing_right'), [{ state: 'requested', reason: '请当面听取意见' }])
})

t.test('who may prepare the place hands in what the final review asks for, and applies for it when ready', async (t) => {
  const { api: { app, database }, caseNo } = await acceptedShop(t, [], {
    release (industry) {
      const food = industry.permits.find(({ id }) => id === 'food-operation')!
      food.time_limit.stages = ['筹建', '终审'].map((name) => ({ name, statutory: food.time_limit.statutory!, promised: food.time_limit.promised }))
      food.materials.find(({ id }) => id === 'food-flow-layout')!.stage = '终审'
    }
  })
  await database('sub_case').where({ sub_case_no: `${caseNo}-01` }).update({ state: 'preparing', stage: 'preparation' })
  const site = await testSite(t, app)
  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await site.open('/', { width })
    await signInAt(page, database, shopkeeper)
    await page.goto(`${site.origin}/cases/${caseNo}`)
    await page.getByRole('heading', { name: '食品经营许可：已同意筹建' }).waitFor()
    t.same([await accessibilityFaults(page), await overflow(page)], [[], 0], width)
    if (width === 'desktop') continue
    await page.locator('#final-food-flow-layout-file').setInputFiles(pdfFile('流程图.pdf'))
    await page.getByText('流程图.pdf').waitFor()
    await page.getByRole('button', { name: '申请终审' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '申请终审' }).dblclick()
    await page.getByRole('heading', { name: '食品经营许可：已同意筹建' }).waitFor({ state: 'detached' })
  }
  t.match(await database('sub_case').where({ sub_case_no: `${caseNo}-01` }).first(), { state: 'received', stage: 'final' })
  t.equal((await database('outbox').where({ dedupe_key: `final-review-applied:${caseNo}-01` })).length, 1)
})
