import t from 'tap'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { Knex } from 'knex'
import { takeCompletedTask } from '../../src/database/user-tasks.js'
import { NotYet, type Job } from '../../src/engine/define-worker.js'
import { createRecordFeed } from '../../src/engine/record-feed.js'
import { testDatabase } from '../support/database.js'
import { moveEngineClock, receiveRecords, testEngine } from '../support/engine.js'
import type { Scope } from '../support/scope.js'
import { waitFor } from '../support/wait-for.js'
import { log, testRuntime, testStage, type Stage } from './stage.js'

const credentials = { username: 'feed', password: 'secret' }
const authorization = `Basic ${Buffer.from('feed:secret').toString('base64')}`

function testFeed (t: Scope, database: Knex, epoch: (() => Promise<number>) & { invalidate?: () => void } = async () => 1): FastifyInstance {
  const feed = createRecordFeed({ database, epoch, credentials, log })
  t.teardown(async () => await feed.close())
  return feed
}

async function listening (t: Scope, feed: FastifyInstance): Promise<void> {
  await feed.listen({ port: 0, host: '127.0.0.1' })
  await receiveRecords(t, { url: `http://127.0.0.1:${(feed.server.address() as AddressInfo).port}`, ...credentials })
}

interface Sample { position: number, timestamp?: number, key?: string, partitionId?: number, intent: string, valueType?: string, value?: object }

function taskRecord ({ position, timestamp = 1_800_000_000_000 + position, key = '71', partitionId = 1, intent, value = {}, valueType = 'USER_TASK' }: Sample): string {
  return `{"partitionId":${partitionId},"position":${position},"timestamp":${timestamp},"key":${key},"valueType":"${valueType}","intent":"${intent}","recordType":"EVENT","value":` +
    JSON.stringify({
      elementId: 'decide',
      bpmnProcessId: 'permit-handling',
      candidateGroupsList: ['tobacco.approver@410202'],
      dueDate: '2027-01-04T18:00+08:00[Asia/Shanghai]',
      assignee: '',
      ...value
    }).replace('{', `{"elementInstanceKey":${key}1,"processInstanceKey":9007199254740993,"formKey":-1,"userTaskKey":${key},`) + '}'
}

function bulkOf (records: string[]): string {
  return records.map((record) => `{"index":{"_id":"x","_index":"zeebe"}}\n${record}\n`).join('')
}

async function post (feed: FastifyInstance, body: string, headers: Record<string, string> = { authorization }): Promise<LightMyRequestResponse> {
  return await feed.inject({ method: 'POST', url: '/_bulk', body, headers: { 'content-type': 'application/x-ndjson', ...headers } })
}

t.test('the exporter gets the answers it asks for, and only with its password', async (t) => {
  const database = await testDatabase(t)
  const feed = testFeed(t, database)

  const template = await feed.inject({ method: 'PUT', url: '/_component_template/zeebe-record', body: '{}', headers: { authorization, 'content-type': 'application/json' } })
  const bulk = await post(feed, bulkOf([taskRecord({ position: 1, intent: 'CREATED' }), taskRecord({ position: 2, intent: 'ASSIGNED', value: { assignee: 'wang' } })]))
  const stranger = await post(feed, bulkOf([taskRecord({ position: 3, intent: 'COMPLETED' })]), { authorization: 'Basic d3Jvbmc6d3Jvbmc=' })

  t.equal(template.headers['x-elastic-product'], 'Elasticsearch')
  t.strictSame(template.json(), { acknowledged: true })
  t.match(bulk.json(), { errors: false, items: [{ index: { status: 201 } }, { index: { status: 201 } }] })
  t.equal(stranger.statusCode, 401)
  t.match(await database('user_task'), [{
    epoch: 1,
    user_task_key: '71',
    process_instance_key: '9007199254740993',
    candidate_groups: ['tobacco.approver@410202'],
    due_at: new Date('2027-01-04T10:00:00Z'),
    assignee: 'wang',
    state: 'created',
    created_at: new Date(1_800_000_000_001),
    ended_at: null
  }])
})

