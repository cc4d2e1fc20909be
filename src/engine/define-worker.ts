import type { Knex } from 'knex'
import type { JSONSchemaType } from 'ajv'
import type { Clock } from '../domain/time.js'
import type { ErrorCode } from '../errors.js'

export { NotYet } from '../database/not-yet.js'

/** What a handler knows of its job. Keys are Zeebe's 64-bit keys as strings. */
export interface Job {
  key: string
  type: string
  elementId: string
  elementInstanceKey: string
  processInstanceKey: string
  processId: string
  headers: Record<string, string>
}

/** What the runtime hands to every handler: one transaction, the engine's epoch, the time, the platform's public address. */
export interface WorkerContext {
  tx: Knex.Transaction
  epoch: number
  job: Job
  clock: Clock
  /** Base of links that people follow, without a slash at its end. */
  publicUrl: string
}

export interface Worker<Input = unknown> {
  jobType: string
  /** JSON Schema of the variables that the handler reads; its properties are what is fetched from the engine. */
  input: JSONSchemaType<Input> | Record<string, unknown>
  handle (input: Input, context: WorkerContext): Promise<Record<string, unknown> | undefined>
}

/** One job type = one worker file of the same name = one BPMN task type = one element template. */
export function defineWorker<Input> (worker: Worker<Input>): Worker<Input> {
  return worker
}

/** A lawful way out that the model has a boundary event for; `variables` reach that event. Never for faults. */
export class BpmnError extends Error {
  readonly code: ErrorCode
  readonly variables: Record<string, unknown>

  constructor (code: ErrorCode, message: string, variables: Record<string, unknown> = {}) {
    super(message)
    this.name = 'BpmnError'
    this.code = code
    this.variables = variables
  }
}
