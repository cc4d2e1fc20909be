import t from 'tap'
import { serveDocuments } from '../../src/cases/delivery-documents.js'
import { caseOf } from '../../src/database/cases.js'
import { subCaseOf } from '../../src/database/sub-cases.js'
import { EngineUnavailable, TaskGone } from '../../src/engine/errors.js'
import { signedIn, type SignedIn } from '../support/api/people.js'
import { givenCase, givenRelease, shopForm } from '../support/api/shop.js'
import { givenTask } from '../support/api/tasks.js'
import { testApi, type TestApi } from '../support/api/test-app.js'
import { clerkOf, visitor, windowGroup } from '../support/api/window.js'

const recipient = { name: '王芳', idNumber: visitor.idNumber, isAgent: false, identitySeen: true }
const signature = [[10, 20, 30, 40, 600, 200]]

async function readyAtWindow (t: Parameters<typeof testApi>[0]): Promise<TestApi & { clerk: SignedIn, caseNo: string }> {
  const api = await testApi(t)
  await givenRelease(api.database)
  const caseNo = await givenCase(await signedIn(api, { login: 'shopkeeper', kind: 'applicant' }), { form: { ...shopForm, delivery_method: '窗口领取' } })
  for (const [index, key] of ['501', '502'].entries()) {
    await givenTask(api.database, { key, elementId: 'hand-over', subCaseNo: `${caseNo}-0${index + 1}`, groups: [windowGroup] })
  }
  return { ...api, caseNo, clerk: await clerkOf(api) }
}

t.test('what is ready stands by case, found by receipt code, number or name; other windows see none of it', async (t) => {
  const api = await readyAtWindow(t)
  const { clerk, caseNo } = api
  const found = async (q: string, asker = clerk) => (await asker.ask('GET', `/window/hand-overs?q=${encodeURIComponent(q)}`)).json().cases.length

  const { cases } = (await clerk.ask('GET', '/window/hand-overs')).json()
  t.match(cases, [{ caseNo, receiptCode: /^\d{18}[0-9A-Z]$/, applicant: shopForm.entity_name, permits: [{ task: '501', name: '食品经营许可' }, { task: '502' }] }])
  t.equal(cases.length, 1)
  t.equal(await found(cases[0].receiptCode), 1)
  t.equal(await found(cases[0].receiptCode.toLowerCase()), 1)
  t.equal(await found(caseNo.slice(0, 14)), 1)
  t.equal(await found('惠民'), 1)
  t.equal(await found('别家'), 0)
  t.equal(await found('惠民', await clerkOf(api, '410203')), 0)
})

t.test('everything that is ready is handed over at once, by the same tasks as in the inbox', async (t) => {
  const { clerk, database, engine } = await readyAtWindow(t)

  const response = await clerk.ask('POST', '/window/hand-overs', { payload: { tasks: ['501', '502'], recipient, signature } })

  t.equal(response.statusCode, 204, response.body)
  t.same(engine.completed, ['501', '502'].map((userTaskKey) => ({ userTaskKey, variables: { receivedBy: '王芳', identityChecked: true } })))
  t.match(await database('pick_up').orderBy('sub_case_no'), [
    { recipient_name: '王芳', recipient_id_number: visitor.idNumber, is_agent: false, signature, noted_by: clerk.accountId }, { signature }
  ])
  t.same((await clerk.ask('GET', '/window/hand-overs')).json(), { cases: [] })
  t.equal((await clerk.ask('POST', '/window/hand-overs', { payload: { tasks: ['501'], recipient, signature } })).json().code, 'task-done')
  t.equal((await database('audit_log').where({ action: 'note-pick-up' })).length, 2)
})