t.test('records that come again after a crash change nothing, and a finished task stays finished', async (t) => {
  const database = await testDatabase(t)
  const feed = testFeed(t, database)
  const records = [
    taskRecord({ position: 1, intent: 'CREATED' }),
    taskRecord({ position: 2, intent: 'ASSIGNED', value: { assignee: 'wang' } }),
    taskRecord({ position: 3, intent: 'COMPLETED', value: { assignee: 'wang' } })
  ]
  await post(feed, bulkOf(records))

  const again = await Promise.all([post(feed, bulkOf(records.slice(0, 1))), post(feed, bulkOf(records)), post(feed, bulkOf(records.slice(1)))])

  t.same(again.map(({ statusCode }) => statusCode), [200, 200, 200])
  t.match(await database('user_task'), [{ state: 'completed', assignee: 'wang', position: 3, ended_at: new Date(1_800_000_000_003) }])
  t.match(await database('feed_mark'), [{ partition: 1, stream: 'tasks', position: 3 }])
})

t.test('a bulk of tasks of which some have come before is stored as far as it is new', async (t) => {
  const database = await testDatabase(t)
  const feed = testFeed(t, database)
  const [created, assigned, completed] = ['CREATED', 'ASSIGNED', 'COMPLETED'].map((intent, index) => taskRecord({
    position: index + 1, intent, value: { assignee: index === 0 ? '' : 'wang' }
  })) as [string, string, string]
  await post(feed, bulkOf([created, assigned]))

  await post(feed, bulkOf([assigned, completed]))
  await post(feed, bulkOf([taskRecord({ position: 4, intent: 'CREATED', key: '72' })]))

  t.match(await database('user_task').orderBy('user_task_key').select('user_task_key', 'state', 'assignee', 'created_at'), [
    { user_task_key: '71', state: 'completed', assignee: 'wang', created_at: new Date(1_800_000_000_001) },
    { user_task_key: '72', state: 'created' }
  ])
  t.match(await database('feed_mark'), [{ stream: 'tasks', position: 4 }])
})

t.test('within a bulk the highest position says the last of a task, whatever the order of the lines', async (t) => {
  const database = await testDatabase(t)
  const feed = testFeed(t, database)

  await post(feed, bulkOf([taskRecord({ position: 3, intent: 'COMPLETED', value: { assignee: 'wang' } }), taskRecord({ position: 1, intent: 'CREATED' })]))

  t.match(await database('user_task'), [{ state: 'completed', assignee: 'wang', created_at: new Date(1_800_000_000_001) }])
})

t.test('tasks run ahead of the rest of the records, which then still count', async (t) => {
  const database = await testDatabase(t)
  const feed = testFeed(t, database)
  await post(feed, bulkOf([taskRecord({ position: 9, intent: 'CREATED' })]))

  const [fourth, eighth] = [4, 8].map((position) => taskRecord({
    position, valueType: 'PROCESS_INSTANCE', intent: 'ELEMENT_ACTIVATED', value: { bpmnElementType: 'SERVICE_TASK' }
  })) as [string, string]
  await post(feed, bulkOf([fourth, eighth]))
  await post(feed, bulkOf([eighth]))

  t.same(await database('timeline_event').orderBy('position').pluck('position'), [4, 8])
  t.match(await database('feed_mark').orderBy('stream'), [{ stream: 'flow', position: 8 }, { stream: 'tasks', position: 9 }])
})

