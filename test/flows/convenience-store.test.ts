import t from 'tap'
import { readStory } from '../../src/demo/story.js'
import { storyProgress } from '../../src/demo/task-answers.js'
import { smallStore } from '../support/stories.js'
import { caseState, openTasks, playCase, submitStory } from '../support/case-flow.js'
import { openNotice, openRectification, reportMended, supplyEverything } from '../support/applicant.js'
import { leavesNothingToLookAt } from '../support/flow-steps.js'
import { testPlatform } from '../support/platform.js'

t.test('a filing and a reviewed permit go from submission to certificates and one composite licence', async (t) => {
  const platform = await testPlatform(t)
  const story = await smallStore()
  const caseNo = await submitStory(platform, story)

  await playCase(platform, caseNo, story, async () => await caseState(platform, caseNo) === 'closed')

  const { database } = platform
  t.same((await openTasks(platform, caseNo)).map(({ elementId }) => elementId), ['post-check'], 'only the dated post-check is left')
  t.same(await database('certificate').orderBy('permit').pluck('permit'), ['food-prepackaged-filing', 'publication-retail'])
  t.same(await database('licence_entry').orderBy('permit').pluck('permit'), ['food-prepackaged-filing', 'publication-retail'])
})

t.test('the store of the demonstration: one notice, one visit with a rectification, five kinds of permits, one licence', async (t) => {
  const platform = await testPlatform(t)
  const { database } = platform
  const story = await readStory('convenience-store')
  const progress = storyProgress()
  const caseNo = await submitStory(platform, story)

  await playCase(platform, caseNo, story, async () => await openNotice(platform, caseNo) !== undefined, progress)

  t.same(await database('sub_case').where({ state: 'supplement-required' }).orderBy('permit').pluck('permit'), ['food-operation', 'tobacco-retail'])
  t.equal(await countOf('document', { kind: 'supplement' }), 1, 'one notice for both departments')
  t.same((await database('deficiency_item').orderBy('subject_id').pluck('subject_id')), ['food-flow-layout', 'food-safety-rules', 'premises-proof'])

  await supplyEverything(platform, caseNo)
  await playCase(platform, caseNo, story, async () => await openRectification(platform, caseNo) !== undefined, progress)

  t.same(await database('certificate').orderBy('permit').pluck('permit'), ['medical-device-class2-filing', 'publication-retail'],
    'filing and commitment are certified while the others are still inspected')
  t.equal(await countOf('visit', {}), 1, 'one visit for both permits')

  await reportMended(platform, caseNo)
  await playCase(platform, caseNo, story, async () => await caseState(platform, caseNo) === 'closed', progress)

  t.same(await database('licence_entry').orderBy('permit').pluck('permit'),
    ['food-operation', 'medical-device-class2-filing', 'publication-retail', 'tobacco-retail'])
  for (const kind of ['receipt', 'supplement', 'inspection-notice', 'inspection-record', 'rectification', 'rectification-report', 'composite-licence']) {
    t.equal(await countOf('document', { kind }), 1, `one ${kind}`)
  }
  t.equal(await countOf('document', { kind: 'grant' }), 3)
  t.equal(await countOf('document', { kind: 'filing-receipt' }), 1)
  await leavesNothingToLookAt(t, platform)

  async function countOf (table: string, where: Record<string, unknown>): Promise<number> {
    const row = await database(table).where(where).count({ n: '*' }).first<{ n: number }>()
    return Number(row.n)
  }
})
