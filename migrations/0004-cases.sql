-- 总件、子办件、一张表、一套材料。状态标识见 docs/glossary.md。
CREATE TABLE case_file (
  case_no text PRIMARY KEY,
  receipt_code text NOT NULL CONSTRAINT case_file_receipt_code_unique UNIQUE,
  application_id uuid NOT NULL CONSTRAINT case_file_application_unique UNIQUE REFERENCES application (id),
  account_id bigint NOT NULL REFERENCES account (id),
  industry text NOT NULL,
  release_id bigint NOT NULL REFERENCES catalogue_release (id),
  channel text NOT NULL CONSTRAINT case_file_channel_check CHECK (channel IN ('online', 'window')),
  region text NOT NULL,
  holder_usci text NOT NULL,
  holder_name text NOT NULL,
  premises_key text NOT NULL,
  premises_address text NOT NULL,
  answers jsonb NOT NULL,
  form jsonb NOT NULL,
  form_version integer NOT NULL DEFAULT 1,
  electronic_delivery boolean NOT NULL,
  state text NOT NULL DEFAULT 'submitted' CONSTRAINT case_file_state_check CHECK (state IN (
    'submitted', 'received', 'supplement-required', 'in-progress', 'issuing', 'delivered', 'closed',
    'withdrawn', 'non-accepted', 'terminated')),
  process_instance_key text,
  epoch integer,
  submitted_at timestamptz NOT NULL,
  received_at timestamptz,
  closed_at timestamptz,
  CONSTRAINT case_file_instance_unique UNIQUE (epoch, process_instance_key),
  CONSTRAINT case_file_instance_has_epoch CHECK ((process_instance_key IS NULL) = (epoch IS NULL))
);
CREATE INDEX case_file_account_index ON case_file (account_id, submitted_at DESC);
CREATE INDEX case_file_unclaimed_index ON case_file (submitted_at) WHERE process_instance_key IS NULL;
CREATE INDEX case_file_open_index ON case_file (state, submitted_at) WHERE closed_at IS NULL;

CREATE TABLE sub_case (
  sub_case_no text PRIMARY KEY,
  case_no text NOT NULL REFERENCES case_file (case_no),
  permit text NOT NULL,
  ordinal integer NOT NULL,
  department text NOT NULL,
  region text NOT NULL,
  is_commitment boolean NOT NULL,
  is_instant boolean NOT NULL,
  needs_visit boolean NOT NULL,
  materials_complete boolean,
  holder_usci text NOT NULL,
  premises_key text NOT NULL,
  state text NOT NULL DEFAULT 'pending' CONSTRAINT sub_case_state_check CHECK (state IN (
    'pending', 'received', 'supplement-required', 'accepted', 'non-accepted', 'not-required', 'reviewing',
    'awaiting-result', 'inspection-scheduled', 'inspecting', 'rectifying', 'rechecking', 'special-procedure',
    'deciding', 'preparing', 'granted', 'filed', 'refused', 'certificate-issued', 'delivered', 'withdrawn', 'terminated')),
  outcome text CONSTRAINT sub_case_outcome_check CHECK (outcome IN (
    'granted', 'filed', 'refused', 'withdrawn', 'terminated', 'non-accepted', 'not-required')),
  verdict text CONSTRAINT sub_case_verdict_check CHECK (verdict IN ('complete', 'deficient')),
  review_round integer NOT NULL DEFAULT 0,
  visit_concluded boolean NOT NULL DEFAULT false,
  received_at timestamptz,
  accepted_at timestamptz,
  statutory_due_on date,
  promised_due_on date,
  decided_at timestamptz,
  ended_at timestamptz,
  process_instance_key text,
  epoch integer,
  CONSTRAINT sub_case_permit_unique UNIQUE (case_no, permit),
  CONSTRAINT sub_case_ordinal_unique UNIQUE (case_no, ordinal),
  CONSTRAINT sub_case_instance_unique UNIQUE (epoch, process_instance_key),
  CONSTRAINT sub_case_decision_needs_acceptance CHECK (outcome NOT IN ('granted', 'refused') OR accepted_at IS NOT NULL),
  CONSTRAINT sub_case_decided_has_date CHECK (outcome NOT IN ('granted', 'refused', 'filed') OR decided_at IS NOT NULL)
);
CREATE INDEX sub_case_case_index ON sub_case (case_no);
-- 同一申请人、同一场所、同一事项不得重复在办
CREATE UNIQUE INDEX sub_case_one_in_progress ON sub_case (permit, holder_usci, premises_key) WHERE outcome IS NULL;

