-- 现场核查的照片和签名：核查人员的设备先编号，断网时存在设备上，联网后再送，可能重复送、迟到。
CREATE TABLE visit_photo (
  visit_no text NOT NULL REFERENCES visit (visit_no),
  photo_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT visit_photo_kind_check CHECK (kind IN ('photo', 'signature')),
  stage text NOT NULL CONSTRAINT visit_photo_stage_check CHECK (stage IN ('inspection', 'recheck')),
  sub_case_no text REFERENCES sub_case (sub_case_no),
  check_item text,
  signer text,
  file_hash text NOT NULL REFERENCES stored_file (hash),
  taken_at timestamptz NOT NULL,
  taken_by bigint NOT NULL REFERENCES account (id),
  received_at timestamptz NOT NULL,
  removed_at timestamptz,
  PRIMARY KEY (visit_no, photo_id),
  CONSTRAINT visit_photo_signature_signed CHECK ((kind = 'signature') = (signer IS NOT NULL)),
  CONSTRAINT visit_photo_of_item CHECK ((sub_case_no IS NULL) = (check_item IS NULL))
);

COMMENT ON TABLE visit_photo IS '现场核查的照片和签名';
COMMENT ON COLUMN visit_photo.visit_no IS '核查编号';
COMMENT ON COLUMN visit_photo.photo_id IS '设备给这张照片的编号，重复送只有一张';
COMMENT ON COLUMN visit_photo.kind IS 'photo 照片，signature 手写签名';
COMMENT ON COLUMN visit_photo.stage IS 'inspection 现场核查，recheck 复审';
COMMENT ON COLUMN visit_photo.sub_case_no IS '所拍检查项的子办件编号；空为不属于某一项';
COMMENT ON COLUMN visit_photo.check_item IS '所拍的检查项标识';
COMMENT ON COLUMN visit_photo.signer IS '签名的人，由填报人写明';
COMMENT ON COLUMN visit_photo.file_hash IS '文件摘要，见 stored_file';
COMMENT ON COLUMN visit_photo.taken_at IS '设备所记的拍摄时间';
COMMENT ON COLUMN visit_photo.taken_by IS '拍摄（填报）人账号';
COMMENT ON COLUMN visit_photo.received_at IS '平台收到的时间';
COMMENT ON COLUMN visit_photo.removed_at IS '拍摄人撤下的时间；撤下的不再显示，再送也不恢复';
