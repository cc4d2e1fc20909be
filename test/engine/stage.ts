import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { pino } from 'pino'
import { systemClock } from '../../src/domain/time.js'
import type { Worker } from '../../src/engine/define-worker.js'
import { createEngineClient, type EngineClient } from '../../src/engine/engine-client.js'
import { parseEngineJson } from '../../src/engine/engine-json.js'
import { startJobRuntime, type JobRuntime, type JobRuntimeOptions } from '../../src/engine/job-runtime.js'
import { projectRoot } from '../../src/project-root.js'
import { receiveRecords, type EngineAddresses } from '../support/engine.js'
import type { Scope } from '../support/scope.js'

/** Nothing is printed; set TEST_LOG=debug to see what the engine's modules say. */
export const log = pino({ level: process.env.TEST_LOG ?? 'silent' })

export interface EngineRecord {
  valueType: string
  intent: string
  key: string
  position: number
  timestamp: number
  value: Record<string, unknown> & { processInstanceKey?: string, elementId?: string, bpmnProcessId?: string }
}

/** The shared engine with names of this test's own, so that no other test's jobs or messages come in. */
export interface Stage {
  engine: EngineClient
  /** `test-one-job` → `test-4f2a-one-job`. */
  named (name: string): string
  deploy (model: string): Promise<string>
  model (model: string): Promise<{ name: string, content: string }>
}

export async function testStage (t: Scope, addresses: EngineAddresses): Promise<Stage> {
  const engine = createEngineClient({ ...addresses, log, longPollMs: 2_000 })
  t.teardown(async () => await engine.close())
  return stageOf(engine)
}

export function stageOf (engine: EngineClient): Stage {
  const suffix = randomBytes(4).toString('hex')
  const named = (name: string): string => name.replace(/^test-/, `test-${suffix}-`)
  const model: Stage['model'] = async (name) => {
    const content = await readFile(join(projectRoot(), 'test', 'engine', 'models', `${name}.bpmn`), 'utf8')
    return { name: `${named(`test-${name}`)}.bpmn`, content: content.replaceAll('"test-', `"${named('test-')}`) }
  }
  return {
    engine,
    named,
    model,
    async deploy (name) {
      await engine.deploy([await model(name)])
      return named(`test-${name}`)
    }
  }
}

/**
 * Workers on this stage, drained at the end. Their jobs time out soon: an activation whose answer never reached the engine's own gateway
 * (camunda/camunda#59354) keeps a job until then.
 */
export async function testRuntime (
  t: Scope, stage: Stage, database: Knex, workers: Worker[], options: Partial<JobRuntimeOptions> = {}
): Promise<JobRuntime> {
  const runtime = await startJobRuntime({
    engine: stage.engine,
    database,
    workers,
    clock: systemClock,
    log,
    concurrency: 8,
    epoch: async () => 1,
    publicUrl: 'http://localhost',
    jobTimeoutMs: 9_000,
    ...options
  })
  t.teardown(async () => await runtime.drain(5_000))
  return runtime
}

/** Every record that the shared engine exports from now on. */
export async function collectRecords (t: Scope): Promise<EngineRecord[]> {
  const records: EngineRecord[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => { body += chunk.toString() })
    request.on('end', () => {
      const lines = body.split('\n').filter((line) => line !== '')
      records.push(...lines.filter((_, index) => index % 2 === 1).map((line) => parseEngineJson(line) as EngineRecord))
      response.end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.closeAllConnections(); server.close() })
  await receiveRecords(t, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, username: '', password: '' })
  return records
}

/** The ids of the end events that an instance has reached. */
export function endsOf (records: EngineRecord[], processInstanceKey: string): string[] {
  return records
    .filter(({ valueType, intent, value }) => valueType === 'PROCESS_INSTANCE' && intent === 'ELEMENT_COMPLETED' &&
      value.bpmnElementType === 'END_EVENT' && value.processInstanceKey === processInstanceKey)
    .map(({ value }) => String(value.elementId))
}

export function incidentOf (records: EngineRecord[], processInstanceKey: string): EngineRecord | undefined {
  return records.find(({ valueType, intent, value }) =>
    valueType === 'INCIDENT' && intent === 'CREATED' && value.processInstanceKey === processInstanceKey)
}
