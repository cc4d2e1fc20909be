-- 已发布目录、工作日历、流水号。
CREATE TABLE catalogue_release (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  industry text NOT NULL,
  version integer NOT NULL CONSTRAINT catalogue_release_version_positive CHECK (version > 0),
  content jsonb NOT NULL,
  content_hash text NOT NULL,
  forms jsonb NOT NULL DEFAULT '{}',
  element_names jsonb NOT NULL DEFAULT '{}',
  task_outputs jsonb NOT NULL DEFAULT '{}',
  epoch integer NOT NULL,
  deployment_key text NOT NULL,
  published_by text NOT NULL,
  note text NOT NULL DEFAULT '',
  published_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT catalogue_release_industry_version_unique UNIQUE (industry, version)
);

CREATE TABLE calendar_year (
  year integer PRIMARY KEY,
  source text NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE calendar_day (
  day date PRIMARY KEY,
  year integer NOT NULL REFERENCES calendar_year (year) ON DELETE CASCADE,
  kind text NOT NULL CONSTRAINT calendar_day_kind_check CHECK (kind IN ('rest', 'workday')),
  name text NOT NULL
);

CREATE TABLE number_counter (
  scope text PRIMARY KEY,
  last_value bigint NOT NULL CONSTRAINT number_counter_not_negative CHECK (last_value >= 0)
);

-- 表与列的说明
COMMENT ON TABLE catalogue_release IS '行业目录的发布版本';
COMMENT ON COLUMN catalogue_release.id IS '编号';
COMMENT ON COLUMN catalogue_release.industry IS '行业标识';
COMMENT ON COLUMN catalogue_release.version IS '版本号';
COMMENT ON COLUMN catalogue_release.content IS '发布的行业全部内容';
COMMENT ON COLUMN catalogue_release.content_hash IS '内容散列，未变则不重新发布';
COMMENT ON COLUMN catalogue_release.forms IS '随版本部署的表单，以表单标识为键';
COMMENT ON COLUMN catalogue_release.element_names IS '模型元素的中文名称，供进程与时间线显示';
COMMENT ON COLUMN catalogue_release.task_outputs IS '各人工任务交出的变量，办理时只采用这些';
COMMENT ON COLUMN catalogue_release.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON COLUMN catalogue_release.deployment_key IS '引擎部署键';
COMMENT ON COLUMN catalogue_release.published_by IS '发布人';
COMMENT ON COLUMN catalogue_release.note IS '发布说明';
COMMENT ON COLUMN catalogue_release.published_at IS '发布时间';
COMMENT ON TABLE calendar_year IS '已导入节假日安排的年份';
COMMENT ON COLUMN calendar_year.year IS '年份';
COMMENT ON COLUMN calendar_year.source IS '来源（国务院办公厅通知）';
COMMENT ON COLUMN calendar_year.imported_at IS '导入时间';
COMMENT ON TABLE calendar_day IS '节假日与调休：只记与周末规律不同的日子';
COMMENT ON COLUMN calendar_day.day IS '日期';
COMMENT ON COLUMN calendar_day.year IS '年份';
COMMENT ON COLUMN calendar_day.kind IS 'rest 休息日，workday 工作日';
COMMENT ON COLUMN calendar_day.name IS '节日或调休名称';
COMMENT ON TABLE number_counter IS '流水号计数器，随业务事务递增，不跳号';
COMMENT ON COLUMN number_counter.scope IS '计数范围（如某部门某年某种文书）';
COMMENT ON COLUMN number_counter.last_value IS '已用到的号';
