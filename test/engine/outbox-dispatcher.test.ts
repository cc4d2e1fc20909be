import t from 'tap'
import type { Knex } from 'knex'
import { addMessage as addKnownMessage, addTaskUpdate, type OutgoingMessage } from '../../src/database/outbox.js'
import type { EngineClient } from '../../src/engine/engine-client.js'
import { EngineUnavailable } from '../../src/engine/errors.js'
import { startOutboxDispatcher, type OutboxDispatcherOptions } from '../../src/engine/outbox-dispatcher.js'
import { testDatabase } from '../support/database.js'
import { testEngine } from '../support/engine.js'
import type { Scope } from '../support/scope.js'
import { insertVisitCase } from '../support/visit-case.js'
import { waitFor } from '../support/wait-for.js'
import { collectRecords, endsOf, log, testStage, type EngineRecord } from './stage.js'

/** The models of this test await messages of their own. */
const addMessage = addKnownMessage as (tx: Knex, message: Omit<OutgoingMessage, 'name'> & { name: string }) => Promise<void>

function testDispatcher (t: Scope, engine: EngineClient, database: Knex, options: Partial<OutboxDispatcherOptions> = {}): ReturnType<typeof startOutboxDispatcher> {
  const dispatcher = startOutboxDispatcher({ engine, database, log, epoch: async () => 1, intervalMs: 60_000, ...options })
  t.teardown(async () => await dispatcher.stop())
  return dispatcher
}

const submission = { variables: { caseNo: 'C1' }, correlationKey: 'C1', dedupeKey: null, caseNo: null }

function startedBy (records: EngineRecord[], processId: string): string[] {
  return records
    .filter(({ valueType, intent, value }) => valueType === 'PROCESS_INSTANCE' && intent === 'ELEMENT_ACTIVATED' &&
      value.bpmnElementType === 'PROCESS' && value.bpmnProcessId === processId)
    .map(({ key }) => key)
}

t.test('a message goes out as soon as its transaction is committed, also from another process, and never before', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-message')
  testDispatcher(t, stage.engine, database)
  await waitFor('the listener', async () => {
    const { rows } = await database.raw("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()")
    return rows.length === 1
  })

  const rolledBack = database.transaction(async (tx) => {
    await addMessage(tx, { ...submission, name: stage.named('test-submitted'), correlationKey: 'never' })
    throw new Error('changed my mind')
  })
  await t.rejects(rolledBack, { message: 'changed my mind' })
  const committedAt = Date.now()
  await database.transaction(async (tx) => await addMessage(tx, { ...submission, name: stage.named('test-submitted') }))
  await waitFor('the instance', () => startedBy(records, processId).length === 1)

  t.ok(Date.now() - committedAt < 5_000, 'long before the interval ends')
  t.match(await database('outbox').select('sent_at', 'attempts', 'last_error'), [{ sent_at: Date, attempts: 0, last_error: null }])
})

t.test('the same dedupe key is stored and sent once', async (t) => {
  const database = await testDatabase(t)

  await addMessage(database, { ...submission, name: 'test', dedupeKey: 'start:C1' })
  await addMessage(database, { ...submission, name: 'test', dedupeKey: 'start:C1' })

  t.equal((await database('outbox')).length, 1)
})

t.test('a row sent twice, because the dispatcher died before noting it, starts one instance', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-message')
  const dispatcher = testDispatcher(t, stage.engine, database)
  await addMessage(database, { ...submission, name: stage.named('test-submitted') })
  await waitFor('the first sending', async () => await database('outbox').whereNotNull('sent_at').first() !== undefined)

  await database('outbox').update({ sent_at: null, available_at: database.fn.now() })
  dispatcher.wake()
  await waitFor('the second sending', async () => await database('outbox').whereNotNull('sent_at').first() !== undefined)
  await stage.engine.publishMessage({ name: stage.named('test-answered'), correlationKey: 'C1', messageId: 'answer', ttlMs: 10_000, variables: {} })
  await waitFor('the end', () => startedBy(records, processId).some((key) => endsOf(records, key).length > 0))

  t.equal(startedBy(records, processId).length, 1)
})

