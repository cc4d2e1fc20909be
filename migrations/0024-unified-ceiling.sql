-- 统一、联合、集中办理的总期限（行政许可法第四十二条第二款）：默认不启用；只作总件的上限和亮灯，不延长任何单项期限。
CREATE TABLE ceiling_extension (
  case_no text PRIMARY KEY REFERENCES case_file (case_no),
  approved_by text NOT NULL CONSTRAINT ceiling_extension_approved CHECK (approved_by <> ''),
  reason text NOT NULL CONSTRAINT ceiling_extension_says_why CHECK (reason <> ''),
  recorded_by integer NOT NULL REFERENCES account (id),
  recorded_at timestamptz NOT NULL
);
CREATE TRIGGER ceiling_extension_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ceiling_extension EXECUTE FUNCTION refuse_change();

-- 表与列的说明
COMMENT ON TABLE ceiling_extension IS '总期限的延长：一个总件一次';
COMMENT ON COLUMN ceiling_extension.case_no IS '总件编号';
COMMENT ON COLUMN ceiling_extension.approved_by IS '批准的本级人民政府负责人';
COMMENT ON COLUMN ceiling_extension.reason IS '延长的理由';
COMMENT ON COLUMN ceiling_extension.recorded_by IS '登记的账号';
COMMENT ON COLUMN ceiling_extension.recorded_at IS '登记的时间';
