-- 当事人报告改正完成：只在责令改正之后、复查之前。
ALTER TABLE post_check
  ADD COLUMN correction_report text CONSTRAINT post_check_report_says_what CHECK (correction_report <> ''),
  ADD COLUMN correction_reported_at timestamptz,
  ADD CONSTRAINT post_check_report_pair CHECK ((correction_report IS NULL) = (correction_reported_at IS NULL)),
  ADD CONSTRAINT post_check_report_after_order CHECK (correction_reported_at IS NULL OR correction_due_on IS NOT NULL);

COMMENT ON COLUMN post_check.correction_report IS '当事人报告的改正情况';
COMMENT ON COLUMN post_check.correction_reported_at IS '报告的时间';
