import { memberOf, performerOf, taskOf, type OpenTask } from '../case-flow.js'
import { png } from '../api/upload.js'
import { playTo, type PlayedCase } from '../flow-steps.js'
import type { Page, Width } from './site.js'
import type { SiteOnEngine } from './site-on-engine.js'

/** What a clerk presses for a task that is in order. */
const presses: Record<string, (page: Page) => Promise<void>> = {
  'pre-review': async (page) => {
    await page.getByRole('radio', { name: '材料齐全' }).check()
    for (const row of await page.getByRole('radiogroup', { name: '意见', exact: true }).all()) await row.getByRole('radio', { name: '符合', exact: true }).check()
  },
  review: async (page) => { await page.getByRole('radio', { name: '拟准予许可' }).check() },
  decide: async (page) => {
    await page.getByRole('radio', { name: '准予许可', exact: true }).check()
    await page.getByLabel('理由').fill('同意审核意见')
  }
}

/** A member of its group claims the task and does it in the pages. */
export async function atTheDesk ({ platform, openAs }: SiteOnEngine, task: OpenTask, width: Width = 'desktop'): Promise<void> {
  const page = await openAs(await memberOf(platform, task), `/desk/tasks/${task.key}`, width)
  await page.getByRole('button', { name: '签收', exact: true }).click()
  await page.getByText('我已签收').waitFor()
  await presses[task.elementId]!(page)
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('已办结').waitFor()
  await page.context().close()
}

/** A visit by the pages made for it: arranged on the calendar, inspected on a telephone, everything in order. */
export async function visitAtTheDesk ({ platform, openAs }: SiteOnEngine, played: PlayedCase): Promise<void> {
  const planning = await playTo(platform, played, { elementId: 'confirm-visit' })
  const { visit_no: visitNo } = await platform.database('visit').where({ case_no: played.caseNo }).first<{ visit_no: string }>('visit_no')
  const calendar = await openAs(await memberOf(platform, planning), `/desk/visits/${visitNo}`)
  await calendar.getByRole('button', { name: '确认安排' }).click()
  await calendar.getByText('已安排').waitFor()
  await calendar.context().close()

  const inspecting = await taskOf(platform, played.caseNo, 'inspect')
  const phone = await openAs(await performerOf(platform, inspecting), `/desk/tasks/${inspecting.key}/checklist`, 'phone')
  await phone.getByRole('radio', { name: '已现场核查' }).check()
  for (const item of await phone.locator('.checklist-item').all()) await item.getByRole('radio', { name: '合格', exact: true }).check()
  await phone.getByLabel('拍照：现场全貌').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: png })
  await phone.getByText('已发送').waitFor()
  await phone.getByRole('button', { name: '提交' }).click()
  await phone.getByText('已提交：现场核查').waitFor()
  await phone.context().close()
}
