-- 审查中提出要进行特殊环节的人，不能主持该件的听证（行政许可法第四十八条第三项）。已有的不追溯。
ALTER TABLE special_procedure ADD COLUMN demanded_by text CONSTRAINT special_procedure_demanded_with_reason CHECK (demanded_by IS NULL OR demand IS NOT NULL);

COMMENT ON COLUMN special_procedure.demanded_by IS '审查中提出进行的账号；当事人要求的、每件都进行的为空';
