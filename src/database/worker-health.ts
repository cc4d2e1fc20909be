import type { Knex } from 'knex'
import { rowsOf } from './connection.js'
import { silentAfterMs } from './worker-processes.js'

/** How a job type is served, as far as the database sees it: effects of jobs, steps that the engine has begun, incidents. */
export interface WorkerHealth {
  jobType: string
  /** Processes that do it and were heard of lately. */
  servedBy: number
  handledLastHour: number
  lastHandledAt: Date | null
  /** Effects whose completion the engine no longer took. */
  lost: number
  /** Incidents of the last hour, those that are resolved by now included. */
  failedLastHour: number
  incidentsOpen: number
  waiting: number
  oldestWaitingAt: Date | null
}

/** Every job type of the engine in use that is served, was ever done, waits or has failed; those in trouble first. */
export async function workerHealth (database: Knex, now: Date): Promise<WorkerHealth[]> {
  return await rowsOf<WorkerHealth>(database.raw(`
    WITH engine AS (SELECT epoch FROM current_engine_epoch),
    served AS (SELECT job_type, count(*)::int AS processes FROM worker_process, unnest(job_types) AS job_type WHERE seen_at > :heardSince GROUP BY job_type),
    done AS (
      SELECT job_type, count(*) FILTER (WHERE created_at > :hourAgo)::int AS handled, max(created_at) AS last, count(lost_at)::int AS lost
      FROM job_effect JOIN engine USING (epoch) GROUP BY job_type),
    failed AS (
      SELECT element_id AS job_type, count(*) FILTER (WHERE created_at > :hourAgo)::int AS failed, count(*) FILTER (WHERE resolved_at IS NULL)::int AS open
      FROM incident JOIN engine USING (epoch) WHERE job_key IS NOT NULL AND (resolved_at IS NULL OR created_at > :hourAgo) GROUP BY element_id),
    waiting AS (
      SELECT begun.element_id AS job_type, count(*)::int AS waiting, min(begun.at) AS oldest
      FROM engine JOIN process_instance AS instance ON instance.epoch = engine.epoch AND instance.state = 'active'
      JOIN timeline_event AS begun ON begun.epoch = instance.epoch AND begun.process_instance_key = instance.process_instance_key
      WHERE begun.element_type = 'SERVICE_TASK' AND begun.intent = 'ELEMENT_ACTIVATED' AND NOT EXISTS (
        SELECT FROM timeline_event AS ended WHERE ended.epoch = begun.epoch AND ended.process_instance_key = begun.process_instance_key
          AND ended.element_instance_key = begun.element_instance_key AND ended.intent <> 'ELEMENT_ACTIVATED')
      GROUP BY begun.element_id)
    SELECT job_type AS "jobType", coalesce(processes, 0) AS "servedBy", coalesce(handled, 0) AS "handledLastHour", last AS "lastHandledAt", coalesce(lost, 0) AS lost, coalesce(failed, 0) AS "failedLastHour",
      coalesce(open, 0) AS "incidentsOpen", coalesce(waiting, 0) AS waiting, oldest AS "oldestWaitingAt"
    FROM served FULL JOIN done USING (job_type) FULL JOIN failed USING (job_type) FULL JOIN waiting USING (job_type)
    ORDER BY coalesce(open, 0) DESC, oldest, last DESC NULLS LAST, job_type`, { hourAgo: new Date(now.getTime() - 3_600_000), heardSince: new Date(now.getTime() - silentAfterMs) }))
}
