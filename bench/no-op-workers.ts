import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { startPoller } from '../src/engine/job-poller.js'
import type { ActivatedJob } from '../src/engine/job-channel.js'
import type { Worker } from '../src/engine/define-worker.js'
import type { CaseScript } from './case-script.js'
import { memoryReceiver, type Stage } from './stage.js'
import type { RecordTap } from './record-tap.js'
import { untilTaken, type RunningSide } from './rounds.js'

const jobsAtOnce = 32
let caseCount = 0

/**
 * Workers of the same job types that answer at once what ours answered in the learnt case: same variables, same messages, same path
 * through the same models, but no database, no outbox and no documents.
 */
export async function startNoOpSide (stage: Stage, script: CaseScript, workers: readonly Worker[], tap: RecordTap): Promise<RunningSide> {
  stage.receiveBy(memoryReceiver(tap.take))
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal)
  const pollers = workers.map(({ jobType, input }) => startPoller({
    engine: stage.engine,
    epoch: async () => stage.epoch,
    log: stage.log,
    signal: stopping.signal,
    room: () => jobsAtOnce,
    whenRoom: async () => {},
    take: (job) => { answer(stage, script, job).catch((error: unknown) => console.error('a no-op worker failed', error)) },
    request: { type: jobType, worker: 'no-op', timeoutMs: 60_000, variables: variablesOf(input) }
  }))
  return {
    newCases: async (count) => Array.from({ length: count }, () => `BENCH${String(++caseCount).padStart(12, '0')}`),
    release: async (caseNo) => await stage.engine.publishMessage({
      name: 'convenience-store-application-submitted', correlationKey: caseNo, messageId: randomUUID(), ttlMs: 60_000, variables: { caseNo }
    }),
    isSettled: async () => true,
    async stop () {
      stopping.abort()
      await Promise.all(pollers.map(({ ended }) => ended))
    }
  }
}

/** What ours fetches, and what tells whose job it is. */
function variablesOf (input: object): string[] {
  const { properties = {} } = input as { properties?: object }
  return [...new Set([...Object.keys(properties), 'caseNo', 'subCaseNo'])]
}

async function answer ({ engine }: Stage, script: CaseScript, { key, type, elementId, variables }: ActivatedJob): Promise<void> {
  const caseNo = String(variables.caseNo)
  const subCase = typeof variables.subCaseNo === 'string' ? variables.subCaseNo.slice(caseNo.length) : ''
  await untilTaken(async () => await engine.jobs.complete(key, script.answerTo({ type, elementId, caseNo, subCase })))
  for (const message of script.messagesAfter({ type, caseNo, subCase })) {
    await untilTaken(async () => await engine.publishMessage({ ...message, messageId: randomUUID(), ttlMs: 60_000 }))
  }
}
