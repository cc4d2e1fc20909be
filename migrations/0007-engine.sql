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
  message_id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT outbox_message_id_unique UNIQUE,
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
-- 引擎保存中的消息；到期记录本身没有内容，据此得知是哪条消息、是否有人接收过
CREATE TABLE buffered_message (
  epoch integer NOT NULL,
  message_key text NOT NULL,
  name text NOT NULL,
  correlation_key text NOT NULL,
  published_at timestamptz NOT NULL,
  correlated_at timestamptz,
  started_instance_key text,
  PRIMARY KEY (epoch, message_key)
);
CREATE INDEX buffered_message_start_index ON buffered_message (epoch, correlation_key) WHERE started_instance_key IS NOT NULL;
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

-- 表与列的说明
COMMENT ON TABLE engine_epoch IS '引擎纪元：换了新引擎即为新纪元，各纪元的键互不相干';
COMMENT ON COLUMN engine_epoch.epoch IS '纪元序号';
COMMENT ON COLUMN engine_epoch.marker IS '部署在引擎中的标记';
COMMENT ON COLUMN engine_epoch.first_seen_at IS '首次见到的时间';
COMMENT ON TABLE platform_alarm IS '平台告警';
COMMENT ON COLUMN platform_alarm.id IS '编号';
COMMENT ON COLUMN platform_alarm.kind IS '告警种类';
COMMENT ON COLUMN platform_alarm.detail IS '告警细节';
COMMENT ON COLUMN platform_alarm.raised_at IS '发出时间';
COMMENT ON COLUMN platform_alarm.cleared_at IS '解除时间';
COMMENT ON TABLE job_effect IS '作业效果：同一作业再次送来时按此回复，不重做';
COMMENT ON COLUMN job_effect.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON COLUMN job_effect.job_key IS '作业键';
COMMENT ON COLUMN job_effect.job_type IS '作业类型';
COMMENT ON COLUMN job_effect.process_instance_key IS '流程实例键';
COMMENT ON COLUMN job_effect.result IS '返回给引擎的结果';
COMMENT ON COLUMN job_effect.created_at IS '处理时间';
COMMENT ON COLUMN job_effect.lost_at IS '引擎不再认识此作业的时间';
COMMENT ON TABLE engine_instance IS '流程实例属于哪个办件；作业以此为准，不信流程变量';
COMMENT ON COLUMN engine_instance.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON COLUMN engine_instance.process_instance_key IS '流程实例键';
COMMENT ON COLUMN engine_instance.process_id IS '流程标识';
COMMENT ON COLUMN engine_instance.case_no IS '总件编号';
COMMENT ON COLUMN engine_instance.sub_case_no IS '子办件编号';
COMMENT ON COLUMN engine_instance.notice_no IS '补正通知书编号';
COMMENT ON COLUMN engine_instance.visit_no IS '核查编号';
COMMENT ON TABLE process_instance IS '流程实例的投影';
COMMENT ON COLUMN process_instance.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON COLUMN process_instance.process_instance_key IS '流程实例键';
COMMENT ON COLUMN process_instance.process_id IS '流程标识';
COMMENT ON COLUMN process_instance.parent_process_instance_key IS '上级流程实例键，顶层为空';
COMMENT ON COLUMN process_instance.state IS '实例状态';
COMMENT ON COLUMN process_instance.started_at IS '开始时间';
COMMENT ON COLUMN process_instance.ended_at IS '结束时间';
COMMENT ON TABLE outbox IS '发件箱：与业务数据同一事务写入，随后发给引擎';
COMMENT ON COLUMN outbox.id IS '编号';
COMMENT ON COLUMN outbox.message_id IS '送往引擎的消息标识，任何数据库中都不重复';
COMMENT ON COLUMN outbox.kind IS 'publish-message 发布消息，correlate-message 关联消息，update-task 更新任务';
COMMENT ON COLUMN outbox.payload IS '要发送的内容';
COMMENT ON COLUMN outbox.dedupe_key IS '去重键';
COMMENT ON COLUMN outbox.case_no IS '总件编号';
COMMENT ON COLUMN outbox.created_at IS '建立时间';
COMMENT ON COLUMN outbox.available_at IS '最早发送时间';
COMMENT ON COLUMN outbox.attempts IS '已尝试次数';
COMMENT ON COLUMN outbox.last_error IS '上次失败的原因';
COMMENT ON COLUMN outbox.sent_at IS '发出时间';
COMMENT ON COLUMN outbox.abandoned_at IS '放弃时间';
COMMENT ON TABLE feed_mark IS '记录接收进度，每个分区一行';
COMMENT ON COLUMN feed_mark.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON COLUMN feed_mark.partition IS '引擎分区';
COMMENT ON COLUMN feed_mark.position IS '已处理到的位置';
COMMENT ON COLUMN feed_mark.recorded_at IS '该记录在引擎中的时间';
COMMENT ON COLUMN feed_mark.handled_at IS '处理时间';
COMMENT ON COLUMN feed_mark.lag_ms IS '从引擎记录到处理完毕的毫秒数';
COMMENT ON TABLE buffered_message IS '引擎保存中的消息，到期时据此区分正常到期与无人接收';
COMMENT ON COLUMN buffered_message.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON COLUMN buffered_message.message_key IS '消息键';
COMMENT ON COLUMN buffered_message.name IS '消息名称';
COMMENT ON COLUMN buffered_message.correlation_key IS '关联键';
COMMENT ON COLUMN buffered_message.published_at IS '发布时间';
COMMENT ON COLUMN buffered_message.correlated_at IS '送达时间；为空表示还没有人接收';
COMMENT ON COLUMN buffered_message.started_instance_key IS '由消息启动的流程实例键';
COMMENT ON TABLE dead_letter IS '无法理解的引擎记录';
COMMENT ON COLUMN dead_letter.id IS '编号';
COMMENT ON COLUMN dead_letter.reason IS '无法处理的原因';
COMMENT ON COLUMN dead_letter.record IS '记录原文';
COMMENT ON COLUMN dead_letter.received_at IS '收到时间';
COMMENT ON TABLE user_task IS '用户任务的投影，即待办箱';
COMMENT ON COLUMN user_task.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON COLUMN user_task.user_task_key IS '用户任务键';
COMMENT ON COLUMN user_task.element_id IS '模型中的元素标识';
COMMENT ON COLUMN user_task.element_instance_key IS '元素实例键';
COMMENT ON COLUMN user_task.process_instance_key IS '流程实例键';
COMMENT ON COLUMN user_task.process_id IS '流程标识';
COMMENT ON COLUMN user_task.candidate_groups IS '候选组';
COMMENT ON COLUMN user_task.form_key IS '表单键';
COMMENT ON COLUMN user_task.due_at IS '办理期限';
COMMENT ON COLUMN user_task.assignee IS '签收人登录名';
COMMENT ON COLUMN user_task.state IS 'created 待办，completed 已办结，canceled 已取消';
COMMENT ON COLUMN user_task.partition IS '引擎分区';
COMMENT ON COLUMN user_task.position IS '记录在分区内的位置';
COMMENT ON COLUMN user_task.created_at IS '建立时间';
COMMENT ON COLUMN user_task.ended_at IS '结束时间';
COMMENT ON TABLE task_consumption IS '已办结的用户任务由哪个登记作业采用，每个任务只被采用一次';
COMMENT ON COLUMN task_consumption.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON COLUMN task_consumption.user_task_key IS '用户任务键';
COMMENT ON COLUMN task_consumption.job_key IS '作业键';
COMMENT ON TABLE task_view IS '随任务呈现给办理人的内容';
COMMENT ON COLUMN task_view.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON COLUMN task_view.element_instance_key IS '元素实例键';
COMMENT ON COLUMN task_view.element_id IS '模型中的元素标识';
COMMENT ON COLUMN task_view.process_instance_key IS '流程实例键';
COMMENT ON COLUMN task_view.case_no IS '总件编号';
COMMENT ON COLUMN task_view.sub_case_no IS '子办件编号';
COMMENT ON COLUMN task_view.view IS '呈现内容，不含身份证件号码和电话';
COMMENT ON COLUMN task_view.created_at IS '建立时间';
COMMENT ON TABLE task_draft IS '办理人暂存的填写内容';
COMMENT ON COLUMN task_draft.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON COLUMN task_draft.user_task_key IS '用户任务键';
COMMENT ON COLUMN task_draft.account_id IS '办理人账号';
COMMENT ON COLUMN task_draft.data IS '填写内容';
COMMENT ON COLUMN task_draft.updated_at IS '最近修改时间';
COMMENT ON TABLE timeline_event IS '办件进程时间线的投影';
COMMENT ON COLUMN timeline_event.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON COLUMN timeline_event.partition IS '引擎分区';
COMMENT ON COLUMN timeline_event.position IS '记录在分区内的位置';
COMMENT ON COLUMN timeline_event.process_instance_key IS '流程实例键';
COMMENT ON COLUMN timeline_event.process_id IS '流程标识';
COMMENT ON COLUMN timeline_event.element_id IS '模型中的元素标识';
COMMENT ON COLUMN timeline_event.element_type IS '元素类型';
COMMENT ON COLUMN timeline_event.element_instance_key IS '元素实例键';
COMMENT ON COLUMN timeline_event.intent IS '发生了什么';
COMMENT ON COLUMN timeline_event.at IS '发生时间';
COMMENT ON TABLE incident IS '引擎异常的投影';
COMMENT ON COLUMN incident.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON COLUMN incident.incident_key IS '异常键';
COMMENT ON COLUMN incident.process_instance_key IS '流程实例键';
COMMENT ON COLUMN incident.process_id IS '流程标识';
COMMENT ON COLUMN incident.element_id IS '模型中的元素标识';
COMMENT ON COLUMN incident.job_key IS '作业键';
COMMENT ON COLUMN incident.error_type IS '异常类型';
COMMENT ON COLUMN incident.error_message IS '异常信息';
COMMENT ON COLUMN incident.created_at IS '建立时间';
COMMENT ON COLUMN incident.resolved_at IS '解决时间';
COMMENT ON TABLE expired_message IS '到期仍无人接收的消息';
COMMENT ON COLUMN expired_message.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON COLUMN expired_message.message_key IS '消息键';
COMMENT ON COLUMN expired_message.name IS '消息名称';
COMMENT ON COLUMN expired_message.correlation_key IS '关联键';
COMMENT ON COLUMN expired_message.expired_at IS '到期时间';
COMMENT ON TABLE notification IS '给账号的通知';
COMMENT ON COLUMN notification.id IS '编号';
COMMENT ON COLUMN notification.account_id IS '收件人账号';
COMMENT ON COLUMN notification.case_no IS '总件编号';
COMMENT ON COLUMN notification.dedupe_key IS '去重键：同一件事只通知一次';
COMMENT ON COLUMN notification.title IS '标题';
COMMENT ON COLUMN notification.body IS '正文';
COMMENT ON COLUMN notification.created_at IS '建立时间';
COMMENT ON COLUMN notification.read_at IS '阅读时间';
