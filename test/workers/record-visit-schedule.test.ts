import t from 'tap'
import recordVisitSchedule from '../../workers/record-visit-schedule.js'
import { bookTeam } from '../../src/database/inspector-bookings.js'
import { BpmnError } from '../../src/engine/define-worker.js'
import proposeVisit from '../../workers/propose-visit.js'
import { testDatabase } from '../support/database.js'
import { insertStaff, insertTeams, insertVisitCase, organiserGroup, withdraw } from '../support/visit-case.js'
import { lawfulPlan, proposed, refusalOf, stateOf, visitFlowOf } from '../support/visit-flow.js'

t.test('the organiser\'s plan books the team, moves the permits on and tells the applicant once', async (t) => {
  const flow = await proposed(t)

  const result = await flow.finish('confirm-visit', 'o1', recordVisitSchedule, lawfulPlan)

  t.same(result, { visitOutcome: 'scheduled' })
  t.match(await stateOf(flow), {
    visit: 'scheduled',
    states: ['inspection-scheduled', 'inspection-scheduled'],
    booked: ['f1', 'f2', 't1', 't2'],
    documents: ['inspection-notice'],
    notifications: ['现场核查已安排']
  })
  const { data } = await flow.database('document').first('data')
  t.match(data.content, {
    visit_at: '2026-11-25 09:00 至 2026-11-25 11:00',
    address: '龙亭区中山路1号',
    items: [{ permit: '食品经营许可', organ: '龙亭区市场监督管理局' }, { permit: '烟草专卖零售许可' }],
    team: [{ name: 'f1员', duty: '领队' }, { name: 'f2员' }, { name: 't1员' }, { name: 't2员' }]
  })
})

const refused: { title: string, login: string, plan: Record<string, unknown>, refusal: RegExp }[] = [
  { title: 'somebody who is no organiser of the lead department', login: 'f1', plan: {}, refusal: /只有牵头部门的联合核查组织人/ },
  { title: 'one inspector of a department', login: 'o1', plan: { team: ['f1', 'f2', 't1'] }, refusal: /须派2名以上本部门核查人员，现为1名/ },
  { title: 'a past time', login: 'o1', plan: { startsAt: '2026-11-23T09:00:00+08:00' }, refusal: /核查时间须晚于现在/ },
  { title: 'a time after the limit while an earlier one is free', login: 'o1', plan: { startsAt: '2026-12-02T09:00:00+08:00' }, refusal: /晚于期限2026-11-30/ },
  { title: 'nothing filled in', login: 'o1', plan: { startsAt: null, durationMinutes: null, team: null, leader: null }, refusal: /请填写核查开始时间.*请选择核查组成员/ }
]
for (const { title, login, plan, refusal } of refused) {
  t.test(`${title} goes back to a new task and writes nothing`, async (t) => {
    const flow = await proposed(t)

    const answer = await refusalOf(flow.finish('confirm-visit', login, recordVisitSchedule, { ...lawfulPlan, ...plan }))

    t.match(answer, { code: 'visit-not-allowed', refusal })
    t.match(await stateOf(flow), { visit: 'proposed', booked: [], documents: [], notifications: [] })
  })
}

t.test('a task that nobody claimed goes back', async (t) => {
  const flow = await proposed(t)
  await flow.complete('confirm-visit', null)

  t.match(await refusalOf(flow.run(recordVisitSchedule, lawfulPlan)), { code: 'visit-not-allowed', refusal: /未经签收/ })
})

t.test('an inspector who was booked by another case in the meantime is named', async (t) => {
  const flow = await proposed(t)
  const other = await insertVisitCase(flow.database, 2)
  const { id } = await flow.database('account').where({ login: 't2' }).first('id')
  await flow.database.transaction(async (tx) => await bookTeam(tx, other.visitNo,
    { from: new Date('2026-11-25T10:30:00+08:00'), until: new Date('2026-11-25T12:00:00+08:00') }, [{ accountId: id, department: 'tobacco' }]))

  const answer = await refusalOf(flow.finish('confirm-visit', 'o1', recordVisitSchedule, lawfulPlan))

  t.match(answer, { code: 'visit-not-allowed', refusal: /t2员在2026-11-25 09:00至2026-11-25 11:00已有安排/ })
})

