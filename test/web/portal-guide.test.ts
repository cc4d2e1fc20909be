import t from 'tap'
import type { Page } from 'playwright-core'
import { givenEdition } from '../support/api/edition.js'
import { givenRelease } from '../support/api/shop.js'
import { testApi } from '../support/api/test-app.js'
import { accessibilityFaults, overflow, testSite, type Width } from '../support/web/site.js'

const question = (page: Page, name: RegExp) => page.getByRole('group', { name })

t.test('the guide asks one question after the other and tells what the answers come to', async (t) => {
  const { app, database } = await testApi(t)
  await givenRelease(database)
  const site = await testSite(t, app)

  for (const width of ['desktop', 'phone'] as Width[]) {
    const page = await site.open('/industries/convenience-store', { width })
    await page.getByText('已答 0 题').waitFor()
    t.equal(await page.getByRole('group').count(), 1, 'one question at a time')
    await question(page, /是否经营食品/).getByLabel('是').check()
    await question(page, /仅为预包装食品/).getByLabel('否').check()
    await question(page, /小经营店登记/).getByLabel('是').check()
    const items = question(page, /拟从事的食品经营项目/)
    await items.getByLabel('散装食品销售').check()
    await items.getByRole('button', { name: '下一题' }).click()
    await page.locator('#question-premises_area input').waitFor()
    t.equal(await page.evaluate(() => document.activeElement?.closest('fieldset')?.id), 'question-premises_area', 'the keyboard goes on to the next question')
    await page.keyboard.type('80')
    await page.keyboard.press('Enter')
    await question(page, /零售卷烟/).getByLabel('是').check()
    await question(page, /药品经营范围/).getByLabel('处方药和非处方药').check()
    await page.getByRole('alert').filter({ hasText: '这种情形不在这里办' }).waitFor()
    await question(page, /药品经营范围/).getByLabel('不经营药品').check()
    await page.getByRole('alert').filter({ hasText: '这种情形不在这里办' }).waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: '食品经营许可' }).first().waitFor()
    await page.getByRole('heading', { name: '烟草专卖零售许可' }).first().waitFor()
    await page.getByText('流程图', { exact: true }).click()
    await page.locator('.flow-picture svg').waitFor()
    t.same(await accessibilityFaults(page), [], width)
    t.equal(await overflow(page), 0, width)

    await page.reload()
    await question(page, /是否经营食品/).getByLabel('是').waitFor()
    t.ok(await question(page, /是否经营食品/).getByLabel('是').isChecked(), 'the answers are kept')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '下载一次告知单' }).click()
    t.equal((await download).suggestedFilename(), '便利店办事指南.pdf')
    await page.context().close()
  }
})

t.test('an industry that is suspended says why, and where each permit is applied for by itself', async (t) => {
  const { app, database } = await testApi(t)
  await givenRelease(database)
  await givenEdition(database, { status: 'suspended', reason: '系统升级' })
  const site = await testSite(t, app)
  const page = await site.open('/industries/convenience-store')
  await page.getByRole('alert').filter({ hasText: '系统升级' }).waitFor()
  await page.getByRole('heading', { name: '食品经营许可' }).waitFor()
  t.equal(await page.getByRole('link', { name: '开始申请' }).count(), 0)
  t.same(await accessibilityFaults(page), [])
})
