-- 引擎可能换走又换回：现在用的是最近一次认出的那一套，不一定是序号最大的
ALTER TABLE engine_epoch ADD COLUMN current_since timestamptz NOT NULL DEFAULT clock_timestamp();
UPDATE engine_epoch SET current_since = first_seen_at;
CREATE VIEW current_engine_epoch AS SELECT epoch FROM engine_epoch ORDER BY current_since DESC, epoch DESC LIMIT 1;

COMMENT ON COLUMN engine_epoch.current_since IS '最近一次换到这套引擎的时间';
COMMENT ON VIEW current_engine_epoch IS '现在所用引擎的纪元';
COMMENT ON COLUMN current_engine_epoch.epoch IS '纪元序号';
