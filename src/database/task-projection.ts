import type { Knex } from 'knex'
import { rowsOf } from './connection.js'

export interface UserTaskRow {
  user_task_key: string
  element_id: string
  element_instance_key: string
  process_instance_key: string
  process_id: string
  candidate_groups: string[]
  form_key: string | null
  due_at: string | null
  assignee: string | null
  state: 'created' | 'completed' | 'canceled'
  partition: number
  position: number
  created_at: string
  ended_at: string | null
}

/** The engine sends user tasks apart from everything else, each stream in its own order. */
export type FeedStream = 'tasks' | 'flow'
export interface FeedSource { partition: number, stream: FeedStream }
/** How far the records of one source are projected. `recordedAt` is the newest timestamp seen. */
export interface FeedMark extends FeedSource { position: number, recordedAt: Date }
export interface NewMark extends FeedSource { position: number, recordedAt: string }

/**
 * Stores a bulk of user tasks and its mark with one statement: a task must show at once, and its exporter sends no other before the answer.
 * Needs no lock, since a task's older record never overwrites a newer one.
 * @returns false, with nothing stored, when records from `firstPosition` on have come before
 */
export async function storeTaskBulk (database: Knex, epoch: number, bulk: { tasks: UserTaskRow[], firstPosition: number, mark: NewMark }): Promise<boolean> {
  const isNew = 'WHERE NOT EXISTS (SELECT FROM known)'
  const [row] = await rowsOf<{ isKnown: boolean }>(database.raw(`
    WITH known AS (
      SELECT FROM feed_mark WHERE epoch = :epoch AND partition = :partition AND stream = :stream AND position >= :firstPosition
    ), stored AS (${upsertUserTasks(isNew)} RETURNING 1), moved AS (${upsertMarks(isNew, ':marks')} RETURNING 1)
    SELECT EXISTS (SELECT FROM known) AS "isKnown"`,
  {
    epoch,
    partition: bulk.mark.partition,
    stream: bulk.mark.stream,
    firstPosition: bulk.firstPosition,
    rows: JSON.stringify(bulk.tasks),
    marks: JSON.stringify([bulk.mark])
  }))
  return row?.isKnown === false
}

/** Of `:epoch` and `:rows` (UserTaskRow[] as JSON). A finished task is never opened again, whatever comes late. */
export function upsertUserTasks (where: string): string {
  return `
    INSERT INTO user_task (epoch, user_task_key, element_id, element_instance_key, process_instance_key, process_id, candidate_groups, form_key,
      due_at, assignee, state, partition, position, created_at, ended_at)
    SELECT :epoch, user_task_key, element_id, element_instance_key, process_instance_key, process_id, candidate_groups, form_key,
      due_at, assignee, state, partition, position, created_at, ended_at
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS task (user_task_key text, element_id text, element_instance_key text, process_instance_key text,
      process_id text, candidate_groups text[], form_key text, due_at timestamptz, assignee text, state text, partition int, position bigint,
      created_at timestamptz, ended_at timestamptz)
    ${where}
    ON CONFLICT (epoch, user_task_key) DO UPDATE SET
      candidate_groups = excluded.candidate_groups, form_key = excluded.form_key, due_at = excluded.due_at, assignee = excluded.assignee,
      state = excluded.state, position = excluded.position, ended_at = excluded.ended_at
    WHERE user_task.state = 'created' AND user_task.position < excluded.position`
}

/** Of `:epoch` and the binding `rows` (NewMark[] as JSON). A mark never goes back. */
export function upsertMarks (where: string, rows = ':rows'): string {
  return `
    INSERT INTO feed_mark (epoch, partition, stream, position, recorded_at, handled_at, lag_ms)
    SELECT :epoch, partition, stream, position, "recordedAt", clock_timestamp(),
      CAST(least(greatest(extract(epoch FROM clock_timestamp() - "recordedAt") * 1000, 0), 2147483647) AS int)
    FROM jsonb_to_recordset(CAST(${rows} AS jsonb)) AS mark (partition int, stream text, position bigint, "recordedAt" timestamptz)
    ${where}
    ON CONFLICT (epoch, partition, stream) DO UPDATE SET
      position = greatest(feed_mark.position, excluded.position), recorded_at = greatest(feed_mark.recorded_at, excluded.recorded_at),
      handled_at = excluded.handled_at, lag_ms = excluded.lag_ms`
}