t.test('without the identity card, with a wrong number, strokes beside the paper or somebody else\'s task nothing is handed over', async (t) => {
  const api = await readyAtWindow(t)
  const { clerk, caseNo, engine } = api
  await givenTask(api.database, { key: '503', elementId: 'pre-review', subCaseNo: `${caseNo}-03`, groups: [windowGroup] })
  const attempt = async (changes: object, asker = clerk) => (await asker.ask('POST', '/window/hand-overs', { payload: { tasks: ['501'], recipient, signature: null, ...changes } })).json().code

  t.equal(await attempt({ recipient: { ...recipient, identitySeen: false } }), 'bad-request')
  t.equal(await attempt({ recipient: { ...recipient, idNumber: '110105194912310021' } }), 'invalid-identity')
  t.equal(await attempt({ signature: [[10, 201]] }), 'bad-request')
  const long = Array.from({ length: 100 }, () => Array.from({ length: 1000 }, () => 100))
  const tooLong = await clerk.ask('POST', '/window/hand-overs', { payload: { tasks: ['501'], recipient, signature: long } })
  t.match(tooLong.json(), { code: 'bad-request', details: { problems: [{ field: 'signature', label: '签名', problem: /最多 5000 个点/ }] } })
  const hidden = await clerk.ask('POST', '/window/hand-overs', { payload: { tasks: ['501'], recipient: { ...recipient, name: '王\u202e芳' }, signature } })
  t.match(hidden.json(), { code: 'invalid-identity', details: { problems: [{ field: 'recipient.name', problem: /看不见的字符/ }] } })
  await api.database('account').where({ login: 'shopkeeper' }).update({ id_number: visitor.idNumber })
  const own = await clerk.ask('POST', '/window/hand-overs', { payload: { tasks: ['501'], recipient: { ...recipient, isAgent: true }, signature } })
  t.match(own.json(), { code: 'invalid-identity', details: { problems: [{ field: 'recipient.idNumber', problem: /本人/ }] } }, 'nobody is their own agent')
  t.equal(await attempt({ tasks: ['503'] }), 'task-not-found', 'not a hand-over')
  t.equal(await attempt({}, await clerkOf(api, '410203')), 'task-not-found')
  engine.isDown = true
  t.equal(await attempt({}), 'engine-unavailable')
  engine.isDown = false
  t.same(engine.completed, [])
  t.equal((await clerk.ask('POST', '/window/hand-overs', { payload: { tasks: ['501', '502'], recipient, signature: null } })).statusCode, 204, 'afterwards it goes well')
})

t.test('the service receipt says who received it and bears the signature; one that Tasklist wrote says what Tasklist asked', async (t) => {
  const { clerk, database, clock, caseNo } = await readyAtWindow(t)
  await clerk.ask('POST', '/window/hand-overs', { payload: { tasks: ['501', '502'], recipient: { ...recipient, isAgent: true }, signature } })
  const deliver = async (subCaseNo: string, receivedBy: string) => {
    const grant = { case_no: caseNo, sub_case_no: subCaseNo, kind: 'grant', title: '准予行政许可决定书', department: 'tobacco', region: '410202', data: {}, issued_at: clock.now() }
    await database('document').insert({ ...grant, document_no: `准予${subCaseNo}`, purpose_key: `grant:${subCaseNo}` })
    await database.transaction(async (tx) => {
      await serveDocuments(tx, await caseOf(tx, caseNo), await subCaseOf(tx, subCaseNo), { how: 'window', receivedBy, handedOverBy: '李窗口', at: clock.now() })
    })
    return (await database('document').where({ kind: 'service-receipt', sub_case_no: subCaseNo }).first()).data.content
  }

  t.match(await deliver(`${caseNo}-01`, '王芳'), { received_by: '王芳', recipient_id: '110105********002X', is_agent: true, signature, method: 'window' })
  const fromTasklist = await deliver(`${caseNo}-02`, '张三')
  t.match(fromTasklist, { received_by: '张三', method: 'window' })
  t.notOk('signature' in fromTasklist)
})

