import t from 'tap'
import checkRectification from '../../workers/check-rectification.js'
import recordRecheck from '../../workers/record-recheck.js'
import { withdraw } from '../support/visit-case.js'
import { recheckOf, rectifying, refusalOf, stateOf, type VisitFlow } from '../support/visit-flow.js'

async function rechecking (t: Parameters<typeof rectifying>[0]): Promise<VisitFlow> {
  const flow = await rectifying(t)
  flow.setNow('2026-12-03T09:00:00+08:00')
  await flow.run(checkRectification)
  return flow
}

t.test('the one re-check is recorded with its document', async (t) => {
  const flow = await rechecking(t)

  t.equal(await flow.finish('recheck', 'f2', recordRecheck, { findings: await recheckOf(flow, 'passed') }), undefined)

  t.match(await stateOf(flow), { visit: 'rechecking', states: ['rechecking', 'reviewing'] })
  t.match(await flow.database('visit_finding').where({ stage: 'recheck' }), [{ sub_case_no: flow.food, result: 'passed' }])
  const { data } = await flow.database('document').where({ kind: 'rectification-report' }).first('data')
  t.match(data.content, { done_at: '期满未报告', results: [{ result: '合格' }] })
})

t.test('there is no second round of rectification', async (t) => {
  const flow = await rechecking(t)
  const again = (await recheckOf(flow, 'failed')).map((finding) => ({ ...finding, result: 'rectify' }))

  t.match(await refusalOf(flow.finish('recheck', 'f2', recordRecheck, { findings: again })), { code: 'findings-not-allowed', refusal: /请选择合格或不合格/ })
})

t.test('every item asked for is re-checked, by the team', async (t) => {
  const flow = await rechecking(t)

  t.match(await refusalOf(flow.finish('recheck', 'f2', recordRecheck, { findings: [] })), { refusal: /没有核查结果/ })
  t.match(await refusalOf(flow.finish('recheck', 'o1', recordRecheck, { findings: await recheckOf(flow, 'passed') })), { refusal: /核查组成员/ })
  t.same(await flow.database('visit_finding').where({ stage: 'recheck' }), [])
})

t.test('with the permit withdrawn there is nothing to record', async (t) => {
  const flow = await rechecking(t)
  await withdraw(flow.database, flow.food)

  t.equal(await flow.run(recordRecheck, {}), undefined)
  t.notOk((await stateOf(flow)).documents.includes('rectification-report'))
})
