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
