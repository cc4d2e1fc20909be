-- 账号的联系方式、密码有变的，告知到原来的手机号码
ALTER TABLE notification ADD COLUMN sms_to text;
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
