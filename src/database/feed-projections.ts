import type { Knex } from 'knex'
import { upsertMarks, upsertUserTasks, type FeedMark, type FeedSource, type NewMark, type UserTaskRow } from './task-projection.js'

export interface TimelineRow {
  partition: number
  position: number
  process_instance_key: string
  process_id: string
  element_id: string
  element_type: string
  element_instance_key: string
  intent: string
  at: string
}
export interface ProcessInstanceRow {
  process_instance_key: string
  process_id: string
  parent_process_instance_key: string | null
  state: 'active' | 'completed' | 'terminated'
  started_at: string
  ended_at: string | null
}
export interface IncidentRow {
  incident_key: string
  process_instance_key: string
  process_id: string
  element_id: string
  job_key: string | null
  error_type: string
  error_message: string
  created_at: string
  resolved_at: string | null
}
export interface BufferedMessageRow {
  message_key: string
  name: string
  correlation_key: string
  published_at: string
  correlated_at: string | null
  started_instance_key: string | null
}
/** The engine says no more of a message that expires. */
export interface ExpiredMessageRow { message_key: string, expired_at: string }

/** What a bulk of records tells, folded to one row per thing. */
export interface Projections {
  userTasks: Map<string, UserTaskRow>
  timeline: TimelineRow[]
  processInstances: Map<string, ProcessInstanceRow>
  incidents: Map<string, IncidentRow>
  bufferedMessages: Map<string, BufferedMessageRow>
  expiredMessages: ExpiredMessageRow[]
}

export interface DeadLetter { reason: string, record: string }

export function noProjections (): Projections {
  return {
    userTasks: new Map(), timeline: [], processInstances: new Map(), incidents: new Map(), bufferedMessages: new Map(), expiredMessages: []
  }
}

/** The marks of some sources, held until the transaction ends: bulks of one source are projected one after the other. */
export async function lockMarks (tx: Knex.Transaction, epoch: number, sources: FeedSource[]): Promise<FeedMark[]> {
  const partitions = [...new Set(sources.map(({ partition }) => partition))]
  const streams = [...new Set(sources.map(({ stream }) => stream))]
  await tx.raw(`
    SELECT pg_advisory_xact_lock(hashtext('record_feed.' || stream), partition)
    FROM (SELECT stream, partition FROM unnest(CAST(? AS text[])) AS stream, unnest(CAST(? AS int[])) AS partition ORDER BY 1, 2) AS source`, [streams, partitions])
  return await tx('feed_mark').where({ epoch }).whereIn('partition', partitions).whereIn('stream', streams)
    .select('partition', 'stream', 'position', 'recorded_at as recordedAt') as FeedMark[]
}

export async function moveMarks (tx: Knex.Transaction, epoch: number, marks: NewMark[]): Promise<void> {
  await insertRows(tx, epoch, marks, upsertMarks(''))
}

/** A statement takes 65,535 values at most, and a bulk of another version's records has no readable one. */
const lettersPerStatement = 1_000

export async function insertDeadLetters (tx: Knex, letters: DeadLetter[]): Promise<void> {
  for (let first = 0; first < letters.length; first += lettersPerStatement) {
    await tx('dead_letter').insert(letters.slice(first, first + lettersPerStatement))
  }
}

/** Stores all of it, one statement per kind. A finished task or instance is never opened again, whatever comes late. */
export async function storeProjections (tx: Knex.Transaction, epoch: number, projections: Projections): Promise<void> {
  await storeUserTasks(tx, epoch, [...projections.userTasks.values()])
  await storeProcessInstances(tx, epoch, [...projections.processInstances.values()])
  await storeTimeline(tx, epoch, projections.timeline)
  await storeIncidents(tx, epoch, [...projections.incidents.values()])
  await storeMessages(tx, epoch, [...projections.bufferedMessages.values()], projections.expiredMessages)
}

async function storeUserTasks (tx: Knex.Transaction, epoch: number, rows: UserTaskRow[]): Promise<void> {
  await insertRows(tx, epoch, rows, upsertUserTasks(''))
}

