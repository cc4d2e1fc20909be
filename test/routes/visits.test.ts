import t from 'tap'
import { signedIn, type SignedIn } from '../support/api/people.js'
import { testApi, type TestApi } from '../support/api/test-app.js'
import { givenScheduled, givenVisitCase, givenVisitTask } from '../support/api/visits.js'
import { foodGroup, insertVisitCase, organiserGroup, startOfTest, type VisitCase } from '../support/visit-case.js'

interface Calendar extends TestApi { visit: VisitCase, organiser: SignedIn, inspector: SignedIn }

const week = '/visits/calendar?from=2026-11-23&to=2026-11-29'

async function calendarApi (t: Parameters<typeof testApi>[0]): Promise<Calendar> {
  const api = await testApi(t)
  api.clock.set(startOfTest)
  const visit = await givenVisitCase(api.database)
  return {
    ...api,
    visit,
    organiser: await signedIn(api, { login: 'o1', kind: 'staff', displayName: '欧组织', groups: [organiserGroup] }),
    inspector: await signedIn(api, { login: 'f1', kind: 'staff', displayName: '冯核查', groups: [foodGroup] })
  }
}

t.test('the calendar shows the days, the confirmed visits, who has what, and what waits to be arranged', async (t) => {
  const api = await calendarApi(t)
  const { database, visit, organiser } = api
  const waiting = await insertVisitCase(database, 2)
  await givenScheduled(database, visit)
  await givenVisitTask(database, waiting, { key: '100', elementId: 'confirm-visit', now: startOfTest })

  const { statusCode, body } = await organiser.ask('GET', week)

  t.equal(statusCode, 200, body)
  const calendar = JSON.parse(body)
  t.same(calendar.days.map(({ isWorkday }: { isWorkday: boolean }) => isWorkday), [true, true, true, true, true, false, false])
  t.match(calendar.visits, [{
    visitNo: visit.visitNo,
    stateName: '待核查',
    startsAt: '2026-11-25T01:00:00.000Z',
    endsAt: '2026-11-25T03:00:00.000Z',
    applicant: '开封便利店',
    lead: '龙亭区市场监督管理局',
    permits: ['食品经营许可', '烟草专卖零售许可'],
    team: [{ login: 'f1', isLeader: true }, { login: 'f2', isLeader: false }, { login: 't1' }, { login: 't2' }]
  }])
  t.match(calendar.inspectors.map(({ login, organ, booked }: { login: string, organ: string, booked: unknown[] }) => [login, organ, booked.length]), [
    ['f1', '龙亭区市场监督管理局', 1], ['f2', '龙亭区市场监督管理局', 1], ['t1', '龙亭区烟草专卖局', 1], ['t2', '龙亭区烟草专卖局', 1]
  ])
  t.match(calendar.waiting, [{ taskKey: '100', visitNo: waiting.visitNo, mustVisitBy: '2026-11-30', assignee: null, permits: ['食品经营许可', '烟草专卖零售许可'] }])
})

t.test('names and leave of inspectors are for who organises or inspects in their region', async (t) => {
  const api = await calendarApi(t)
  const { visit, inspector } = api
  await givenScheduled(api.database, visit)
  const of = async (login: string, groups: string[]): Promise<SignedIn> => await signedIn(api, { login, kind: 'staff', groups })

  const own = await inspector.ask('GET', week)
  t.match(own.json(), { visits: [{ visitNo: visit.visitNo }], waiting: [], inspectors: [{ login: 'f1', mayKeepAbsences: true }, { login: 'f2', mayKeepAbsences: false }, {}, {}] })
  const elsewhere = await of('elsewhere', ['market-regulation.organiser@410203'])
  t.match((await elsewhere.ask('GET', week)).json(), { visits: [], inspectors: [], waiting: [] })
  t.equal((await elsewhere.ask('GET', `/visits/${visit.visitNo}/proposal`)).statusCode, 404)
  const reviewer = await of('reviewer', ['market-regulation.reviewer@410202'])
  t.equal((await reviewer.ask('GET', week)).statusCode, 403)
  t.equal((await inspector.ask('GET', `/visits/${visit.visitNo}/proposal`)).statusCode, 404, 'an inspector arranges nothing')
  t.equal((await inspector.ask('GET', '/visits/calendar?from=2026-11-23&to=2027-11-23')).statusCode, 400)
  t.equal((await inspector.ask('GET', '/visits/calendar?from=2026-11-23&to=2026-11-22')).statusCode, 400)
})

