-- 听证通知书、听证笔录所需的安排（行政许可法第四十八条）。已安排的听证没有这些，不追溯。
ALTER TABLE special_procedure ADD COLUMN place text;
ALTER TABLE special_procedure ADD COLUMN starts_at text CONSTRAINT special_procedure_starts_at_check CHECK (starts_at ~ '^([01]\d|2[0-3]):[0-5]\d$');
ALTER TABLE special_procedure ADD COLUMN chair text;
ALTER TABLE special_procedure ADD CONSTRAINT special_procedure_hearing_papers CHECK ((place IS NULL) = (starts_at IS NULL) AND (place IS NULL) = (chair IS NULL));

-- 表与列的说明
COMMENT ON COLUMN special_procedure.place IS '听证地点';
COMMENT ON COLUMN special_procedure.starts_at IS '听证开始的时刻（时:分）';
COMMENT ON COLUMN special_procedure.chair IS '听证主持人姓名，不是本件的审查人员';
