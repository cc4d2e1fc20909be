-- 申请草稿与材料；文件按内容寻址。
CREATE TABLE stored_file (
  hash char(64) PRIMARY KEY,
  size_bytes bigint NOT NULL CONSTRAINT stored_file_size_positive CHECK (size_bytes > 0),
  media_type text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE application (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id bigint NOT NULL REFERENCES account (id),
  industry text NOT NULL,
  channel text NOT NULL DEFAULT 'online' CONSTRAINT application_channel_check CHECK (channel IN ('online', 'window')),
  state text NOT NULL DEFAULT 'draft' CONSTRAINT application_state_check CHECK (state IN ('draft', 'submitted')),
  answers jsonb NOT NULL DEFAULT '{}',
  permits jsonb NOT NULL DEFAULT '[]',
  commitments jsonb NOT NULL DEFAULT '[]',
  form jsonb NOT NULL DEFAULT '{}',
  case_no text CONSTRAINT application_case_no_unique UNIQUE,
  idempotency_key text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT application_idempotency_unique UNIQUE (account_id, idempotency_key),
  CONSTRAINT application_submitted_has_case CHECK ((state = 'submitted') = (case_no IS NOT NULL))
);
CREATE INDEX application_account_index ON application (account_id, updated_at DESC);

CREATE TABLE application_material (
  application_id uuid NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  material_id text NOT NULL,
  file_hash char(64) NOT NULL REFERENCES stored_file (hash),
  file_name text NOT NULL,
  uploaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (application_id, material_id)
);

-- 表与列的说明
COMMENT ON TABLE stored_file IS '按内容存放的文件';
COMMENT ON COLUMN stored_file.hash IS '内容的 SHA-256';
COMMENT ON COLUMN stored_file.size_bytes IS '大小（字节）';
COMMENT ON COLUMN stored_file.media_type IS '文件类型';
COMMENT ON COLUMN stored_file.created_at IS '建立时间';
COMMENT ON TABLE application IS '申请（草稿与已提交）';
COMMENT ON COLUMN application.id IS '编号';
COMMENT ON COLUMN application.account_id IS '账号';
COMMENT ON COLUMN application.industry IS '行业标识';
COMMENT ON COLUMN application.channel IS '申请渠道：online 网上，window 窗口';
COMMENT ON COLUMN application.state IS 'draft 草稿，submitted 已提交';
COMMENT ON COLUMN application.answers IS '情形问答的回答';
COMMENT ON COLUMN application.permits IS '申请人选择的事项';
COMMENT ON COLUMN application.commitments IS '以告知承诺方式办理的事项';
COMMENT ON COLUMN application.form IS '一张表的内容';
COMMENT ON COLUMN application.case_no IS '提交后生成的总件编号';
COMMENT ON COLUMN application.idempotency_key IS '提交时的幂等键，重复提交得到同一总件';
COMMENT ON COLUMN application.created_at IS '建立时间';
COMMENT ON COLUMN application.updated_at IS '最近修改时间';
COMMENT ON TABLE application_material IS '草稿中已上传的材料';
COMMENT ON COLUMN application_material.application_id IS '申请';
COMMENT ON COLUMN application_material.material_id IS '材料标识';
COMMENT ON COLUMN application_material.file_hash IS '文件内容的 SHA-256，见 stored_file';
COMMENT ON COLUMN application_material.file_name IS '申请人给的文件名';
COMMENT ON COLUMN application_material.uploaded_at IS '上传时间';
