import t from 'tap'
import { givenAccount, signedIn, type SignedIn } from '../support/api/people.js'
import { givenCase, givenRelease } from '../support/api/shop.js'
import { givenTask } from '../support/api/tasks.js'
import { testApi, type TestApi } from '../support/api/test-app.js'

const reviewers = 'tobacco.reviewer@410202'

interface Desk extends TestApi { caseNo: string, subCaseNo: string, reviewer: SignedIn }

/** A case whose tobacco permit waits in pre-review. */
async function tobaccoDesk (t: Parameters<typeof testApi>[0]): Promise<Desk> {
  const api = await testApi(t)
  await givenRelease(api.database)
  const caseNo = await givenCase(await signedIn(api, { login: 'shopkeeper', kind: 'applicant' }))
  const subCaseNo = `${caseNo}-02`
  const reviewer = await signedIn(api, { login: 'tobacco-reviewer', kind: 'staff', displayName: '周审查', groups: [reviewers] })
  await givenTask(api.database, {
    key: '100', elementId: 'pre-review', subCaseNo, groups: [reviewers], dueAt: '2026-11-26T23:59:59+08:00', view: { taskView: { materials: [{ id: 'business-licence', name: '营业执照', state: '未交', link: null }] }, verdicts: [] }
  })
  return { ...api, caseNo, subCaseNo, reviewer }
}

/** Every required material judged missing, so that the verdict is lawful. */
const deficientVerdict = {
  verdict: 'deficient',
  reasons: '',
  verdicts: [
    { kind: 'material', id: 'business-licence', name: '营业执照', result: 'deficient', reason: '未提交', howToMend: '提交营业执照' },
    { kind: 'material', id: 'id-card-legal-rep', name: '身份证明', result: 'deficient', reason: '未提交', howToMend: '提交身份证明' },
    { kind: 'material', id: 'premises-proof', name: '场所证明', result: 'deficient', reason: '未提交', howToMend: '提交场所证明' }
  ]
}

t.test("the inbox shows the tasks of the caller's groups only, with names, applicant and counts", async (t) => {
  const { reviewer, database, caseNo, subCaseNo } = await tobaccoDesk(t)
  await givenTask(database, { key: '101', elementId: 'pre-review', subCaseNo: `${caseNo}-01`, groups: ['market-regulation.reviewer@410202'] })

  const response = await reviewer.ask('GET', '/tasks')

  t.equal(response.statusCode, 200)
  t.equal(response.json().items.length, 1)
  t.match(response.json(), {
    items: [{
      key: '100', elementId: 'pre-review', name: '预审', caseNo, subCaseNo, permit: 'tobacco-retail', permitName: '烟草专卖零售许可', applicant: '开封市龙亭区惠民便利店', assignee: null, dueAt: '2026-11-26T15:59:59.000Z'
    }],
    counts: { all: 1, mine: 0, unclaimed: 1, overdue: 0 },
    next: null
  })
})

t.test('the inbox is sorted by date, filtered, and paged without gap or repeat', async (t) => {
  const { reviewer, database, caseNo, subCaseNo } = await tobaccoDesk(t)
  await givenTask(database, { key: '103', elementId: 'review', subCaseNo, groups: [reviewers], dueAt: null })
  await givenTask(database, { key: '102', elementId: 'review', subCaseNo, groups: [reviewers], dueAt: '2026-11-20T23:59:59+08:00', assignee: 'tobacco-reviewer' })
  const keysOf = async (query: string): Promise<string[]> => (await reviewer.ask('GET', `/tasks?${query}`)).json().items.map(({ key }: { key: string }) => key)

  t.same(await keysOf(''), ['102', '100', '103'])
  t.same(await keysOf('claim=mine'), ['102'])
  t.same(await keysOf('claim=unclaimed'), ['100', '103'])
  t.same(await keysOf('dueBefore=2026-11-23T00:00:00%2B08:00'), ['102'])
  t.same(await keysOf('permit=food-operation'), [])
  t.same(await keysOf(`caseNo=${caseNo}`), ['102', '100', '103'])
  t.match((await reviewer.ask('GET', '/tasks')).json().counts, { all: 3, mine: 1, unclaimed: 2, overdue: 1 })
  t.match((await reviewer.ask('GET', '/tasks?claim=mine&dueBefore=2026-11-23T00:00:00%2B08:00')).json().counts, { all: 3, mine: 1, unclaimed: 2, overdue: 1 })
  t.same((await reviewer.ask('GET', '/tasks?permit=food-operation')).json().permits, [{ permit: 'tobacco-retail', name: '烟草专卖零售许可', count: 3 }])
  const pages: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = (await reviewer.ask('GET', `/tasks?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`)).json() as { items: { key: string }[], next: string | null }
    pages.push(...page.items.map(({ key }) => key))
    cursor = page.next
  }
  t.same(pages, ['102', '100', '103'])
  const forged = await reviewer.ask('GET', '/tasks?cursor=forged')
  t.equal(forged.statusCode, 400)
  t.match(forged.json(), { code: 'bad-request' })
})

