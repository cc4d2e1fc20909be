import type { Knex } from 'knex'
import { rowsOf } from './connection.js'

/** What operators watch, as numbers of this moment. Times are seconds; counts of the current engine where they depend on one. */
export interface PlatformFigures {
  jobsHandled: number
  jobsCompletionLost: number
  outboxWaiting: number
  outboxOldestAge: number
  outboxAbandoned: number
  feedLag: number
  feedSilence: number
  deadLetters: number
  messagesExpired: number
  incidentsOpen: number
  alarmsOpen: number
  tasksOpen: number
  casesOpen: number
  casesWithoutInstance: number
  notificationsWaiting: number
  notificationsFailed: number
  documentsWaiting: number
}

/** One statement, so that all figures are of the same moment. */
export async function platformFigures (tx: Knex): Promise<PlatformFigures> {
  const [row] = await rowsOf<PlatformFigures>(tx.raw(`
    WITH engine AS (SELECT coalesce(max(epoch), 0) AS epoch FROM current_engine_epoch),
    waiting AS (SELECT created_at FROM outbox WHERE sent_at IS NULL AND abandoned_at IS NULL),
    marks AS (SELECT lag_ms, handled_at FROM feed_mark, engine WHERE feed_mark.epoch = engine.epoch)
    SELECT
      (SELECT count(*)::int FROM job_effect, engine WHERE job_effect.epoch = engine.epoch) AS "jobsHandled",
      (SELECT count(*)::int FROM job_effect WHERE lost_at IS NOT NULL) AS "jobsCompletionLost",
      (SELECT count(*)::int FROM waiting) AS "outboxWaiting",
      (SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)::float FROM waiting) AS "outboxOldestAge",
      (SELECT count(*)::int FROM outbox WHERE abandoned_at IS NOT NULL) AS "outboxAbandoned",
      (SELECT coalesce(max(lag_ms), 0) / 1000.0 FROM marks)::float AS "feedLag",
      (SELECT coalesce(extract(epoch FROM now() - max(handled_at)), 0)::float FROM marks) AS "feedSilence",
      (SELECT count(*)::int FROM dead_letter) AS "deadLetters",
      (SELECT count(*)::int FROM expired_message) AS "messagesExpired",
      (SELECT count(*)::int FROM incident, engine WHERE incident.epoch = engine.epoch AND resolved_at IS NULL) AS "incidentsOpen",
      (SELECT count(*)::int FROM platform_alarm WHERE cleared_at IS NULL) AS "alarmsOpen",
      (SELECT count(*)::int FROM user_task, engine WHERE user_task.epoch = engine.epoch AND state = 'created') AS "tasksOpen",
      (SELECT count(*)::int FROM case_file WHERE closed_at IS NULL) AS "casesOpen",
      (SELECT count(*)::int FROM case_file WHERE process_instance_key IS NULL) AS "casesWithoutInstance",
      (SELECT count(*)::int FROM notification_delivery WHERE state = 'waiting') AS "notificationsWaiting",
      (SELECT count(*)::int FROM notification_delivery WHERE state = 'failed') AS "notificationsFailed",
      (SELECT count(*)::int FROM document WHERE rendered_at IS NULL) AS "documentsWaiting"`))
  return row!
}
