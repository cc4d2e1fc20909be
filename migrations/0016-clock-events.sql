-- 计时日志：每个子办件的期限经过，只增不改；到期日由它算出（src/domain/clock/）。
CREATE TABLE clock_event (
  sub_case_no text NOT NULL REFERENCES sub_case (sub_case_no),
  ordinal integer NOT NULL CONSTRAINT clock_event_ordinal_check CHECK (ordinal > 0),
  stage text CONSTRAINT clock_event_stage_check CHECK (stage IN ('preparation', 'final')),
  type text NOT NULL CONSTRAINT clock_event_type_check CHECK (type IN ('received', 'accepted', 'stopped', 'resumed', 'extended', 'decided', 'served')),
  at timestamptz NOT NULL,
  cause text,
  basis text,
  expected_until date,
  document_no text,
  approved_by text,
  role text,
  reason text,
  PRIMARY KEY (sub_case_no, ordinal),
  CONSTRAINT clock_event_stop_has_basis CHECK (type <> 'stopped' OR (cause <> '' AND basis <> '' AND document_no <> '' AND expected_until IS NOT NULL AND num_nonnulls(cause, basis, document_no) = 3)),
  CONSTRAINT clock_event_extension_is_approved CHECK (type <> 'extended' OR (role = 'approver' AND approved_by <> '' AND reason <> '' AND document_no <> '' AND num_nonnulls(role, approved_by, reason, document_no) = 4))
);
CREATE UNIQUE INDEX clock_event_once ON clock_event (sub_case_no, coalesce(stage, ''), type) WHERE type IN ('accepted', 'extended', 'decided', 'served');
CREATE TRIGGER clock_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON clock_event EXECUTE FUNCTION refuse_change();

-- 已有的办件：从各自的记录得出。
WITH past (sub_case_no, stage, step, type, at) AS (
  SELECT sub_case_no, 'preparation', 1, 'received', accepted_at FROM preparation_approval
  UNION ALL SELECT sub_case_no, 'preparation', 2, 'accepted', accepted_at FROM preparation_approval
  UNION ALL SELECT sub_case_no, 'preparation', 3, 'decided', decided_at FROM preparation_approval
  UNION ALL SELECT sub_case_no, stage, 4, 'received', least(coalesce(sub_case.received_at, case_file.submitted_at), accepted_at)
    FROM sub_case JOIN case_file USING (case_no) WHERE accepted_at IS NOT NULL AND sub_case.state <> 'preparing'
  UNION ALL SELECT sub_case_no, stage, 5, 'accepted', accepted_at FROM sub_case WHERE accepted_at IS NOT NULL AND state <> 'preparing'
  UNION ALL SELECT sub_case_no, stage, 6, 'decided', decided_at FROM sub_case WHERE accepted_at IS NOT NULL AND decided_at IS NOT NULL AND state <> 'preparing'
  UNION ALL SELECT sub_case_no, stage, 7, 'served', ended_at FROM sub_case WHERE accepted_at IS NOT NULL AND decided_at IS NOT NULL AND state = 'delivered'
)
INSERT INTO clock_event (sub_case_no, ordinal, stage, type, at)
SELECT sub_case_no, row_number() OVER (PARTITION BY sub_case_no ORDER BY step), stage, type, at FROM past;

-- 表与列的说明
COMMENT ON TABLE clock_event IS '计时日志：收件、受理、停表、恢复、延长、决定、送达，只增不改';
COMMENT ON COLUMN clock_event.sub_case_no IS '子办件编号';
COMMENT ON COLUMN clock_event.ordinal IS '第几个事件，从 1 起连续';
COMMENT ON COLUMN clock_event.stage IS '两段式审批的阶段，每段各自计时；空为不分段';
COMMENT ON COLUMN clock_event.type IS '事件';
COMMENT ON COLUMN clock_event.at IS '时刻';
COMMENT ON COLUMN clock_event.cause IS '停表的环节';
COMMENT ON COLUMN clock_event.basis IS '不计入期限的条款';
COMMENT ON COLUMN clock_event.expected_until IS '书面告知的结束日';
COMMENT ON COLUMN clock_event.document_no IS '告知停表、延长的文书号';
COMMENT ON COLUMN clock_event.approved_by IS '批准延长的人';
COMMENT ON COLUMN clock_event.role IS '批准人的角色，须为审批人';
COMMENT ON COLUMN clock_event.reason IS '延长的理由';
