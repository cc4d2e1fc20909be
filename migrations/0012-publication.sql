-- 发布：随版本存放部署的文件，记下哪套引擎有了哪个版本，各部门的签署。
CREATE TABLE resource_content (
  content_hash text PRIMARY KEY,
  content text NOT NULL
);

CREATE TABLE release_resource (
  release_id bigint NOT NULL REFERENCES catalogue_release (id),
  name text NOT NULL,
  content_hash text NOT NULL REFERENCES resource_content (content_hash),
  PRIMARY KEY (release_id, name)
);

CREATE TABLE release_deployment (
  release_id bigint NOT NULL REFERENCES catalogue_release (id),
  epoch integer NOT NULL,
  deployment_key text NOT NULL,
  deployed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (release_id, epoch)
);
ALTER TABLE catalogue_release DROP COLUMN epoch, DROP COLUMN deployment_key;
-- 以前的版本没有存下文件，送不到别的引擎：散列作废，下一次发布即为新版本
UPDATE catalogue_release SET content_hash = 'without-resources:' || content_hash;

CREATE TABLE sign_off (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  industry text NOT NULL,
  subject text NOT NULL CONSTRAINT sign_off_subject_check CHECK (subject = 'flow' OR subject LIKE 'permit:%'),
  part_hash text NOT NULL,
  department text NOT NULL,
  person text NOT NULL,
  paper text,
  note text,
  signed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sign_off_by_industry ON sign_off (industry, signed_at);

-- 表与列的说明
COMMENT ON TABLE resource_content IS '部署文件的内容，同样内容只存一份';
COMMENT ON COLUMN resource_content.content_hash IS '内容的 SHA-256';
COMMENT ON COLUMN resource_content.content IS '流程图、表单或决策表原文';
COMMENT ON TABLE release_resource IS '一个发布版本部署的文件';
COMMENT ON COLUMN release_resource.release_id IS '发布版本';
COMMENT ON COLUMN release_resource.name IS '文件名，bpmn/ 之下的路径';
COMMENT ON COLUMN release_resource.content_hash IS '内容的 SHA-256';
COMMENT ON TABLE release_deployment IS '哪套引擎已有哪个发布版本；没有这一行即须重新部署';
COMMENT ON COLUMN release_deployment.release_id IS '发布版本';
COMMENT ON COLUMN release_deployment.epoch IS '引擎纪元，见 engine_epoch';
COMMENT ON COLUMN release_deployment.deployment_key IS '引擎部署键';
COMMENT ON COLUMN release_deployment.deployed_at IS '部署时间';
COMMENT ON TABLE sign_off IS '部门对待发布内容的签署，只增不改；内容再改即不再有效';
COMMENT ON COLUMN sign_off.id IS '编号';
COMMENT ON COLUMN sign_off.industry IS '行业标识';
COMMENT ON COLUMN sign_off.subject IS '签署的部分：permit:事项标识，或 flow（流程、问答和事项以外的内容）';
COMMENT ON COLUMN sign_off.part_hash IS '该部分内容的 SHA-256，只对这一内容有效';
COMMENT ON COLUMN sign_off.department IS '签署部门';
COMMENT ON COLUMN sign_off.person IS '签署人姓名';
COMMENT ON COLUMN sign_off.paper IS '依据的文号';
COMMENT ON COLUMN sign_off.note IS '备注';
COMMENT ON COLUMN sign_off.signed_at IS '签署时间';
