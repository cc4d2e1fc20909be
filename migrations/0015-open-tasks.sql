-- 未完成的任务只占历史的一小部分；没有索引，收件箱、巡查每次都要读完全部历史。
CREATE INDEX user_task_open_index ON user_task (epoch, created_at) WHERE state = 'created';
CREATE INDEX deficiency_item_notice_index ON deficiency_item (notice_no);
