-- 文书、证件、行业综合许可证。
CREATE TABLE document (
  document_no text PRIMARY KEY,
  case_no text NOT NULL REFERENCES case_file (case_no),
  sub_case_no text REFERENCES sub_case (sub_case_no),
  kind text NOT NULL,
  purpose_key text NOT NULL CONSTRAINT document_purpose_unique UNIQUE,
  title text NOT NULL,
  department text NOT NULL,
  region text NOT NULL,
  data jsonb NOT NULL,
  issued_at timestamptz NOT NULL,
  file_hash char(64) REFERENCES stored_file (hash),
  sm3 text,
  rendered_at timestamptz,
  render_attempts integer NOT NULL DEFAULT 0,
  render_after timestamptz,
  render_error text,
  served_how text CONSTRAINT document_served_how_check CHECK (served_how IN ('electronic', 'window', 'mail')),
  served_at timestamptz,
  CONSTRAINT document_served_pair CHECK ((served_how IS NULL) = (served_at IS NULL)),
  CONSTRAINT document_rendered_pair CHECK ((file_hash IS NULL) = (rendered_at IS NULL))
);
CREATE INDEX document_case_index ON document (case_no, issued_at);
CREATE INDEX document_unrendered_index ON document (issued_at) WHERE rendered_at IS NULL;

CREATE TABLE certificate (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  permit text NOT NULL,
  certificate_no text NOT NULL,
  certificate_name text NOT NULL,
  sub_case_no text CONSTRAINT certificate_sub_case_unique UNIQUE REFERENCES sub_case (sub_case_no),
  kind text NOT NULL CONSTRAINT certificate_kind_check CHECK (kind IN ('许可', '备案')),
  holder_usci text NOT NULL,
  holder_name text NOT NULL,
  premises_key text NOT NULL,
  premises_address text NOT NULL,
  department text NOT NULL,
  region text NOT NULL,
  scope text NOT NULL DEFAULT '',
  issued_on date NOT NULL,
  valid_until date,
  validity_text text NOT NULL,
  state text NOT NULL DEFAULT 'valid' CONSTRAINT certificate_state_check CHECK (state IN (
    'valid', 'suspended', 'expired', 'lapsed', 'withdrawn', 'revoked', 'penalty-revoked', 'cancelled')),
  document_no text REFERENCES document (document_no),
  delivered_at timestamptz,
  CONSTRAINT certificate_number_unique UNIQUE (permit, certificate_no)
);
-- 同一主体同一场所同一事项只有一张有效证件
CREATE UNIQUE INDEX certificate_one_valid ON certificate (permit, holder_usci, premises_key) WHERE state IN ('valid', 'suspended');

CREATE TABLE licence (
  licence_no text PRIMARY KEY,
  case_no text NOT NULL CONSTRAINT licence_case_unique UNIQUE REFERENCES case_file (case_no),
  certificate_identifier text NOT NULL,
  industry text NOT NULL,
  name text NOT NULL,
  region text NOT NULL,
  holder_usci text NOT NULL,
  holder_name text NOT NULL,
  legal_rep_name text NOT NULL,
  premises_address text NOT NULL,
  verify_code text NOT NULL CONSTRAINT licence_verify_code_unique UNIQUE,
  version integer NOT NULL CONSTRAINT licence_version_positive CHECK (version > 0),
  issued_at timestamptz NOT NULL
);
CREATE INDEX licence_holder_index ON licence (holder_usci);

CREATE TABLE licence_version (
  licence_no text NOT NULL REFERENCES licence (licence_no),
  version integer NOT NULL,
  reason text NOT NULL,
  data jsonb NOT NULL,
  document_no text NOT NULL REFERENCES document (document_no),
  issued_at timestamptz NOT NULL,
  PRIMARY KEY (licence_no, version)
);

CREATE TABLE licence_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  licence_no text NOT NULL REFERENCES licence (licence_no),
  permit text NOT NULL,
  certificate_id bigint NOT NULL REFERENCES certificate (id),
  source text NOT NULL CONSTRAINT licence_entry_source_check CHECK (source IN ('this-case', 'held', 'deemed-renewed')),
  added_in_version integer NOT NULL,
  removed_in_version integer
);
CREATE UNIQUE INDEX licence_entry_one_active ON licence_entry (licence_no, permit) WHERE removed_in_version IS NULL;

