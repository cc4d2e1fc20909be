-- 忘记密码而没有登记邮箱的，由窗口核对身份证件后当面给重设码：这条重置没有通知，记下是谁给的。
ALTER TABLE password_reset ALTER COLUMN notification_id DROP NOT NULL;
ALTER TABLE password_reset ADD COLUMN given_by bigint CONSTRAINT password_reset_given_by_fkey REFERENCES account (id);
ALTER TABLE password_reset ADD CONSTRAINT password_reset_by_mail_or_window CHECK (num_nonnulls(notification_id, given_by) = 1);
COMMENT ON COLUMN password_reset.notification_id IS '送出链接的那条通知；空为窗口当面给的';
COMMENT ON COLUMN password_reset.given_by IS '给重设码的窗口人员；空为用邮件';
COMMENT ON COLUMN password_reset.token_hash IS '邮件中一次性令牌或者重设码的 SHA-256，本身不保存；空为还没有送出';
