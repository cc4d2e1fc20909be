-- 期限督办的作业每天每件三次，效果留一周；到期的要找得快
CREATE INDEX job_effect_watch_index ON job_effect (created_at)
  WHERE job_type IN ('find-due-cases', 'close-formal-check', 'refresh-due-dates', 'remind-and-escalate') AND lost_at IS NULL;
