-- 检验检测；按需进行的特殊环节；要求听证的权利；文书的受文人；公示的异议。
ALTER TABLE special_procedure DROP CONSTRAINT special_procedure_kind_check;
ALTER TABLE special_procedure ADD CONSTRAINT special_procedure_kind_check
  CHECK (kind IN ('public-notice', 'hearing', 'expert-review', 'test-report', 'background-check'));
ALTER TABLE special_procedure ADD COLUMN demand text;
ALTER TABLE special_procedure ADD COLUMN institute text;
ALTER TABLE special_procedure ADD COLUMN report_no text;
ALTER TABLE special_procedure ADD CONSTRAINT special_procedure_test_says_who
  CHECK (kind <> 'test-report' OR state NOT IN ('arranged', 'concluded') OR (institute IS NOT NULL AND institute <> ''));
ALTER TABLE special_procedure ADD CONSTRAINT special_procedure_test_has_report
  CHECK (kind <> 'test-report' OR state <> 'concluded' OR (report_no IS NOT NULL AND report_no <> ''));

CREATE TABLE hearing_right (
  sub_case_no text NOT NULL REFERENCES sub_case (sub_case_no),
  round integer NOT NULL CONSTRAINT hearing_right_round_check CHECK (round > 0),
  party text CONSTRAINT hearing_right_party_named CHECK (party <> ''),
  relation text,
  document_no text NOT NULL CONSTRAINT hearing_right_once UNIQUE REFERENCES document (document_no),
  told_at timestamptz NOT NULL,
  apply_by date NOT NULL,
  state text NOT NULL DEFAULT 'open' CONSTRAINT hearing_right_state_check CHECK (state IN ('open', 'requested', 'waived')),
  reason text,
  answered_on date,
  recorded_by integer REFERENCES account (id),
  recorded_at timestamptz,
  PRIMARY KEY (sub_case_no, round),
  CONSTRAINT hearing_right_relation_told CHECK ((party IS NULL) = (relation IS NULL)),
  CONSTRAINT hearing_right_in_time CHECK (answered_on <= apply_by),
  CONSTRAINT hearing_right_answered_by CHECK ((state = 'open') = (answered_on IS NULL AND recorded_by IS NULL AND recorded_at IS NULL))
);

ALTER TABLE document ADD COLUMN addressee text;

CREATE TABLE objection (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  procedure_no text NOT NULL REFERENCES special_procedure (procedure_no),
  name text NOT NULL CONSTRAINT objection_named CHECK (name <> ''),
  contact text NOT NULL CONSTRAINT objection_reachable CHECK (contact <> ''),
  content text NOT NULL CONSTRAINT objection_says_what CHECK (content <> ''),
  made_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX objection_once ON objection (procedure_no, md5(name || chr(10) || contact || chr(10) || content));

-- 表与列的说明
COMMENT ON TABLE hearing_right IS '要求听证的权利：告知了谁，谁提出或者放弃（行政许可法第四十七条）';
COMMENT ON COLUMN hearing_right.sub_case_no IS '子办件编号';
COMMENT ON COLUMN hearing_right.round IS '本事项的第几份告知';
COMMENT ON COLUMN hearing_right.party IS '利害关系人；空为申请人';
COMMENT ON COLUMN hearing_right.relation IS '利害关系人与事项的关系';
COMMENT ON COLUMN hearing_right.document_no IS '告知书的文号';
COMMENT ON COLUMN hearing_right.told_at IS '告知的时间';
COMMENT ON COLUMN hearing_right.apply_by IS '要求听证的最后一日；此前不作决定';
COMMENT ON COLUMN hearing_right.state IS 'open 等待，requested 要求听证，waived 放弃；期满未提出的仍为 open';
COMMENT ON COLUMN hearing_right.reason IS '要求听证的理由';
COMMENT ON COLUMN hearing_right.answered_on IS '提出或者放弃的日期，窗口可以后登记';
COMMENT ON COLUMN hearing_right.recorded_by IS '登记的账号';
COMMENT ON COLUMN hearing_right.recorded_at IS '登记的时间';
COMMENT ON COLUMN document.addressee IS '受文人；空为申请人或者公众，其他人的文书申请人看不到';
COMMENT ON COLUMN special_procedure.kind IS '种类：public-notice 公示，hearing 听证，expert-review 专家评审，test-report 检验检测，background-check 部门核查';
COMMENT ON COLUMN special_procedure.demand IS '按需进行的，为什么要进行；每件都进行的为空';
COMMENT ON COLUMN special_procedure.institute IS '检验检测机构，只有检验检测有';
COMMENT ON COLUMN special_procedure.report_no IS '检验检测报告的编号';
COMMENT ON TABLE objection IS '公示期内收到的异议，只有审查机关看得到是谁提出的';
COMMENT ON COLUMN objection.id IS '编号';
COMMENT ON COLUMN objection.procedure_no IS '所异议的公示，见 special_procedure';
COMMENT ON COLUMN objection.name IS '提出人';
COMMENT ON COLUMN objection.contact IS '联系方式';
COMMENT ON COLUMN objection.content IS '事实和理由';
COMMENT ON COLUMN objection.made_at IS '收到的时间';
