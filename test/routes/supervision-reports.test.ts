import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { noteWorkerProcess } from '../../src/database/worker-processes.js'
import { acceptedShop } from '../support/api/accepted.js'
import { signedIn, type SignedIn } from '../support/api/people.js'
import { givenTask } from '../support/api/tasks.js'

type Shop = Awaited<ReturnType<typeof acceptedShop>>

async function supervised (t: Test): Promise<Shop & { supervisor: SignedIn, subCaseNo: string }> {
  const shop = await acceptedShop(t, ['food-operation'])
  const { sub_case_no: subCaseNo } = await shop.api.database('sub_case').where({ case_no: shop.caseNo, permit: 'food-operation' }).first<{ sub_case_no: string }>('sub_case_no')
  return { ...shop, subCaseNo, supervisor: await signedIn(shop.api, { login: 'supervisor', kind: 'staff', groups: ['supervisor'] }) }
}

t.test('the time-limit report counts each organ month by month, and lists what was late with its reason; both are exported', async (t) => {
  const { api: { clock, database }, supervisor, subCaseNo } = await supervised(t)
  const decidedAt = '2027-01-26T10:00:00+08:00'
  await database('decision').insert({ sub_case_no: subCaseNo, decision: 'granted', manner: 'ordinary', reviewed_by: 'a', decided_by: 'b', decided_at: decidedAt, reasons: '=现场核查因疫情延期' })
  await database('sub_case').where({ sub_case_no: subCaseNo }).update({ outcome: 'granted', state: 'granted', decided_at: decidedAt })
  await database('clock_event').insert([
    { sub_case_no: subCaseNo, ordinal: 8, type: 'stopped', at: '2026-11-24T10:00:00+08:00', cause: '检验', basis: '行政许可法第四十五条', expected_until: '2026-11-26', document_no: '汴1' },
    { sub_case_no: subCaseNo, ordinal: 9, type: 'resumed', at: '2026-11-26T10:00:00+08:00' },
    { sub_case_no: subCaseNo, ordinal: 10, type: 'decided', at: decidedAt }
  ])
  clock.set('2027-02-01T10:00:00+08:00')

  const { from, until, rows, late } = (await supervisor.ask('GET', '/supervision/time-limits')).json()
  t.same([from, until], ['2026-12-01', '2027-02-01'])
  t.match(rows, [{ month: '2027-01', organ: '龙亭区市场监督管理局', all: 1, onTime: 0, late: 1, stopped: 1, extended: 0 }])
  t.match(late, [{ subCaseNo, permitName: '食品经营许可', decidedOn: '2027-01-26', isOverdue: true, reasons: '=现场核查因疫情延期' }])
  t.same((await supervisor.ask('GET', '/supervision/time-limits?from=2026-10-01&until=2026-12-31')).json().rows, [])
  t.equal((await supervisor.ask('GET', '/supervision/time-limits?from=2027-02-02')).statusCode, 400)

  const [table, list] = [await supervisor.ask('GET', '/supervision/time-limits.csv'), await supervisor.ask('GET', '/supervision/late-decisions.csv?from=2027-01-01')]
  t.match(table.body, /^\uFEFF月份,机关,决定[^\n]*\n2027-01,龙亭区市场监督管理局,1/)
  t.match(list.body, "'=现场核查因疫情延期", 'no formula')
  t.match(await database('audit_log').whereIn('action', ['export-time-limits', 'export-late-decisions']), [{}, {}])
})

t.test('the figures are of each department and each region too', async (t) => {
  const { supervisor } = await supervised(t)

  const { departments, regions } = (await supervisor.ask('GET', '/supervision/figures')).json()

  t.match(departments, [{ department: 'market-regulation', name: '市市场监督管理局', running: { all: 1 } }])
  t.match(regions, [{ region: '410202', name: '龙亭区', running: { all: 1 }, received: Number }])
})

t.test('what the published catalogue leaves open is listed, searched and exported', async (t) => {
  const { supervisor } = await supervised(t)
  const list = async (query = ''): Promise<{ total: number, all: number, items: { path: string, kind: string, permits: { id: string }[] }[], permits: { id: string }[] }> => (await supervisor.ask('GET', `/supervision/open-facts${query}`)).json()

  const all = await list('?limit=200')
  t.ok(all.total > 10 && all.total === all.all)
  t.match(all.items[0], { path: /^\w+/, label: /./, text: /./, kindName: /./, industries: [{ id: 'convenience-store', name: '便利店' }] })
  const ofPermit = await list('?permit=tobacco-retail')
  t.ok(ofPermit.total > 0 && ofPermit.total < all.total)
  t.ok(ofPermit.items.every(({ permits }) => permits.some(({ id }) => id === 'tobacco-retail')))
  t.ok((await list('?kind=permits')).items.every(({ path }) => path.startsWith('permits/')))
  t.equal((await list('?industry=none')).total, 0)
  t.equal((await list(`?offset=${all.total}`)).items.length, 0)
  t.same((await list(`?q=${encodeURIComponent(all.items[0]!.path)}`)).items[0], all.items[0])

  const csv = await supervisor.ask('GET', '/supervision/open-facts.csv?permit=tobacco-retail')
  t.equal(csv.body.trim().split('\n').length >= ofPermit.total + 1, true)
  t.match(csv.body, '烟草专卖零售许可')
})

