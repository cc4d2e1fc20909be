-- 用邮件重置密码：一个账号最多一条。令牌在邮件送出时才产生，只存散列；再申请的代替以前的，用过即删。
CREATE TABLE password_reset (
  account_id bigint PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  notification_id bigint NOT NULL CONSTRAINT password_reset_notification_once UNIQUE REFERENCES notification (id),
  requested_at timestamptz NOT NULL,
  token_hash bytea CONSTRAINT password_reset_token_unique UNIQUE,
  expires_at timestamptz,
  CONSTRAINT password_reset_token_expires CHECK ((token_hash IS NULL) = (expires_at IS NULL))
);
ALTER TABLE notification ADD COLUMN one_time_link text;

-- 草稿中的材料：上传的，或者复用本人以前交过的
ALTER TABLE application_material ADD COLUMN origin text NOT NULL DEFAULT 'uploaded' CONSTRAINT application_material_origin_check CHECK (origin IN ('uploaded', 'reused'));
CREATE INDEX case_material_version_handed_in_by_index ON case_material_version (handed_in_by, material_id) WHERE file_hash IS NOT NULL;

-- 正在做作业的进程：每隔一会儿写一次，停止时删去
CREATE TABLE worker_process (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  started_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  in_hand integer NOT NULL CONSTRAINT worker_process_in_hand_check CHECK (in_hand >= 0),
  job_types text[] NOT NULL
);

-- 表与列的说明
COMMENT ON TABLE worker_process IS '正在做作业的进程（workers），据此看出有没有人在做';
COMMENT ON COLUMN worker_process.id IS '进程这一次启动的标识';
COMMENT ON COLUMN worker_process.name IS '主机名和进程号，与引擎里的 worker 名相同';
COMMENT ON COLUMN worker_process.started_at IS '启动时间';
COMMENT ON COLUMN worker_process.seen_at IS '最近一次写入的时间';
COMMENT ON COLUMN worker_process.in_hand IS '手上的作业数';
COMMENT ON COLUMN worker_process.job_types IS '做哪些作业';
COMMENT ON TABLE password_reset IS '等着用的密码重置，一个账号最多一条';
COMMENT ON COLUMN password_reset.account_id IS '账号';
COMMENT ON COLUMN password_reset.notification_id IS '送出链接的那条通知';
COMMENT ON COLUMN password_reset.requested_at IS '申请时间';
COMMENT ON COLUMN password_reset.token_hash IS '邮件中一次性令牌的 SHA-256，令牌本身不保存；空为还没有送出';
COMMENT ON COLUMN password_reset.expires_at IS '令牌失效时间';
COMMENT ON COLUMN notification.one_time_link IS '送出时在后面接上一次性令牌的网址；空为没有这样的链接';
COMMENT ON COLUMN application_material.origin IS '来源：uploaded 上传，reused 复用本人以前交过的';
