-- 通知投递：每条通知、每个渠道（电子邮件、短信）一行，与通知同一事务写入，由发送程序送出（src/notifications）。
ALTER TABLE account ADD COLUMN email text CONSTRAINT account_email_check CHECK (email ~ '^[^[:space:]@,;:<>"]+@[^[:space:]@,;:<>"]+$');

CREATE TABLE notification_channel (
  channel text PRIMARY KEY CONSTRAINT notification_channel_check CHECK (channel IN ('email', 'sms')),
  switched_on_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE notification_delivery (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  notification_id bigint NOT NULL REFERENCES notification (id),
  channel text NOT NULL CONSTRAINT notification_delivery_channel_check CHECK (channel IN ('email', 'sms')),
  state text NOT NULL DEFAULT 'waiting' CONSTRAINT notification_delivery_state_check CHECK (state IN ('waiting', 'sent', 'failed')),
  attempts integer NOT NULL DEFAULT 0 CONSTRAINT notification_delivery_attempts_check CHECK (attempts >= 0),
  queued_at timestamptz NOT NULL DEFAULT now(),
  next_attempt_at timestamptz DEFAULT now(),
  leased_until timestamptz,
  last_error text,
  sent_at timestamptz,
  failed_at timestamptz,
  CONSTRAINT notification_delivery_once UNIQUE (notification_id, channel),
  CONSTRAINT notification_delivery_waiting_has_time CHECK ((state = 'waiting') = (next_attempt_at IS NOT NULL)),
  CONSTRAINT notification_delivery_sent_has_time CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
  CONSTRAINT notification_delivery_sent_was_tried CHECK (state <> 'sent' OR attempts > 0),
  CONSTRAINT notification_delivery_failed_has_time CHECK ((state = 'failed') = (failed_at IS NOT NULL)),
  CONSTRAINT notification_delivery_failed_has_reason CHECK (state <> 'failed' OR (last_error IS NOT NULL AND last_error <> '')),
  CONSTRAINT notification_delivery_lease_is_waiting CHECK (leased_until IS NULL OR state = 'waiting')
);
CREATE INDEX notification_delivery_due_index ON notification_delivery (next_attempt_at, id) WHERE state = 'waiting';
CREATE INDEX notification_delivery_failed_index ON notification_delivery (failed_at, id) WHERE state = 'failed';
-- 送出的不再改：不会再送一次
CREATE TRIGGER notification_delivery_sent_stays BEFORE UPDATE ON notification_delivery
  FOR EACH ROW WHEN (OLD.state = 'sent') EXECUTE FUNCTION refuse_change();

-- 一条通知各渠道的地址：办件的申请人用表中的联系方式，没有的和其他人用账号的。短信只发手机；演示账号没有地址，不打扰号码的真主人。
CREATE VIEW notification_address AS
SELECT notification_id, channel, address
FROM (
  SELECT notification.id AS notification_id, contact.channel, contact.address
  FROM notification
  JOIN account ON account.id = notification.account_id AND NOT account.is_demo
  LEFT JOIN case_file ON case_file.case_no = notification.case_no AND case_file.account_id = account.id
  CROSS JOIN LATERAL (VALUES
    ('email', coalesce(substring(case_file.form ->> 'contact_email' FROM '^[^[:space:]@,;:<>"]+@[^[:space:]@,;:<>"]+$'), account.email)),
    ('sms', coalesce(substring(case_file.form ->> 'contact_phone' FROM '^1[3-9][0-9]{9}$'), account.phone))
  ) AS contact (channel, address)
) AS contacts
WHERE CASE channel WHEN 'email' THEN address ~ '^[^[:space:]@,;:<>"]+@[^[:space:]@,;:<>"]+$' ELSE address ~ '^1[3-9][0-9]{9}$' END;

-- 表与列的说明
COMMENT ON COLUMN account.email IS '电子邮箱，空为不发邮件';
COMMENT ON TABLE notification_channel IS '已开通的通知渠道；workers 启动时按配置写入';
COMMENT ON COLUMN notification_channel.channel IS 'email 电子邮件，sms 短信';
COMMENT ON COLUMN notification_channel.switched_on_at IS '开通时间';
COMMENT ON TABLE notification_delivery IS '通知投递：一条通知经一个渠道送出';
COMMENT ON COLUMN notification_delivery.id IS '投递标识，任何数据库中都不重复；邮件的 Message-ID、短信的 Idempotency-Key';
COMMENT ON COLUMN notification_delivery.notification_id IS '通知';
COMMENT ON COLUMN notification_delivery.channel IS 'email 电子邮件，sms 短信';
COMMENT ON COLUMN notification_delivery.state IS 'waiting 待送，sent 已送，failed 没有送到';
COMMENT ON COLUMN notification_delivery.attempts IS '本次排队以来的尝试次数';
COMMENT ON COLUMN notification_delivery.queued_at IS '排队时间：建立或重送之时，满 48 小时仍送不出的不再送';
COMMENT ON COLUMN notification_delivery.next_attempt_at IS '最早的下一次尝试时间';
COMMENT ON COLUMN notification_delivery.leased_until IS '某个进程正在送，到此时为止';
COMMENT ON COLUMN notification_delivery.last_error IS '上次没有送出的原因，其中的地址已遮盖';
COMMENT ON COLUMN notification_delivery.sent_at IS '送出时间';
COMMENT ON COLUMN notification_delivery.failed_at IS '不再送的时间';
COMMENT ON VIEW notification_address IS '一条通知各渠道的地址';
