import type { Knex } from 'knex'
import type { EngineMessage } from '../domain/engine-messages.js'

/** PostgreSQL channel that tells dispatchers of new rows, once these are committed. */
export const outboxChannel = 'onelicence_outbox'

/** As long as a message may wait in the engine for who awaits it. */
export const usualTtlMs = 24 * 60 * 60 * 1000

export interface OutgoingMessage {
  name: EngineMessage
  correlationKey: string
  variables: Record<string, unknown>
  /** The same key never goes out twice. */
  dedupeKey: string | null
  caseNo: string | null
  ttlMs?: number
  /** `publish`: kept by the engine until awaited. `correlate`: only for what waits now; asked again for a while, then given up. */
  manner?: 'publish' | 'correlate'
}

export interface TaskUpdate {
  userTaskKey: string
  elementInstanceKey: string
  /** ISO 8601 with offset. */
  dueDate?: string
  localVariables?: Record<string, unknown>
}

/** `messageId`: what the engine knows the message by, different in every database, so that a fresh one can speak to an engine that knew another. */
export type OutboxRow = { id: number, messageId: string, attempts: number } & (
  | { kind: 'publish-message', payload: { name: string, correlationKey: string, variables: Record<string, unknown>, ttlMs: number } }
  | { kind: 'correlate-message', payload: { name: string, correlationKey: string, variables: Record<string, unknown> } }
  | { kind: 'update-task', payload: TaskUpdate })

/** Sent after this transaction is committed, at least once. */
export async function addMessage (tx: Knex, message: OutgoingMessage): Promise<void> {
  const { name, correlationKey, variables, dedupeKey, caseNo, ttlMs = usualTtlMs, manner = 'publish' } = message
  const payload = manner === 'publish' ? { name, correlationKey, variables, ttlMs } : { name, correlationKey, variables }
  await addRow(tx, { kind: `${manner}-message`, payload, dedupeKey, caseNo })
}

/** Moves an open user task's due date and what it shows. */
export async function addTaskUpdate (tx: Knex, update: TaskUpdate, caseNo: string | null): Promise<void> {
  await addRow(tx, { kind: 'update-task', payload: update, dedupeKey: null, caseNo })
}

async function addRow (tx: Knex, row: { kind: string, payload: object, dedupeKey: string | null, caseNo: string | null }): Promise<void> {
  await tx('outbox')
    .insert({ kind: row.kind, payload: JSON.stringify(row.payload), dedupe_key: row.dedupeKey, case_no: row.caseNo })
    .onConflict('dedupe_key').ignore()
  await tx.raw(`NOTIFY ${outboxChannel}`)
}

/**
 * Takes due rows for `leaseMs`; another dispatcher never gets the same ones meanwhile. When this process dies, they become due again.
 * What is meant for a case whose flow runs in another engine than that of `epoch` waits until that one is back.
 */
export async function claimDueRows (database: Knex, epoch: number, limit: number, leaseMs: number): Promise<OutboxRow[]> {
  const { rows } = await database.raw<{ rows: OutboxRow[] }>(`
    UPDATE outbox SET available_at = now() + make_interval(secs => ?)
    WHERE id IN (
      SELECT id FROM outbox WHERE sent_at IS NULL AND abandoned_at IS NULL AND available_at <= now()
        AND NOT EXISTS (SELECT FROM case_file WHERE case_file.case_no = outbox.case_no AND case_file.epoch <> ?)
      ORDER BY available_at, id LIMIT ? FOR UPDATE SKIP LOCKED)
    RETURNING id, message_id AS "messageId", kind, payload, attempts`, [leaseMs / 1000, epoch, limit])
  return rows.sort((a, b) => a.id - b.id)
}

export async function markSent (database: Knex, ids: number[]): Promise<void> {
  if (ids.length > 0) await database('outbox').whereIn('id', ids).update({ sent_at: database.fn.now(), last_error: null })
}

/** The engine said no: asked again after `retryInMs`. */
export async function postponeRow (database: Knex, id: number, retryInMs: number, reason: string): Promise<void> {
  await database('outbox').where({ id }).update({
    attempts: database.raw('attempts + 1'), last_error: reason, available_at: inMs(database, retryInMs)
  })
}

/** The engine is away: that is no attempt. */
export async function releaseRows (database: Knex, ids: number[], reason: string): Promise<void> {
  if (ids.length > 0) await database('outbox').whereIn('id', ids).update({ last_error: reason, available_at: database.fn.now() })
}

export async function abandonRow (database: Knex, id: number, reason: string): Promise<void> {
  await database('outbox').where({ id }).update({
    attempts: database.raw('attempts + 1'), last_error: reason, abandoned_at: database.fn.now()
  })
}

function inMs (database: Knex, ms: number): Knex.Raw {
  return database.raw('now() + make_interval(secs => ?)', [ms / 1000])
}
