-- 引擎用两个导出器送记录：用户任务逐条即送，其余成批送；两路各记各的进度
ALTER TABLE feed_mark ADD COLUMN stream text NOT NULL DEFAULT 'flow' CONSTRAINT feed_mark_stream_check CHECK (stream IN ('tasks', 'flow'));
ALTER TABLE feed_mark DROP CONSTRAINT feed_mark_pkey;
ALTER TABLE feed_mark ADD CONSTRAINT feed_mark_pkey PRIMARY KEY (epoch, partition, stream);
INSERT INTO feed_mark (epoch, partition, stream, position, recorded_at, handled_at, lag_ms)
  SELECT epoch, partition, 'tasks', position, recorded_at, handled_at, lag_ms FROM feed_mark;
ALTER TABLE feed_mark ALTER COLUMN stream DROP DEFAULT;

COMMENT ON TABLE feed_mark IS '记录接收进度，每个分区的每一路一行';
COMMENT ON COLUMN feed_mark.stream IS 'tasks 用户任务，flow 其余记录';
