-- 陈述申辩：不利决定之前告知当事人，听取意见（行政许可法第七条、第三十六条）。
CREATE TABLE statement (
  sub_case_no text NOT NULL REFERENCES sub_case (sub_case_no),
  round integer NOT NULL CONSTRAINT statement_round_check CHECK (round > 0),
  stage text CONSTRAINT statement_stage_check CHECK (stage IN ('preparation', 'final')),
  reasons text NOT NULL CONSTRAINT statement_reasons_said CHECK (reasons <> ''),
  document_no text NOT NULL REFERENCES document (document_no),
  respond_by date NOT NULL,
  state text NOT NULL DEFAULT 'open' CONSTRAINT statement_state_check CHECK (state IN ('open', 'made', 'waived')),
  content text,
  made_by integer REFERENCES account (id),
  made_at timestamptz,
  PRIMARY KEY (sub_case_no, round),
  CONSTRAINT statement_made_says_what CHECK ((state = 'made') = (content IS NOT NULL AND content <> '')),
  CONSTRAINT statement_answered_by CHECK ((state = 'open') = (made_by IS NULL AND made_at IS NULL))
);

-- 表与列的说明
COMMENT ON TABLE statement IS '陈述申辩：拟作不利决定的告知，和当事人的陈述、申辩或者放弃';
COMMENT ON COLUMN statement.sub_case_no IS '子办件编号';
COMMENT ON COLUMN statement.round IS '第几次告知';
COMMENT ON COLUMN statement.stage IS '两段式审批的阶段；空为不分段';
COMMENT ON COLUMN statement.reasons IS '拟作决定的理由和依据，即审核意见';
COMMENT ON COLUMN statement.document_no IS '事先告知书的文号';
COMMENT ON COLUMN statement.respond_by IS '陈述申辩的最后一日，不停止计算办理期限';
COMMENT ON COLUMN statement.state IS 'open 等待，made 已陈述申辩，waived 放弃；期满未提出的仍为 open';
COMMENT ON COLUMN statement.content IS '陈述、申辩的意见';
COMMENT ON COLUMN statement.made_by IS '提出的账号';
COMMENT ON COLUMN statement.made_at IS '提出的时间';
