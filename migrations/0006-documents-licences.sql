-- 文书、证件、行业综合许可证。
CREATE TABLE document (
  document_no text PRIMARY KEY,
  case_no text NOT NULL REFERENCES case_file (case_no),
  sub_case_no text REFERENCES sub_case (sub_case_no),
  kind text NOT NULL,
  purpose_key text NOT NULL CONSTRAINT document_purpose_unique UNIQUE,
  title text NOT NULL,
  department text NOT NULL,
  region text NOT NULL,
  data jsonb NOT NULL,
  issued_at timestamptz NOT NULL,
  file_hash char(64) REFERENCES stored_file (hash),
  sm3 text,
  rendered_at timestamptz,
  render_attempts integer NOT NULL DEFAULT 0,
  render_after timestamptz,
  render_error text,
  served_how text CONSTRAINT document_served_how_check CHECK (served_how IN ('electronic', 'window', 'mail')),
  served_at timestamptz,
  CONSTRAINT document_served_pair CHECK ((served_how IS NULL) = (served_at IS NULL)),
  CONSTRAINT document_rendered_pair CHECK ((file_hash IS NULL) = (rendered_at IS NULL))
);
CREATE INDEX document_case_index ON document (case_no, issued_at);
CREATE INDEX document_unrendered_index ON document (issued_at) WHERE rendered_at IS NULL;

CREATE TABLE certificate (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  permit text NOT NULL,
  certificate_no text NOT NULL,
  certificate_name text NOT NULL,
  sub_case_no text CONSTRAINT certificate_sub_case_unique UNIQUE REFERENCES sub_case (sub_case_no),
  kind text NOT NULL CONSTRAINT certificate_kind_check CHECK (kind IN ('许可', '备案')),
  holder_usci text NOT NULL,
  holder_name text NOT NULL,
  premises_key text NOT NULL,
  premises_address text NOT NULL,
  department text NOT NULL,
  region text NOT NULL,
  scope text NOT NULL DEFAULT '',
  issued_on date NOT NULL,
  valid_until date,
  validity_text text NOT NULL,
  state text NOT NULL DEFAULT 'valid' CONSTRAINT certificate_state_check CHECK (state IN (
    'valid', 'suspended', 'expired', 'lapsed', 'withdrawn', 'revoked', 'penalty-revoked', 'cancelled')),
  document_no text REFERENCES document (document_no),
  delivered_at timestamptz,
  CONSTRAINT certificate_number_unique UNIQUE (permit, certificate_no)
);
-- 同一主体同一场所同一事项只有一张有效证件
CREATE UNIQUE INDEX certificate_one_valid ON certificate (permit, holder_usci, premises_key) WHERE state IN ('valid', 'suspended');

CREATE TABLE licence (
  licence_no text PRIMARY KEY,
  case_no text NOT NULL CONSTRAINT licence_case_unique UNIQUE REFERENCES case_file (case_no),
  certificate_identifier text NOT NULL,
  industry text NOT NULL,
  name text NOT NULL,
  region text NOT NULL,
  holder_usci text NOT NULL,
  holder_name text NOT NULL,
  legal_rep_name text NOT NULL,
  premises_address text NOT NULL,
  verify_code text NOT NULL CONSTRAINT licence_verify_code_unique UNIQUE,
  version integer NOT NULL CONSTRAINT licence_version_positive CHECK (version > 0),
  issued_at timestamptz NOT NULL
);
CREATE INDEX licence_holder_index ON licence (holder_usci);

CREATE TABLE licence_version (
  licence_no text NOT NULL REFERENCES licence (licence_no),
  version integer NOT NULL,
  reason text NOT NULL,
  data jsonb NOT NULL,
  document_no text NOT NULL REFERENCES document (document_no),
  issued_at timestamptz NOT NULL,
  PRIMARY KEY (licence_no, version)
);

CREATE TABLE licence_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  licence_no text NOT NULL REFERENCES licence (licence_no),
  permit text NOT NULL,
  certificate_id bigint NOT NULL REFERENCES certificate (id),
  source text NOT NULL CONSTRAINT licence_entry_source_check CHECK (source IN ('this-case', 'held', 'deemed-renewed')),
  added_in_version integer NOT NULL,
  removed_in_version integer
);
CREATE UNIQUE INDEX licence_entry_one_active ON licence_entry (licence_no, permit) WHERE removed_in_version IS NULL;
