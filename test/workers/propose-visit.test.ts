import t from 'tap'
import proposeVisit from '../../workers/propose-visit.js'
import { foodGroup, region, tobaccoGroup, withdraw } from '../support/visit-case.js'
import { stateOf, visitFlow } from '../support/visit-flow.js'

t.test('the first slot from the next working day in which both departments are free is proposed and books nobody', async (t) => {
  const flow = await visitFlow(t)

  const result = await flow.run(proposeVisit, { caseNo: flow.caseNo, visitNo: flow.visitNo })

  t.same(result, { visitOutcome: 'proposed', leadDepartment: 'market-regulation', visitRegion: region, inspectorGroups: [foodGroup, tobaccoGroup] })
  const { from } = await flow.database('visit').select(flow.database.raw('lower(slot) AS from')).first()
  t.same(from, new Date('2026-11-25T09:00:00+08:00'))
  t.match(await stateOf(flow), { visit: 'proposed', booked: [], states: ['reviewing', 'reviewing'] })
})

t.test('the instance is bound to its case and visit, and may run again after a visit that was not possible', async (t) => {
  const flow = await visitFlow(t)
  await flow.run(proposeVisit, { caseNo: flow.caseNo, visitNo: flow.visitNo })

  t.match(await flow.run(proposeVisit, { caseNo: flow.caseNo, visitNo: flow.visitNo }), { visitOutcome: 'proposed' })
  t.match(await flow.database('engine_instance').first(), { case_no: flow.caseNo, visit_no: flow.visitNo })
})

t.test('a second instance for the same visit gets nothing to do', async (t) => {
  const flow = await visitFlow(t)
  await flow.database('visit').update({ epoch: 1, process_instance_key: 'another' })

  t.match(await flow.run(proposeVisit, { caseNo: flow.caseNo, visitNo: flow.visitNo }), { visitOutcome: 'dropped' })
  t.match(await stateOf(flow), { visit: 'pending' })
})

t.test('a visit of another case is a fault, not an outcome', async (t) => {
  const flow = await visitFlow(t)

  await t.rejects(flow.run(proposeVisit, { caseNo: flow.caseNo, visitNo: 'X-V1' }), /no visit X-V1/)
  await t.rejects(flow.run(proposeVisit, { caseNo: 'X', visitNo: flow.visitNo }), /no case X/)
})

t.test('a withdrawn permit takes no part: only the other department is asked for', async (t) => {
  const flow = await visitFlow(t)
  await withdraw(flow.database, flow.tobacco)

  t.match(await flow.run(proposeVisit, { caseNo: flow.caseNo, visitNo: flow.visitNo }), { visitOutcome: 'proposed', inspectorGroups: [foodGroup] })
  t.match(await stateOf(flow), { conclusions: [null, 'dropped'] })
})

t.test('with every permit withdrawn the visit is dropped', async (t) => {
  const flow = await visitFlow(t)
  await withdraw(flow.database, flow.food)
  await withdraw(flow.database, flow.tobacco)

  t.match(await flow.run(proposeVisit, { caseNo: flow.caseNo, visitNo: flow.visitNo }), { visitOutcome: 'dropped' })
  t.match(await stateOf(flow), { visit: 'dropped', conclusions: ['dropped', 'dropped'] })
})

t.test('a department without enough people leaves the visit pending for the organiser', async (t) => {
  const flow = await visitFlow(t)
  await flow.database('account').where({ login: 't2' }).update({ disabled_at: new Date() })

  t.match(await flow.run(proposeVisit, { caseNo: flow.caseNo, visitNo: flow.visitNo }), { visitOutcome: 'proposed' })
  t.match(await stateOf(flow), { visit: 'pending' })
})

t.test('only when the limit leaves no other day is the visit proposed for today, two hours ahead at least', async (t) => {
  const flow = await visitFlow(t)
  flow.setNow('2026-11-30T09:00:00+08:00')

  await flow.run(proposeVisit, { caseNo: flow.caseNo, visitNo: flow.visitNo })

  const { from } = await flow.database('visit').select(flow.database.raw('lower(slot) AS from')).first()
  t.same(from, new Date('2026-11-30T14:30:00+08:00'))
})
