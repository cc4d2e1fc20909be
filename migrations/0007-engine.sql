-- 引擎往来：纪元、作业效果、发件箱、记录投影、死信。
CREATE TABLE engine_epoch (
  epoch integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  marker text NOT NULL CONSTRAINT engine_epoch_marker_unique UNIQUE,
  first_seen_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE platform_alarm (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  raised_at timestamptz NOT NULL DEFAULT now(),
  cleared_at timestamptz
);
CREATE UNIQUE INDEX platform_alarm_open_unique ON platform_alarm (kind, detail) WHERE cleared_at IS NULL;

CREATE TABLE job_effect (
  epoch integer NOT NULL,
  job_key text NOT NULL,
  job_type text NOT NULL,
  process_instance_key text NOT NULL,
  result jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  lost_at timestamptz,
  PRIMARY KEY (epoch, job_key)
);
CREATE INDEX job_effect_lost_index ON job_effect (lost_at) WHERE lost_at IS NOT NULL;

-- 流程实例属于谁：作业只信这里，不信流程变量
CREATE TABLE engine_instance (
  epoch integer NOT NULL,
  process_instance_key text NOT NULL,
  process_id text NOT NULL,
  case_no text NOT NULL REFERENCES case_file (case_no),
  sub_case_no text REFERENCES sub_case (sub_case_no),
  notice_no text REFERENCES supplement_notice (notice_no),
  visit_no text REFERENCES visit (visit_no),
  PRIMARY KEY (epoch, process_instance_key)
);
CREATE INDEX engine_instance_case_index ON engine_instance (case_no);

-- 记录投影：流程实例的起止与从属
CREATE TABLE process_instance (
  epoch integer NOT NULL,
  process_instance_key text NOT NULL,
  process_id text NOT NULL,
  parent_process_instance_key text,
  state text NOT NULL CONSTRAINT process_instance_state_check CHECK (state IN ('active', 'completed', 'terminated')),
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (epoch, process_instance_key)
);
CREATE INDEX process_instance_active_index ON process_instance (epoch, process_id) WHERE state = 'active';

CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CONSTRAINT outbox_kind_check CHECK (kind IN ('publish-message', 'correlate-message', 'update-task')),
  payload jsonb NOT NULL,
  dedupe_key text CONSTRAINT outbox_dedupe_unique UNIQUE,
  case_no text,
  created_at timestamptz NOT NULL DEFAULT now(),
  available_at timestamptz NOT NULL DEFAULT now(),
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  sent_at timestamptz,
  abandoned_at timestamptz
);
CREATE INDEX outbox_due_index ON outbox (available_at, id) WHERE sent_at IS NULL AND abandoned_at IS NULL;

CREATE TABLE feed_mark (
  epoch integer NOT NULL,
  partition integer NOT NULL,
  position bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  handled_at timestamptz NOT NULL DEFAULT now(),
  lag_ms integer NOT NULL DEFAULT 0,
  PRIMARY KEY (epoch, partition)
);
-- 已送达的消息：到期时据此区分正常到期与无人接收
CREATE TABLE correlated_message (
  epoch integer NOT NULL,
  message_key text NOT NULL,
  name text NOT NULL,
  correlation_key text NOT NULL,
  started_instance_key text,
  correlated_at timestamptz NOT NULL,
  PRIMARY KEY (epoch, message_key)
);
CREATE INDEX correlated_message_start_index ON correlated_message (epoch, correlation_key) WHERE started_instance_key IS NOT NULL;
CREATE TABLE dead_letter (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reason text NOT NULL,
  record text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE user_task (
  epoch integer NOT NULL,
  user_task_key text NOT NULL,
  element_id text NOT NULL,
  element_instance_key text NOT NULL,
  process_instance_key text NOT NULL,
  process_id text NOT NULL,
  candidate_groups text[] NOT NULL DEFAULT '{}',
  form_key text,
  due_at timestamptz,
  assignee text,
  state text NOT NULL CONSTRAINT user_task_state_check CHECK (state IN ('created', 'completed', 'canceled')),
  partition integer NOT NULL,
  position bigint NOT NULL,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (epoch, user_task_key)
);
CREATE INDEX user_task_inbox_index ON user_task USING gin (candidate_groups) WHERE state = 'created';
CREATE INDEX user_task_instance_index ON user_task (epoch, process_instance_key, element_id);
CREATE INDEX user_task_element_index ON user_task (epoch, element_instance_key);

-- 每个已完成的用户任务只被一个登记作业采用
CREATE TABLE task_consumption (
  epoch integer NOT NULL,
  user_task_key text NOT NULL,
  job_key text NOT NULL,
  PRIMARY KEY (epoch, user_task_key)
);
CREATE TABLE task_view (
  epoch integer NOT NULL,
  element_instance_key text NOT NULL,
  element_id text NOT NULL,
  process_instance_key text NOT NULL,
  case_no text NOT NULL REFERENCES case_file (case_no),
  sub_case_no text REFERENCES sub_case (sub_case_no),
  view jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (epoch, element_instance_key)
);
CREATE TABLE task_draft (
  epoch integer NOT NULL,
  user_task_key text NOT NULL,
  account_id bigint NOT NULL REFERENCES account (id),
  data jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (epoch, user_task_key, account_id)
);

CREATE TABLE timeline_event (
  epoch integer NOT NULL,
  partition integer NOT NULL,
  position bigint NOT NULL,
  process_instance_key text NOT NULL,
  process_id text NOT NULL,
  element_id text NOT NULL,
  element_type text NOT NULL,
  element_instance_key text NOT NULL,
  intent text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (epoch, partition, position)
);
CREATE INDEX timeline_event_instance_index ON timeline_event (epoch, process_instance_key);
CREATE INDEX timeline_event_element_index ON timeline_event (epoch, element_instance_key);
-- 等待作业的元素，供看门狗查询
CREATE INDEX timeline_event_started_job_index ON timeline_event (epoch, at)
  WHERE intent = 'ELEMENT_ACTIVATED' AND element_type IN ('SERVICE_TASK', 'SEND_TASK', 'BUSINESS_RULE_TASK', 'SCRIPT_TASK');

CREATE TABLE incident (
  epoch integer NOT NULL,
  incident_key text NOT NULL,
  process_instance_key text NOT NULL,
  process_id text NOT NULL,
  element_id text NOT NULL,
  job_key text,
  error_type text NOT NULL,
  error_message text NOT NULL,
  created_at timestamptz NOT NULL,
  resolved_at timestamptz,
  PRIMARY KEY (epoch, incident_key)
);
CREATE INDEX incident_open_index ON incident (epoch, created_at) WHERE resolved_at IS NULL;
CREATE TABLE expired_message (
  epoch integer NOT NULL,
  message_key text NOT NULL,
  name text NOT NULL,
  correlation_key text NOT NULL,
  expired_at timestamptz NOT NULL,
  PRIMARY KEY (epoch, message_key)
);

CREATE TABLE notification (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account (id),
  case_no text REFERENCES case_file (case_no),
  dedupe_key text NOT NULL CONSTRAINT notification_dedupe_unique UNIQUE,
  title text NOT NULL,
  body text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  read_at timestamptz
);
