-- 期限督办：下次查看的时间、已经做过的各步；视为受理（行政许可法第三十二条第一款第四项）。
ALTER TABLE case_file ADD COLUMN look_at timestamptz DEFAULT now();
CREATE INDEX case_file_look_index ON case_file (look_at) WHERE look_at IS NOT NULL;

ALTER TABLE sub_case ADD COLUMN acceptance_deemed_at timestamptz;
ALTER TABLE sub_case ADD CONSTRAINT sub_case_deemed_is_accepted CHECK (acceptance_deemed_at IS NULL OR accepted_at <= acceptance_deemed_at);
ALTER TABLE clock_event ADD CONSTRAINT clock_event_acceptance_basis CHECK (type NOT IN ('received', 'resumed', 'decided', 'served') OR basis IS NULL);

CREATE TABLE watch_step (
  case_no text NOT NULL REFERENCES case_file (case_no),
  subject text NOT NULL,
  step text NOT NULL,
  due_on date NOT NULL,
  taken_at timestamptz NOT NULL,
  PRIMARY KEY (subject, step, due_on)
);
CREATE INDEX watch_step_case_index ON watch_step (case_no);

-- 表与列的说明
COMMENT ON COLUMN case_file.look_at IS '期限督办下次查看的时间；空为再没有要看的';
COMMENT ON COLUMN sub_case.acceptance_deemed_at IS '期满未表示、视为受理的时刻；受理时间是收到材料之时';
COMMENT ON TABLE watch_step IS '期限督办做过的各步：同一件事、同一步、同一个日子只做一次';
COMMENT ON COLUMN watch_step.case_no IS '总件编号';
COMMENT ON COLUMN watch_step.subject IS '所说的事：子办件、补正通知、核查、特殊环节或总件的编号';
COMMENT ON COLUMN watch_step.step IS '步骤，见 src/domain/watch/watch-steps.ts';
COMMENT ON COLUMN watch_step.due_on IS '所说的日子；期限变动后日子不同，步骤重新计';
COMMENT ON COLUMN watch_step.taken_at IS '做的时间';
