import t from 'tap'
import { createEngineClient } from '../../src/engine/engine-client.js'
import { parseEngineJson } from '../../src/engine/engine-json.js'
import { freePort } from '../../src/free-port.js'
import { testEngine } from '../support/engine.js'
import { waitFor } from '../support/wait-for.js'
import { collectRecords, endsOf, log, testStage } from './stage.js'

t.test('the engine says when every partition has a leader', async (t) => {
  const { engine } = await testStage(t, testEngine(t))

  t.equal(await engine.isReady(), true)
})

t.test('a model that the engine refuses is told in its own words', async (t) => {
  const { engine, model } = await testStage(t, testEngine(t))
  const { name, content } = await model('one-job')

  const wrong = engine.deploy([{ name, content: content.replace('retries="3"', 'retries="=1 +"') }])

  await t.rejects(wrong, { name: 'DeploymentRefused', message: /failed to parse expression '1 \+'/i })
})

t.test('asking for a process starts none', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-job')

  const answers = [await stage.engine.knowsProcess(processId), await stage.engine.knowsProcess('test-nowhere')]
  const { processInstanceKey } = await stage.engine.createInstance(processId, {})
  await waitFor('the instance', () => records.some(({ value }) => value.processInstanceKey === processInstanceKey))

  t.same(answers, [true, false])
  t.same([...new Set(records.filter(({ value }) => value.bpmnProcessId === processId).map(({ value }) => value.processInstanceKey))], [processInstanceKey])
})

t.test('a process that does not exist, an instance that has ended: refused as not found', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const processId = await stage.deploy('one-job')
  const { processInstanceKey } = await stage.engine.createInstance(processId, {})
  await stage.engine.cancelInstance(processInstanceKey)

  await t.rejects(stage.engine.cancelInstance(processInstanceKey), { name: 'EngineRefused', reason: 'not-found' })
  await t.rejects(stage.engine.createInstance('test-nowhere', {}), { name: 'EngineRefused', reason: 'not-found' })
})

t.test('a message with the id of one still buffered counts as published and starts nothing twice', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const records = await collectRecords(t)
  const processId = await stage.deploy('one-message')
  const start = { name: stage.named('test-submitted'), correlationKey: 'C1', messageId: 'm1', ttlMs: 60_000, variables: { caseNo: 'C1' } }

  await stage.engine.publishMessage(start)
  await stage.engine.publishMessage(start)
  const answer = { name: stage.named('test-answered'), correlationKey: 'C1', variables: {} }
  await waitFor('the wait', async () => await stage.engine.correlateMessage(answer) === 'correlated')
  const second = await stage.engine.correlateMessage(answer)
  const started = (): typeof records => records.filter(({ valueType, intent, value }) => valueType === 'PROCESS_INSTANCE' && intent === 'ELEMENT_ACTIVATED' &&
    value.bpmnElementType === 'PROCESS' && value.bpmnProcessId === processId)
  await waitFor('the end', () => started().some(({ key }) => endsOf(records, key).length === 1))

  t.equal(second, 'no-subscription')
  t.equal(started().length, 1)
})

t.test('jobs come over zeebe-node\'s own connection, and an empty answer ends in time', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const processId = await stage.deploy('one-job')
  const request = { type: stage.named('test-job'), worker: 'test', maxJobs: 5, timeoutMs: 10_000, variables: ['caseNo'] }
  const keys: string[] = []
  const signal = new AbortController().signal

  await stage.engine.jobs.activate(request, (jobs) => keys.push(...jobs.map(({ key }) => key)), signal)
  const whenEmpty = keys.length
  const { processInstanceKey } = await stage.engine.createInstance(processId, { caseNo: 'C1', other: 'x' })
  await waitFor('the job', async () => {
    await stage.engine.jobs.activate(request, (jobs) => {
      keys.push(...jobs.map(({ key }) => key))
      t.match(jobs, [{ processInstanceKey, bpmnProcessId: processId, elementId: 'work', retries: 3, variables: { caseNo: 'C1' }, headers: { colour: 'blue' } }])
      t.notOk('other' in jobs[0]!.variables)
    }, signal)
    return keys.length > 0
  })

  t.equal(whenEmpty, 0)
  await stage.engine.jobs.complete(keys[0]!, {})
  await t.rejects(stage.engine.jobs.complete(keys[0]!, {}), { name: 'EngineRefused', reason: 'not-found' })
})

t.test('a request for jobs ends at once when it is called off', async (t) => {
  const stage = await testStage(t, testEngine(t))
  const stopping = new AbortController()

  const asking = stage.engine.jobs.activate({ type: stage.named('test-job'), worker: 'test', maxJobs: 1, timeoutMs: 1_000, variables: [] }, () => {}, stopping.signal)
  stopping.abort()

  await t.resolves(asking)
})

t.test('an engine that is not there is unavailable, on either interface, at once', async (t) => {
  const port = await freePort()
  const engine = createEngineClient({ grpcAddress: `127.0.0.1:${port}`, restAddress: `http://127.0.0.1:${port}`, log })
  t.teardown(async () => await engine.close())
  const unavailable = { name: 'EngineUnavailable', condition: 'unreachable' }

  await t.rejects(engine.publishMessage({ name: 'x', correlationKey: 'x', messageId: 'x', ttlMs: 1, variables: {} }), unavailable)
  await t.rejects(engine.completeTask('1', {}), unavailable)
  await t.rejects(engine.deploy([]), unavailable)
  await t.rejects(engine.jobs.activate({ type: 'x', worker: 'x', maxJobs: 1, timeoutMs: 1, variables: [] }, () => {}, new AbortController().signal), unavailable)
  t.equal(await engine.isReady(), false)
})

t.test('keys beyond JavaScript\'s safe integers stay whole, text that looks like one stays text', async (t) => {
  const parsed = parseEngineJson('{"key":9007199254740993,"value":{"processInstanceKey":-1,"note":"\\"key\\":5","position":7}}')

  t.strictSame(parsed, { key: '9007199254740993', value: { processInstanceKey: '-1', note: '"key":5', position: 7 } })
})
