import t from 'tap'
import { subCaseDocument } from '../../src/cases/decision-documents.js'
import { markRendered } from '../../src/database/documents.js'
import { subCaseOf } from '../../src/database/sub-cases.js'
import { issueDocument } from '../../src/documents/issue-document.js'
import { acceptedShop } from '../support/api/accepted.js'
import { givenEdition } from '../support/api/edition.js'
import { givenRelease } from '../support/api/shop.js'
import { testApi } from '../support/api/test-app.js'
import { accessibilityFaults, overflow, testSite, type Width } from '../support/web/site.js'

t.test('anybody reads what is announced and objects to it', async (t) => {
  const { api: { app, database, clock }, caseNo } = await acceptedShop(t, ['tobacco-retail'])
  await database('special_procedure').insert({
    procedure_no: `${caseNo}-02-public-notice`, case_no: caseNo, sub_case_no: `${caseNo}-02`, kind: 'public-notice', state: 'arranged', begins_on: '2026-11-24', ends_on: '2026-12-03', arrangement: '拟设烟草制品零售点'
  })
  clock.set('2026-11-30T10:00:00+08:00')
  const site = await testSite(t, app)

  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await site.open('/notices', { width })
    await page.getByText('提出异议', { exact: true }).click()
    await page.getByRole('button', { name: '提交异议' }).click()
    t.match(await page.evaluate(() => document.activeElement?.id), /-name$/, 'the first field that is missing has the focus')
    t.same(await accessibilityFaults(page), [], width)
    t.equal(await overflow(page), 0, width)
    await page.getByLabel('姓名或者名称').fill('刘洋')
    await page.getByLabel('联系方式').fill('13800000000')
    await page.getByLabel('事实和理由').fill(`与学校的距离不足五十米（${width}）`)
    await page.getByRole('button', { name: '提交异议' }).click()
    await page.getByText('已收到您的异议').waitFor()
    await page.context().close()
  }
  t.equal((await database('objection')).length, 2)
})

t.test('anybody reads what was decided', async (t) => {
  const { api: { app, database, clock }, caseNo, within } = await acceptedShop(t, ['food-operation'])
  const site = await testSite(t, app)
  const page = await site.open('/decisions', { width: 'phone' })
  await page.getByText('还没有公开的决定').waitFor()
  await within(async ({ tx }) => {
    await tx('sub_case').where({ sub_case_no: `${caseNo}-01` }).update({ outcome: 'granted', state: 'granted', decided_at: clock.now() })
    const content = { facts: '符合条件', basis: '食品安全法第三十五条', cert_no: [{ name: '食品经营许可证', number: 'JY14102020000001', validity: '至2031年11月22日' }] }
    const { documentNo } = await issueDocument(tx, { ...subCaseDocument(await subCaseOf(tx, `${caseNo}-01`)), kind: 'grant', purposeKey: `grant:${caseNo}-01`, issuedAt: clock.now(), data: content })
    await tx('stored_file').insert({ hash: 'a'.repeat(64), size_bytes: 1, media_type: 'application/pdf' }).onConflict('hash').ignore()
    await markRendered(tx, documentNo, { hash: 'a'.repeat(64), sm3: 'b'.repeat(64), renderedAt: clock.now() })
  })
  await page.reload()
  await page.getByText('JY14102020000001').waitFor()
  t.same(await accessibilityFaults(page), [])
  t.equal(await overflow(page), 0)
  t.equal((await database('document').where({ kind: 'grant' })).length, 1)
})

t.test('the catalogue shows its editions, the newest first, and leads to the guides', async (t) => {
  const { app, database } = await testApi(t)
  await givenRelease(database)
  await givenEdition(database, { validUntil: '2027-12-31' })
  await givenEdition(database, { status: 'suspended', reason: '系统升级' })
  const site = await testSite(t, app)

  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await site.open('/catalogue', { width })
    await page.getByText('系统升级').waitFor()
    t.same(await accessibilityFaults(page), [], width)
    t.equal(await overflow(page), 0, width)
    await page.getByLabel('版次').selectOption({ index: 1 })
    await page.getByText('系统升级').waitFor({ state: 'detached' })
    await page.getByText('试点').waitFor()
    await page.getByRole('link', { name: '便利店' }).click()
    await page.waitForURL('**/industries/convenience-store')
    await page.context().close()
  }
})
