import { setTimeout as delay } from 'node:timers/promises'
import type { Knex } from 'knex'
import { raiseAlarm } from '../database/alarms.js'
import { listenForRows } from '../database/outbox-listener.js'
import { abandonRow, claimDueRows, markSent, postponeRow, releaseRows, type OutboxRow } from '../database/outbox.js'
import type { EngineClient } from './engine-client.js'
import { EngineRefused, EngineUnavailable, TaskGone } from './errors.js'
import type { Log } from './log.js'

export interface OutboxDispatcherOptions {
  engine: Pick<EngineClient, 'publishMessage' | 'correlateMessage' | 'updateTask' | 'setLocalVariables'>
  database: Knex
  log: Log
  /** Asked before each round: an engine that took another's place is made ready before it gets messages. */
  epoch: (() => Promise<number>) & { invalidate?: () => void }
  /** How often due rows are looked for without being told. */
  intervalMs: number
  /** First pause of a row that the engine turned down; doubled each time. */
  retryMs?: number
  batchSize?: number
}

export interface OutboxDispatcher {
  /** Ends the round under way and stops. */
  stop (): Promise<void>
  /** Looks for rows now. */
  wake (): void
}

const leaseMs = 30_000
/** With pauses doubled from half a second: a publication is given up after about an hour, a correlation after eight minutes. */
const mostAttempts = { 'publish-message': 14, 'correlate-message': 10, 'update-task': 14 } as const
const longestPauseMs = 10 * 60_000
const longestEnginePauseMs = 5_000

/**
 * Sends what was written to the outbox, in order as far as one round goes, at least once. While the engine is away it waits
 * for ever; a message that the engine turns down again and again is given up with the alarm `outbox-abandoned`.
 */
export function startOutboxDispatcher (options: OutboxDispatcherOptions): OutboxDispatcher {
  const { database, log, epoch, intervalMs } = options
  const stopping = new AbortController()
  let isAwake = false
  let awaken: () => void = () => {}

  const wake = (): void => {
    isAwake = true
    awaken()
  }

  async function pause (ms: number): Promise<void> {
    const waking = new AbortController()
    awaken = () => waking.abort()
    if (!isAwake) await delay(ms, undefined, { signal: AbortSignal.any([waking.signal, stopping.signal]) }).catch(() => {})
    awaken = () => {}
  }

  async function dispatch (): Promise<void> {
    let failures = 0
    while (!stopping.signal.aborted) {
      isAwake = false
      try {
        const isMore = await sendRound(options, await epoch())
        failures = 0
        if (!isMore) await pause(intervalMs)
      } catch (error) {
        failures++
        epoch.invalidate?.()
        log[failures === 1 ? 'warn' : 'debug']({ reason: (error as Error).message }, 'the outbox waits')
        // Not woken early: everything new would meet the same engine.
        await delay(Math.min(longestEnginePauseMs, 100 * 2 ** Math.min(failures, 10)), undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }

  const listener = listenForRows({ database, log, onRows: wake })
  const ended = dispatch()
  return {
    wake,
    async stop () {
      stopping.abort()
      await Promise.all([ended, listener.stop()])
    }
  }
}

/** @returns whether more rows may be due. Throws EngineUnavailable when the engine went away; unsent rows are due again at once. */
async function sendRound (options: OutboxDispatcherOptions, epoch: number): Promise<boolean> {
  const { database, batchSize = 50 } = options
  const rows = await claimDueRows(database, epoch, batchSize, leaseMs)
  const results = await Promise.all(rows.map(async row => ({ row, ...await sendRow(options, row) })))
  const idsOf = (result: Sending['result']): number[] => results.filter(item => item.result === result).map(({ row }) => row.id)

  await markSent(database, idsOf('sent'))
  for (const { row, result, reason } of results) {
    if (result === 'turned-down') await postponeOrAbandon(options, row, reason)
  }
  const away = results.find(({ result }) => result === 'engine-away')
  await releaseRows(database, idsOf('engine-away'), away?.reason ?? '')
  if (away !== undefined) throw new EngineUnavailable(away.reason)
  return rows.length === batchSize
}

interface Sending { result: 'sent' | 'turned-down' | 'engine-away', reason: string }

async function sendRow ({ engine }: OutboxDispatcherOptions, row: OutboxRow): Promise<Sending> {
  try {
    if (row.kind === 'publish-message') await engine.publishMessage({ ...row.payload, messageId: row.messageId })
    else if (row.kind === 'correlate-message') return await correlate(engine, row.payload)
    else await updateTask(engine, row.payload)
    return { result: 'sent', reason: '' }
  } catch (error) {
    const reason = (error as Error).message
    if (row.kind === 'update-task' && isGone(error)) return { result: 'sent', reason }
    return { result: error instanceof EngineUnavailable ? 'engine-away' : 'turned-down', reason }
  }
}

function isGone (error: unknown): boolean {
  return error instanceof TaskGone || (error instanceof EngineRefused && error.reason === 'not-found')
}

async function correlate (engine: OutboxDispatcherOptions['engine'], message: Extract<OutboxRow, { kind: 'correlate-message' }>['payload']): Promise<Sending> {
  const answer = await engine.correlateMessage(message)
  return answer === 'correlated' ? { result: 'sent', reason: '' } : { result: 'turned-down', reason: 'nothing waits for this message' }
}

async function updateTask (engine: OutboxDispatcherOptions['engine'], update: Extract<OutboxRow, { kind: 'update-task' }>['payload']): Promise<void> {
  if (update.localVariables !== undefined) await engine.setLocalVariables(update.elementInstanceKey, update.localVariables)
  if (update.dueDate !== undefined) await engine.updateTask(update.userTaskKey, { dueDate: update.dueDate })
}

async function postponeOrAbandon ({ database, log, retryMs = 500 }: OutboxDispatcherOptions, row: OutboxRow, reason: string): Promise<void> {
  if (row.attempts + 1 < mostAttempts[row.kind]) {
    await postponeRow(database, row.id, Math.min(longestPauseMs, retryMs * 2 ** row.attempts), reason)
    return
  }
  log.error({ outboxId: row.id, kind: row.kind, reason }, 'an outbox row was given up')
  await abandonRow(database, row.id, reason)
  // A correlation for nobody is usual: what it should have woken is past that point, and reads the database anyway.
  if (row.kind !== 'correlate-message') await raiseAlarm(database, 'outbox-abandoned', { outboxId: row.id })
}
