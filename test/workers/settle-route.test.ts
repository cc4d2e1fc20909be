import t from 'tap'
import acceptPermit from '../../workers/accept-permit.js'
import settleRoute from '../../workers/settle-route.js'
import { visitFlow, type VisitFlow } from '../support/visit-flow.js'

/** The food permit of a store: no commitment, all materials there, so it goes to pre-review and its place is looked at. */
async function foodPermit (t: Parameters<typeof visitFlow>[0]): Promise<VisitFlow> {
  const flow = await visitFlow(t)
  await flow.database('engine_instance').insert({ epoch: 1, process_instance_key: '2251799813685301', process_id: 'permit-handling', case_no: flow.caseNo, sub_case_no: flow.food })
  await flow.database('sub_case').where({ sub_case_no: flow.food }).update({ materials_complete: true })
  return flow
}

const overruled = async (flow: VisitFlow): Promise<unknown[]> =>
  (await flow.database('platform_alarm').where({ kind: 'decision-overruled' }).orderBy('id').select('detail')).map(({ detail }) => detail)

t.test('what the tables said and the law allows is done', async (t) => {
  const flow = await foodPermit(t)

  const result = await flow.run(settleRoute, { spotRoute: 'pre-review', tolerances: [{ material: 'health-cert', workdays: 10 }] })

  t.match(result, { route: 'pre-review', inspectionFacts: { permit: 'food-operation', isCommitment: false, isOnTheSpot: false } })
  t.same(await overruled(flow), [])
})

t.test('a table that would decide on the spot what may not be is overruled, once with an alarm', async (t) => {
  const flow = await foodPermit(t)

  t.match(await flow.run(settleRoute, { spotRoute: 'on-the-spot' }), { route: 'pre-review' })
  t.match(await flow.run(settleRoute, { spotRoute: 'on-the-spot' }), { route: 'pre-review' })

  t.same(await overruled(flow), [{ about: flow.food, decision: 'on-the-spot-eligibility', said: 'on-the-spot', done: 'pre-review' }])
})

t.test('a table that would tolerate what the release does not, too', async (t) => {
  const flow = await foodPermit(t)

  await flow.run(settleRoute, { spotRoute: 'pre-review', tolerances: [{ material: 'food-form', workdays: 30 }] })

  t.match(await overruled(flow), [{ decision: 'material-tolerance', said: 30, done: 0 }])
})

t.test('a visit that a table leaves out is held all the same', async (t) => {
  const flow = await foodPermit(t)
  await flow.database('sub_case').where({ sub_case_no: flow.food }).update({ state: 'received', accepted_at: null })

  t.match(await flow.run(acceptPermit, { inspection: 'none' }), { acceptance: 'accepted', needsVisit: true })

  t.match(await overruled(flow), [{ decision: 'inspection-need', said: false, done: true }])
})

t.test('the flow of an older release, which asks no table, goes on without an alarm', async (t) => {
  const flow = await foodPermit(t)

  t.match(await flow.run(settleRoute, {}), { route: 'pre-review' })
  t.same(await overruled(flow), [])
})
