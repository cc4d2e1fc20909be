import { Duration } from 'zeebe-node'
import type { JSONDoc } from 'zeebe-node/dist/lib/interfaces-1.0.js'
import { DeploymentRefused, EngineRefused, TaskClaimed, TaskGone } from './errors.js'
import { createGrpcGateway, type GrpcGateway } from './grpc-gateway.js'
import { createJobChannel, type JobChannel } from './job-channel.js'
import type { Log } from './log.js'
import { createRestGateway, type RestGateway } from './rest-gateway.js'

export type Variables = Record<string, unknown>
export interface Resource { name: string, content: string }

/** Commands to the engine. All throw EngineUnavailable when it can't be asked now, EngineRefused when it says no. Keys are strings. */
export interface EngineClient {
  /** A message that is already buffered under this id counts as published. */
  publishMessage (message: { name: string, correlationKey: string, messageId: string, ttlMs: number, variables: Variables }): Promise<void>
  /** Hands a message to what waits for it now; never buffered. */
  correlateMessage (message: { name: string, correlationKey: string, variables: Variables }): Promise<'correlated' | 'no-subscription'>
  /** One deployment of all resources together. Throws DeploymentRefused with the engine's words. */
  deploy (resources: Resource[]): Promise<{ deploymentKey: string }>
  createInstance (processId: string, variables: Variables): Promise<{ processInstanceKey: string }>
  /** Whether the engine has a process of this id; asks without starting anything. */
  knowsProcess (processId: string): Promise<boolean>
  /** Throws TaskGone, and TaskClaimed when somebody else has it. */
  assignTask (userTaskKey: string, assignee: string): Promise<void>
  unassignTask (userTaskKey: string): Promise<void>
  completeTask (userTaskKey: string, variables: Variables): Promise<void>
  /** `dueDate` is an instant in ISO 8601 with offset. */
  updateTask (userTaskKey: string, changes: { dueDate: string }): Promise<void>
  setLocalVariables (elementInstanceKey: string, variables: Variables): Promise<void>
  /** Gives the job one more set of retries and resolves the incident. */
  retryIncident (incidentKey: string, jobKey?: string): Promise<void>
  cancelInstance (processInstanceKey: string): Promise<void>
  /** Whether every partition has a leader. */
  isReady (): Promise<boolean>
  jobs: JobChannel
  close (): Promise<void>
}

export interface EngineCredentials { username: string, password: string }

export interface EngineClientOptions {
  /** `host:port` */
  grpcAddress: string
  /** `http://host:port` */
  restAddress: string
  /** What a protected engine asks for (basic authentication); none for an engine on an internal network. */
  credentials?: EngineCredentials
  log: Log
  timeoutMs?: number
  longPollMs?: number
}

const retriesAfterIncident = 3

export function createEngineClient (options: EngineClientOptions): EngineClient {
  const { grpcAddress, restAddress, credentials, log, timeoutMs = 15_000, longPollMs = 10_000 } = options
  const grpc = createGrpcGateway({ grpcAddress, credentials, timeoutMs, longPollMs, log })
  const rest = createRestGateway({ restAddress, credentials, timeoutMs })
  return {
    ...messageCommands(grpc, rest),
    ...processCommands(grpc, rest),
    ...taskCommands(rest),
    jobs: createJobChannel(grpc, longPollMs),
    close: grpc.close
  }
}

function messageCommands (grpc: GrpcGateway, rest: RestGateway): Pick<EngineClient, 'publishMessage' | 'correlateMessage'> {
  return {
    async publishMessage ({ name, correlationKey, messageId, ttlMs, variables }) {
      try {
        await grpc.call(client => client.publishMessage({
          name, correlationKey, messageId, timeToLive: Duration.milliseconds.of(ttlMs), variables: variables as JSONDoc
        }))
      } catch (error) {
        if (!isRefusal(error, 'conflict')) throw error
      }
    },
    async correlateMessage (message) {
      try {
        await rest.send('POST', '/messages/correlation', message)
        return 'correlated'
      } catch (error) {
        if (isRefusal(error, 'not-found')) return 'no-subscription'
        throw error
      }
    }
  }
}

