import { readFile } from 'node:fs/promises'
import t from 'tap'
import { acceptedShop } from '../support/api/accepted.js'
import { accessibilityFaults, overflow, signInAt, testSite, type Page, type Width } from '../support/web/site.js'

const supervisor = { login: 'supervisor', kind: 'staff', groups: ['supervisor'], displayName: '督办员' } as const
const { api: { app, database, clock }, caseNo } = await acceptedShop(t, ['food-operation'])
const { sub_case_no: subCaseNo } = await database('sub_case').where({ case_no: caseNo, permit: 'food-operation' }).first<{ sub_case_no: string }>('sub_case_no')
const decidedAt = '2027-01-26T10:00:00+08:00'
await database('decision').insert({ sub_case_no: subCaseNo, decision: 'granted', manner: 'ordinary', reviewed_by: 'a', decided_by: 'b', decided_at: decidedAt, reasons: '核查两次，材料后补' })
await database('sub_case').where({ sub_case_no: subCaseNo }).update({ outcome: 'granted', state: 'granted', decided_at: decidedAt })
await database('clock_event').insert({ sub_case_no: subCaseNo, ordinal: 9, type: 'decided', at: decidedAt })
clock.set('2027-02-01T10:00:00+08:00')
const site = await testSite(t, app)

/** Tries a page at both widths, as a supervisor. */
async function atBothWidths (path: string, look: (page: Page, width: Width) => Promise<void>): Promise<void> {
  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await site.open(path, { width })
    await signInAt(page, database, supervisor)
    await look(page, width)
    t.same([await accessibilityFaults(page), await overflow(page)], [[], 0], `${path} ${width}`)
    await page.context().close()
  }
}

async function exported (page: Page, place = page.locator('main')): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), place.getByRole('link', { name: '导出 CSV' }).first().click()])
  return await readFile(await download.path(), 'utf8')
}

t.test('the time-limit report leads to the late case, and is exported', async (t) => {
  await atBothWidths('/supervise/time-limits', async (page) => {
    const late = page.getByRole('region', { name: '逾期的决定' })
    await late.getByText('核查两次，材料后补').waitFor()
    t.equal(await late.getByRole('link', { name: '食品经营许可' }).getAttribute('href'), `/desk/cases/${caseNo}`)
    t.match(await page.getByRole('region', { name: '各机关逐月的时限' }).textContent(), /2027-01龙亭区市场监督管理局1/)
    t.match(await exported(page), /2027-01,龙亭区市场监督管理局,1/)
    t.match(await exported(page, page.locator('section', { has: late })), /核查两次/)
    await page.getByLabel('到').fill('2026-12-31')
    await page.getByRole('button', { name: '查看' }).click()
    await page.getByText('这段时间没有作出决定。').waitFor()
    await page.getByLabel('到').fill('2027-02-01')
    await page.getByRole('button', { name: '查看' }).click()
    await late.waitFor()
  })
})

t.test('the work list is filtered, gone through page by page, and exported', async (t) => {
  await atBothWidths('/supervise/open-facts', async (page, width) => {
    await page.getByText(/共 \d+ 处待核/).waitFor()
    const all = Number(/\d+/.exec(await page.getByText(/共 \d+ 处待核/).textContent() ?? '')?.[0])
    if (width === 'desktop') {
      await page.getByRole('button', { name: '下一页' }).click()
      await page.getByText(/^第 2 \/ \d+ 页/).waitFor()
    }
    await page.getByLabel('事项').selectOption({ label: '烟草专卖零售许可' })
    await page.getByText(`全部 ${all} 处`).waitFor()
    t.match(await exported(page), /烟草专卖零售许可/)
    await page.getByLabel('查找').fill('没有这样的内容')
    await page.keyboard.press('Enter')
    await page.getByText('没有这样的待核内容。').waitFor()
    await page.goBack()
    await page.locator('.open-fact').first().waitFor()
  })
})

t.test('coverage says which permits were applied for, and leads to what is open of one', async (t) => {
  await atBothWidths('/supervise/coverage', async (page, width) => {
    await page.getByRole('heading', { name: '决策表' }).waitFor()
    await page.getByText(/走到过 \d+ \/ \d+/).first().click()
    if (width === 'phone') return
    await page.getByRole('link', { name: /烟草专卖零售许可待核 \d+ 处/ }).click()
    await page.waitForURL(/open-facts\?.*permit=tobacco-retail/)
    await page.goBack()
    await page.getByRole('heading', { name: '决策表' }).waitFor()
  })
})
