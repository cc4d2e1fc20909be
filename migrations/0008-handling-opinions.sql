-- 办理中提出、退回的意见：下一个办理人据此办理（不予受理的提请、退回预审、退回审核）
CREATE TABLE handling_opinion (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sub_case_no text NOT NULL REFERENCES sub_case (sub_case_no),
  step text NOT NULL CONSTRAINT handling_opinion_step_check CHECK (step IN ('non-acceptance-proposed', 'pre-review-returned', 'review-returned')),
  reasons text NOT NULL,
  given_by text NOT NULL,
  given_at timestamptz NOT NULL
);
CREATE INDEX handling_opinion_sub_case_index ON handling_opinion (sub_case_no, id);

COMMENT ON TABLE handling_opinion IS '办理中提出和退回的意见';
COMMENT ON COLUMN handling_opinion.id IS '编号';
COMMENT ON COLUMN handling_opinion.sub_case_no IS '子办件编号';
COMMENT ON COLUMN handling_opinion.step IS 'non-acceptance-proposed 提请不予受理，pre-review-returned 退回预审，review-returned 退回审核';
COMMENT ON COLUMN handling_opinion.reasons IS '理由和依据';
COMMENT ON COLUMN handling_opinion.given_by IS '提出人登录名';
COMMENT ON COLUMN handling_opinion.given_at IS '提出时间';