t.test('a record that cannot be understood goes to the dead letters and the next ones flow', async (t) => {
  const database = await testDatabase(t)
  const feed = testFeed(t, database)
  const noGroups = taskRecord({ position: 3, intent: 'CREATED', key: '73', value: { candidateGroupsList: 'all' } })

  const answer = await post(feed, bulkOf([
    taskRecord({ position: 1, intent: 'CREATED', key: '71' }),
    '{"partitionId":1,"position":',
    '{"hello":"world"}',
    noGroups,
    taskRecord({ position: 4, intent: 'CREATED', key: '74' })
  ]))
  const repeated = await post(feed, bulkOf([noGroups, taskRecord({ position: 5, intent: 'CREATED', key: '75' })]))

  t.equal(answer.json().items.length, 5)
  t.equal(repeated.statusCode, 200)
  t.same(await database('user_task').orderBy('user_task_key').pluck('user_task_key'), ['71', '74', '75'])
  t.match((await database('dead_letter').pluck('reason')).sort(), [
    'USER_TASK has no list of texts in candidateGroupsList', /JSON/, 'the frame of a record is incomplete'])
})

t.test('a record that the tables refuse costs itself only', async (t) => {
  const database = await testDatabase(t)
  const feed = testFeed(t, database)
  const tooFar = taskRecord({ position: 2, intent: 'CREATED', key: '72', value: { dueDate: '+200000-01-01T00:00:00.000Z' } })
  const unstorable = tooFar.replace('"dueDate":"+200000-01-01T00:00:00.000Z"', '"dueDate":"+275760-09-13T00:00:00.000Z"')

  await post(feed, bulkOf([taskRecord({ position: 1, intent: 'CREATED', key: '71' }), unstorable, taskRecord({ position: 3, intent: 'CREATED', key: '73', value: { assignee: 'w\u0000ang' } })]))

  t.match(await database('user_task').orderBy('user_task_key').select('user_task_key', 'assignee'), [{ user_task_key: '71' }, { user_task_key: '73', assignee: 'wang' }])
  t.equal((await database('dead_letter')).length, 1)
})

t.test('a record with a time or partition that no table holds is a dead letter, and the feed does not stand still', async (t) => {
  const database = await testDatabase(t)
  const feed = testFeed(t, database)

  for (const frame of [{ timestamp: 9e15 }, { timestamp: 8.64e15 }, { timestamp: -1 }, { partitionId: 2 ** 40 }, { partitionId: -1 }, { position: -5 }]) {
    t.equal((await post(feed, bulkOf([taskRecord({ position: 1, intent: 'CREATED', ...frame })]))).statusCode, 200, JSON.stringify(frame))
  }
  await post(feed, bulkOf([taskRecord({ position: 2, intent: 'CREATED' })]))

  t.equal((await database('dead_letter')).length, 6)
  t.match(await database('user_task'), [{ position: 2 }])
})

t.test('a bulk of nothing but records of an unknown form is taken whole', async (t) => {
  const database = await testDatabase(t)

  t.equal((await post(testFeed(t, database), bulkOf(Array<string>(33_000).fill('{}')))).statusCode, 200)

  t.match(await database('dead_letter').count({ letters: '*' }), [{ letters: '33000' }])
})

t.test('a known position at a later time is another engine: refused with an alarm until there is a new epoch', async (t) => {
  const database = await testDatabase(t)
  let current = 1
  let doubts = 0
  const feed = testFeed(t, database, Object.assign(async () => current, { invalidate: () => { doubts++ } }))
  await post(feed, bulkOf([taskRecord({ position: 5, intent: 'CREATED' })]))
  const foreign = bulkOf([taskRecord({ position: 2, intent: 'CREATED', timestamp: 1_900_000_000_000 })])

  const refused = await post(feed, foreign)
  const refusedAgain = await post(feed, foreign)
  const alarms = await database('platform_alarm').whereNull('cleared_at').select('kind', 'detail')
  current = 2
  const taken = await post(feed, foreign)

  t.same([refused.statusCode, refusedAgain.statusCode, taken.statusCode], [503, 503, 200])
  t.equal(doubts, 2)
  t.strictSame(alarms, [{ kind: 'foreign-engine-records', detail: { epoch: 1 } }])
  t.same(await database('user_task').orderBy('epoch').pluck('epoch'), [1, 2])
})

