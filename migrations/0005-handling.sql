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

-- 表与列的说明
COMMENT ON TABLE verdict IS '预审意见：逐项判断';
COMMENT ON COLUMN verdict.id IS '编号';
COMMENT ON COLUMN verdict.sub_case_no IS '子办件编号';
COMMENT ON COLUMN verdict.round IS '轮次';
COMMENT ON COLUMN verdict.subject_kind IS '对象种类：material 材料，field 字段';
COMMENT ON COLUMN verdict.subject_id IS '材料或字段标识';
COMMENT ON COLUMN verdict.result IS 'ok 合格，deficient 需补正';
COMMENT ON COLUMN verdict.reason IS '需补正的原因';
COMMENT ON COLUMN verdict.how_to_mend IS '怎样补正';
COMMENT ON COLUMN verdict.judged_by IS '判断人登录名';
COMMENT ON COLUMN verdict.judged_at IS '判断时间';
COMMENT ON TABLE supplement_notice IS '一次性补正告知';
COMMENT ON COLUMN supplement_notice.notice_no IS '补正通知书编号';
COMMENT ON COLUMN supplement_notice.case_no IS '总件编号';
COMMENT ON COLUMN supplement_notice.round IS '轮次';
COMMENT ON COLUMN supplement_notice.state IS 'pending 待发，open 待补正，submitted 已补正，expired 逾期，closed 已结束';
COMMENT ON COLUMN supplement_notice.due_at IS '补正截止时间';
COMMENT ON COLUMN supplement_notice.issued_at IS '发出时间';
COMMENT ON COLUMN supplement_notice.ended_at IS '结束时间';
COMMENT ON COLUMN supplement_notice.process_instance_key IS '流程实例键';
COMMENT ON COLUMN supplement_notice.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON TABLE deficiency_item IS '需补正的事项';
COMMENT ON COLUMN deficiency_item.id IS '编号';
COMMENT ON COLUMN deficiency_item.case_no IS '总件编号';
COMMENT ON COLUMN deficiency_item.sub_case_no IS '子办件编号';
COMMENT ON COLUMN deficiency_item.notice_no IS '补正通知书编号';
COMMENT ON COLUMN deficiency_item.round IS '轮次';
COMMENT ON COLUMN deficiency_item.subject_kind IS '对象种类：material 材料，field 字段';
COMMENT ON COLUMN deficiency_item.subject_id IS '材料或字段标识';
COMMENT ON COLUMN deficiency_item.reason IS '原因';
COMMENT ON COLUMN deficiency_item.how_to_mend IS '怎样补正';
COMMENT ON COLUMN deficiency_item.state IS 'found 已发现，told 已告知，answered 已补，settled 已合格，dropped 不再需要，expired 逾期';
COMMENT ON COLUMN deficiency_item.created_at IS '建立时间';
COMMENT ON TABLE visit IS '联合现场核查';
COMMENT ON COLUMN visit.visit_no IS '核查编号';
COMMENT ON COLUMN visit.case_no IS '总件编号';
COMMENT ON COLUMN visit.round IS '轮次';
COMMENT ON COLUMN visit.state IS '核查状态';
COMMENT ON COLUMN visit.department IS '牵头部门标识';
COMMENT ON COLUMN visit.region IS '行政区划代码';
COMMENT ON COLUMN visit.slot IS '核查时段';
COMMENT ON COLUMN visit.leader IS '核查组长账号';
COMMENT ON COLUMN visit.must_visit_by IS '最迟核查日期';
COMMENT ON COLUMN visit.late_reason IS '安排晚于最迟日期的理由';
COMMENT ON COLUMN visit.scheduled_at IS '确认安排的时间';
COMMENT ON COLUMN visit.inspected_at IS '完成现场核查的时间';
COMMENT ON COLUMN visit.rectification_due_at IS '整改截止时间';
COMMENT ON COLUMN visit.rectification_report IS '申请人的整改报告';
COMMENT ON COLUMN visit.reported_at IS '报告整改的时间';
COMMENT ON COLUMN visit.concluded_at IS '得出结论的时间';
COMMENT ON COLUMN visit.process_instance_key IS '流程实例键';
COMMENT ON COLUMN visit.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON TABLE visit_permit IS '一次核查涉及的事项及各自结论';
COMMENT ON COLUMN visit_permit.visit_no IS '核查编号';
COMMENT ON COLUMN visit_permit.sub_case_no IS '子办件编号';
COMMENT ON COLUMN visit_permit.conclusion IS 'passed 合格，failed 不合格，dropped 不再核查；空为尚无结论';
COMMENT ON COLUMN visit_permit.note IS '结论说明';
COMMENT ON TABLE inspector_booking IS '核查人员的时间占用，不得重叠';
COMMENT ON COLUMN inspector_booking.id IS '编号';
COMMENT ON COLUMN inspector_booking.visit_no IS '核查编号';
COMMENT ON COLUMN inspector_booking.account_id IS '核查人员账号';
COMMENT ON COLUMN inspector_booking.department IS '部门标识';
COMMENT ON COLUMN inspector_booking.during IS '占用时段';
COMMENT ON COLUMN inspector_booking.kind IS 'visit 核查，leave 请假等';
COMMENT ON TABLE visit_finding IS '核查记录：逐个检查项';
COMMENT ON COLUMN visit_finding.visit_no IS '核查编号';
COMMENT ON COLUMN visit_finding.stage IS 'inspection 现场核查，recheck 复审';
COMMENT ON COLUMN visit_finding.sub_case_no IS '子办件编号';
COMMENT ON COLUMN visit_finding.check_item IS '检查项标识';
COMMENT ON COLUMN visit_finding.check_text IS '检查项内容';
COMMENT ON COLUMN visit_finding.result IS '结果：passed 合格，mended-on-the-spot 当场改正，rectify 需整改，failed 不合格，not-applicable 不适用';
COMMENT ON COLUMN visit_finding.facts IS '事实情况';
COMMENT ON COLUMN visit_finding.requirement IS '整改要求';
COMMENT ON TABLE review_opinion IS '审核意见';
COMMENT ON COLUMN review_opinion.id IS '编号';
COMMENT ON COLUMN review_opinion.sub_case_no IS '子办件编号';
COMMENT ON COLUMN review_opinion.round IS '轮次';
COMMENT ON COLUMN review_opinion.opinion IS 'grant 拟准予，refuse 拟不予';
COMMENT ON COLUMN review_opinion.reason IS '意见的理由';
COMMENT ON COLUMN review_opinion.reviewed_by IS '审核人登录名';
COMMENT ON COLUMN review_opinion.reviewed_at IS '审核时间';
COMMENT ON TABLE decision IS '行政许可或备案决定';
COMMENT ON COLUMN decision.sub_case_no IS '子办件编号';
COMMENT ON COLUMN decision.decision IS '决定：granted 准予，refused 不予，filed 备案';
COMMENT ON COLUMN decision.manner IS '办理方式';
COMMENT ON COLUMN decision.reasons IS '决定的理由';
COMMENT ON COLUMN decision.reviewed_by IS '审核人登录名';
COMMENT ON COLUMN decision.decided_by IS '决定人登录名，与审核人不同';
COMMENT ON COLUMN decision.decided_at IS '决定时间';
COMMENT ON TABLE withdrawal IS '申请人撤回';
COMMENT ON COLUMN withdrawal.id IS '编号';
COMMENT ON COLUMN withdrawal.case_no IS '总件编号';
COMMENT ON COLUMN withdrawal.sub_case_nos IS '撤回的子办件编号';
COMMENT ON COLUMN withdrawal.reason IS '撤回原因';
COMMENT ON COLUMN withdrawal.account_id IS '撤回人账号';
COMMENT ON COLUMN withdrawal.created_at IS '建立时间';
COMMENT ON TABLE post_check IS '告知承诺的事后核查';
COMMENT ON COLUMN post_check.sub_case_no IS '子办件编号';
COMMENT ON COLUMN post_check.due_on IS '应核查日期';
COMMENT ON COLUMN post_check.state IS '核查状态';
COMMENT ON COLUMN post_check.facts IS '事实情况';
COMMENT ON COLUMN post_check.checked_by IS '核查人登录名';
COMMENT ON COLUMN post_check.checked_at IS '核查时间';
COMMENT ON COLUMN post_check.process_instance_key IS '流程实例键';
COMMENT ON COLUMN post_check.epoch IS '引擎纪元，见 engine_epoch';
