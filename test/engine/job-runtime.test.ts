import t from 'tap'
import type { Knex } from 'knex'
import { setTimeout as delay } from 'node:timers/promises'
import { BpmnError, NotYet, type Worker } from '../../src/engine/define-worker.js'
import { EngineUnavailable } from '../../src/engine/errors.js'
import { ServiceError } from '../../src/errors.js'
import { testDatabase } from '../support/database.js'
import { testEngine } from '../support/engine.js'
import { waitFor } from '../support/wait-for.js'
import { collectRecords, endsOf, incidentOf, testRuntime, testStage } from './stage.js'

const anything = { type: 'object', properties: { caseNo: { type: 'string' } } }

/** An effect that can be counted: one audit row per run. */
async function leaveTrace (tx: Knex, subject: string): Promise<void> {
  await tx('audit_log').insert({ action: 'test', subject })
}
async function traces (database: Knex): Promise<number> {
  const [row] = await database('audit_log').count('* as count') as [{ count: number }]
  return Number(row.count)
}

t.test('a job runs in a transaction, gets its headers and only the variables of its schema, and is completed', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-job')
  const seen: unknown[] = []
  const worker: Worker<{ caseNo: string }> = {
    jobType: stage.named('test-job'),
    input: { type: 'object', required: ['caseNo'], properties: { caseNo: { type: 'string' } } },
    async handle (input, { tx, job, epoch, publicUrl }) {
      seen.push(input, job.headers, job.elementId, job.processId, epoch, publicUrl)
      await leaveTrace(tx, input.caseNo)
      return { outcome: 'granted' }
    }
  }
  const runtime = await testRuntime(t, stage, database, [worker as Worker])

  const { processInstanceKey } = await stage.engine.createInstance(processId, { caseNo: 'C1', secret: 'not fetched' })
  await waitFor('the end', () => endsOf(records, processInstanceKey).length > 0)

  t.strictSame(seen, [{ caseNo: 'C1' }, { colour: 'blue' }, 'work', processId, 1, 'http://localhost'])
  t.equal(await traces(database), 1)
  t.strictSame(endsOf(records, processInstanceKey), ['done'])
  t.strictSame(await database('job_effect').select('result', 'lost_at'), [
    { result: { kind: 'completed', variables: { outcome: 'granted' } }, lost_at: null }])
  t.match(runtime.stats(), { completed: 1, faults: 0, lostCompletions: 0, inHand: 0 })
})

t.test('a BPMN error takes the path of the model and keeps what the handler wrote', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-job')
  await testRuntime(t, stage, database, [{
    jobType: stage.named('test-job'),
    input: anything,
    async handle (_input, { tx }) {
      await leaveTrace(tx, 'refusal')
      throw new BpmnError('decision-not-allowed', '不合法', { refusal: '不合法' })
    }
  }])

  const { processInstanceKey } = await stage.engine.createInstance(processId, {})
  await waitFor('the end', () => endsOf(records, processInstanceKey).length > 0)

  t.strictSame(endsOf(records, processInstanceKey), ['turned-back'])
  t.equal(await traces(database), 1)
})

t.test('a handler that throws is undone, tried again with growing back-off, and ends as an incident that can be retried', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-job')
  const attempts: number[] = []
  let isMended = false
  await testRuntime(t, stage, database, [{
    jobType: stage.named('test-job'),
    input: anything,
    async handle (_input, { tx }) {
      attempts.push(Date.now())
      await leaveTrace(tx, 'undone')
      if (!isMended) throw new ServiceError('invalid-form', { field: 'premises' })
      return {}
    }
  }])

  const { processInstanceKey } = await stage.engine.createInstance(processId, {})
  const incident = await waitFor('the incident', () => incidentOf(records, processInstanceKey))
  const before = await traces(database)
  isMended = true
  await stage.engine.retryIncident(incident.key, String(incident.value.jobKey))
  await waitFor('the end', () => endsOf(records, processInstanceKey).length > 0)

  t.match(incident.value, { errorType: 'JOB_NO_RETRIES', errorMessage: /^invalid-form: .*"field":"premises"/ })
  t.equal(attempts.length, 4)
  const [first, second, third] = attempts as [number, number, number]
  t.ok(second - first >= 900, 'about a second before the second try')
  t.ok(third - second > second - first, 'longer before the third')
  t.equal(before, 0)
  t.equal(await traces(database), 1)
})

