-- 续停：停表未结束又有不计入期限的环节，另行书面告知；停到各告知结束日中最晚的一天。
ALTER TABLE clock_event DROP CONSTRAINT clock_event_type_check;
ALTER TABLE clock_event ADD CONSTRAINT clock_event_type_check CHECK (type IN ('received', 'accepted', 'stopped', 'prolonged', 'resumed', 'extended', 'decided', 'served'));
ALTER TABLE clock_event DROP CONSTRAINT clock_event_stop_has_basis;
ALTER TABLE clock_event ADD CONSTRAINT clock_event_stop_has_basis CHECK (type NOT IN ('stopped', 'prolonged') OR (cause <> '' AND basis <> '' AND document_no <> '' AND expected_until IS NOT NULL AND num_nonnulls(cause, basis, document_no) = 3));
-- 一份告知书只停一次表。
CREATE UNIQUE INDEX clock_event_told_once ON clock_event (document_no) WHERE type IN ('stopped', 'prolonged');

COMMENT ON TABLE clock_event IS '计时日志：收件、受理、停表、续停、恢复、延长、决定、送达，只增不改';
COMMENT ON COLUMN clock_event.cause IS '停表、续停的环节';
COMMENT ON COLUMN clock_event.document_no IS '告知停表、续停、延长的文书号';