async function storeProcessInstances (tx: Knex.Transaction, epoch: number, rows: ProcessInstanceRow[]): Promise<void> {
  await insertRows(tx, epoch, rows, `
    INSERT INTO process_instance (epoch, process_instance_key, process_id, parent_process_instance_key, state, started_at, ended_at)
    SELECT :epoch, process_instance_key, process_id, parent_process_instance_key, state, started_at, ended_at
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS instance (process_instance_key text, process_id text, parent_process_instance_key text, state text,
      started_at timestamptz, ended_at timestamptz)
    ON CONFLICT (epoch, process_instance_key) DO UPDATE SET state = excluded.state, ended_at = excluded.ended_at
    WHERE process_instance.state = 'active'`)
}

async function storeTimeline (tx: Knex.Transaction, epoch: number, rows: TimelineRow[]): Promise<void> {
  await insertRows(tx, epoch, rows, `
    INSERT INTO timeline_event (epoch, partition, position, process_instance_key, process_id, element_id, element_type, element_instance_key, intent, at)
    SELECT :epoch, partition, position, process_instance_key, process_id, element_id, element_type, element_instance_key, intent, at
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS event (partition int, position bigint, process_instance_key text, process_id text, element_id text,
      element_type text, element_instance_key text, intent text, at timestamptz)
    ON CONFLICT DO NOTHING`)
}

async function storeIncidents (tx: Knex.Transaction, epoch: number, rows: IncidentRow[]): Promise<void> {
  await insertRows(tx, epoch, rows, `
    INSERT INTO incident (epoch, incident_key, process_instance_key, process_id, element_id, job_key, error_type, error_message, created_at, resolved_at)
    SELECT :epoch, incident_key, process_instance_key, process_id, element_id, job_key, error_type, error_message, created_at, resolved_at
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS incident (incident_key text, process_instance_key text, process_id text, element_id text, job_key text,
      error_type text, error_message text, created_at timestamptz, resolved_at timestamptz)
    ON CONFLICT (epoch, incident_key) DO UPDATE SET resolved_at = coalesce(incident.resolved_at, excluded.resolved_at)`)
}

/** Every message expires: only one that nobody took is worth a report. */
async function storeMessages (tx: Knex.Transaction, epoch: number, buffered: BufferedMessageRow[], expired: ExpiredMessageRow[]): Promise<void> {
  await insertRows(tx, epoch, buffered, `
    INSERT INTO buffered_message (epoch, message_key, name, correlation_key, published_at, correlated_at, started_instance_key)
    SELECT :epoch, message_key, name, correlation_key, published_at, correlated_at, started_instance_key
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS message (message_key text, name text, correlation_key text, published_at timestamptz,
      correlated_at timestamptz, started_instance_key text)
    ON CONFLICT (epoch, message_key) DO UPDATE SET
      correlated_at = coalesce(buffered_message.correlated_at, excluded.correlated_at),
      started_instance_key = coalesce(buffered_message.started_instance_key, excluded.started_instance_key)`)
  await insertRows(tx, epoch, expired, `
    INSERT INTO expired_message (epoch, message_key, name, correlation_key, expired_at)
    SELECT :epoch, buffered.message_key, buffered.name, buffered.correlation_key, message.expired_at
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS message (message_key text, expired_at timestamptz)
    JOIN buffered_message buffered ON buffered.epoch = :epoch AND buffered.message_key = message.message_key
    WHERE buffered.correlated_at IS NULL
    ON CONFLICT DO NOTHING`)
  if (expired.length > 0) {
    await tx('buffered_message').where({ epoch }).whereNull('started_instance_key')
      .whereIn('message_key', expired.map(({ message_key: key }) => key)).delete()
  }
}

async function insertRows (tx: Knex.Transaction, epoch: number, rows: object[], sql: string): Promise<void> {
  if (rows.length > 0) await tx.raw(sql, { epoch, rows: JSON.stringify(rows) })
}
