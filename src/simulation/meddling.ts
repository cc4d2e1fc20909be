import { instanceOf, type InstanceOwner } from '../database/engine-instances.js'
import type { Worker, WorkerContext } from '../engine/define-worker.js'
import type { EngineClient } from '../engine/engine-client.js'

/** What may happen between the platform's own steps; the simulation decides. */
export interface Meddler {
  /** Before a job of one of `jobTypes` begins. */
  beforeJob (jobType: string, owner: InstanceOwner): Promise<void>
  /** Before a message goes to the engine. `later`: it doesn't go yet. */
  beforeMessage (name: string, correlationKey: string): Promise<'now' | 'later'>
  /** What a job hands to the flow. */
  resultOf (jobType: string, input: unknown, result: Record<string, unknown> | undefined): Record<string, unknown> | undefined
}

/** How busy the platform is: nothing in hand and nothing done lately means that it waits for time to pass. */
export interface Activity { inHand: number, lastAt: number }

/** The real workers, with the meddler looked at before and after each job. */
export function meddledWorkers (workers: Worker[], jobTypes: ReadonlySet<string>, meddler: Meddler, activity: Activity): Worker[] {
  return workers.map((worker) => ({
    ...worker,
    async handle (input: unknown, context: WorkerContext) {
      activity.inHand++
      try {
        if (jobTypes.has(worker.jobType)) await meddler.beforeJob(worker.jobType, await instanceOf(context.tx, context))
        return meddler.resultOf(worker.jobType, input, await worker.handle(input, context))
      } finally {
        activity.inHand--
        activity.lastAt = Date.now()
      }
    }
  }))
}

/** The engine as the outbox sees it. */
export function meddledEngine (engine: EngineClient, meddler: Meddler, activity: Activity): EngineClient {
  return {
    ...engine,
    async publishMessage (message) {
      activity.lastAt = Date.now()
      await meddler.beforeMessage(message.name, message.correlationKey)
      await engine.publishMessage(message)
    },
    async correlateMessage (message) {
      if (await meddler.beforeMessage(message.name, message.correlationKey) === 'later') return 'no-subscription'
      const answer = await engine.correlateMessage(message)
      if (answer === 'correlated') activity.lastAt = Date.now()
      return answer
    }
  }
}