type ProcessCommands = Pick<EngineClient, 'deploy' | 'createInstance' | 'knowsProcess' | 'retryIncident' | 'cancelInstance' | 'isReady'>

function processCommands (grpc: GrpcGateway, rest: RestGateway): ProcessCommands {
  return {
    async deploy (resources) {
      const form = new FormData()
      for (const { name, content } of resources) form.append('resources', new Blob([content], { type: 'application/octet-stream' }), name)
      try {
        return await rest.sendForm('/deployments', form) as { deploymentKey: string }
      } catch (error) {
        if (error instanceof EngineRefused) throw new DeploymentRefused(error.message, { cause: error })
        throw error
      }
    },
    async createInstance (processId, variables) {
      const { processInstanceKey } = await grpc.call(client => client.createProcessInstance({ bpmnProcessId: processId, variables: variables as JSONDoc }))
      return { processInstanceKey }
    },
    async knowsProcess (processId) {
      try {
        // Starting at an element that can't exist: a known process answers INVALID_ARGUMENT, an unknown one NOT_FOUND.
        await grpc.call(client => client.createProcessInstance({ bpmnProcessId: processId, variables: {}, startInstructions: [{ elementId: '-' }] }))
        return true
      } catch (error) {
        if (isRefusal(error, 'invalid')) return true
        if (isRefusal(error, 'not-found')) return false
        throw error
      }
    },
    async retryIncident (incidentKey, jobKey) {
      if (jobKey !== undefined) await rest.send('PATCH', `/jobs/${jobKey}`, { changeset: { retries: retriesAfterIncident } })
      await rest.send('POST', `/incidents/${incidentKey}/resolution`)
    },
    async cancelInstance (processInstanceKey) {
      await rest.send('POST', `/process-instances/${processInstanceKey}/cancellation`, {})
    },
    async isReady () {
      try {
        const { brokers, partitionsCount } = await grpc.call(client => client.topology())
        const leaders = brokers.flatMap(broker => broker.partitions).filter(({ role }) => String(role) === 'LEADER')
        return leaders.length >= partitionsCount && partitionsCount > 0
      } catch {
        return false
      }
    }
  }
}

type TaskCommands = Pick<EngineClient, 'assignTask' | 'unassignTask' | 'completeTask' | 'updateTask' | 'setLocalVariables'>

function taskCommands (rest: RestGateway): TaskCommands {
  const send = async (method: 'POST' | 'PATCH' | 'DELETE', userTaskKey: string, path: string, body?: unknown): Promise<void> => {
    try {
      await rest.send(method, `/user-tasks/${userTaskKey}${path}`, body)
    } catch (cause) {
      if (isRefusal(cause, 'not-found')) throw new TaskGone(userTaskKey, { cause })
      if (isRefusal(cause, 'conflict')) throw path === '/assignment' ? new TaskClaimed(userTaskKey, { cause }) : new TaskGone(userTaskKey, { cause })
      throw cause
    }
  }
  return {
    assignTask: async (key, assignee) => await send('POST', key, '/assignment', { assignee, allowOverride: false }),
    unassignTask: async key => await send('DELETE', key, '/assignee'),
    completeTask: async (key, variables) => await send('POST', key, '/completion', { variables }),
    updateTask: async (key, { dueDate }) => await send('PATCH', key, '', { changeset: { dueDate } }),
    async setLocalVariables (elementInstanceKey, variables) {
      await rest.send('PUT', `/element-instances/${elementInstanceKey}/variables`, { variables, local: true })
    }
  }
}

function isRefusal (error: unknown, reason: EngineRefused['reason']): boolean {
  return error instanceof EngineRefused && error.reason === reason
}