t.test('of two recipients at once the record is that of who gets the papers', async (t) => {
  const { clerk, database, engine } = await readyAtWindow(t)
  const other = { ...recipient, name: '李刚', idNumber: '410202199001010018', isAgent: true }
  const attempt = async (to: typeof recipient) => await clerk.ask('POST', '/window/hand-overs', { payload: { tasks: ['501'], recipient: to, signature: null } })
  const complete = engine.completeTask
  let loser: Awaited<ReturnType<typeof attempt>> | undefined
  engine.completeTask = async (...task) => {
    loser = await attempt(other)
    await complete(...task)
  }

  t.equal((await attempt(recipient)).statusCode, 204)

  t.equal(loser?.json().code, 'hand-over-under-way')
  t.match(await database('pick_up'), [{ recipient_name: '王芳' }])
  await database('user_task').where({ user_task_key: '501' }).update({ state: 'created' })
  t.equal((await attempt(other)).json().code, 'hand-over-under-way', 'also while the feed is late')
  t.match(await database('pick_up'), [{ recipient_name: '王芳' }])
  t.match(engine.completed, [{ variables: { receivedBy: '王芳' } }])
})

t.test('what came to nothing can go to somebody else: at once when it was refused, after a minute when the engine did not answer', async (t) => {
  const { clerk, clock, database, engine } = await readyAtWindow(t)
  const other = { ...recipient, name: '李刚', idNumber: '410202199001010018', isAgent: true }
  const attempt = async (to: typeof recipient) => await clerk.ask('POST', '/window/hand-overs', { payload: { tasks: ['501'], recipient: to, signature: null } })
  const complete = engine.completeTask
  engine.completeTask = async () => { throw new EngineUnavailable('the engine did not answer') }
  t.equal((await attempt(recipient)).json().code, 'engine-unavailable')
  engine.completeTask = complete

  t.equal((await attempt(other)).json().code, 'hand-over-under-way')
  clock.set(new Date(clock.now().getTime() + 60_001))
  t.equal((await attempt(other)).statusCode, 204)
  t.match(await database('pick_up'), [{ recipient_name: '李刚' }])
})

t.test('when the process asks for the hand-over once more, it goes to whoever comes then', async (t) => {
  const { clerk, database, caseNo } = await readyAtWindow(t)
  const attempt = async (task: string, to: typeof recipient) => await clerk.ask('POST', '/window/hand-overs', { payload: { tasks: [task], recipient: to, signature: null } })
  t.equal((await attempt('501', recipient)).statusCode, 204)
  await givenTask(database, { key: '504', elementId: 'hand-over', subCaseNo: `${caseNo}-01`, groups: [windowGroup] })

  t.equal((await attempt('504', { ...recipient, name: '李刚', idNumber: '410202199001010018', isAgent: true })).statusCode, 204)

  t.match(await database('pick_up'), [{ recipient_name: '李刚', user_task_key: '504' }])
})

t.test('the record stays that of who got the papers when the answer was lost and the feed is late', async (t) => {
  const { clerk, clock, database, engine } = await readyAtWindow(t)
  const attempt = async (to: typeof recipient) => await clerk.ask('POST', '/window/hand-overs', { payload: { tasks: ['501'], recipient: to, signature: null } })
  const { completeTask } = engine
  engine.completeTask = async (...task) => {
    await completeTask(...task)
    // The feed hasn't told of it
    await database('user_task').where({ user_task_key: '501' }).update({ state: 'created', ended_at: null })
    engine.assignTask = engine.completeTask = async (key) => { throw new TaskGone(key) }
    throw new EngineUnavailable('the engine did not answer')
  }
  t.equal((await attempt(recipient)).json().code, 'engine-unavailable')
  clock.set(new Date(clock.now().getTime() + 60_001))

  t.equal((await attempt({ ...recipient, name: '李刚', idNumber: '410202199001010018', isAgent: true })).json().code, 'task-done')

  t.match(engine.completed, [{ variables: { receivedBy: '王芳' } }])
  t.match(await database('pick_up'), [{ recipient_name: '王芳' }])
})