t.test("the inbox is searched by a case number's beginning or some of the applicant's name, within the caller's groups", async (t) => {
  const api = await tobaccoDesk(t)
  const keysOf = async (who: SignedIn, q: string): Promise<string[]> =>
    (await who.ask('GET', `/tasks?q=${encodeURIComponent(q)}`)).json().items.map(({ key }: { key: string }) => key)

  t.same(await keysOf(api.reviewer, '惠民'), ['100'])
  t.same(await keysOf(api.reviewer, api.caseNo.slice(0, 12)), ['100'])
  t.same(await keysOf(api.reviewer, api.subCaseNo), ['100'])
  t.same(await keysOf(api.reviewer, api.caseNo.slice(3)), [], 'not the middle of a number')
  t.same(await keysOf(api.reviewer, '%'), [], 'no pattern')
  t.match((await api.reviewer.ask('GET', `/tasks?q=${encodeURIComponent('没有这家')}`)).json(), { items: [], counts: { all: 0 } })
  const other = await signedIn(api, { login: 'elsewhere', kind: 'staff', groups: ['tobacco.reviewer@410203'] })
  t.same(await keysOf(other, '惠民'), [])
})

t.test('a task of another group is not found, whatever is asked of it', async (t) => {
  const api = await tobaccoDesk(t)
  const other = await signedIn(api, { login: 'elsewhere', kind: 'staff', groups: ['tobacco.reviewer@410203', 'market-regulation.reviewer@410202'] })

  for (const response of [
    await other.ask('GET', '/tasks/100'),
    await other.ask('POST', '/tasks/100/claim'),
    await other.ask('POST', '/tasks/100/unclaim'),
    await other.ask('POST', '/tasks/100/complete', { payload: { variables: deficientVerdict } }),
    await other.ask('PUT', '/tasks/100/draft', { payload: { data: {} } }),
    await other.ask('GET', '/tasks/999')
  ]) {
    t.equal(response.statusCode, 404)
    t.match(response.json(), { code: 'task-not-found' })
  }
  t.same((await other.ask('GET', '/tasks')).json().items, [])
})

t.test('a task shows its form, what its listener prepared, and my draft', async (t) => {
  const { reviewer } = await tobaccoDesk(t)

  t.equal((await reviewer.ask('PUT', '/tasks/100/draft', { payload: { data: { reasons: '写到一半' } } })).statusCode, 204)
  const response = await reviewer.ask('GET', '/tasks/100')

  t.match(response.json(), {
    name: '预审',
    form: { id: 'pre-review', type: 'default' },
    data: { taskView: { materials: [{ id: 'business-licence' }] }, verdicts: [], reasons: '写到一半' },
    hasDraft: true,
    materials: [{ id: 'business-licence', name: '营业执照', state: '未交', link: null }]
  })
})

t.test('a task is claimed by one, given back, and claimed by another', async (t) => {
  const api = await tobaccoDesk(t)
  const { reviewer } = api
  const colleague = await signedIn(api, { login: 'colleague', kind: 'staff', displayName: '吴审查', groups: [reviewers] })

  t.equal((await reviewer.ask('POST', '/tasks/100/claim')).statusCode, 204)
  t.equal((await reviewer.ask('POST', '/tasks/100/claim')).statusCode, 204, 'claiming again changes nothing')
  const taken = await colleague.ask('POST', '/tasks/100/claim')
  t.equal(taken.statusCode, 409)
  t.match(taken.json(), { code: 'task-claimed-by-other', details: { by: '周审查' } })
  t.match((await colleague.ask('POST', '/tasks/100/unclaim')).json(), { code: 'task-claimed-by-other' })
  t.equal((await reviewer.ask('POST', '/tasks/100/unclaim')).statusCode, 204)
  t.equal((await colleague.ask('POST', '/tasks/100/claim')).statusCode, 204)
  t.match((await reviewer.ask('GET', '/tasks/100')).json(), { assignee: { login: 'colleague', name: '吴审查' } })
})