t.test('coverage tells what is confirmed, applied for, and which steps no case has come to', async (t) => {
  const { api: { database }, supervisor, subCaseNo } = await supervised(t)
  await givenTask(database, { key: '70', elementId: 'review', subCaseNo, groups: ['x'] })
  const { process_instance_key: instance, epoch } = await database('user_task').first<{ process_instance_key: string, epoch: number }>('process_instance_key', 'epoch')
  await database('timeline_event').insert({ epoch, partition: 1, position: 1, process_instance_key: instance, process_id: 'permit-handling', element_id: 'review', element_type: 'USER_TASK', element_instance_key: '1', intent: 'ELEMENT_ACTIVATED', at: new Date() })

  const coverage = (await supervisor.ask('GET', '/supervision/industries/convenience-store/coverage')).json()

  t.match(coverage, { name: '便利店', facts: { open: Number }, permits: [], tables: [], processes: [] })
  t.match(coverage.permits.find(({ permit }: { permit: string }) => permit === 'food-operation'), { name: '食品经营许可', department: '市市场监督管理局', received: 1, decided: 0 })
  t.ok(coverage.tables.length === 5 && coverage.tables.every(({ problems }: { problems: string[] }) => problems.length === 0), JSON.stringify(coverage.tables))
  const { nodes, missed } = coverage.processes.find(({ processId }: { processId: string }) => processId === 'permit-handling')
  t.equal(missed.length, nodes - 1)
  t.notOk(missed.includes('审核'))
  t.equal((await supervisor.ask('GET', '/supervision/industries/none/coverage')).statusCode, 404)
})

t.test('each kind of job says when it was last done, what waits and what failed; dead letters are shown page by page', async (t) => {
  const { api: { database, clock }, supervisor, subCaseNo } = await supervised(t)
  await givenTask(database, { key: '70', elementId: 'review', subCaseNo, groups: ['x'] })
  const { process_instance_key: instance, epoch } = await database('user_task').first<{ process_instance_key: string, epoch: number }>('process_instance_key', 'epoch')
  const at = (minutesAgo: number): Date => new Date(clock.now().getTime() - minutesAgo * 60_000)
  await database('job_effect').insert([30, 90].map((minutes) => ({ epoch, job_key: String(minutes), job_type: 'accept-permit', process_instance_key: instance, created_at: at(minutes) })))
  await database('incident').insert({ epoch, incident_key: '5', job_key: '4', process_instance_key: instance, process_id: 'permit-handling', element_id: 'route-permit', error_type: 'JOB_NO_RETRIES', error_message: 'x', created_at: at(10) })
  await database('process_instance').insert({ epoch, process_instance_key: instance, process_id: 'permit-handling', state: 'active', started_at: at(60) })
  const step = { epoch, partition: 1, process_instance_key: instance, process_id: 'permit-handling', element_type: 'SERVICE_TASK', intent: 'ELEMENT_ACTIVATED' }
  await database('timeline_event').insert([
    { ...step, position: 1, element_id: 'route-permit', element_instance_key: '1', at: at(20) },
    { ...step, position: 2, element_id: 'accept-permit', element_instance_key: '2', at: at(30) }, { ...step, position: 3, element_id: 'accept-permit', element_instance_key: '2', intent: 'ELEMENT_COMPLETED', at: at(30) }
  ])
  const process = { startedAt: at(600), inHand: 2, jobTypes: ['accept-permit', 'close-case'] }
  for (const [name, minutesAgo] of [['alive', 0], ['silent', 5], ['forgotten', 3_000]] as const) await noteWorkerProcess(database, { ...process, id: randomUUID(), name, now: at(minutesAgo) })
  await noteWorkerProcess(database, { ...process, id: randomUUID(), name: 'other', now: at(0) })
  await database('dead_letter').insert([1, 2, 3].map((serial) => ({ reason: `not readable ${serial}`, record: 'x'.repeat(5_000) })))

  const { processes, items } = (await supervisor.ask('GET', '/supervision/workers')).json()
  t.match(processes, [{ name: 'alive', isAlive: true, inHand: 2 }, { name: 'other', isAlive: true }, { name: 'silent', isAlive: false }])
  t.equal(processes.length, 3)
  t.match(items, [
    { jobType: 'route-permit', servedBy: 0, handledLastHour: 0, lastHandledAt: null, failedLastHour: 1, incidentsOpen: 1, waiting: 1, oldestWaitingAt: at(20).toISOString() },
    { jobType: 'accept-permit', servedBy: 2, handledLastHour: 1, lastHandledAt: at(30).toISOString(), failedLastHour: 0, waiting: 0, oldestWaitingAt: null },
    { jobType: 'close-case', servedBy: 2, lastHandledAt: null }
  ])
  const first = (await supervisor.ask('GET', '/supervision/dead-letters?limit=2')).json()
  t.match(first.items.map(({ reason }: { reason: string }) => reason), ['not readable 3', 'not readable 2'])
  t.equal(first.items[0].record.length, 2000)
  t.match((await supervisor.ask('GET', `/supervision/dead-letters?limit=2&before=${first.next}`)).json(), { items: [{ reason: 'not readable 1' }], next: null })
})
