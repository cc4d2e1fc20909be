import t from 'tap'
import { visitConclusionOf, visitSummaryOf } from '../../src/database/visits.js'
import checkRectification from '../../workers/check-rectification.js'
import concludeVisit from '../../workers/conclude-visit.js'
import recordFindings from '../../workers/record-findings.js'
import recordRecheck from '../../workers/record-recheck.js'
import { withdraw } from '../support/visit-case.js'
import { findingsOf, recheckOf, rectifying, scheduled, stateOf } from '../support/visit-flow.js'

t.test('each department gets its permit\'s conclusion; a failed permit never touches another', async (t) => {
  const flow = await scheduled(t)
  await flow.finish('inspect', 'f1', recordFindings, { attendance: 'held', findings: await findingsOf(flow, { tobacco: 'failed' }) })

  await flow.run(concludeVisit)

  t.match(await stateOf(flow), {
    visit: 'concluded',
    states: ['reviewing', 'reviewing'],
    conclusions: ['passed', 'failed'],
    messages: [{ name: 'visit-concluded', key: flow.food }, { name: 'visit-concluded', key: flow.tobacco }]
  })
  t.same(await flow.database('sub_case').orderBy('ordinal').pluck('visit_concluded'), [true, true])
  t.equal(await visitConclusionOf(flow.database, flow.food), 'passed')
  t.match(await visitSummaryOf(flow.database, flow.tobacco), { conclusion: 'failed', note: /未达到要求/ })
})

t.test('concluded again it wakes nobody twice', async (t) => {
  const flow = await scheduled(t)
  await flow.finish('inspect', 'f1', recordFindings, { attendance: 'held', findings: await findingsOf(flow, {}) })

  await flow.run(concludeVisit)
  await flow.run(concludeVisit)

  t.equal((await stateOf(flow)).messages.length, 2)
})

for (const { result, conclusion } of [{ result: 'passed', conclusion: 'passed' }, { result: 'failed', conclusion: 'failed' }] as const) {
  t.test(`after a re-check that ${result} the permit has ${conclusion}; the other was handed over before and is not woken again`, async (t) => {
    const flow = await rectifying(t)
    flow.setNow('2026-12-03T09:00:00+08:00')
    await flow.run(checkRectification)
    await flow.finish('recheck', 'f1', recordRecheck, { findings: await recheckOf(flow, result) })

    await flow.run(concludeVisit)

    t.match(await stateOf(flow), {
      visit: 'concluded',
      states: ['reviewing', 'reviewing'],
      conclusions: [conclusion, 'passed'],
      messages: [{ name: 'visit-concluded', key: flow.tobacco }, { name: 'visit-concluded', key: flow.food }]
    })
  })
}

t.test('a rectification for which no time was left has failed, saying so', async (t) => {
  const flow = await scheduled(t)
  await flow.database('sub_case').where({ sub_case_no: flow.food }).update({ statutory_due_on: '2026-11-30' })
  await flow.finish('inspect', 'f1', recordFindings, { attendance: 'held', findings: await findingsOf(flow, { food: 'rectify' }) })

  await flow.run(concludeVisit)

  t.match(await visitSummaryOf(flow.database, flow.food), { conclusion: 'failed', note: /剩余办理期限不足以安排整改/ })
})

t.test('a permit withdrawn after the inspection is not concluded and not woken', async (t) => {
  const flow = await scheduled(t)
  await flow.finish('inspect', 'f1', recordFindings, { attendance: 'held', findings: await findingsOf(flow, {}) })
  await withdraw(flow.database, flow.tobacco)

  await flow.run(concludeVisit)

  t.match(await stateOf(flow), { visit: 'concluded', states: ['reviewing', 'withdrawn'], conclusions: ['passed', 'dropped'] })
  t.same((await stateOf(flow)).messages, [{ name: 'visit-concluded', key: flow.food }])
})

t.test('a visit that took place before its slot ends gives the rest of it back', async (t) => {
  const flow = await scheduled(t)
  flow.setNow('2026-11-25T08:00:00+08:00')
  await flow.finish('inspect', 'f1', recordFindings, { attendance: 'held', findings: await findingsOf(flow, {}) })

  await flow.run(concludeVisit)

  t.match(await stateOf(flow), { booked: [] })
})