t.test('while the epoch or the database cannot be had, the exporter is asked to repeat', async (t) => {
  const database = await testDatabase(t)
  let isKnown = false
  const feed = testFeed(t, database, async () => {
    if (!isKnown) throw new Error('the engine is starting')
    return 1
  })
  const body = bulkOf([taskRecord({ position: 1, intent: 'CREATED' })])

  const early = await post(feed, body)
  isKnown = true
  const later = await post(feed, body)

  t.same([early.statusCode, later.statusCode], [503, 200])
  t.equal((await database('user_task')).length, 1)
})

t.test('a body of many megabytes is taken', async (t) => {
  const database = await testDatabase(t)
  const feed = testFeed(t, database)

  const answer = await post(feed, bulkOf([taskRecord({ position: 1, intent: 'CREATED', value: { variables: { text: 'x'.repeat(33 * 1024 * 1024) } } })]))

  t.equal(answer.statusCode, 200)
})

async function runToTheEnd (stage: Stage, database: Knex, processId: string, assignee: string | null): Promise<string> {
  const { processInstanceKey } = await stage.engine.createInstance(processId, {})
  const task = await waitFor('the task', async () => await database('user_task').where({ process_instance_key: processInstanceKey }).first())
  if (assignee !== null) await stage.engine.assignTask(task.user_task_key, assignee)
  await stage.engine.completeTask(task.user_task_key, { decision: 'granted', caseNo: 'not mine to set' })
  return processInstanceKey
}

t.test('with the real exporter: tasks, timeline, instances; a job takes the completion it follows, once', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  await listening(t, testFeed(t, database))
  const processId = await stage.deploy('one-task')
  const taken: unknown[] = []
  await testRuntime(t, stage, database, [{
    jobType: stage.named('test-record'),
    input: { type: 'object', properties: { caseNo: {}, decision: { type: 'string' } } },
    async handle (input, context) {
      taken.push(input, await takeCompletedTask(context.tx, context, 'decide'))
      return {}
    }
  }])

  const key = await runToTheEnd(stage, database, processId, 'wang')
  await waitFor('the end', async () => await database('process_instance').where({ process_instance_key: key, state: 'completed' }).first())
  const secondTry = takeCompletedTask(database, { epoch: 1, job: { key: 'other', processInstanceKey: key } as Job }, 'decide')

  t.match(taken, [{ decision: 'granted', caseNo: undefined }, { assignee: 'wang', completedAt: Date }])
  await t.rejects(secondTry, NotYet)
  t.match(await database('user_task'), [{ state: 'completed', assignee: 'wang', due_at: new Date('2027-01-04T10:00:00Z'), candidate_groups: ['tobacco.approver@410202'] }])
  t.same(await database('timeline_event').where({ process_instance_key: key }).orderBy('position').select('element_id', 'intent'), [
    { element_id: processId, intent: 'ELEMENT_ACTIVATED' },
    { element_id: 'start', intent: 'ELEMENT_ACTIVATED' },
    { element_id: 'start', intent: 'ELEMENT_COMPLETED' },
    { element_id: 'decide', intent: 'ELEMENT_ACTIVATED' },
    { element_id: 'decide', intent: 'ELEMENT_COMPLETED' },
    { element_id: 'record', intent: 'ELEMENT_ACTIVATED' },
    { element_id: 'record', intent: 'ELEMENT_COMPLETED' },
    { element_id: 'done', intent: 'ELEMENT_ACTIVATED' },
    { element_id: 'done', intent: 'ELEMENT_COMPLETED' },
    { element_id: processId, intent: 'ELEMENT_COMPLETED' }
  ])
})

