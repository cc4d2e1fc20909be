-- 综合窗口：申请人档案（可以没有网上账号）、窗口码、窗口收的申请、核验过的原件、领取登记。
ALTER TABLE account
  ALTER COLUMN login DROP NOT NULL,
  ALTER COLUMN password_hash DROP NOT NULL,
  ADD COLUMN reference uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT account_reference_unique UNIQUE,
  ADD COLUMN identity_checked_by bigint REFERENCES account (id),
  ADD COLUMN identity_checked_at timestamptz,
  ADD CONSTRAINT account_login_with_password CHECK ((login IS NULL) = (password_hash IS NULL)),
  ADD CONSTRAINT account_identity_checked CHECK ((identity_checked_by IS NULL) = (identity_checked_at IS NULL)),
  ADD CONSTRAINT account_without_login_is_known CHECK (
    login IS NOT NULL OR disabled_at IS NOT NULL OR (kind = 'applicant' AND id_number IS NOT NULL AND phone IS NOT NULL AND identity_checked_at IS NOT NULL));
-- 核对过身份的，一个人只有一份档案
CREATE UNIQUE INDEX account_one_identity ON account (id_number) WHERE identity_checked_at IS NOT NULL AND disabled_at IS NULL;
CREATE INDEX account_phone_index ON account (phone) WHERE identity_checked_at IS NOT NULL;
CREATE INDEX account_business_usci_index ON account_business (usci);

CREATE TABLE window_code (
  account_id bigint PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  code_hash bytea NOT NULL CONSTRAINT window_code_unique UNIQUE,
  expires_at timestamptz NOT NULL
);

ALTER TABLE application
  ADD COLUMN window_region text,
  ADD COLUMN taken_in_by bigint REFERENCES account (id),
  ADD COLUMN agent_name text CONSTRAINT application_agent_named CHECK (agent_name <> ''),
  ADD COLUMN agent_id_number text CONSTRAINT application_agent_id_number CHECK (agent_id_number ~ '^[1-9][0-9]{16}[0-9X]$'),
  ADD CONSTRAINT application_window_taken_in CHECK ((channel = 'window') = (window_region IS NOT NULL) AND (window_region IS NULL) = (taken_in_by IS NULL)),
  ADD CONSTRAINT application_agent_whole CHECK ((agent_name IS NULL) = (agent_id_number IS NULL) AND (agent_name IS NULL OR channel = 'window'));
CREATE INDEX application_window_index ON application (window_region, updated_at DESC) WHERE state = 'draft' AND channel = 'window';

ALTER TABLE application_material
  ADD COLUMN original_seen_by bigint REFERENCES account (id),
  ADD COLUMN original_seen_at timestamptz,
  ADD CONSTRAINT application_material_original_seen CHECK ((original_seen_by IS NULL) = (original_seen_at IS NULL));
ALTER TABLE case_material_version
  ADD COLUMN original_seen_by bigint REFERENCES account (id),
  ADD COLUMN original_seen_at timestamptz,
  ADD CONSTRAINT case_material_version_original_seen CHECK ((original_seen_by IS NULL) = (original_seen_at IS NULL));

CREATE TABLE pick_up (
  sub_case_no text PRIMARY KEY REFERENCES sub_case (sub_case_no),
  recipient_name text NOT NULL CONSTRAINT pick_up_recipient_named CHECK (recipient_name <> ''),
  recipient_id_number text NOT NULL CONSTRAINT pick_up_recipient_id_number CHECK (recipient_id_number ~ '^[1-9][0-9]{16}[0-9X]$'),
  is_agent boolean NOT NULL,
  signature jsonb,
  noted_by bigint NOT NULL REFERENCES account (id),
  noted_at timestamptz NOT NULL
);

-- 表与列的说明
COMMENT ON COLUMN account.login IS '登录账号；空为窗口建的申请人档案，不能登录';
COMMENT ON COLUMN account.reference IS '窗口引用申请人档案的标识，猜不出来';
COMMENT ON COLUMN account.identity_checked_by IS '在窗口核对过本人身份证件的工作人员';
COMMENT ON COLUMN account.identity_checked_at IS '核对的时间';
COMMENT ON TABLE window_code IS '窗口码：申请人登录后取得，到窗口出示，证明账号是本人的';
COMMENT ON COLUMN window_code.account_id IS '账号';
COMMENT ON COLUMN window_code.code_hash IS '窗口码的 SHA-256';
COMMENT ON COLUMN window_code.expires_at IS '失效时间';
COMMENT ON COLUMN application.window_region IS '收下申请的综合窗口的区划；网上的为空';
COMMENT ON COLUMN application.taken_in_by IS '收下申请的窗口人员';
COMMENT ON COLUMN application.agent_name IS '到窗口代办的人，已核对身份证件和授权委托书；空为本人';
COMMENT ON COLUMN application.agent_id_number IS '代办人的身份证件号码';
COMMENT ON COLUMN application_material.original_seen_by IS '核验原件的窗口人员；空为没有核验';
COMMENT ON COLUMN application_material.original_seen_at IS '核验原件的时间';
COMMENT ON COLUMN case_material_version.original_seen_by IS '核验原件的窗口人员；空为没有核验';
COMMENT ON COLUMN case_material_version.original_seen_at IS '核验原件的时间';
COMMENT ON TABLE pick_up IS '领取登记：谁到窗口领取一个事项的决定和证件';
COMMENT ON COLUMN pick_up.sub_case_no IS '子办件编号';
COMMENT ON COLUMN pick_up.recipient_name IS '领取人';
COMMENT ON COLUMN pick_up.recipient_id_number IS '领取人的身份证件号码，已核对';
COMMENT ON COLUMN pick_up.is_agent IS '代领，已核对授权委托书';
COMMENT ON COLUMN pick_up.signature IS '屏幕上的签名，逐笔的坐标；空为签在纸质送达回证上';
COMMENT ON COLUMN pick_up.noted_by IS '登记的窗口人员';
COMMENT ON COLUMN pick_up.noted_at IS '登记时间';
