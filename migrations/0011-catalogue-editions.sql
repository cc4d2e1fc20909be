-- 改革目录清单（方案 四（一））的各版本，待核内容的确认记录。三个表都只增不改：公布过的、确认过的不能抹去。
CREATE TABLE catalogue_edition (
  number integer PRIMARY KEY CONSTRAINT catalogue_edition_number_positive CHECK (number > 0),
  published_on date NOT NULL,
  announcement text NOT NULL CONSTRAINT catalogue_edition_says_something CHECK (announcement <> ''),
  note text NOT NULL,
  content_hash text NOT NULL,
  published_by text NOT NULL,
  published_at timestamptz NOT NULL
);

CREATE TABLE catalogue_edition_entry (
  edition integer NOT NULL REFERENCES catalogue_edition (number),
  ordinal integer NOT NULL,
  industry text NOT NULL,
  name text NOT NULL,
  status text NOT NULL CONSTRAINT catalogue_edition_entry_status_check CHECK (status IN ('trial', 'official', 'suspended')),
  valid_from date,
  valid_until date,
  regions text[] NOT NULL CONSTRAINT catalogue_edition_entry_has_regions CHECK (cardinality(regions) > 0),
  lead_department text NOT NULL,
  lead_department_name text NOT NULL,
  permits text[] NOT NULL,
  reason text,
  PRIMARY KEY (edition, industry),
  CONSTRAINT catalogue_edition_entry_dates_in_order CHECK (valid_from <= valid_until),
  CONSTRAINT catalogue_edition_entry_suspended_has_reason CHECK (status <> 'suspended' OR reason IS NOT NULL)
);

CREATE TABLE fact_confirmation (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  fact text NOT NULL,
  stated_text text NOT NULL,
  outcome text NOT NULL CONSTRAINT fact_confirmation_outcome_check CHECK (outcome IN ('confirmed', 'corrected')),
  corrected_value jsonb,
  confirmed_by text NOT NULL,
  department text NOT NULL,
  paper text NOT NULL,
  confirmed_on date NOT NULL,
  entry_hash text NOT NULL CONSTRAINT fact_confirmation_once UNIQUE,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT fact_confirmation_corrected_has_value CHECK ((outcome = 'corrected') = (corrected_value IS NOT NULL))
);
CREATE INDEX fact_confirmation_by_fact ON fact_confirmation (fact);

CREATE FUNCTION refuse_change () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER catalogue_edition_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON catalogue_edition EXECUTE FUNCTION refuse_change();
CREATE TRIGGER catalogue_edition_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON catalogue_edition_entry EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fact_confirmation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fact_confirmation EXECUTE FUNCTION refuse_change();

-- 表与列的说明
COMMENT ON TABLE catalogue_edition IS '改革目录清单的一个版本，旧版本保留';
COMMENT ON COLUMN catalogue_edition.number IS '版次，从 1 起连续';
COMMENT ON COLUMN catalogue_edition.published_on IS '公布日期';
COMMENT ON COLUMN catalogue_edition.announcement IS '公告正文';
COMMENT ON COLUMN catalogue_edition.note IS '公布缘由，内部留存，不公开';
COMMENT ON COLUMN catalogue_edition.content_hash IS '公告和各条目的散列，未变则不重复公布';
COMMENT ON COLUMN catalogue_edition.published_by IS '公布人';
COMMENT ON COLUMN catalogue_edition.published_at IS '公布时间';
COMMENT ON TABLE catalogue_edition_entry IS '目录清单一个版本中的一个行业';
COMMENT ON COLUMN catalogue_edition_entry.edition IS '版次';
COMMENT ON COLUMN catalogue_edition_entry.ordinal IS '清单中的序号';
COMMENT ON COLUMN catalogue_edition_entry.industry IS '行业标识';
COMMENT ON COLUMN catalogue_edition_entry.name IS '公布时的行业名称';
COMMENT ON COLUMN catalogue_edition_entry.status IS 'trial 试点，official 正式，suspended 暂停';
COMMENT ON COLUMN catalogue_edition_entry.valid_from IS '起始日期，空为自公布之日起';
COMMENT ON COLUMN catalogue_edition_entry.valid_until IS '截止日期（含当日），空为没有';
COMMENT ON COLUMN catalogue_edition_entry.regions IS '实施地区的区划代码；市的代码含其全部县（区）';
COMMENT ON COLUMN catalogue_edition_entry.lead_department IS '牵头部门标识';
COMMENT ON COLUMN catalogue_edition_entry.lead_department_name IS '公布时的牵头部门名称';
COMMENT ON COLUMN catalogue_edition_entry.permits IS '公布时所含事项的名称';
COMMENT ON COLUMN catalogue_edition_entry.reason IS '暂停的原因，告知申请人';
COMMENT ON TABLE fact_confirmation IS '待核内容的确认或更正，随发布记入';
COMMENT ON COLUMN fact_confirmation.id IS '编号';
COMMENT ON COLUMN fact_confirmation.fact IS '内容所在的位置，如 permits/food-operation/certificate/number_format';
COMMENT ON COLUMN fact_confirmation.stated_text IS '确认时的原文';
COMMENT ON COLUMN fact_confirmation.outcome IS 'confirmed 照原文确认，corrected 更正';
COMMENT ON COLUMN fact_confirmation.corrected_value IS '更正后的内容';
COMMENT ON COLUMN fact_confirmation.confirmed_by IS '确认人';
COMMENT ON COLUMN fact_confirmation.department IS '确认人所在部门标识';
COMMENT ON COLUMN fact_confirmation.paper IS '依据的文号';
COMMENT ON COLUMN fact_confirmation.confirmed_on IS '确认日期';
COMMENT ON COLUMN fact_confirmation.entry_hash IS '整条记录的散列，同一条只记一次';
COMMENT ON COLUMN fact_confirmation.recorded_at IS '记入时间';