t.test('variables that do not fit the schema are an incident at once, saying which', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-job')
  await testRuntime(t, stage, database, [{
    jobType: stage.named('test-job'),
    input: { type: 'object', required: ['permit'], properties: { caseNo: { type: 'string' }, permit: { type: 'string' } } },
    async handle () { throw new Error('must not run') }
  }])

  const { processInstanceKey } = await stage.engine.createInstance(processId, { caseNo: 7 })
  const incident = await waitFor('the incident', () => incidentOf(records, processInstanceKey))

  t.match(incident.value.errorMessage, /the variables of job ".*" do not fit: .*required property 'permit'.*caseNo must be string/)
})

t.test('what has not arrived yet is asked for again without using up a retry', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-job')
  let asked = 0
  const runtime = await testRuntime(t, stage, database, [{
    jobType: stage.named('test-job'),
    input: anything,
    async handle () {
      if (++asked < 6) throw new NotYet('the record is on its way', 50)
      return {}
    }
  }])

  const { processInstanceKey } = await stage.engine.createInstance(processId, {})
  await waitFor('the end', () => endsOf(records, processInstanceKey).length > 0)

  t.equal(asked, 6)
  t.equal(incidentOf(records, processInstanceKey), undefined)
  t.match(runtime.stats(), { notYet: 5, faults: 0, completed: 1 })
})

t.test('a job delivered twice, because its handler took longer than its time-out, has one effect', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-job')
  let runs = 0
  const worker: Worker = {
    jobType: stage.named('test-job'),
    input: anything,
    async handle (_input, { tx }) {
      runs++
      await leaveTrace(tx, 'once')
      await delay(3_000)
      return {}
    }
  }
  const slow = { jobTimeoutMs: 1_000, transactionLimitMs: 10_000 }
  const first = await testRuntime(t, stage, database, [worker], slow)
  const second = await testRuntime(t, stage, database, [worker], slow)

  const { processInstanceKey } = await stage.engine.createInstance(processId, {})
  await waitFor('the end', () => endsOf(records, processInstanceKey).length > 0)
  await waitFor('both deliveries', () => first.stats().inHand + second.stats().inHand === 0)

  t.equal(runs, 1)
  t.equal(await traces(database), 1)
  t.strictSame(endsOf(records, processInstanceKey), ['done'])
  t.equal(incidentOf(records, processInstanceKey), undefined)
})

t.test('a handler slower than the transaction limit is undone', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-job')
  let runs = 0
  await testRuntime(t, stage, database, [{
    jobType: stage.named('test-job'),
    input: anything,
    async handle (_input, { tx }) {
      await leaveTrace(tx, 'run')
      if (++runs === 1) await delay(1_500)
      return {}
    }
  }], { jobTimeoutMs: 10_000, transactionLimitMs: 500 })

  const { processInstanceKey } = await stage.engine.createInstance(processId, {})
  await waitFor('the end', () => endsOf(records, processInstanceKey).length > 0)

  t.equal(runs, 2)
  t.equal(await traces(database), 1)
})

t.test('a worker that dies between commit and answer leaves a stored result, which the next one sends', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-job')
  let runs = 0
  const worker: Worker = {
    jobType: stage.named('test-job'),
    input: anything,
    async handle (_input, { tx }) {
      runs++
      await leaveTrace(tx, 'once')
      return {}
    }
  }
  const { jobs } = stage.engine
  const muted = { ...stage, engine: { ...stage.engine, jobs: { ...jobs, complete: async () => await new Promise<void>(() => {}) } } }
  const dying = await testRuntime(t, muted, database, [worker], { jobTimeoutMs: 1_500 })
  const { processInstanceKey } = await stage.engine.createInstance(processId, {})
  await waitFor('the effect', async () => await traces(database) === 1)
  await dying.drain(0)

  const next = await testRuntime(t, stage, database, [worker])
  await waitFor('the end', () => endsOf(records, processInstanceKey).length > 0)

  t.equal(runs, 1)
  t.equal(await traces(database), 1)
  t.match(next.stats(), { repeated: 1, completed: 0 })
})

