import { once } from 'node:events'
import { createServer, type ServerHttp2Stream } from 'node:http2'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { createEngineClient } from '../../src/engine/engine-client.js'
import { log } from './stage.js'

/** A gateway that has lost the answer: the real one can't be made to. */
t.test('a long poll that the gateway never answers is given up and its call ended', async (t) => {
  const server = createServer()
  const calls: ServerHttp2Stream[] = []
  server.on('stream', (call) => { calls.push(call.on('error', () => {})) })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => { server.close() })
  const grpcAddress = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const engine = createEngineClient({ grpcAddress, restAddress: 'http://127.0.0.1:1', log, longPollMs: 50 })
  t.teardown(async () => await engine.close())

  await engine.jobs.activate({ type: 'check-materials', worker: 'test', maxJobs: 1, timeoutMs: 60_000, variables: [] }, () => {}, new AbortController().signal)
  const [call] = calls as [ServerHttp2Stream]
  if (!call.closed) await once(call, 'close')

  t.ok(call.aborted)
})
