import { setTimeout as delay } from 'node:timers/promises'
import { submitStory } from '../test/support/case-flow.js'
import { learnCase } from './case-script.js'
import { clerkLogin, type Deployment } from './deployment.js'
import { untilTaken } from './rounds.js'
import { standardStory } from './story.js'

/** Submits cases at a steady pace and does every task as soon as GET /tasks shows it. */
export interface TaskDesk {
  /** @returns how long each task took from its creation in the engine to its first appearance in GET /tasks, in milliseconds */
  playCases (pace: { count: number, perSecond: number }): Promise<number[]>
}

interface ListedTask { key: string, elementId: string, candidateGroups: string[], createdAt: string }

/** One look costs the API and the database some ten milliseconds: looked more often, the bench would measure itself. */
const pollEveryMs = 100
const timeoutMs = 300_000

export async function createTaskDesk ({ platform, clerk }: Deployment): Promise<TaskDesk> {
  const script = await learnCase(platform)
  const seen = new Set<string>()
  await look()

  /** The newest come first of those that are due first; post-checks, due in weeks, come last. */
  async function look (): Promise<{ task: ListedTask, ms: number }[]> {
    const { items } = await clerk.get<{ items: ListedTask[] }>('/tasks?limit=100&claim=unclaimed')
    const now = Date.now()
    const fresh = items.filter(({ key }) => !seen.has(key))
    for (const { key } of fresh) seen.add(key)
    return fresh.map((task) => ({ task, ms: now - Date.parse(task.createdAt) }))
  }

  async function complete (task: ListedTask): Promise<void> {
    const entry = script.entryOf({ elementId: task.elementId, groups: task.candidateGroups })
    // Also one that is left open: claimed, it no longer takes up a place on the first page of what is unclaimed.
    await untilTaken(async () => await platform.engine.assignTask(task.key, entry?.login ?? clerkLogin))
    if (entry === undefined) return
    await untilTaken(async () => await platform.engine.completeTask(task.key, entry.variables))
  }

  return {
    async playCases ({ count, perSecond }) {
      const latencies: number[] = []
      let failure: unknown
      const note = (error: unknown): void => { failure = error }
      const submission = submitSteadily(count, perSecond).catch(note)
      const wanted = count * (script.tasksDone + script.tasksLeft)
      const deadline = Date.now() + timeoutMs
      while (latencies.length < wanted) {
        if (failure !== undefined) throw failure
        if (Date.now() > deadline) throw new Error(`${latencies.length} of ${wanted} tasks came within ${timeoutMs / 1000} s`)
        for (const { task, ms } of await look()) {
          latencies.push(ms)
          complete(task).catch(note)
        }
        await delay(pollEveryMs)
      }
      await submission
      return latencies
    }
  }

  async function submitSteadily (count: number, perSecond: number): Promise<void> {
    const startedAt = Date.now()
    const submissions: Promise<unknown>[] = []
    for (let index = 0; index < count; index++) {
      await delay(Math.max(0, startedAt + index * 1000 / perSecond - Date.now()))
      submissions.push(standardStory().then(async (story) => await submitStory(platform, story)))
    }
    await Promise.all(submissions)
  }
}
