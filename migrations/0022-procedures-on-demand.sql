-- 检验检测；按需进行的特殊环节。
ALTER TABLE special_procedure DROP CONSTRAINT special_procedure_kind_check;
ALTER TABLE special_procedure ADD CONSTRAINT special_procedure_kind_check
  CHECK (kind IN ('public-notice', 'hearing', 'expert-review', 'test-report', 'background-check'));
ALTER TABLE special_procedure ADD COLUMN demand text;
ALTER TABLE special_procedure ADD COLUMN institute text;
ALTER TABLE special_procedure ADD COLUMN report_no text;
ALTER TABLE special_procedure ADD CONSTRAINT special_procedure_test_says_who
  CHECK (kind <> 'test-report' OR state NOT IN ('arranged', 'concluded') OR (institute IS NOT NULL AND institute <> ''));
ALTER TABLE special_procedure ADD CONSTRAINT special_procedure_test_has_report
  CHECK (kind <> 'test-report' OR state <> 'concluded' OR (report_no IS NOT NULL AND report_no <> ''));

-- 表与列的说明
COMMENT ON COLUMN special_procedure.kind IS '种类：public-notice 公示，hearing 听证，expert-review 专家评审，test-report 检验检测，background-check 部门核查';
COMMENT ON COLUMN special_procedure.demand IS '按需进行的，为什么要进行；每件都进行的为空';
COMMENT ON COLUMN special_procedure.institute IS '检验检测机构，只有检验检测有';
COMMENT ON COLUMN special_procedure.report_no IS '检验检测报告的编号';