t.test('while the engine is away rows wait, without counting attempts, and go out when it is back', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-message')
  let refusals = 0
  let isAway = true
  const engine: EngineClient = {
    ...stage.engine,
    async publishMessage (message) {
      if (!isAway) return await stage.engine.publishMessage(message)
      refusals++
      throw new EngineUnavailable('connection refused')
    }
  }
  testDispatcher(t, engine, database)

  await addMessage(database, { ...submission, name: stage.named('test-submitted') })
  await waitFor('some tries', () => refusals >= 3)
  const waiting = await database('outbox').first('attempts', 'last_error', 'sent_at')
  isAway = false
  await waitFor('the instance', () => startedBy(records, processId).length === 1)

  t.strictSame(waiting, { attempts: 0, last_error: 'connection refused', sent_at: null })
})

t.test('a correlation that nobody waits for is tried again, then given up', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  await stage.deploy('one-message')
  testDispatcher(t, stage.engine, database, { retryMs: 1, intervalMs: 20 })

  await addMessage(database, { ...submission, name: stage.named('test-answered'), manner: 'correlate' })
  const row = await waitFor('the end of patience', async () => await database('outbox').whereNotNull('abandoned_at').first())

  t.match(row, { attempts: 10, sent_at: null, last_error: 'nothing waits for this message' })
})

t.test('a correlation reaches what waits, though it begins to wait later', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-message')
  testDispatcher(t, stage.engine, database, { retryMs: 50, intervalMs: 50 })

  await addMessage(database, { ...submission, name: stage.named('test-answered'), manner: 'correlate' })
  await waitFor('a vain try', async () => await database('outbox').where('attempts', '>', 0).first() !== undefined)
  await addMessage(database, { ...submission, name: stage.named('test-submitted') })
  await waitFor('the end', () => startedBy(records, processId).some((key) => endsOf(records, key).length > 0))

  await waitFor('its mark', async () => (await database('outbox').whereNotNull('sent_at')).length === 2)
})

t.test('a task\'s due date is moved; one that is gone needs nothing', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-task')
  testDispatcher(t, stage.engine, database)
  await stage.engine.createInstance(processId, {})
  const task = await waitFor('the task', () => records.find(({ valueType, intent }) => valueType === 'USER_TASK' && intent === 'CREATED'))
  const update = { userTaskKey: task.key, elementInstanceKey: String(task.value.elementInstanceKey), dueDate: '2027-03-01T18:00:00+08:00' }

  await addTaskUpdate(database, { ...update, localVariables: { taskView: { deadlineText: '3月1日' } } }, null)
  const moved = await waitFor('the move', () => records.find(({ valueType, intent }) => valueType === 'USER_TASK' && intent === 'UPDATED'))
  await stage.engine.completeTask(task.key, {})
  await addTaskUpdate(database, update, null)
  await waitFor('both', async () => (await database('outbox').whereNotNull('sent_at')).length === 2)

  t.equal(moved.value.dueDate, '2027-03-01T18:00:00+08:00')
})

t.test('what is meant for a case of another engine waits until that engine is back', async (t) => {
  const database = await testDatabase(t)
  const { caseNo } = await insertVisitCase(database)
  await database('case_file').where({ case_no: caseNo }).update({ epoch: 1, process_instance_key: '1' })
  const sent: string[] = []
  const engine = { async publishMessage ({ name }: { name: string }) { sent.push(name) } } as unknown as EngineClient
  let current = 2
  const dispatcher = testDispatcher(t, engine, database, { epoch: async () => current })
  await addMessage(database, { ...submission, name: 'supplement-submitted', caseNo })
  await addMessage(database, { ...submission, name: 'of-no-case' })

  await waitFor('the other message', () => sent.length === 1)
  current = 1
  dispatcher.wake()
  await waitFor('this one', () => sent.length === 2)

  t.same(sent, ['of-no-case', 'supplement-submitted'])
})
