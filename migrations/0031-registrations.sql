-- 申请人自己注册：实名的身份证件号码，所代办的经营主体（一人可以为几家办理）。
ALTER TABLE account ADD COLUMN id_number text CONSTRAINT account_id_number_check CHECK (id_number ~ '^[1-9][0-9]{16}[0-9X]$');
CREATE TABLE account_business (
  account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  usci text NOT NULL CONSTRAINT account_business_usci_check CHECK (usci ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  name text NOT NULL CONSTRAINT account_business_named CHECK (name <> ''),
  PRIMARY KEY (account_id, usci)
);

COMMENT ON COLUMN account.id_number IS '注册人的身份证件号码；工作人员和窗口代建的账号可以没有';
COMMENT ON TABLE account_business IS '申请人所代办的经营主体';
COMMENT ON COLUMN account_business.account_id IS '账号';
COMMENT ON COLUMN account_business.usci IS '统一社会信用代码';
COMMENT ON COLUMN account_business.name IS '主体名称';
