import type { Knex } from 'knex'
import { rowsOf } from './connection.js'

/** Open user tasks whose process has ended without a record of it: cancelled here, so that nobody is shown a task that is gone. */
export async function cancelOrphanedTasks (tx: Knex, epoch: number): Promise<string[]> {
  const rows = await rowsOf<{ key: string }>(tx.raw(`
    UPDATE user_task SET state = 'canceled', ended_at = process_instance.ended_at
    FROM process_instance
    WHERE user_task.epoch = :epoch AND user_task.state = 'created'
      AND process_instance.epoch = user_task.epoch AND process_instance.process_instance_key = user_task.process_instance_key
      AND process_instance.state <> 'active' AND process_instance.ended_at < now() - interval '1 minute'
    RETURNING user_task.user_task_key AS key`, { epoch }))
  return rows.map(({ key }) => key)
}

/** Incidents of processes that have ended are nobody's any more. */
export async function resolveOrphanedIncidents (tx: Knex, epoch: number): Promise<string[]> {
  const rows = await rowsOf<{ key: string }>(tx.raw(`
    UPDATE incident SET resolved_at = process_instance.ended_at
    FROM process_instance
    WHERE incident.epoch = :epoch AND incident.resolved_at IS NULL
      AND process_instance.epoch = incident.epoch AND process_instance.process_instance_key = incident.process_instance_key
      AND process_instance.state <> 'active'
    RETURNING incident.incident_key AS key`, { epoch }))
  return rows.map(({ key }) => key)
}

/** Open cases whose process is over: they would stand still for ever. */
export async function casesWithoutProcess (tx: Knex, epoch: number): Promise<string[]> {
  return await tx('case_file').join('process_instance', 'process_instance.process_instance_key', 'case_file.process_instance_key')
    .where({ 'case_file.epoch': epoch, 'process_instance.epoch': epoch }).whereNull('case_file.closed_at')
    .whereNot('process_instance.state', 'active').whereRaw("process_instance.ended_at < now() - interval '1 minute'")
    .orderBy('case_file.case_no').pluck('case_file.case_no')
}

/** Undecided permits whose process is over. */
export async function permitsWithoutProcess (tx: Knex, epoch: number): Promise<string[]> {
  return await tx('sub_case').join('process_instance', 'process_instance.process_instance_key', 'sub_case.process_instance_key')
    .where({ 'sub_case.epoch': epoch, 'process_instance.epoch': epoch }).whereNull('sub_case.ended_at')
    .whereNot('process_instance.state', 'active').whereRaw("process_instance.ended_at < now() - interval '1 minute'")
    .orderBy('sub_case.sub_case_no').pluck('sub_case.sub_case_no')
}

export interface WaitingJobs { jobType: string, count: number, oldestAt: Date }

/** Service tasks that have been active for longer than `olderThanSeconds`, by element (which is named like its job type). */
export async function waitingServiceTasks (tx: Knex, epoch: number, olderThanSeconds: number): Promise<WaitingJobs[]> {
  return await rowsOf<WaitingJobs>(tx.raw(`
    SELECT begun.element_id AS "jobType", count(*)::int AS count, min(begun.at) AS "oldestAt"
    FROM process_instance
    JOIN timeline_event begun ON begun.epoch = process_instance.epoch AND begun.process_instance_key = process_instance.process_instance_key
    WHERE process_instance.epoch = :epoch AND process_instance.state = 'active'
      AND begun.element_type = 'SERVICE_TASK' AND begun.intent = 'ELEMENT_ACTIVATED' AND begun.at < now() - make_interval(secs => :olderThanSeconds)
      AND NOT EXISTS (
        SELECT 1 FROM timeline_event ended WHERE ended.epoch = begun.epoch AND ended.process_instance_key = begun.process_instance_key
          AND ended.element_instance_key = begun.element_instance_key AND ended.intent <> 'ELEMENT_ACTIVATED')
    GROUP BY begun.element_id ORDER BY begun.element_id`, { epoch, olderThanSeconds }))
}
