import t, { type Test } from 'tap'
import { acceptedShop } from '../support/api/accepted.js'
import { signedIn, type SignedIn } from '../support/api/people.js'
import { givenTask } from '../support/api/tasks.js'

type Shop = Awaited<ReturnType<typeof acceptedShop>>

async function supervised (t: Test, permits = ['food-operation']): Promise<Shop & { supervisor: SignedIn }> {
  const shop = await acceptedShop(t, permits)
  return { ...shop, supervisor: await signedIn(shop.api, { login: 'supervisor', kind: 'staff', groups: ['supervisor'] }) }
}

t.test('what runs is counted by light, of the city and of each organ, and leads to the permits behind it', async (t) => {
  const { api: { clock }, supervisor, caseNo } = await supervised(t)

  const before = (await supervisor.ask('GET', '/supervision/figures')).json()
  t.match(before, { from: '2026-11-01', until: '2026-11-23', running: { all: 1, green: 1, overdue: 0 }, decided: { all: 0, averageDays: null } })
  t.match(before.organs, [{ department: 'market-regulation', region: '410202', organ: '龙亭区市场监督管理局', running: { all: 1 } }])

  clock.set('2026-12-31T10:00:00+08:00')
  t.match((await supervisor.ask('GET', '/supervision/figures')).json(), { running: { all: 1, green: 0, overdue: 1 } })
  const { total, items } = (await supervisor.ask('GET', '/supervision/permits?light=overdue&department=market-regulation&region=410202')).json()
  t.equal(total, 1)
  t.match(items, [{ caseNo, permitName: '食品经营许可', light: 'overdue', lightName: '超期', stateName: '审查中' }])
  t.same((await supervisor.ask('GET', '/supervision/permits?light=green')).json(), { total: 0, items: [] })
  t.same((await supervisor.ask('GET', '/supervision/permits?offset=1')).json(), { total: 1, items: [] })
})

t.test('a decision counts in the days of its clock, in the month in which it was made', async (t) => {
  const { api: { clock, database }, supervisor, caseNo } = await supervised(t)
  const { sub_case_no: subCaseNo } = await database('sub_case').where({ case_no: caseNo, permit: 'food-operation' }).first<{ sub_case_no: string }>('sub_case_no')
  const decidedAt = '2026-11-26T10:00:00+08:00'
  await database('decision').insert({ sub_case_no: subCaseNo, decision: 'granted', manner: 'ordinary', reviewed_by: 'a', decided_by: 'b', decided_at: decidedAt })
  await database('sub_case').where({ sub_case_no: subCaseNo }).update({ outcome: 'granted', state: 'granted', decided_at: decidedAt })
  await database('clock_event').insert({ sub_case_no: subCaseNo, ordinal: 9, type: 'decided', at: decidedAt })
  clock.set('2026-11-27T10:00:00+08:00')

  t.match((await supervisor.ask('GET', '/supervision/figures')).json(), { running: { all: 0 }, decided: { all: 1, onTheSpot: 0, late: 0, averageDays: 3, p90Days: 3 } })
  t.match((await supervisor.ask('GET', '/supervision/figures?from=2026-10-01&until=2026-10-31')).json(), { decided: { all: 0 }, received: 0 })
  t.match((await supervisor.ask('GET', '/supervision/figures?from=2026-12-01&until=2026-11-01')).json(), { code: 'bad-request', details: { problems: [{ label: '起始日' }] } })
  t.equal((await supervisor.ask('GET', '/supervision/figures?from=gestern')).statusCode, 400)
})

t.test('an organ that has only received something stands in the figures too: what the organs count adds up to the city\'s', async (t) => {
  const { api: { database, clock }, supervisor, caseNo } = await supervised(t)
  await database('sub_case').where({ case_no: caseNo, permit: 'tobacco-retail' }).update({ state: 'received', received_at: clock.now() })

  const { received, organs, departments, regions } = (await supervisor.ask('GET', '/supervision/figures')).json()

  t.match(organs.find(({ department }: { department: string }) => department === 'tobacco'), { organ: /烟草/, received: 1, running: { all: 0 } })
  for (const rows of [organs, departments, regions]) t.equal(rows.reduce((sum: number, one: { received: number }) => sum + one.received, 0), received)
})