CREATE TABLE case_form_version (
  case_no text NOT NULL REFERENCES case_file (case_no),
  version integer NOT NULL,
  form jsonb NOT NULL,
  changed_fields jsonb NOT NULL DEFAULT '[]',
  account_id bigint REFERENCES account (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (case_no, version)
);

CREATE TABLE case_material (
  case_no text NOT NULL REFERENCES case_file (case_no),
  material_id text NOT NULL,
  state text NOT NULL CONSTRAINT case_material_state_check CHECK (state IN (
    'missing', 'handed-in', 'shared', 'reused', 'tolerated', 'committed', 'generated', 'awaited-in-case')),
  current_version integer NOT NULL DEFAULT 0,
  PRIMARY KEY (case_no, material_id)
);
CREATE TABLE case_material_version (
  case_no text NOT NULL,
  material_id text NOT NULL,
  version integer NOT NULL,
  origin text NOT NULL CONSTRAINT case_material_version_origin_check CHECK (origin IN ('uploaded', 'shared', 'reused', 'generated')),
  file_hash char(64) REFERENCES stored_file (hash),
  file_name text,
  content jsonb,
  handed_in_by bigint REFERENCES account (id),
  handed_in_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (case_no, material_id, version),
  FOREIGN KEY (case_no, material_id) REFERENCES case_material (case_no, material_id)
);

-- 电子证照库：数据共享（DataExchange）的真实实现，本平台发的证照也在其中
CREATE TABLE electronic_certificate (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  material_id text NOT NULL,
  holder_usci text NOT NULL,
  certificate_no text NOT NULL,
  content jsonb NOT NULL,
  valid_until date,
  source text NOT NULL CONSTRAINT electronic_certificate_source_check CHECK (source IN ('imported', 'platform')),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT electronic_certificate_unique UNIQUE (material_id, holder_usci, certificate_no)
);

-- 表与列的说明
COMMENT ON TABLE case_file IS '总件：一次“一业一证”申请';
COMMENT ON COLUMN case_file.case_no IS '总件编号';
COMMENT ON COLUMN case_file.receipt_code IS '收件凭证上的查询码';
COMMENT ON COLUMN case_file.application_id IS '来源申请';
COMMENT ON COLUMN case_file.account_id IS '申请人账号';
COMMENT ON COLUMN case_file.industry IS '行业标识';
COMMENT ON COLUMN case_file.release_id IS '适用的目录发布版本';
COMMENT ON COLUMN case_file.channel IS '申请渠道：online 网上，window 窗口';
COMMENT ON COLUMN case_file.region IS '行政区划代码';
COMMENT ON COLUMN case_file.holder_usci IS '申请主体的统一社会信用代码';
COMMENT ON COLUMN case_file.holder_name IS '申请主体名称';
COMMENT ON COLUMN case_file.premises_key IS '经营场所的归一化标识，用于判断是否同一场所';
COMMENT ON COLUMN case_file.premises_address IS '经营场所地址';
COMMENT ON COLUMN case_file.answers IS '情形问答的回答';
COMMENT ON COLUMN case_file.form IS '一张表的内容';
COMMENT ON COLUMN case_file.form_version IS '一张表的当前版本';
COMMENT ON COLUMN case_file.electronic_delivery IS '是否同意电子送达';
COMMENT ON COLUMN case_file.state IS '总件状态，由各子办件推出，见术语表';
COMMENT ON COLUMN case_file.process_instance_key IS '认领本总件的流程实例键';
COMMENT ON COLUMN case_file.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON COLUMN case_file.submitted_at IS '提交时间';
COMMENT ON COLUMN case_file.received_at IS '收件时间';
COMMENT ON COLUMN case_file.closed_at IS '办结归档时间';
COMMENT ON TABLE sub_case IS '子办件：总件中的一个事项，由其部门单独决定';
COMMENT ON COLUMN sub_case.sub_case_no IS '子办件编号';
COMMENT ON COLUMN sub_case.case_no IS '总件编号';
COMMENT ON COLUMN sub_case.permit IS '事项标识';
COMMENT ON COLUMN sub_case.ordinal IS '在总件中的序号';
COMMENT ON COLUMN sub_case.department IS '部门标识';
COMMENT ON COLUMN sub_case.region IS '行政区划代码';
COMMENT ON COLUMN sub_case.is_commitment IS '是否以告知承诺方式办理';
COMMENT ON COLUMN sub_case.is_instant IS '是否可以当场办结';
COMMENT ON COLUMN sub_case.needs_visit IS '决定前是否需要现场核查';
COMMENT ON COLUMN sub_case.materials_complete IS '收件时材料是否齐全';
COMMENT ON COLUMN sub_case.holder_usci IS '申请主体的统一社会信用代码';
COMMENT ON COLUMN sub_case.premises_key IS '经营场所的归一化标识，用于判断是否同一场所';
COMMENT ON COLUMN sub_case.state IS '子办件状态，见术语表';
COMMENT ON COLUMN sub_case.outcome IS '最终结果；空为在办';
COMMENT ON COLUMN sub_case.verdict IS '预审结论：complete 齐全，deficient 需补正';
COMMENT ON COLUMN sub_case.review_round IS '预审轮次';
COMMENT ON COLUMN sub_case.visit_concluded IS '现场核查是否已有结论';
COMMENT ON COLUMN sub_case.received_at IS '收件时间';
COMMENT ON COLUMN sub_case.accepted_at IS '受理时间';
COMMENT ON COLUMN sub_case.statutory_due_on IS '法定期限届满日';
COMMENT ON COLUMN sub_case.promised_due_on IS '承诺期限届满日';
COMMENT ON COLUMN sub_case.decided_at IS '作出决定的时间';
COMMENT ON COLUMN sub_case.ended_at IS '办结时间';
COMMENT ON COLUMN sub_case.process_instance_key IS '流程实例键';
COMMENT ON COLUMN sub_case.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON TABLE case_form_version IS '一张表的历次版本（补正后产生新版本）';
COMMENT ON COLUMN case_form_version.case_no IS '总件编号';
COMMENT ON COLUMN case_form_version.version IS '版本号';
COMMENT ON COLUMN case_form_version.form IS '一张表的内容';
COMMENT ON COLUMN case_form_version.changed_fields IS '本次改动的字段';
COMMENT ON COLUMN case_form_version.account_id IS '修改人账号';
COMMENT ON COLUMN case_form_version.created_at IS '建立时间';
COMMENT ON TABLE case_material IS '总件的一套材料';
COMMENT ON COLUMN case_material.case_no IS '总件编号';
COMMENT ON COLUMN case_material.material_id IS '材料标识';
COMMENT ON COLUMN case_material.state IS '材料状态：缺、已交、共享取得、复用、容缺、承诺、生成、待前置事项产生';
COMMENT ON COLUMN case_material.current_version IS '当前版本号，0 为尚无';
COMMENT ON TABLE case_material_version IS '材料的历次版本，全部保留';
COMMENT ON COLUMN case_material_version.case_no IS '总件编号';
COMMENT ON COLUMN case_material_version.material_id IS '材料标识';
COMMENT ON COLUMN case_material_version.version IS '版本号';
COMMENT ON COLUMN case_material_version.origin IS '来源：uploaded 上传，shared 数据共享，reused 复用，generated 平台生成';
COMMENT ON COLUMN case_material_version.file_hash IS '文件内容的 SHA-256，见 stored_file';
COMMENT ON COLUMN case_material_version.file_name IS '申请人给的文件名';
COMMENT ON COLUMN case_material_version.content IS '数据共享取得或平台生成的结构化内容';
COMMENT ON COLUMN case_material_version.handed_in_by IS '提交人账号';
COMMENT ON COLUMN case_material_version.handed_in_at IS '提交时间';
COMMENT ON TABLE electronic_certificate IS '电子证照库：数据共享的来源，本平台所发证照也在其中';
COMMENT ON COLUMN electronic_certificate.id IS '编号';
COMMENT ON COLUMN electronic_certificate.material_id IS '材料标识';
COMMENT ON COLUMN electronic_certificate.holder_usci IS '申请主体的统一社会信用代码';
COMMENT ON COLUMN electronic_certificate.certificate_no IS '证照编号';
COMMENT ON COLUMN electronic_certificate.content IS '证照内容';
COMMENT ON COLUMN electronic_certificate.valid_until IS '有效期至';
COMMENT ON COLUMN electronic_certificate.source IS 'imported 导入，platform 本平台签发';
COMMENT ON COLUMN electronic_certificate.created_at IS '建立时间';