t.test('a proposal says who is free when; a visit of which everything was withdrawn has nothing to propose', async (t) => {
  const { database, visit, organiser } = await calendarApi(t)
  const other = await insertVisitCase(database, 2)
  await givenScheduled(database, other)
  await givenVisitTask(database, visit, { key: '100', elementId: 'confirm-visit', now: startOfTest, assignee: 'o1' })

  const proposal = (await organiser.ask('GET', `/visits/${visit.visitNo}/proposal`)).json()

  t.match(proposal, {
    applicant: '开封便利店',
    mustVisitBy: '2026-11-30',
    durationMinutes: 120,
    obstacles: [],
    task: { key: '100', assignee: { login: 'o1', name: '欧组织' } },
    parties: [{ organ: '龙亭区市场监督管理局', minInspectors: 2, inspectors: [{ login: 'f1', busy: [{ from: '2026-11-25T01:00:00.000Z', until: '2026-11-25T03:00:00.000Z' }] }, {}] }, {}]
  })
  t.equal(proposal.slots[0].startsAt, '2026-11-25T06:30:00.000Z', 'the morning is taken')
  await database('sub_case').where({ case_no: visit.caseNo }).update({ state: 'withdrawn', outcome: 'withdrawn', ended_at: startOfTest })
  t.match((await organiser.ask('GET', `/visits/${visit.visitNo}/proposal`)).json(), { permits: [], slots: [], parties: [] })
})

t.test('an absence is noted once, keeps the inspector from being proposed, and is cancelled', async (t) => {
  const { database, visit, organiser, inspector, ...api } = await calendarApi(t)
  const leave = { login: 't1', from: '2026-11-25T00:00:00+08:00', until: '2026-11-26T00:00:00+08:00' }
  const noted = await organiser.ask('POST', '/inspector-absences', { payload: leave })
  t.equal(noted.statusCode, 201, noted.body)
  t.same((await organiser.ask('POST', '/inspector-absences', { payload: leave })).json(), noted.json(), 'twice is once')
  t.match(await database('audit_log').where({ action: 'note-absence' }), [{ subject: 't1' }])
  const { slots } = (await organiser.ask('GET', `/visits/${visit.visitNo}/proposal`)).json()
  t.equal(slots[0].startsAt, '2026-11-26T01:00:00.000Z')

  t.match((await inspector.ask('POST', '/inspector-absences', { payload: leave })).json(), { code: 'absence-not-found' }, 'of a colleague')
  t.equal((await inspector.ask('POST', '/inspector-absences', { payload: { login: 'f1', from: '2026-12-25T00:00:00+08:00', until: '2026-12-26T00:00:00+08:00' } })).statusCode, 201, 'of themselves')
  t.match((await organiser.ask('POST', '/inspector-absences', { payload: { ...leave, until: '2026-11-25T12:00:00+08:00' } })).json(), { code: 'inspector-busy' })
  t.match((await organiser.ask('POST', '/inspector-absences', { payload: { ...leave, until: leave.from } })).json(), { details: { problems: [{ problem: '须晚于开始时间' }] } })
  t.match((await organiser.ask('POST', '/inspector-absences', { payload: { ...leave, login: 'nobody' } })).json(), { code: 'absence-not-found' })

  const { id } = noted.json()
  const stranger = await signedIn({ database, ...api }, { login: 'elsewhere', kind: 'staff', groups: ['market-regulation.organiser@410203'] })
  t.equal((await stranger.ask('DELETE', `/inspector-absences/${id}`)).statusCode, 404)
  t.equal((await organiser.ask('DELETE', `/inspector-absences/${id}`)).statusCode, 204)
  t.equal((await organiser.ask('DELETE', `/inspector-absences/${id}`)).statusCode, 404, 'it is gone')
  t.match((await organiser.ask('GET', `/visits/${visit.visitNo}/proposal`)).json(), { slots: [{ startsAt: '2026-11-25T01:00:00.000Z' }] })
})

t.test('an inspector whose visit is confirmed has no leave then', async (t) => {
  const { database, visit, organiser } = await calendarApi(t)
  await givenScheduled(database, visit)
  const response = await organiser.ask('POST', '/inspector-absences', { payload: { login: 't1', from: '2026-11-25T08:00:00+08:00', until: '2026-11-25T18:00:00+08:00' } })
  t.equal(response.statusCode, 409)
  t.match(response.json(), { code: 'inspector-busy', message: '核查人员在该时段已有安排' })
})

t.test('a task whose visit is missing is refused, not a fault', async (t) => {
  const { database, visit, organiser } = await calendarApi(t)
  await givenVisitTask(database, visit, { key: '100', elementId: 'confirm-visit', now: startOfTest, assignee: 'o1' })
  await database('engine_instance').where({ visit_no: visit.visitNo }).update({ visit_no: null })
  const response = await organiser.ask('POST', '/tasks/100/complete', { payload: { variables: {} } })
  t.equal(response.statusCode, 404, response.body)
  t.match(response.json(), { code: 'visit-not-found', message: '没有找到这次核查' })
})
