import t from 'tap'
import { moveEngineClock } from '../support/engine.js'
import { dayMs, inDays, stubbedModels, type Answers } from './stubbed-models.js'

const models = await stubbedModels(t)
const visitPlace = { leadDepartment: 'market-regulation', visitRegion: '410202', inspectorGroups: ['market-regulation.inspector@410202', 'tobacco.inspector@410202'] }
const findingsRefused = { error: 'findings-not-allowed', variables: { refusal: '每个检查项都须有结果' } }

t.test('a visit is arranged, cannot be held, is arranged again, rectified and rechecked', async (t) => {
  models.answer({
    'propose-visit': { ...visitPlace, visitOutcome: 'proposed' },
    'record-visit-schedule': [{ error: 'visit-not-allowed', variables: { refusal: '人数不足' } }, { visitOutcome: 'scheduled' }],
    'record-findings': [findingsRefused, { findingsOutcome: 'not-possible' }, { findingsOutcome: 'rectify', rectificationDueAt: inDays(60) }],
    'check-rectification': [{ rectificationOutcome: 'waiting', rectificationDueAt: inDays(90) }, { rectificationOutcome: 'reported' }],
    'record-recheck': [findingsRefused, {}]
  })
  const { processInstanceKey } = await models.engine.createInstance('joint-inspection', { caseNo: 'C-visit', visitNo: 'V-rectified' })

  const arranged = await models.complete('confirm-visit', { team: [] })
  await models.complete('confirm-visit', { team: ['a', 'b'] })
  const inspected = await models.complete('inspect', { attendance: 'held' })
  await models.complete('inspect', { attendance: 'not-possible' })
  await models.complete('confirm-visit', { team: ['a', 'b'] })
  await models.complete('inspect', { attendance: 'held', findings: [{ checkItem: 'layout', result: 'rectify' }] })
  await models.publish('rectification-reported', 'V-rectified')
  await models.seen('check-rectification', 1)
  await models.publish('rectification-reported', 'V-rectified')
  await models.complete('recheck', {})
  await models.complete('recheck', { findings: [{ checkItem: 'layout', result: 'passed' }] })

  t.same(await models.endsOf(processInstanceKey), ['visit-concluded'])
  t.same(arranged.value.candidateGroupsList, ['market-regulation.organiser@410202'])
  t.same(inspected.value.candidateGroupsList, visitPlace.inspectorGroups)
})

t.test('a rectification that nobody reports is rechecked when its time is up', async (t) => {
  models.answer({
    'propose-visit': { ...visitPlace, visitOutcome: 'proposed' },
    'record-visit-schedule': { visitOutcome: 'scheduled' },
    'record-findings': { findingsOutcome: 'rectify', rectificationDueAt: inDays(20) },
    'check-rectification': { rectificationOutcome: 'expired' }
  })
  const { processInstanceKey } = await models.engine.createInstance('joint-inspection', { caseNo: 'C-visit', visitNo: 'V-late' })
  await models.complete('confirm-visit', {})
  await models.complete('inspect', { attendance: 'held' })
  await models.elementWaits('await-rectification', processInstanceKey)

  await moveEngineClock(21 * dayMs)
  await models.complete('recheck', {})

  t.same(await models.endsOf(processInstanceKey), ['visit-concluded'])
})

const visitEnds: Record<string, { answers: Answers, tasks: string[] }> = {
  'visit-concluded': { answers: { 'record-findings': { findingsOutcome: 'concluded' } }, tasks: ['confirm-visit', 'inspect'] },
  'dropped-before-proposal': { answers: { 'propose-visit': { visitOutcome: 'dropped' } }, tasks: [] },
  'dropped-before-visit': { answers: { 'record-visit-schedule': { visitOutcome: 'dropped' } }, tasks: ['confirm-visit'] },
  'dropped-at-visit': { answers: { 'record-findings': { findingsOutcome: 'dropped' } }, tasks: ['confirm-visit', 'inspect'] },
  'dropped-in-rectification': {
    answers: { 'record-findings': { findingsOutcome: 'rectify', rectificationDueAt: inDays(200) }, 'check-rectification': { rectificationOutcome: 'dropped' } },
    tasks: ['confirm-visit', 'inspect']
  }
}
for (const [end, { answers, tasks }] of Object.entries(visitEnds)) {
  t.test(`a visit can end at ${end}`, async (t) => {
    models.answer({ 'propose-visit': { ...visitPlace, visitOutcome: 'proposed' }, 'record-visit-schedule': { visitOutcome: 'scheduled' }, ...answers })
    const { processInstanceKey } = await models.engine.createInstance('joint-inspection', { caseNo: 'C-visit', visitNo: `V-${end}` })

    for (const task of tasks) await models.complete(task)
    if ('check-rectification' in answers) await models.publish('rectification-reported', `V-${end}`)

    t.same(await models.endsOf(processInstanceKey), [end])
  })
}

t.test('a visit with nobody left to visit is called off, and its open task is gone', async (t) => {
  models.answer({ 'propose-visit': { ...visitPlace, visitOutcome: 'proposed' } })
  const { processInstanceKey } = await models.engine.createInstance('joint-inspection', { caseNo: 'C-visit', visitNo: 'V-dropped' })
  const open = await models.task('confirm-visit')

  await models.publish('visit-dropped', 'V-dropped')

  t.same(await models.endsOf(processInstanceKey), [])
  t.ok(models.records.some(({ intent, value }) => intent === 'CANCELED' && value.userTaskKey === open.value.userTaskKey))
})

t.test('these paths took every flow and reached every element, without one incident', async (t) => {
  t.same(await models.missed(['joint-inspection']), [])
  t.same(models.incidents(), [])
})
