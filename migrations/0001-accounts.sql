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
