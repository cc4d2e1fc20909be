import t from 'tap'
import { watchSteps } from '../../src/domain/watch/watch-steps.js'
import { waitFor } from '../support/wait-for.js'
import { moveEngineClock } from '../support/engine.js'
import { stubbedModels } from './stubbed-models.js'

const models = await stubbedModels(t)
const minuteMs = 60_000

t.test('every ten minutes the due cases are looked at, some at a time, until none is left; then it rests', async (t) => {
  models.answer({ 'find-due-cases': [{ dueCases: ['C-1', 'C-2'] }, { dueCases: ['C-3'] }, { dueCases: [] }] })

  await moveEngineClock(10 * minuteMs)
  await models.seen('find-due-cases', 3)

  const looked = models.jobs.filter(({ type }) => type === 'remind-and-escalate').map(({ variables }) => String(variables.caseNo))
  t.same(looked.sort(), ['C-1', 'C-2', 'C-3'])
  const { processInstanceKey } = models.jobs.find(({ type }) => type === 'find-due-cases')!
  t.same(await models.endsOf(processInstanceKey), ['all-looked-at'])

  models.answer({ 'find-due-cases': { dueCases: [] } })
  await moveEngineClock(10 * minuteMs)
  await models.seen('find-due-cases', 1)
})

t.test('the times of the steps are those of the decision table', async (t) => {
  models.answer({ 'find-due-cases': [{ dueCases: ['C-4'] }, { dueCases: [] }] })
  await moveEngineClock(10 * minuteMs)
  await models.seen('remind-and-escalate', 1)

  const { watchTimes } = models.jobs.find(({ type }) => type === 'remind-and-escalate')!.variables as { watchTimes: { step: string }[] }
  t.match(watchTimes.find(({ step }) => step === 'supplement-near'), { n: 3, unit: '日', hour: 9 })
  t.equal(watchTimes.length, Object.keys(watchSteps).length)
})

t.test('every flow was taken, without one incident', async (t) => {
  await waitFor('the last look to end', () => models.jobs.length > 0)
  t.same(await models.missed(['time-limit-watch']), [])
  t.same(models.incidents(), [])
})
