import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { cleanEngine, engineAddresses, moveEngineClock, receiveRecords, type EngineAddresses } from './engine.js'
import type { Scope } from './scope.js'
import { waitFor } from './wait-for.js'

t.teardown(cleanEngine)

t.test('records reach a registered feed in order, again until it takes them', async (t) => {
  const engine = engineAddresses()
  const feed = await recordingFeed(t, { refusals: 3 })
  await receiveRecords(t, feed)
  await deployWaiting(engine)

  const key = await startWaiting(engine)

  await waitFor('the timer element', () => feed.intentsOf(key, 'wait').includes('ELEMENT_ACTIVATED'))
  t.same(feed.intentsOf(key, 'wait').slice(0, 2), ['ELEMENT_ACTIVATING', 'ELEMENT_ACTIVATED'])
  t.ok(feed.refused >= 3)
})

t.test('the engine\'s clock moves on and timers fall due', async (t) => {
  const engine = engineAddresses()
  const feed = await recordingFeed(t, { refusals: 0 })
  await receiveRecords(t, feed)
  await deployWaiting(engine)
  const key = await startWaiting(engine)
  await waitFor('the timer element', () => feed.intentsOf(key, 'wait').includes('ELEMENT_ACTIVATED'))

  await moveEngineClock(11 * 24 * 3_600_000)

  await waitFor('the end', () => feed.intentsOf(key, 'waiting').includes('ELEMENT_COMPLETED'))
})

t.test('what a test leaves running is cancelled', async (t) => {
  const engine = engineAddresses()
  const feed = await recordingFeed(t, { refusals: 0 })
  await receiveRecords(t, feed)
  await deployWaiting(engine)
  const key = await startWaiting(engine)
  await waitFor('the timer element', () => feed.intentsOf(key, 'wait').includes('ELEMENT_ACTIVATED'))

  await cleanEngine()

  await waitFor('the cancellation', () => feed.intentsOf(key, 'waiting').includes('ELEMENT_TERMINATED'))
})

const waitingModel = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="definitions" targetNamespace="http://onelicence">
<bpmn:process id="waiting" isExecutable="true">
<bpmn:startEvent id="start"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
<bpmn:sequenceFlow id="a" sourceRef="start" targetRef="wait"/>
<bpmn:intermediateCatchEvent id="wait"><bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing>
<bpmn:timerEventDefinition><bpmn:timeDuration>P10D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
<bpmn:sequenceFlow id="b" sourceRef="wait" targetRef="end"/>
<bpmn:endEvent id="end"><bpmn:incoming>b</bpmn:incoming></bpmn:endEvent>
</bpmn:process></bpmn:definitions>`

async function deployWaiting ({ restAddress }: EngineAddresses): Promise<void> {
  const form = new FormData()
  form.append('resources', new Blob([waitingModel]), 'waiting.bpmn')
  const response = await fetch(`${restAddress}/v2/deployments`, { method: 'POST', body: form })
  if (!response.ok) throw new Error(await response.text())
}

async function startWaiting ({ restAddress }: EngineAddresses): Promise<number> {
  const response = await fetch(`${restAddress}/v2/process-instances`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ processDefinitionId: 'waiting', bpmnProcessId: 'waiting' })
  })
  if (!response.ok) throw new Error(await response.text())
  const { processInstanceKey } = await response.json() as { processInstanceKey: number }
  return Number(processInstanceKey)
}

interface FedRecord { valueType: string, intent: string, value: { elementId: string, processInstanceKey: number } }

async function recordingFeed (t: Scope, { refusals }: { refusals: number }) {
  const records: FedRecord[] = []
  const feed = {
    url: '',
    username: 'feed',
    password: 'secret',
    refused: 0,
    intentsOf: (key: number, elementId: string) => records
      .filter(({ valueType, value }) => valueType === 'PROCESS_INSTANCE' && value.processInstanceKey === key && value.elementId === elementId)
      .map(({ intent }) => intent)
      .filter((intent) => intent.startsWith('ELEMENT_'))
  }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => { body += chunk.toString() })
    request.on('end', () => {
      if (feed.refused < refusals) {
        feed.refused++
        response.writeHead(503).end()
        return
      }
      records.push(...body.split('\n').filter((line) => line.includes('"valueType"')).map((line) => JSON.parse(line) as FedRecord))
      response.writeHead(200).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.closeAllConnections(); server.close() })
  feed.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return feed
}
