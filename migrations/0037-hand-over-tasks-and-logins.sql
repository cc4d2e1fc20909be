-- 领取登记：交出的限制只对这一个任务有效；流程退回、再次送达的，是另一个任务。
ALTER TABLE pick_up ADD COLUMN task_epoch integer, ADD COLUMN user_task_key text;
COMMENT ON COLUMN pick_up.task_epoch IS '登记时的“窗口送达”任务所属的引擎纪元，见 engine_epoch';
COMMENT ON COLUMN pick_up.user_task_key IS '登记时的“窗口送达”任务';

-- 登录名不分大小写，只有一个
CREATE UNIQUE INDEX account_login_in_any_case ON account (lower(login));
