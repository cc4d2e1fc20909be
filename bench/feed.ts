import { setTimeout as delay } from 'node:timers/promises'
import type { Knex } from 'knex'
import type { FeedMark } from '../src/database/task-projection.js'
import { createRecordFeed } from '../src/engine/record-feed.js'
import type { Closers } from '../src/platform/closers.js'
import { loadWorkers } from '../src/platform/load-workers.js'
import type { CaseScript } from './case-script.js'
import { learnOnOurs } from './cases.js'
import { logBytes, partitionState } from './engine-log.js'
import { printTable } from './figures.js'
import { startNoOpSide } from './no-op-workers.js'
import type { BenchOptions } from './options.js'
import { createRecordCounts } from './record-counts.js'
import { createRecordTap } from './record-tap.js'
import { playRound } from './rounds.js'
import { feedLogin, openStage, unavailable, type Stage } from './stage.js'

/** What a case costs the engine's log and the feed, and how fast the feed works off what piled up while it was down. */
export async function benchFeed (directory: string, closers: Closers, { count, parallel, isQuick }: BenchOptions): Promise<void> {
  const stage = await openStage(directory, closers)
  const script = await learnOnOurs(stage)
  await measureCases(stage, script, count, parallel)
  await measureBacklog(stage, script, isQuick ? 2_000 : 10_000, closers)
}

async function measureCases (stage: Stage, script: CaseScript, count: number, parallel: number): Promise<void> {
  const workers = await loadWorkers()
  const counts = createRecordCounts()
  const before = { state: await partitionState(stage.broker.managementAddress), bytes: await logBytes(stage.brokerDir) }
  await playRound(stage, script, async (tap) => {
    const counting = { ...tap, take (bulk: string) { counts.take(bulk); tap.take(bulk) } }
    return await startNoOpSide(stage, script, workers, counting)
  }, { count, parallel })
  const after = { state: await partitionState(stage.broker.managementAddress), bytes: await logBytes(stage.brokerDir) }
  const { records, bytes } = counts.total()
  printTable(`feed: what one standard case writes (${count} cases)`, ['', 'records', 'kB'], [
    ['engine log', (after.state.processedPosition - before.state.processedPosition) / count, (after.bytes - before.bytes) / count / 1000],
    ['sent to the feed', records / count, bytes / count / 1000],
    ...[...counts.byValueType()].sort(([, a], [, b]) => b - a).map(([type, number]) => [`  ${type}`, number / count, ''])
  ])
}

/** Cases start while the feed answers 503; then it comes back. */
async function measureBacklog (stage: Stage, script: CaseScript, wanted: number, closers: Closers): Promise<void> {
  const workers = await loadWorkers()
  const side = await startNoOpSide(stage, script, workers, createRecordTap({ onTask () {}, onCaseEnded () {} }))
  stage.receiveBy(unavailable)
  // Until their first user tasks; about a fifth of a whole case's records.
  const started = await side.newCases(Math.ceil(wanted / recordsUntilTasks))
  for (const caseNo of started) await side.release(caseNo)
  await untilQuiet(stage)
  await side.stop()

  const counts = createRecordCounts()
  const feed = createRecordFeed({ database: stage.database, epoch: stage.epochSource, credentials: feedLogin, log: stage.log })
  feed.addHook('onResponse', async (request, reply) => { if (reply.statusCode === 200 && typeof request.body === 'string') counts.take(request.body) })
  await feed.ready()
  closers.add('feed', () => feed.close())
  const marks: number[] = []
  stage.receiveBy((request, response) => { feed.routing(request, response) })
  const seconds = await untilLevel(stage, () => counts.total().records, marks)
  const { records, bulks } = counts.total()
  printTable('feed: working off a backlog after it was down', ['', 'records', 'bulks', 'seconds', 'records/s'],
    [[`${started.length} started cases`, records, bulks, seconds, records / seconds]])
}

const recordsUntilTasks = 120

/** Nothing new is written to the log for a while. */
async function untilQuiet ({ broker }: Stage): Promise<void> {
  for (let last = -1; ;) {
    const { processedPosition } = await partitionState(broker.managementAddress)
    if (processedPosition === last) return
    last = processedPosition
    await delay(3_000)
  }
}

/** @returns seconds from the first record taken until the engine has exported all that it had processed and the mark no longer moves */
async function untilLevel (stage: Stage, recordsTaken: () => number, marks: number[]): Promise<number> {
  while (recordsTaken() === 0) await delay(1)
  const startedAt = performance.now()
  let lastMove = startedAt
  for (;;) {
    const mark = await positionOf(stage.database)
    if (mark !== marks.at(-1)) {
      marks.push(mark)
      lastMove = performance.now()
    }
    const { exportedPosition, processedPosition } = await partitionState(stage.broker.managementAddress)
    if (exportedPosition >= processedPosition && performance.now() - lastMove > 1_000) return (lastMove - startedAt) / 1000
    await delay(10)
  }
}

async function positionOf (database: Knex): Promise<number> {
  const row = await database('feed_mark').where({ stream: 'flow' }).max({ position: 'position' }).first<Pick<FeedMark, 'position'> | undefined>()
  return Number(row?.position ?? 0)
}
