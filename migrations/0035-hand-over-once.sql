-- 领取登记：一个事项同时只交给一个领取人，办结以后不再改。
ALTER TABLE pick_up ADD COLUMN held_until timestamptz;
COMMENT ON COLUMN pick_up.held_until IS '正在交出：到这时为止不能改成别的领取人；infinity 为已经交出；空为没有交成';