t.test('a late visit is lawful when nothing was free before, and its reason is kept and told', async (t) => {
  const flow = await proposed(t)
  const { id } = await flow.database('account').where({ login: 't2' }).first('id')
  await flow.database('inspector_booking').insert({
    account_id: id, department: 'tobacco', kind: 'leave', during: flow.database.raw("tstzrange('2026-11-20', '2026-12-01')")
  })

  const result = await flow.finish('confirm-visit', 'o1', recordVisitSchedule, { ...lawfulPlan, startsAt: '2026-12-02T09:00:00+08:00' })

  t.same(result, { visitOutcome: 'scheduled' })
  t.match((await flow.database('visit').first('late_reason')).late_reason, /期限2026-11-30前各部门无法同时派员/)
})

t.test('a department whose permit was withdrawn need not come, its people may not', async (t) => {
  const flow = await proposed(t)
  await withdraw(flow.database, flow.tobacco)

  t.match(await refusalOf(flow.finish('confirm-visit', 'o1', recordVisitSchedule, lawfulPlan)), { refusal: /t1不是参加本次核查的部门的核查人员/ })
  t.same(await flow.finish('confirm-visit', 'o1', recordVisitSchedule, { ...lawfulPlan, team: ['f1', 'f2'] }), { visitOutcome: 'scheduled' })
  t.match(await stateOf(flow), { states: ['inspection-scheduled', 'withdrawn'], booked: ['f1', 'f2'] })
})

t.test('with every permit withdrawn the visit is dropped, whoever completed the task', async (t) => {
  const flow = await proposed(t)
  await withdraw(flow.database, flow.food)
  await withdraw(flow.database, flow.tobacco)

  t.same(await flow.run(recordVisitSchedule, lawfulPlan), { visitOutcome: 'dropped' })
  t.match(await stateOf(flow), { visit: 'dropped', booked: [] })
})

t.test('an organiser of another county is not the visit\'s organiser', async (t) => {
  const flow = await proposed(t)
  await insertStaff(flow.database, 'o2', organiserGroup.replace('410202', '410203'))

  t.match(await refusalOf(flow.finish('confirm-visit', 'o2', recordVisitSchedule, lawfulPlan)), { code: 'visit-not-allowed' })
})

t.test('ten cases whose organisers confirm the same team at once: one visit is arranged, the others are told who is busy', async (t) => {
  const database = await testDatabase(t, { poolSize: 12 })
  await insertTeams(database)
  const flows = []
  for (let serial = 1; serial <= 10; serial++) flows.push(await visitFlowOf(database, serial))
  for (const flow of flows) {
    await flow.run(proposeVisit, { caseNo: flow.caseNo, visitNo: flow.visitNo })
    await flow.complete('confirm-visit', 'o1')
  }

  const answers = await Promise.allSettled(flows.map(async (flow, index) =>
    await flow.run(recordVisitSchedule, { ...lawfulPlan, team: index % 2 === 0 ? lawfulPlan.team : [...lawfulPlan.team].reverse() })))

  const refusals = answers.flatMap((answer) => answer.status === 'rejected' ? [answer.reason as unknown] : [])
  t.equal(refusals.length, 9)
  t.ok(refusals.every((refusal) => refusal instanceof BpmnError && refusal.code === 'visit-not-allowed' && /已有安排/.test(String(refusal.variables.refusal))))
  t.equal((await database('inspector_booking').pluck('visit_no')).length, 4)
  t.equal((await database('document').pluck('document_no')).length, 1)
})
