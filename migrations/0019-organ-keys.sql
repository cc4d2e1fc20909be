-- 机关签名：每个机关一把 SM2 密钥，签在 PDF 的摘要上；凭文书核验码可以公开核验。
CREATE TABLE organ_key (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organ text NOT NULL,
  public_key text NOT NULL CONSTRAINT organ_key_public_unique UNIQUE,
  sealed_private_key bytea NOT NULL,
  made_at timestamptz NOT NULL,
  retired_at timestamptz
);
CREATE UNIQUE INDEX organ_key_one_in_use ON organ_key (organ) WHERE retired_at IS NULL;

CREATE TABLE document_signature (
  document_no text PRIMARY KEY REFERENCES document (document_no),
  organ_key_id bigint NOT NULL REFERENCES organ_key (id),
  signature text NOT NULL,
  signed_at timestamptz NOT NULL
);
CREATE TRIGGER document_signature_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON document_signature EXECUTE FUNCTION refuse_change();

ALTER TABLE document ADD COLUMN verify_code text CONSTRAINT document_verify_code_unique UNIQUE;

-- 表与列的说明
COMMENT ON TABLE organ_key IS '机关的签名密钥（SM2）';
COMMENT ON COLUMN organ_key.id IS '编号';
COMMENT ON COLUMN organ_key.organ IS '机关名称，与文书落款相同';
COMMENT ON COLUMN organ_key.public_key IS '公钥，未压缩的点，十六进制';
COMMENT ON COLUMN organ_key.sealed_private_key IS '私钥，以 SIGNING_SECRET 加密（AES-256-GCM：随机数、校验码、密文）';
COMMENT ON COLUMN organ_key.made_at IS '生成时间';
COMMENT ON COLUMN organ_key.retired_at IS '停用时间，空为在用；停用后仍用于核验';
COMMENT ON TABLE document_signature IS '机关对文书的签名，只增不改';
COMMENT ON COLUMN document_signature.document_no IS '文书编号';
COMMENT ON COLUMN document_signature.organ_key_id IS '所用的机关密钥';
COMMENT ON COLUMN document_signature.signature IS 'SM2 签名（DER，十六进制），签在文书编号、SHA-256、SM3 三行文字上';
COMMENT ON COLUMN document_signature.signed_at IS '签名时间';
COMMENT ON COLUMN document.verify_code IS '文书核验码，印在文书上，不可猜测';
