-- 等待其他事项的结果、特殊环节、两段式审批。
ALTER TABLE sub_case ADD COLUMN stage text CONSTRAINT sub_case_stage_check CHECK (stage IN ('preparation', 'final'));
ALTER TABLE sub_case ADD COLUMN stage_first_round integer NOT NULL DEFAULT 0;
ALTER TABLE sub_case ADD COLUMN awaited_permits text[] NOT NULL DEFAULT '{}';
ALTER TABLE sub_case ADD COLUMN wait_round integer NOT NULL DEFAULT 0;

CREATE TABLE preparation_approval (
  sub_case_no text PRIMARY KEY REFERENCES sub_case (sub_case_no),
  reviewed_by text NOT NULL,
  decided_by text NOT NULL,
  decided_at timestamptz NOT NULL,
  accepted_at timestamptz NOT NULL,
  statutory_due_on date NOT NULL,
  promised_due_on date NOT NULL,
  final_review_applied_at timestamptz,
  CONSTRAINT preparation_approval_two_people CHECK (reviewed_by <> decided_by)
);

CREATE TABLE special_procedure (
  procedure_no text PRIMARY KEY,
  case_no text NOT NULL REFERENCES case_file (case_no),
  sub_case_no text NOT NULL REFERENCES sub_case (sub_case_no),
  kind text NOT NULL CONSTRAINT special_procedure_kind_check CHECK (kind IN ('public-notice', 'hearing', 'expert-review', 'background-check')),
  state text NOT NULL DEFAULT 'pending' CONSTRAINT special_procedure_state_check CHECK (state IN ('pending', 'arranged', 'concluded', 'not-needed', 'dropped')),
  begins_on date,
  ends_on date,
  arrangement text,
  arranged_by text,
  arranged_at timestamptz,
  conclusion text CONSTRAINT special_procedure_conclusion_check CHECK (conclusion IN ('favourable', 'unfavourable')),
  findings text,
  concluded_by text,
  concluded_at timestamptz,
  process_instance_key text,
  epoch integer,
  CONSTRAINT special_procedure_once UNIQUE (sub_case_no, kind),
  CONSTRAINT special_procedure_arranged_says_when CHECK (state NOT IN ('arranged', 'concluded') OR (begins_on IS NOT NULL AND arrangement <> '')),
  CONSTRAINT special_procedure_ends_after_begin CHECK (ends_on >= begins_on),
  CONSTRAINT special_procedure_not_needed_has_reason CHECK (state <> 'not-needed' OR arrangement <> ''),
  CONSTRAINT special_procedure_concluded_says_what CHECK (state <> 'concluded' OR (conclusion IS NOT NULL AND findings <> ''))
);
CREATE INDEX special_procedure_case_index ON special_procedure (case_no);

-- 表与列的说明
COMMENT ON COLUMN sub_case.stage IS '两段式审批的阶段：preparation 筹建审批，final 终审；空为不分段';
COMMENT ON COLUMN sub_case.stage_first_round IS '本阶段开始时已有的预审轮次，本阶段第一轮可以审查全部内容';
COMMENT ON COLUMN sub_case.awaited_permits IS '审核和决定前须有结果的同案其他事项';
COMMENT ON COLUMN sub_case.wait_round IS '第几次等待其他结果，每次等待只唤醒一次';
COMMENT ON TABLE preparation_approval IS '同意筹建：两段式审批第一段的决定及其期限';
COMMENT ON COLUMN preparation_approval.sub_case_no IS '子办件编号';
COMMENT ON COLUMN preparation_approval.reviewed_by IS '审核人';
COMMENT ON COLUMN preparation_approval.decided_by IS '决定人';
COMMENT ON COLUMN preparation_approval.decided_at IS '同意筹建的时间';
COMMENT ON COLUMN preparation_approval.accepted_at IS '筹建申请的受理时间';
COMMENT ON COLUMN preparation_approval.statutory_due_on IS '筹建审批的法定期限届满日';
COMMENT ON COLUMN preparation_approval.promised_due_on IS '筹建审批的承诺期限届满日';
COMMENT ON COLUMN preparation_approval.final_review_applied_at IS '申请终审的时间';
COMMENT ON TABLE special_procedure IS '特殊环节：受理后、决定前的公示、听证、专家评审、部门核查';
COMMENT ON COLUMN special_procedure.procedure_no IS '环节编号';
COMMENT ON COLUMN special_procedure.case_no IS '总件编号';
COMMENT ON COLUMN special_procedure.sub_case_no IS '子办件编号';
COMMENT ON COLUMN special_procedure.kind IS '种类：public-notice 公示，hearing 听证，expert-review 专家评审，background-check 部门核查';
COMMENT ON COLUMN special_procedure.state IS 'pending 待安排，arranged 进行中，concluded 已有结果，not-needed 不需要，dropped 随事项终结而取消';
COMMENT ON COLUMN special_procedure.begins_on IS '开始（听证：举行）日期';
COMMENT ON COLUMN special_procedure.ends_on IS '结束（要求答复）日期';
COMMENT ON COLUMN special_procedure.arrangement IS '安排的内容；不需要的，理由和依据';
COMMENT ON COLUMN special_procedure.arranged_by IS '安排人';
COMMENT ON COLUMN special_procedure.arranged_at IS '安排时间';
COMMENT ON COLUMN special_procedure.conclusion IS '结果：favourable 无异议（通过、属实），unfavourable 有异议（未通过、不属实）';
COMMENT ON COLUMN special_procedure.findings IS '结果的内容：收到的意见、笔录要点、评审意见、核查结果';
COMMENT ON COLUMN special_procedure.concluded_by IS '登记结果的人';
COMMENT ON COLUMN special_procedure.concluded_at IS '登记结果的时间';
COMMENT ON COLUMN special_procedure.process_instance_key IS '流程实例键';
COMMENT ON COLUMN special_procedure.epoch IS '引擎纪元，见 engine_epoch';
