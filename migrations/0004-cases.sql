-- 总件、子办件、一张表、一套材料。状态标识见 docs/glossary.md。
CREATE TABLE case_file (
  case_no text PRIMARY KEY,
  receipt_code text NOT NULL CONSTRAINT case_file_receipt_code_unique UNIQUE,
  application_id uuid NOT NULL CONSTRAINT case_file_application_unique UNIQUE REFERENCES application (id),
  account_id bigint NOT NULL REFERENCES account (id),
  industry text NOT NULL,
  release_id bigint NOT NULL REFERENCES catalogue_release (id),
  channel text NOT NULL CONSTRAINT case_file_channel_check CHECK (channel IN ('online', 'window')),
  region text NOT NULL,
  holder_usci text NOT NULL,
  holder_name text NOT NULL,
  premises_key text NOT NULL,
  premises_address text NOT NULL,
  answers jsonb NOT NULL,
  form jsonb NOT NULL,
  form_version integer NOT NULL DEFAULT 1,
  electronic_delivery boolean NOT NULL,
  state text NOT NULL DEFAULT 'submitted' CONSTRAINT case_file_state_check CHECK (state IN (
    'submitted', 'received', 'supplement-required', 'in-progress', 'issuing', 'delivered', 'closed',
    'withdrawn', 'non-accepted', 'terminated')),
  process_instance_key text,
  epoch integer,
  submitted_at timestamptz NOT NULL,
  received_at timestamptz,
  closed_at timestamptz,
  CONSTRAINT case_file_instance_unique UNIQUE (epoch, process_instance_key),
  CONSTRAINT case_file_instance_has_epoch CHECK ((process_instance_key IS NULL) = (epoch IS NULL))
);
CREATE INDEX case_file_account_index ON case_file (account_id, submitted_at DESC);
CREATE INDEX case_file_unclaimed_index ON case_file (submitted_at) WHERE process_instance_key IS NULL;
CREATE INDEX case_file_open_index ON case_file (state, submitted_at) WHERE closed_at IS NULL;

CREATE TABLE sub_case (
  sub_case_no text PRIMARY KEY,
  case_no text NOT NULL REFERENCES case_file (case_no),
  permit text NOT NULL,
  ordinal integer NOT NULL,
  department text NOT NULL,
  region text NOT NULL,
  is_commitment boolean NOT NULL,
  is_instant boolean NOT NULL,
  needs_visit boolean NOT NULL,
  materials_complete boolean,
  holder_usci text NOT NULL,
  premises_key text NOT NULL,
  state text NOT NULL DEFAULT 'pending' CONSTRAINT sub_case_state_check CHECK (state IN (
    'pending', 'received', 'supplement-required', 'accepted', 'non-accepted', 'not-required', 'reviewing',
    'awaiting-result', 'inspection-scheduled', 'inspecting', 'rectifying', 'rechecking', 'special-procedure',
    'deciding', 'preparing', 'granted', 'filed', 'refused', 'certificate-issued', 'delivered', 'withdrawn', 'terminated')),
  outcome text CONSTRAINT sub_case_outcome_check CHECK (outcome IN (
    'granted', 'filed', 'refused', 'withdrawn', 'terminated', 'non-accepted', 'not-required')),
  verdict text CONSTRAINT sub_case_verdict_check CHECK (verdict IN ('complete', 'deficient')),
  review_round integer NOT NULL DEFAULT 0,
  visit_concluded boolean NOT NULL DEFAULT false,
  received_at timestamptz,
  accepted_at timestamptz,
  statutory_due_on date,
  promised_due_on date,
  decided_at timestamptz,
  ended_at timestamptz,
  process_instance_key text,
  epoch integer,
  CONSTRAINT sub_case_permit_unique UNIQUE (case_no, permit),
  CONSTRAINT sub_case_ordinal_unique UNIQUE (case_no, ordinal),
  CONSTRAINT sub_case_instance_unique UNIQUE (epoch, process_instance_key),
  CONSTRAINT sub_case_decision_needs_acceptance CHECK (outcome NOT IN ('granted', 'refused') OR accepted_at IS NOT NULL),
  CONSTRAINT sub_case_decided_has_date CHECK (outcome NOT IN ('granted', 'refused', 'filed') OR decided_at IS NOT NULL)
);
CREATE INDEX sub_case_case_index ON sub_case (case_no);
-- 同一申请人、同一场所、同一事项不得重复在办
CREATE UNIQUE INDEX sub_case_one_in_progress ON sub_case (permit, holder_usci, premises_key) WHERE outcome IS NULL;

CREATE TABLE case_form_version (
  case_no text NOT NULL REFERENCES case_file (case_no),
  version integer NOT NULL,
  form jsonb NOT NULL,
  changed_fields jsonb NOT NULL DEFAULT '[]',
  account_id bigint REFERENCES account (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (case_no, version)
);

CREATE TABLE case_material (
  case_no text NOT NULL REFERENCES case_file (case_no),
  material_id text NOT NULL,
  state text NOT NULL CONSTRAINT case_material_state_check CHECK (state IN (
    'missing', 'handed-in', 'shared', 'reused', 'tolerated', 'committed', 'generated', 'awaited-in-case')),
  current_version integer NOT NULL DEFAULT 0,
  PRIMARY KEY (case_no, material_id)
);
CREATE TABLE case_material_version (
  case_no text NOT NULL,
  material_id text NOT NULL,
  version integer NOT NULL,
  origin text NOT NULL CONSTRAINT case_material_version_origin_check CHECK (origin IN ('uploaded', 'shared', 'reused', 'generated')),
  file_hash char(64) REFERENCES stored_file (hash),
  file_name text,
  content jsonb,
  handed_in_by bigint REFERENCES account (id),
  handed_in_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (case_no, material_id, version),
  FOREIGN KEY (case_no, material_id) REFERENCES case_material (case_no, material_id)
);

-- 电子证照库：数据共享（DataExchange）的真实实现，本平台发的证照也在其中
CREATE TABLE electronic_certificate (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  material_id text NOT NULL,
  holder_usci text NOT NULL,
  certificate_no text NOT NULL,
  content jsonb NOT NULL,
  valid_until date,
  source text NOT NULL CONSTRAINT electronic_certificate_source_check CHECK (source IN ('imported', 'platform')),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT electronic_certificate_unique UNIQUE (material_id, holder_usci, certificate_no)
);
