-- 预审意见、一次告知、联合核查、审核与决定。
CREATE TABLE verdict (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sub_case_no text NOT NULL REFERENCES sub_case (sub_case_no),
  round integer NOT NULL,
  subject_kind text NOT NULL CONSTRAINT verdict_subject_kind_check CHECK (subject_kind IN ('material', 'field')),
  subject_id text NOT NULL,
  result text NOT NULL CONSTRAINT verdict_result_check CHECK (result IN ('ok', 'deficient')),
  reason text,
  how_to_mend text,
  judged_by text NOT NULL,
  judged_at timestamptz NOT NULL,
  CONSTRAINT verdict_once_a_round UNIQUE (sub_case_no, round, subject_kind, subject_id),
  CONSTRAINT verdict_deficient_has_reason CHECK (result = 'ok' OR (reason <> '' AND how_to_mend <> ''))
);

CREATE TABLE supplement_notice (
  notice_no text PRIMARY KEY,
  case_no text NOT NULL REFERENCES case_file (case_no),
  round integer NOT NULL,
  state text NOT NULL CONSTRAINT supplement_notice_state_check CHECK (state IN ('pending', 'open', 'submitted', 'expired', 'closed')),
  due_at timestamptz,
  issued_at timestamptz,
  ended_at timestamptz,
  process_instance_key text,
  epoch integer,
  CONSTRAINT supplement_notice_round_unique UNIQUE (case_no, round),
  CONSTRAINT supplement_notice_open_has_deadline CHECK (state <> 'open' OR due_at IS NOT NULL)
);
CREATE UNIQUE INDEX supplement_notice_one_open ON supplement_notice (case_no) WHERE state IN ('pending', 'open');

CREATE TABLE deficiency_item (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_no text NOT NULL REFERENCES case_file (case_no),
  sub_case_no text NOT NULL REFERENCES sub_case (sub_case_no),
  notice_no text REFERENCES supplement_notice (notice_no),
  round integer NOT NULL,
  subject_kind text NOT NULL CONSTRAINT deficiency_item_subject_kind_check CHECK (subject_kind IN ('material', 'field')),
  subject_id text NOT NULL,
  reason text NOT NULL,
  how_to_mend text NOT NULL,
  state text NOT NULL DEFAULT 'found' CONSTRAINT deficiency_item_state_check CHECK (state IN ('found', 'told', 'answered', 'settled', 'dropped', 'expired')),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT deficiency_item_once_a_round UNIQUE (sub_case_no, round, subject_kind, subject_id),
  CONSTRAINT deficiency_item_told_by_notice CHECK (state IN ('found', 'dropped') OR notice_no IS NOT NULL)
);
CREATE INDEX deficiency_item_case_index ON deficiency_item (case_no, state);

CREATE TABLE visit (
  visit_no text PRIMARY KEY,
  case_no text NOT NULL REFERENCES case_file (case_no),
  round integer NOT NULL,
  state text NOT NULL CONSTRAINT visit_state_check CHECK (state IN ('pending', 'proposed', 'scheduled', 'inspected', 'rectifying', 'rechecking', 'concluded', 'dropped')),
  department text NOT NULL,
  region text NOT NULL,
  slot tstzrange,
  leader bigint REFERENCES account (id),
  must_visit_by date NOT NULL,
  late_reason text,
  scheduled_at timestamptz,
  inspected_at timestamptz,
  rectification_due_at timestamptz,
  rectification_report jsonb,
  reported_at timestamptz,
  concluded_at timestamptz,
  process_instance_key text,
  epoch integer,
  CONSTRAINT visit_round_unique UNIQUE (case_no, round),
  CONSTRAINT visit_scheduled_has_slot CHECK (state IN ('pending', 'dropped') OR slot IS NOT NULL)
);
CREATE INDEX visit_case_index ON visit (case_no);