t.test('a completion that was taken although its answer was lost is no lost completion', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-job')
  const { jobs } = stage.engine
  let asked = 0
  const complete: typeof jobs.complete = async (...answer) => {
    await jobs.complete(...answer)
    if (++asked === 1) throw new EngineUnavailable('the connection broke')
  }
  const deaf = { ...stage, engine: { ...stage.engine, jobs: { ...jobs, complete } } }
  const runtime = await testRuntime(t, deaf, database, [{ jobType: stage.named('test-job'), input: anything, handle: async () => ({}) }])

  const { processInstanceKey } = await stage.engine.createInstance(processId, {})
  await waitFor('the end', () => endsOf(records, processInstanceKey).length > 0)
  await waitFor('the answer', () => runtime.stats().inHand === 0)

  t.match(runtime.stats(), { completed: 1, lostCompletions: 0 })
  t.equal(await database('job_effect').whereNotNull('lost_at').first(), undefined)
})

t.test('a job whose instance was cancelled meanwhile counts as a lost completion', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const processId = await stage.deploy('one-job')
  const runtime = await testRuntime(t, stage, database, [{
    jobType: stage.named('test-job'),
    input: anything,
    async handle (_input, { job }) {
      await stage.engine.cancelInstance(job.processInstanceKey)
      return {}
    }
  }])

  await stage.engine.createInstance(processId, {})
  await waitFor('the loss', () => runtime.stats().lostCompletions === 1)

  await waitFor('its mark', async () => await database('job_effect').whereNotNull('lost_at').first() !== undefined)
  t.equal(runtime.stats().completed, 0)
})

t.test('one limit holds over all job types', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t, { poolSize: 5 })
  const records = await collectRecords(t)
  const types = ['test-job', 'test-record']
  const oneJob = await stage.deploy('one-job')
  const oneTask = await stage.deploy('one-task')
  let running = 0
  let most = 0
  const workers = types.map((type): Worker => ({
    jobType: stage.named(type),
    input: anything,
    async handle () {
      most = Math.max(most, ++running)
      await delay(30)
      running--
      return {}
    }
  }))
  const keys = await Promise.all(Array.from({ length: 10 }, async () => (await stage.engine.createInstance(oneJob, {})).processInstanceKey))
  await Promise.all(Array.from({ length: 10 }, async () => { keys.push((await stage.engine.createInstance(oneTask, {})).processInstanceKey) }))
  await waitFor('the tasks', () => records.filter(({ valueType, intent }) => valueType === 'USER_TASK' && intent === 'CREATED').length === 10)
  for (const task of records.filter(({ valueType, intent }) => valueType === 'USER_TASK' && intent === 'CREATED')) await stage.engine.completeTask(task.key, {})

  await testRuntime(t, stage, database, workers, { concurrency: 20 })
  await waitFor('all ends', () => keys.every((key) => endsOf(records, key).length === 1))

  t.ok(most <= 3, `at most the pool's size less two at once, was ${most}`)
})

t.test('draining ends what runs and gives the rest back at once', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-job')
  let begun = 0
  const worker: Worker = {
    jobType: stage.named('test-job'),
    input: anything,
    async handle () {
      begun++
      await delay(300)
      return {}
    }
  }
  const keys = await Promise.all(Array.from({ length: 5 }, async () => (await stage.engine.createInstance(processId, {})).processInstanceKey))
  const first = await testRuntime(t, stage, database, [worker], { concurrency: 1, jobTimeoutMs: 60_000 })
  await waitFor('the first job', () => begun === 1)
  await first.drain(5_000)
  const begunByFirst = begun

  await testRuntime(t, stage, database, [worker])
  await waitFor('all ends', () => keys.every((key) => endsOf(records, key).length === 1), 10_000)

  t.equal(begunByFirst, 1)
  t.equal(begun, 5)
  t.equal(first.stats().completed, 1)
})
