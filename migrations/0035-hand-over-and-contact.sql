-- 领取登记：一个事项同时只交给一个领取人，办结以后不再改。
ALTER TABLE pick_up ADD COLUMN held_until timestamptz;
COMMENT ON COLUMN pick_up.held_until IS '正在交出：到这时为止不能改成别的领取人；infinity 为已经交出；空为没有交成';

-- 账号的联系方式、密码有变的，告知送到原来的邮箱、手机
ALTER TABLE notification ADD COLUMN mail_to text, ADD COLUMN sms_to text;
COMMENT ON COLUMN notification.mail_to IS '只送到这个邮箱；空为账号、办件现在的邮箱';
COMMENT ON COLUMN notification.sms_to IS '只送到这个手机号码；空为账号、办件现在的号码';
CREATE OR REPLACE VIEW notification_address AS
SELECT notification_id, channel, address
FROM (
  SELECT notification.id AS notification_id, contact.channel, contact.address
  FROM notification
  JOIN account ON account.id = notification.account_id AND NOT account.is_demo
  LEFT JOIN case_file ON case_file.case_no = notification.case_no AND case_file.account_id = account.id
  CROSS JOIN LATERAL (VALUES
    ('email', coalesce(notification.mail_to, substring(case_file.form ->> 'contact_email' FROM '^[^[:space:]@,;:<>"]+@[^[:space:]@,;:<>"]+$'), account.email)),
    ('sms', coalesce(notification.sms_to, substring(case_file.form ->> 'contact_phone' FROM '^1[3-9][0-9]{9}$'), account.phone))
  ) AS contact (channel, address)
) AS contacts
WHERE CASE channel WHEN 'email' THEN address ~ '^[^[:space:]@,;:<>"]+@[^[:space:]@,;:<>"]+$' ELSE address ~ '^1[3-9][0-9]{9}$' END;
