import type { Knex } from 'knex'
import { startDocumentRenderer } from '../src/documents/document-renderer.js'
import { createPress } from '../src/documents/press.js'
import { createDocumentSigner } from '../src/documents/signing/document-signer.js'
import type { Worker } from '../src/engine/define-worker.js'
import { startJobRuntime, type JobRuntimeStats } from '../src/engine/job-runtime.js'
import { startOutboxDispatcher } from '../src/engine/outbox-dispatcher.js'
import { createRecordFeed } from '../src/engine/record-feed.js'
import { createClosers } from '../src/platform/closers.js'
import { submitStory } from '../test/support/case-flow.js'
import type { RecordTap } from './record-tap.js'
import type { RunningSide } from './rounds.js'
import { feedLogin, type Stage } from './stage.js'
import { standardStory } from './story.js'

export interface OurSide extends RunningSide { stats (): JobRuntimeStats }

/** As many jobs at once as `onelicence start` runs by default. */
const concurrency = 10

/** What `serve workers` runs: record feed, outbox, jobs, and (unless told not to) the drawing of documents. */
export async function startOurSide (stage: Stage, workers: Worker[], tap: RecordTap, { drawsDocuments = true } = {}): Promise<OurSide> {
  const { database, engine, epochSource: epoch, clock, log, files } = stage
  const closers = createClosers((name, error) => console.error(`${name} did not stop well`, error))
  const feed = createRecordFeed({ database, epoch, credentials: feedLogin, log })
  // Seen by the bench when the feed has committed them.
  feed.addHook('onResponse', async (request, reply) => { if (reply.statusCode === 200 && typeof request.body === 'string') tap.take(request.body) })
  await feed.ready()
  closers.add('feed', () => feed.close())
  stage.receiveBy((request, response) => { feed.routing(request, response) })
  const outbox = startOutboxDispatcher({ engine, database, log, epoch, intervalMs: 200 })
  closers.add('outbox', () => outbox.stop())
  if (drawsDocuments) {
    const press = createPress()
    closers.add('press', () => press.close())
    const signer = createDocumentSigner({ database, secret: 'of the bench alone', clock })
    const renderer = startDocumentRenderer({ database, files, press, signer, clock, log, seals: 'demo' })
    closers.add('renderer', () => renderer.stop())
  }
  const jobs = await startJobRuntime({ engine, database, workers, clock, log, concurrency, epoch, publicUrl: 'http://localhost' })
  closers.add('jobs', () => jobs.drain(10_000))
  return {
    newCases: async (count) => await submitAndHold(stage, count),
    async release (caseNo) {
      await database('outbox').where({ case_no: caseNo, available_at: 'infinity' }).update({ available_at: database.fn.now() })
      outbox.wake()
    },
    isSettled: async () => !drawsDocuments || await countUndrawn(database) === 0,
    stats: jobs.stats,
    stop: closers.closeAll
  }
}

/** Submitted beforehand: their start messages wait in the outbox until the case's turn. */
async function submitAndHold (stage: Stage, count: number): Promise<string[]> {
  const { database } = stage
  await database.raw("ALTER TABLE outbox ALTER COLUMN available_at SET DEFAULT 'infinity'")
  try {
    const cases: string[] = []
    for (let index = 0; index < count; index++) cases.push(await submitStory(stage, await standardStory()))
    return cases
  } finally {
    await database.raw('ALTER TABLE outbox ALTER COLUMN available_at SET DEFAULT now()')
  }
}

async function countUndrawn (database: Knex): Promise<number> {
  const row = await database('document').whereNull('rendered_at').count({ n: '*' }).first<{ n: number }>()
  return Number(row.n)
}