-- 表与列的说明
COMMENT ON TABLE document IS '法律文书';
COMMENT ON COLUMN document.document_no IS '文书编号';
COMMENT ON COLUMN document.case_no IS '总件编号';
COMMENT ON COLUMN document.sub_case_no IS '子办件编号';
COMMENT ON COLUMN document.kind IS '文书种类，见 notices';
COMMENT ON COLUMN document.purpose_key IS '用途键：同一用途只发一份';
COMMENT ON COLUMN document.title IS '文书标题';
COMMENT ON COLUMN document.department IS '出具机关的部门标识';
COMMENT ON COLUMN document.region IS '行政区划代码';
COMMENT ON COLUMN document.data IS '文书内容数据';
COMMENT ON COLUMN document.issued_at IS '签发时间';
COMMENT ON COLUMN document.file_hash IS '文件内容的 SHA-256，见 stored_file';
COMMENT ON COLUMN document.sm3 IS 'PDF 的 SM3 摘要';
COMMENT ON COLUMN document.rendered_at IS '生成 PDF 的时间';
COMMENT ON COLUMN document.render_attempts IS '生成 PDF 的尝试次数';
COMMENT ON COLUMN document.render_after IS '下次尝试生成的时间';
COMMENT ON COLUMN document.render_error IS '上次生成失败的原因';
COMMENT ON COLUMN document.served_how IS '送达方式：electronic 电子，window 窗口，mail 邮寄';
COMMENT ON COLUMN document.served_at IS '送达时间';
COMMENT ON TABLE certificate IS '事项证件（许可证、备案凭证）';
COMMENT ON COLUMN certificate.id IS '编号';
COMMENT ON COLUMN certificate.permit IS '事项标识';
COMMENT ON COLUMN certificate.certificate_no IS '证件编号';
COMMENT ON COLUMN certificate.certificate_name IS '证件名称';
COMMENT ON COLUMN certificate.sub_case_no IS '子办件编号';
COMMENT ON COLUMN certificate.kind IS '许可或备案';
COMMENT ON COLUMN certificate.holder_usci IS '申请主体的统一社会信用代码';
COMMENT ON COLUMN certificate.holder_name IS '申请主体名称';
COMMENT ON COLUMN certificate.premises_key IS '经营场所的归一化标识，用于判断是否同一场所';
COMMENT ON COLUMN certificate.premises_address IS '经营场所地址';
COMMENT ON COLUMN certificate.department IS '发证部门标识';
COMMENT ON COLUMN certificate.region IS '行政区划代码';
COMMENT ON COLUMN certificate.scope IS '许可范围';
COMMENT ON COLUMN certificate.issued_on IS '发证日期';
COMMENT ON COLUMN certificate.valid_until IS '有效期至，空为长期';
COMMENT ON COLUMN certificate.validity_text IS '有效期的文字表述';
COMMENT ON COLUMN certificate.state IS '证件状态';
COMMENT ON COLUMN certificate.document_no IS '证件文书编号';
COMMENT ON COLUMN certificate.delivered_at IS '送达时间';
COMMENT ON TABLE licence IS '行业综合许可证';
COMMENT ON COLUMN licence.licence_no IS '行业综合许可证编号';
COMMENT ON COLUMN licence.case_no IS '总件编号';
COMMENT ON COLUMN licence.certificate_identifier IS '电子证照标识';
COMMENT ON COLUMN licence.industry IS '行业标识';
COMMENT ON COLUMN licence.name IS '证照名称';
COMMENT ON COLUMN licence.region IS '行政区划代码';
COMMENT ON COLUMN licence.holder_usci IS '申请主体的统一社会信用代码';
COMMENT ON COLUMN licence.holder_name IS '申请主体名称';
COMMENT ON COLUMN licence.legal_rep_name IS '法定代表人（负责人）姓名';
COMMENT ON COLUMN licence.premises_address IS '经营场所地址';
COMMENT ON COLUMN licence.verify_code IS '核验码，二维码所含，不可猜测';
COMMENT ON COLUMN licence.version IS '当前版本号';
COMMENT ON COLUMN licence.issued_at IS '当前版本签发时间';
COMMENT ON TABLE licence_version IS '行业综合许可证的历次版本';
COMMENT ON COLUMN licence_version.licence_no IS '行业综合许可证编号';
COMMENT ON COLUMN licence_version.version IS '版本号';
COMMENT ON COLUMN licence_version.reason IS '换版原因';
COMMENT ON COLUMN licence_version.data IS '签发时的证照数据';
COMMENT ON COLUMN licence_version.document_no IS '证照文书编号';
COMMENT ON COLUMN licence_version.issued_at IS '签发时间';
COMMENT ON TABLE licence_entry IS '行业综合许可证载明的事项';
COMMENT ON COLUMN licence_entry.id IS '编号';
COMMENT ON COLUMN licence_entry.licence_no IS '行业综合许可证编号';
COMMENT ON COLUMN licence_entry.permit IS '事项标识';
COMMENT ON COLUMN licence_entry.certificate_id IS '事项证件';
COMMENT ON COLUMN licence_entry.source IS '来源：this-case 本次办理，held 原已持有，deemed-renewed 视为延续';
COMMENT ON COLUMN licence_entry.added_in_version IS '自哪一版起载明';
COMMENT ON COLUMN licence_entry.removed_in_version IS '自哪一版起不再载明';
