-- 账号与人员：申请人、部门工作人员，均以组表示权限（<department>.<role>@<region>）。
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE account (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  login text NOT NULL CONSTRAINT account_login_unique UNIQUE,
  password_hash text NOT NULL,
  kind text NOT NULL CONSTRAINT account_kind_check CHECK (kind IN ('applicant', 'staff')),
  display_name text NOT NULL,
  phone text,
  is_demo boolean NOT NULL DEFAULT false,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE account_group (
  account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  group_name text NOT NULL,
  PRIMARY KEY (account_id, group_name)
);
CREATE INDEX account_group_name_index ON account_group (group_name);

CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX session_expires_index ON session (expires_at);

CREATE TABLE audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  account_id bigint REFERENCES account (id),
  action text NOT NULL,
  subject text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_log_subject_index ON audit_log (subject, at);

-- 频率限制：登录、公开验证。bucket 是散列值，不存账号和地址
CREATE TABLE rate_limit (
  bucket bytea PRIMARY KEY,
  hits integer NOT NULL CONSTRAINT rate_limit_hits_positive CHECK (hits > 0),
  window_ends_at timestamptz NOT NULL
);
CREATE INDEX rate_limit_window_index ON rate_limit (window_ends_at);

-- 表与列的说明
COMMENT ON TABLE account IS '账号：申请人和工作人员';
COMMENT ON COLUMN account.id IS '编号';
COMMENT ON COLUMN account.login IS '登录名，也是引擎中的任务受理人';
COMMENT ON COLUMN account.password_hash IS '口令的 scrypt 散列';
COMMENT ON COLUMN account.kind IS 'applicant 申请人，staff 工作人员';
COMMENT ON COLUMN account.display_name IS '姓名';
COMMENT ON COLUMN account.phone IS '手机号码';
COMMENT ON COLUMN account.is_demo IS '是否演示账号（只在内置模式可以登录）';
COMMENT ON COLUMN account.disabled_at IS '停用时间';
COMMENT ON COLUMN account.created_at IS '建立时间';
COMMENT ON TABLE account_group IS '账号所在的组';
COMMENT ON COLUMN account_group.account_id IS '账号';
COMMENT ON COLUMN account_group.group_name IS '组：<部门>.<角色>@<区划>，或 supervisor、policy、admin、ops';
COMMENT ON TABLE session IS '登录会话';
COMMENT ON COLUMN session.token_hash IS '会话令牌的散列，令牌本身不保存';
COMMENT ON COLUMN session.account_id IS '账号';
COMMENT ON COLUMN session.created_at IS '建立时间';
COMMENT ON COLUMN session.expires_at IS '失效时间';
COMMENT ON TABLE audit_log IS '操作审计记录';
COMMENT ON COLUMN audit_log.id IS '编号';
COMMENT ON COLUMN audit_log.at IS '操作时间';
COMMENT ON COLUMN audit_log.account_id IS '操作人账号';
COMMENT ON COLUMN audit_log.action IS '操作';
COMMENT ON COLUMN audit_log.subject IS '操作对象';
COMMENT ON COLUMN audit_log.detail IS '操作细节，不含个人敏感信息';
COMMENT ON TABLE rate_limit IS '访问频率限制的计数';
COMMENT ON COLUMN rate_limit.bucket IS '限制对象（登录名与来源地址等）的散列值';
COMMENT ON COLUMN rate_limit.hits IS '本时间窗内的次数';
COMMENT ON COLUMN rate_limit.window_ends_at IS '本时间窗的结束时间';