t.test('with the real exporter: a claim by somebody else is refused and one made twice is not, a task completed twice is gone', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  await listening(t, testFeed(t, database))
  const processId = await stage.deploy('one-task')
  await stage.engine.createInstance(processId, {})
  const task = await waitFor('the task', async () => await database('user_task').where({ process_id: processId }).first())

  await stage.engine.assignTask(task.user_task_key, 'wang')
  await t.rejects(stage.engine.assignTask(task.user_task_key, 'li'), { name: 'TaskClaimed' })
  await stage.engine.unassignTask(task.user_task_key)
  await stage.engine.assignTask(task.user_task_key, 'li')
  await stage.engine.assignTask(task.user_task_key, 'li')
  await stage.engine.completeTask(task.user_task_key, {})
  await t.rejects(stage.engine.completeTask(task.user_task_key, {}), { name: 'TaskGone', userTaskKey: task.user_task_key })

  const done = await waitFor('its record', async () => await database('user_task').where({ user_task_key: task.user_task_key, state: 'completed' }).first())
  t.equal(done.assignee, 'li')
})

t.test('with the real exporter: records that could not be taken for a while all come, in order, none doubled', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  let isDown = true
  let refusals = 0
  await listening(t, testFeed(t, database, async () => {
    if (isDown) { refusals++; throw new Error('down') }
    return 1
  }))
  const processId = await stage.deploy('one-task')
  const keys: string[] = []
  while (keys.length < 20) keys.push((await stage.engine.createInstance(processId, {})).processInstanceKey)
  await waitFor('refusals', () => refusals > 3)

  isDown = false
  const begun = async (): Promise<string[]> => await database('timeline_event')
    .where({ process_id: processId, element_id: 'decide' }).orderBy('position').pluck('process_instance_key')
  await waitFor('all tasks', async () => (await begun()).length >= keys.length, 60_000)

  t.same(await begun(), keys, 'each once, in the order of creation')
  t.equal((await database('user_task').where({ process_id: processId })).length, 20)
})

t.test('with the real exporter: a message that nobody awaited is reported when it expires, a correlated one is not', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  await listening(t, testFeed(t, database))
  const processId = await stage.deploy('one-message')
  const message = { ttlMs: 60_000, variables: { caseNo: 'C1' } }

  await stage.engine.publishMessage({ ...message, name: stage.named('test-submitted'), correlationKey: 'C1', messageId: 'start' })
  const started = await waitFor('the start', async () => await database('process_instance').where({ process_id: processId }).first())
  await stage.engine.publishMessage({ ...message, name: stage.named('test-answered'), correlationKey: 'C1', messageId: 'answer' })
  await waitFor('the end', async () => await database('process_instance').where({ process_id: processId, state: 'completed' }).first())
  await stage.engine.publishMessage({ ...message, name: stage.named('test-answered'), correlationKey: 'nobody', messageId: 'vain' })
  await moveEngineClock(5 * 60_000)
  await waitFor('the expiry', async () => await database('expired_message').first())

  t.match(await database('expired_message'), [{ name: stage.named('test-answered'), correlation_key: 'nobody' }])
  t.match(await database('buffered_message'), [{ name: stage.named('test-submitted'), started_instance_key: started.process_instance_key }], 'the others are forgotten')
})

t.test('with the real exporter: an incident opens and is resolved', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  await listening(t, testFeed(t, database))
  const processId = await stage.deploy('one-job')
  await testRuntime(t, stage, database, [{
    jobType: stage.named('test-job'),
    input: { type: 'object', required: ['caseNo'], properties: { caseNo: { type: 'string' } } },
    async handle () { return {} }
  }])

  const { processInstanceKey } = await stage.engine.createInstance(processId, {})
  const incident = await waitFor('the incident', async () => await database('incident').where({ process_instance_key: processInstanceKey }).first())
  await stage.engine.cancelInstance(processInstanceKey)
  await waitFor('its end', async () => await database('incident').where({ incident_key: incident.incident_key }).whereNotNull('resolved_at').first())

  t.match(incident, { element_id: 'work', error_type: 'JOB_NO_RETRIES', job_key: /^\d+$/, resolved_at: null })
})