t.test('an industry shows where its cases wait', async (t) => {
  const { api: { database }, supervisor, caseNo } = await supervised(t)
  const { sub_case_no: subCaseNo } = await database('sub_case').where({ case_no: caseNo, permit: 'food-operation' }).first<{ sub_case_no: string }>('sub_case_no')
  await givenTask(database, { key: '70', elementId: 'review', subCaseNo, groups: ['market-regulation.reviewer@410202'] })

  t.match((await supervisor.ask('GET', '/supervision/industries/convenience-store/waiting')).json(), {
    industry: 'convenience-store', name: '便利店', processes: [{ processId: 'permit-handling', elements: [{ elementId: 'review', waiting: 1 }] }]
  })
  const picture = await supervisor.ask('GET', '/supervision/industries/convenience-store/models/permit-handling')
  t.match([picture.statusCode, picture.headers['content-type'], picture.body], [200, /svg/, /data-element-id="review"/])
  t.equal((await supervisor.ask('GET', '/supervision/industries/convenience-store/models/none')).statusCode, 404)
  t.match((await supervisor.ask('GET', '/supervision/industries/none/waiting')).json(), { code: 'unknown-industry' })
})

t.test('an operator sees where the engine stopped, in its words, and lets it try again; a supervisor only sees it', async (t) => {
  const { api, supervisor, caseNo } = await supervised(t)
  const { database, engine } = api
  const operator = await signedIn(api, { login: 'operator', kind: 'staff', groups: ['ops'] })
  const { sub_case_no: subCaseNo } = await database('sub_case').where({ case_no: caseNo, permit: 'food-operation' }).first<{ sub_case_no: string }>('sub_case_no')
  await givenTask(database, { key: '70', elementId: 'review', subCaseNo, groups: ['x'] })
  const { process_instance_key: instance, epoch } = await database('user_task').first<{ process_instance_key: string, epoch: number }>('process_instance_key', 'epoch')
  const incident = { epoch, process_instance_key: instance, process_id: 'permit-handling', element_id: 'accept-permit', error_type: 'JOB_NO_RETRIES', error_message: 'connect ECONNREFUSED', created_at: '2026-11-23T09:00:00+08:00' }
  await database('incident').insert([{ ...incident, incident_key: '55', job_key: '44' }, { ...incident, incident_key: '56', resolved_at: '2026-11-23T09:30:00+08:00' }])

  t.match((await supervisor.ask('GET', '/supervision/incidents')).json(), { items: [{ incidentKey: '55', caseNo, errorMessage: 'connect ECONNREFUSED' }] })
  t.equal((await supervisor.ask('POST', '/supervision/incidents/55/retry')).statusCode, 403)
  t.equal((await operator.ask('POST', '/supervision/incidents/55/retry')).statusCode, 202)
  t.same(engine.retried, [{ incidentKey: '55', jobKey: '44' }])
  t.match(await database('audit_log').where({ action: 'retry-incident' }), [{ subject: '55' }])
  t.match((await operator.ask('POST', '/supervision/incidents/56/retry')).json(), { code: 'incident-not-found' })
  t.match((await operator.ask('GET', '/supervision/platform')).json(), { figures: { incidentsOpen: 1 }, alarms: [] })
})

t.test('pages of what runs follow one another by the day on which it is due, whatever the groups', async (t) => {
  const { api: { database }, supervisor, caseNo } = await supervised(t, ['food-operation', 'tobacco-retail', 'publication-retail'])
  const dues = { 'food-operation': '2026-12-03', 'tobacco-retail': '2026-12-01', 'publication-retail': '2026-12-03' }
  for (const [permit, day] of Object.entries(dues)) await database('sub_case').where({ case_no: caseNo, permit }).update({ promised_due_on: day, statutory_due_on: '2027-01-05' })

  const page = async (query: string): Promise<[number, string[]]> => {
    const { total, items } = (await supervisor.ask('GET', `/supervision/permits?${query}`)).json<{ total: number, items: { permit: string }[] }>()
    return [total, items.map(({ permit }) => permit)]
  }
  t.same(await page('limit=2'), [3, ['tobacco-retail', 'food-operation']])
  t.same(await page('limit=2&offset=1'), [3, ['food-operation', 'publication-retail']])
  t.same(await page('limit=2&offset=2'), [3, ['publication-retail']])
  t.same(await page('limit=2&offset=3'), [3, []])
  t.same(await page('department=tobacco'), [1, ['tobacco-retail']])
})
