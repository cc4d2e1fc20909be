-- 容缺受理：主要材料齐全的先受理，次要材料在期限内补交（河南省优化营商环境条例第三十五条）。
ALTER TABLE application ADD COLUMN tolerated jsonb NOT NULL DEFAULT '[]';

CREATE TABLE tolerated_material (
  sub_case_no text NOT NULL REFERENCES sub_case (sub_case_no),
  material_id text NOT NULL,
  workdays integer NOT NULL CONSTRAINT tolerated_material_workdays_check CHECK (workdays > 0),
  signed_at timestamptz NOT NULL,
  due_on date,
  extended_due_on date,
  extension_reason text,
  PRIMARY KEY (sub_case_no, material_id),
  CONSTRAINT tolerated_material_extended_later CHECK (extended_due_on > due_on),
  CONSTRAINT tolerated_material_extension_says_why CHECK ((extended_due_on IS NULL) = (extension_reason IS NULL) AND extension_reason <> '')
);

CREATE FUNCTION refuse_second_tolerance () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a tolerated material''s dates are set once: % of %', OLD.material_id, OLD.sub_case_no USING ERRCODE = 'restrict_violation';
END
$$;
-- 补齐期限受理时告知一次，只能延长一次
CREATE TRIGGER tolerated_material_dates_once BEFORE UPDATE ON tolerated_material FOR EACH ROW
  WHEN (OLD.due_on IS DISTINCT FROM NEW.due_on AND OLD.due_on IS NOT NULL OR OLD.extended_due_on IS DISTINCT FROM NEW.extended_due_on AND OLD.extended_due_on IS NOT NULL)
  EXECUTE FUNCTION refuse_second_tolerance ();

-- 表与列的说明
COMMENT ON COLUMN application.tolerated IS '申请人选择容缺后补的材料';
COMMENT ON TABLE tolerated_material IS '容缺材料：某一事项先受理、期限内补交的次要材料';
COMMENT ON COLUMN tolerated_material.sub_case_no IS '子办件编号';
COMMENT ON COLUMN tolerated_material.material_id IS '材料标识';
COMMENT ON COLUMN tolerated_material.workdays IS '补交期间，工作日，按适用的目录发布版本';
COMMENT ON COLUMN tolerated_material.signed_at IS '申请人选择容缺并承诺的时间';
COMMENT ON COLUMN tolerated_material.due_on IS '补齐期限，受理时确定；受理前为空';
COMMENT ON COLUMN tolerated_material.extended_due_on IS '延长后的补齐期限，只能延长一次';
COMMENT ON COLUMN tolerated_material.extension_reason IS '延长的理由';