t.test('completing needs a claim, and one of my own', async (t) => {
  const api = await tobaccoDesk(t)
  const unclaimed = await api.reviewer.ask('POST', '/tasks/100/complete', { payload: { variables: deficientVerdict } })
  t.equal(unclaimed.statusCode, 409)
  t.match(unclaimed.json(), { code: 'task-not-claimed' })
  await givenAccount(api.database, { login: 'colleague', kind: 'staff', displayName: '吴审查', groups: [reviewers] })
  await api.database('user_task').where({ user_task_key: '100' }).update({ assignee: 'colleague' })

  const othersTask = await api.reviewer.ask('POST', '/tasks/100/complete', { payload: { variables: deficientVerdict } })

  t.equal(othersTask.statusCode, 409)
  t.match(othersTask.json(), { code: 'task-claimed-by-other', details: { by: '吴审查' } })
  t.same(api.engine.completed, [])
})

t.test('only what the model hands on reaches the engine: caseNo and permits sent along are left behind', async (t) => {
  const { reviewer, engine, database } = await tobaccoDesk(t)
  await reviewer.ask('POST', '/tasks/100/claim')

  const response = await reviewer.ask('POST', '/tasks/100/complete', {
    payload: { variables: { ...deficientVerdict, caseNo: '410202202611239999', permits: ['food-operation'], assignee: 'mayor' } }
  })

  t.equal(response.statusCode, 204, response.body)
  t.same(engine.completed, [{ userTaskKey: '100', variables: deficientVerdict }])
  t.equal((await database('task_draft')).length, 0)
})

t.test('of two completions the second learns by whom and when', async (t) => {
  const { reviewer } = await tobaccoDesk(t)
  await reviewer.ask('POST', '/tasks/100/claim')
  t.equal((await reviewer.ask('POST', '/tasks/100/complete', { payload: { variables: deficientVerdict } })).statusCode, 204)

  const again = await reviewer.ask('POST', '/tasks/100/complete', { payload: { variables: deficientVerdict } })

  t.equal(again.statusCode, 409)
  t.match(again.json(), { code: 'task-done', message: '任务已经办结', details: { state: 'completed', by: '周审查', at: /^\d{4}-/ } })
  t.match((await reviewer.ask('GET', '/tasks/100')).json(), { state: 'completed', assignee: { name: '周审查' }, endedAt: /^\d{4}-/ }, 'an old bookmark says so too')
})

t.test('a task that went away with its withdrawn permit is done, by nobody', async (t) => {
  const { reviewer, database } = await tobaccoDesk(t)
  await database('user_task').where({ user_task_key: '100' }).update({ state: 'canceled', ended_at: new Date() })

  const response = await reviewer.ask('POST', '/tasks/100/claim')

  t.equal(response.statusCode, 409)
  t.match(response.json(), { code: 'task-done', details: { state: 'canceled', by: null } })
})

t.test('a decision that the law does not allow is refused before the engine hears of it; the task stays open', async (t) => {
  const { reviewer, engine, database } = await tobaccoDesk(t)
  await reviewer.ask('POST', '/tasks/100/claim')

  const response = await reviewer.ask('POST', '/tasks/100/complete', { payload: { variables: { verdict: 'complete', reasons: '', verdicts: [] } } })

  t.equal(response.statusCode, 422)
  t.match(response.json(), { code: 'decision-not-allowed', details: { reason: /\p{Script=Han}/u } })
  t.same(engine.completed, [])
  t.match(await database('user_task').first(), { state: 'created', assignee: 'tobacco-reviewer' })
  t.match((await reviewer.ask('GET', '/tasks/100')).json(), { hasDraft: true, data: { verdict: 'complete' } })

  const nameless = deficientVerdict.verdicts.map(({ name: _name, ...row }) => row)
  const contradictory = await reviewer.ask('POST', '/tasks/100/complete', { payload: { variables: { verdict: 'complete', reasons: '', verdicts: nameless } } })
  t.match(contradictory.json().details.reason, /营业执照/, 'in names, though the form hands on none')
})

t.test('with the engine down completing answers 503 and keeps what was entered', async (t) => {
  const { reviewer, engine } = await tobaccoDesk(t)
  await reviewer.ask('POST', '/tasks/100/claim')
  engine.isDown = true

  const response = await reviewer.ask('POST', '/tasks/100/complete', { payload: { variables: deficientVerdict } })

  t.equal(response.statusCode, 503)
  t.same(response.json(), { code: 'engine-unavailable', message: '流程引擎暂时不可用，您填写的内容已保存，请稍后再提交' })
  t.match((await reviewer.ask('GET', '/tasks/100')).json(), { hasDraft: true, data: { verdict: 'deficient' } })
  t.equal((await reviewer.ask('POST', '/tasks/100/claim')).statusCode, 503)
  engine.isDown = false
  t.equal((await reviewer.ask('POST', '/tasks/100/complete', { payload: { variables: deficientVerdict } })).statusCode, 204)
})
