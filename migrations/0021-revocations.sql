-- 事后核查不符之后：责令改正的期限、复查，告知与陈述申辩，撤销决定；限制再用告知承诺，不得再次申请。
ALTER TABLE statement ADD COLUMN intended text NOT NULL DEFAULT 'refuse' CONSTRAINT statement_intended_check CHECK (intended IN ('refuse', 'revoke'));
ALTER TABLE statement ALTER COLUMN intended DROP DEFAULT;

ALTER TABLE post_check
  ADD COLUMN correction_due_on date,
  ADD COLUMN recheck_due_on date,
  ADD COLUMN recheck_facts text,
  ADD COLUMN rechecked_by text,
  ADD COLUMN rechecked_at timestamptz,
  ADD COLUMN ground text CONSTRAINT post_check_ground_check CHECK (ground IN ('uncorrected', 'fraud')),
  ADD COLUMN statement_round integer,
  ADD COLUMN decision_due_on date,
  ADD COLUMN decided_by text,
  ADD COLUMN decided_at timestamptz,
  ADD COLUMN decision_reasons text,
  ADD COLUMN document_no text REFERENCES document (document_no),
  ADD CONSTRAINT post_check_correction_pair CHECK ((correction_due_on IS NULL) = (recheck_due_on IS NULL)),
  ADD CONSTRAINT post_check_told_of_ground CHECK (num_nonnulls(statement_round, decision_due_on) IN (0, 2) AND (statement_round IS NULL OR ground IS NOT NULL)),
  ADD CONSTRAINT post_check_statement FOREIGN KEY (sub_case_no, statement_round) REFERENCES statement (sub_case_no, round),
  -- 撤销与否，先告知并听取陈述申辩
  ADD CONSTRAINT post_check_decided_after_notice CHECK (state NOT IN ('revoked', 'maintained') OR statement_round IS NOT NULL),
  ADD CONSTRAINT post_check_decided CHECK (num_nonnulls(decided_by, decided_at, decision_reasons) = CASE WHEN state IN ('revoked', 'maintained') THEN 3 ELSE 0 END),
  ADD CONSTRAINT post_check_revoked_by_document CHECK ((state = 'revoked') = (document_no IS NOT NULL)),
  -- 核查人与决定人不是同一人
  ADD CONSTRAINT post_check_two_people CHECK (decided_by IS NULL OR (decided_by IS DISTINCT FROM checked_by AND decided_by IS DISTINCT FROM rechecked_by));

ALTER TABLE certificate
  ADD COLUMN revoked_by text REFERENCES document (document_no),
  ADD CONSTRAINT certificate_revoked_by_document CHECK (state <> 'revoked' OR revoked_by IS NOT NULL);
CREATE FUNCTION refuse_revocation () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'certificate % is %, not in force', OLD.certificate_no, OLD.state USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER certificate_revoked_in_force BEFORE UPDATE OF state ON certificate
  FOR EACH ROW WHEN (NEW.state = 'revoked' AND OLD.state NOT IN ('valid', 'suspended', 'revoked')) EXECUTE FUNCTION refuse_revocation();

CREATE TABLE commitment_bar (
  sub_case_no text PRIMARY KEY REFERENCES post_check (sub_case_no),
  holder_usci text NOT NULL,
  holder_name text NOT NULL,
  department text NOT NULL,
  region text NOT NULL,
  ground text NOT NULL CONSTRAINT commitment_bar_ground_check CHECK (ground IN ('uncorrected', 'fraud')),
  document_no text NOT NULL REFERENCES document (document_no),
  begins_on date NOT NULL,
  ends_on date NOT NULL,
  lifted_at timestamptz,
  lifted_by text,
  lifting_reason text,
  CONSTRAINT commitment_bar_ends CHECK (ends_on >= begins_on),
  CONSTRAINT commitment_bar_lifted CHECK (num_nonnulls(lifted_at, lifted_by, lifting_reason) IN (0, 3))
);
CREATE INDEX commitment_bar_holder_index ON commitment_bar (holder_usci);

