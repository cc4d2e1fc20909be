import t from 'tap'
import { answerTask, storyProgress } from '../../src/demo/task-answers.js'
import { completeAs, memberOf, openTasks, taskOf, until, type OpenTask } from '../support/case-flow.js'
import { outcomesOf, playTo, refusalOf, stateOf, submitted, type PlayedCase } from '../support/flow-steps.js'
import { storeWith } from '../support/stories.js'
import { atTheDesk, visitAtTheDesk } from '../support/web/at-the-desk.js'
import { accessibilityFaults } from '../support/web/site.js'
import { siteOnEngine, type SiteOnEngine } from '../support/web/site-on-engine.js'

const permit = 'publication-retail'

/** As Tasklist does: by the engine's own interface. */
async function inTasklist ({ platform }: SiteOnEngine, task: OpenTask, { story }: PlayedCase): Promise<void> {
  await completeAs(platform, task, await memberOf(platform, task), answerTask(task, task.form, story, storyProgress()))
}

t.test('desk and Tasklist take turns on one engine, to the same effect', async (t) => {
  const onEngine = await siteOnEngine(t)
  const { platform } = onEngine
  const [one, other] = [await submitted(platform, await storeWith([permit])), await submitted(platform, await storeWith([permit]))]
  const steps = ['pre-review', 'review', 'decide']
  for (const [turn, elementId] of steps.entries()) {
    const [desk, tasklist] = turn % 2 === 0 ? [one, other] : [other, one]
    await atTheDesk(onEngine, await taskOf(platform, desk.caseNo, elementId, permit))
    await inTasklist(onEngine, await taskOf(platform, tasklist.caseNo, elementId, permit), tasklist)
    const next = steps[turn + 1]
    // The other one's visit goes as the story says
    if (elementId === 'pre-review') await visitAtTheDesk(onEngine, one)
    if (next !== undefined) for (const played of [one, other]) await playTo(platform, played, { elementId: next, permit })
    const states = await Promise.all([one, other].map(async ({ caseNo }) => await stateOf(platform, caseNo, permit)))
    if (next !== undefined) t.equal(states[0], states[1], `after ${elementId}`)
  }
  for (const { caseNo } of [one, other]) {
    await until(async () => (await outcomesOf(platform, caseNo))[permit] ?? undefined, `an outcome of ${caseNo}`)
  }
  t.same(await outcomesOf(platform, one.caseNo), { [permit]: 'granted' })
  t.same(await outcomesOf(platform, other.caseNo), { [permit]: 'granted' })
  const decided = await platform.database('decision').orderBy('sub_case_no').select('decision', 'decided_by')
  t.equal(decided.length, 2)
  t.same({ ...decided[0] }, { ...decided[1] }, 'the same decision by the same office')

  const history = await onEngine.openAs(decided[0].decided_by, `/desk/cases/${one.caseNo}`)
  await history.getByText(/出版物零售经营许可：准予许可/).waitFor()
  t.same(await accessibilityFaults(history), [])
})

t.test('what was unlawful in Tasklist comes back to the desk with the reason on top', async (t) => {
  const onEngine = await siteOnEngine(t)
  const { platform } = onEngine
  const { caseNo } = await submitted(platform, await storeWith([permit]))
  const task = await taskOf(platform, caseNo, 'pre-review', permit)
  await completeAs(platform, task, await memberOf(platform, task), { verdict: 'complete', reasons: '', verdicts: [] })
  const reason = await refusalOf(platform, task)
  const again = (await openTasks(platform, caseNo)).find(({ elementId, key }) => elementId === 'pre-review' && key !== task.key)!
  const page = await onEngine.openAs(await memberOf(platform, again), `/desk/tasks/${again.key}`)
  await page.getByText('上次提交被退回，请更正后重新提交').waitFor()
  t.match(await page.locator('.task-refusal').innerText(), reason)
  t.same(await accessibilityFaults(page), [])
  await page.goto(`${onEngine.site.origin}/desk/tasks/${task.key}`)
  await page.getByText(/本任务由.*办结，不能再改/).waitFor()
})
