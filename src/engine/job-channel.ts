import type { JSONDoc } from 'zeebe-node/dist/lib/interfaces-1.0.js'
import { EngineUnavailable } from './errors.js'
import { engineError, type GrpcGateway } from './grpc-gateway.js'

/** A job as the engine hands it out. */
export interface ActivatedJob {
  key: string
  type: string
  processInstanceKey: string
  bpmnProcessId: string
  elementId: string
  elementInstanceKey: string
  retries: number
  headers: Record<string, string>
  variables: Record<string, unknown>
}

export interface JobRequest {
  type: string
  worker: string
  maxJobs: number
  timeoutMs: number
  /** Names of the variables to bring along. */
  variables: string[]
}

/** Fetching jobs and the three ways to end one; every way throws EngineUnavailable or EngineRefused. */
export interface JobChannel {
  /** Asks once, waiting a while for jobs; resolves when the engine closes the answer. */
  activate (request: JobRequest, onJobs: (jobs: ActivatedJob[]) => void, signal: AbortSignal): Promise<void>
  complete (jobKey: string, variables: Record<string, unknown>): Promise<void>
  throwError (jobKey: string, error: { code: string, message: string, variables: Record<string, unknown> }): Promise<void>
  fail (jobKey: string, failure: { retries: number, message: string }): Promise<void>
}

interface RawJob extends Omit<ActivatedJob, 'headers' | 'variables'> { customHeaders: string, variables: string }
interface JobStream extends NodeJS.EventEmitter { cancel (): void }
interface Activator {
  activateJobsStream (request: Record<string, unknown>): Promise<JobStream | { error: Error } | undefined>
}

/** An empty list would mean "all variables". */
const noVariable = '-'

/**
 * Jobs over zeebe-node's connection. Its own ZBWorker isn't used: it opens one connection per job type, fetches jobs that
 * it has no room for and asks a dead broker a hundred times a second; and `ZBClient.activateJobs` never returns when there is no job.
 */
export function createJobChannel (gateway: GrpcGateway, longPollMs: number): JobChannel {
  // Private in zeebe-node's types; 8.3.2 is its last release and pinned. test/engine/engine-client.test.ts watches it.
  const activator = gateway.client['grpc'] as unknown as Activator

  return {
    async activate (request, onJobs, signal) {
      const stream = await activator.activateJobsStream({
        type: request.type,
        worker: request.worker,
        maxJobsToActivate: request.maxJobs,
        timeout: request.timeoutMs,
        requestTimeout: longPollMs,
        fetchVariable: request.variables.length === 0 ? [noVariable] : request.variables
      })
      if (stream === undefined) throw new EngineUnavailable('the connection to the engine is closed')
      if ('error' in stream) throw engineError(stream.error)
      await readStream(stream, onJobs, signal)
    },
    async complete (jobKey, variables) {
      await gateway.call(client => client.completeJob({ jobKey, variables: variables as JSONDoc }))
    },
    async throwError (jobKey, { code, message, variables }) {
      await gateway.call(client => client.throwError({ jobKey, errorCode: code, errorMessage: message, variables: variables as JSONDoc }))
    },
    async fail (jobKey, { retries, message }) {
      await gateway.call(client => client.failJob({ jobKey, retries, retryBackOff: 0, errorMessage: message }))
    }
  }
}

/**
 * Ends the call in every case: when the engine's gateway has lost its answer (camunda/camunda#59354), zeebe-node says `end` after a while
 * without ending the call, which would be kept for ever, and with it the connection and the process.
 */
async function readStream (stream: JobStream, onJobs: (jobs: ActivatedJob[]) => void, signal: AbortSignal): Promise<void> {
  const cancel = (): void => stream.cancel()
  await new Promise<void>((resolve, reject) => {
    stream.on('data', ({ jobs }: { jobs: RawJob[] }) => onJobs(jobs.map(parseJob)))
    stream.on('end', resolve)
    stream.on('error', (error: Error) => signal.aborted ? resolve() : reject(engineError(error)))
    if (signal.aborted) cancel()
    signal.addEventListener('abort', cancel, { once: true })
  }).finally(() => {
    signal.removeEventListener('abort', cancel)
    cancel()
  })
}

function parseJob ({ customHeaders, variables, ...job }: RawJob): ActivatedJob {
  return {
    ...job,
    headers: JSON.parse(customHeaders) as Record<string, string>,
    variables: JSON.parse(variables) as Record<string, unknown>
  }
}