CREATE TABLE application_ban (
  sub_case_no text PRIMARY KEY REFERENCES post_check (sub_case_no),
  permit text NOT NULL,
  holder_usci text NOT NULL,
  document_no text NOT NULL REFERENCES document (document_no),
  begins_on date NOT NULL,
  ends_on date NOT NULL,
  CONSTRAINT application_ban_ends CHECK (ends_on > begins_on)
);
CREATE INDEX application_ban_holder_index ON application_ban (holder_usci, permit);

-- 表与列的说明
COMMENT ON COLUMN statement.intended IS '拟作决定：refuse 不予许可，revoke 撤销（取消备案）';
COMMENT ON COLUMN post_check.correction_due_on IS '责令改正的最后一日';
COMMENT ON COLUMN post_check.recheck_due_on IS '改正期满后复查的最后一日';
COMMENT ON COLUMN post_check.recheck_facts IS '复查认定的事实';
COMMENT ON COLUMN post_check.rechecked_by IS '复查人账号';
COMMENT ON COLUMN post_check.rechecked_at IS '复查时间';
COMMENT ON COLUMN post_check.ground IS '拟撤销的情形：uncorrected 逾期未改正或改正后仍不符，fraud 涉嫌欺骗取得';
COMMENT ON COLUMN post_check.statement_round IS '拟撤销的告知是第几次，见 statement';
COMMENT ON COLUMN post_check.decision_due_on IS '撤销与否的内部决定期限';
COMMENT ON COLUMN post_check.decided_by IS '决定人账号';
COMMENT ON COLUMN post_check.decided_at IS '决定时间';
COMMENT ON COLUMN post_check.decision_reasons IS '撤销或者不予撤销的理由';
COMMENT ON COLUMN post_check.document_no IS '撤销决定书的文号';
COMMENT ON COLUMN certificate.revoked_by IS '撤销决定书的文号';
COMMENT ON TABLE commitment_bar IS '限制再用告知承诺：认定不实承诺或逾期未履行之后；一般程序始终开放';
COMMENT ON COLUMN commitment_bar.sub_case_no IS '被撤销的子办件编号';
COMMENT ON COLUMN commitment_bar.holder_usci IS '主体的统一社会信用代码，不论用哪个账号申请';
COMMENT ON COLUMN commitment_bar.holder_name IS '主体名称';
COMMENT ON COLUMN commitment_bar.department IS '作出认定的部门标识';
COMMENT ON COLUMN commitment_bar.region IS '行政区划代码';
COMMENT ON COLUMN commitment_bar.ground IS '理由：uncorrected 逾期未履行，fraud 不实承诺';
COMMENT ON COLUMN commitment_bar.document_no IS '决定书的文号';
COMMENT ON COLUMN commitment_bar.begins_on IS '起始日';
COMMENT ON COLUMN commitment_bar.ends_on IS '最后一日';
COMMENT ON COLUMN commitment_bar.lifted_at IS '解除（信用修复）的时间';
COMMENT ON COLUMN commitment_bar.lifted_by IS '解除人账号';
COMMENT ON COLUMN commitment_bar.lifting_reason IS '解除的理由';
COMMENT ON TABLE application_ban IS '不得再次申请：以欺骗等不正当手段取得、直接关系公共安全等的事项，三年（行政许可法第七十九条）';
COMMENT ON COLUMN application_ban.sub_case_no IS '被撤销的子办件编号';
COMMENT ON COLUMN application_ban.permit IS '事项标识';
COMMENT ON COLUMN application_ban.holder_usci IS '主体的统一社会信用代码';
COMMENT ON COLUMN application_ban.document_no IS '撤销决定书的文号';
COMMENT ON COLUMN application_ban.begins_on IS '起始日';
COMMENT ON COLUMN application_ban.ends_on IS '最后一日';
