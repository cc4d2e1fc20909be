import type { Knex } from 'knex'
import type { EngineClient, Variables } from '../../../src/engine/engine-client.js'
import { EngineUnavailable, TaskClaimed, TaskGone } from '../../../src/engine/errors.js'

type TaskCommands = Pick<EngineClient, 'assignTask' | 'unassignTask' | 'completeTask' | 'isReady' | 'retryIncident'>

export interface FakeEngine extends EngineClient {
  isDown: boolean
  completed: { userTaskKey: string, variables: Variables }[]
  retried: { incidentKey: string, jobKey: string | undefined }[]
}

/**
 * Stands in for the engine's REST interface where only the API's own answers are in question (drafts, 503, 404, 409). Tasks are the rows of
 * `user_task`, changed at once as the record feed would.
 */
export function createFakeEngine (database: Knex): FakeEngine {
  const state = { isDown: false, completed: [] as FakeEngine['completed'], retried: [] as FakeEngine['retried'] }

  async function openTask (key: string): Promise<{ assignee: string | null }> {
    if (state.isDown) throw new EngineUnavailable('the engine did not answer')
    const row = await database('user_task').where({ user_task_key: key, state: 'created' }).first<{ assignee: string | null } | undefined>('assignee')
    if (row === undefined) throw new TaskGone(key)
    return row
  }

  const commands: TaskCommands = {
    async assignTask (key, assignee) {
      const task = await openTask(key)
      if (task.assignee !== null && task.assignee !== assignee) throw new TaskClaimed(key)
      await database('user_task').where({ user_task_key: key }).update({ assignee })
    },
    async unassignTask (key) {
      await openTask(key)
      await database('user_task').where({ user_task_key: key }).update({ assignee: null })
    },
    async completeTask (key, variables) {
      await openTask(key)
      state.completed.push({ userTaskKey: key, variables })
      await database('user_task').where({ user_task_key: key }).update({ state: 'completed', ended_at: new Date() })
    },
    async retryIncident (incidentKey, jobKey) {
      if (state.isDown) throw new EngineUnavailable('the engine did not answer')
      state.retried.push({ incidentKey, jobKey })
    },
    isReady: async () => !state.isDown
  }
  return Object.assign(state, unused(), commands)
}

/** What the API never asks of the engine directly. */
function unused (): Omit<EngineClient, keyof TaskCommands> {
  const refuse = async (): Promise<never> => { throw new Error('the API must not ask the engine for this') }
  return {
    publishMessage: refuse,
    correlateMessage: refuse,
    deploy: refuse,
    createInstance: refuse,
    knowsProcess: refuse,
    updateTask: refuse,
    setLocalVariables: refuse,
    cancelInstance: refuse,
    close: async () => {},
    jobs: Object.create(null) as EngineClient['jobs']
  }
}