CREATE TABLE visit_permit (
  visit_no text NOT NULL REFERENCES visit (visit_no),
  sub_case_no text NOT NULL REFERENCES sub_case (sub_case_no),
  conclusion text CONSTRAINT visit_permit_conclusion_check CHECK (conclusion IN ('passed', 'failed', 'dropped')),
  note text,
  PRIMARY KEY (visit_no, sub_case_no)
);
CREATE UNIQUE INDEX visit_permit_one_open_visit ON visit_permit (sub_case_no) WHERE conclusion IS NULL;

CREATE TABLE inspector_booking (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  visit_no text REFERENCES visit (visit_no),
  account_id bigint NOT NULL REFERENCES account (id),
  department text NOT NULL,
  during tstzrange NOT NULL CONSTRAINT inspector_booking_not_empty CHECK (NOT isempty(during)),
  kind text NOT NULL DEFAULT 'visit' CONSTRAINT inspector_booking_kind_check CHECK (kind IN ('visit', 'leave')),
  CONSTRAINT inspector_booking_visit_named CHECK ((kind = 'visit') = (visit_no IS NOT NULL)),
  CONSTRAINT inspector_never_double_booked EXCLUDE USING gist (account_id WITH =, during WITH &&)
);
CREATE INDEX inspector_booking_visit_index ON inspector_booking (visit_no);

CREATE TABLE visit_finding (
  visit_no text NOT NULL REFERENCES visit (visit_no),
  stage text NOT NULL CONSTRAINT visit_finding_stage_check CHECK (stage IN ('inspection', 'recheck')),
  sub_case_no text NOT NULL REFERENCES sub_case (sub_case_no),
  check_item text NOT NULL,
  check_text text NOT NULL,
  result text NOT NULL CONSTRAINT visit_finding_result_check CHECK (result IN ('passed', 'mended-on-the-spot', 'rectify', 'failed', 'not-applicable')),
  facts text,
  requirement text,
  PRIMARY KEY (visit_no, stage, sub_case_no, check_item),
  CONSTRAINT visit_finding_rectify_says_what CHECK (result <> 'rectify' OR (facts <> '' AND requirement <> ''))
);

CREATE TABLE review_opinion (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sub_case_no text NOT NULL REFERENCES sub_case (sub_case_no),
  round integer NOT NULL,
  opinion text NOT NULL CONSTRAINT review_opinion_check CHECK (opinion IN ('grant', 'refuse')),
  reason text NOT NULL DEFAULT '',
  reviewed_by text NOT NULL,
  reviewed_at timestamptz NOT NULL,
  CONSTRAINT review_opinion_round_unique UNIQUE (sub_case_no, round)
);

CREATE TABLE decision (
  sub_case_no text PRIMARY KEY REFERENCES sub_case (sub_case_no),
  decision text NOT NULL CONSTRAINT decision_check CHECK (decision IN ('granted', 'refused', 'filed')),
  manner text NOT NULL CONSTRAINT decision_manner_check CHECK (manner IN ('on-the-spot', 'ordinary')),
  reasons text NOT NULL DEFAULT '',
  reviewed_by text,
  decided_by text NOT NULL,
  decided_at timestamptz NOT NULL,
  CONSTRAINT decision_two_people CHECK (manner = 'on-the-spot' OR (reviewed_by IS NOT NULL AND reviewed_by <> decided_by)),
  CONSTRAINT decision_refusal_has_reasons CHECK (decision <> 'refused' OR reasons <> '')
);

CREATE TABLE withdrawal (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_no text NOT NULL REFERENCES case_file (case_no),
  sub_case_nos jsonb NOT NULL,
  reason text NOT NULL DEFAULT '',
  account_id bigint NOT NULL REFERENCES account (id),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE post_check (
  sub_case_no text PRIMARY KEY REFERENCES sub_case (sub_case_no),
  due_on date NOT NULL,
  state text NOT NULL DEFAULT 'scheduled' CONSTRAINT post_check_state_check CHECK (state IN (
    'scheduled', 'checking', 'passed', 'correction-ordered', 'rechecking', 'statement-hearing', 'revoked', 'maintained')),
  facts text,
  checked_by text,
  checked_at timestamptz,
  process_instance_key text,
  epoch integer,
  CONSTRAINT post_check_instance_unique UNIQUE (epoch, process_instance_key)
);
