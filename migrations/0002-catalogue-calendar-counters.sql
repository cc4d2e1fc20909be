-- 已发布目录、工作日历、流水号。
CREATE TABLE catalogue_release (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  industry text NOT NULL,
  version integer NOT NULL CONSTRAINT catalogue_release_version_positive CHECK (version > 0),
  content jsonb NOT NULL,
  content_hash text NOT NULL,
  forms jsonb NOT NULL DEFAULT '{}',
  epoch integer NOT NULL,
  deployment_key text NOT NULL,
  published_by text NOT NULL,
  note text NOT NULL DEFAULT '',
  published_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT catalogue_release_industry_version_unique UNIQUE (industry, version)
);

CREATE TABLE calendar_year (
  year integer PRIMARY KEY,
  source text NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE calendar_day (
  day date PRIMARY KEY,
  year integer NOT NULL REFERENCES calendar_year (year) ON DELETE CASCADE,
  kind text NOT NULL CONSTRAINT calendar_day_kind_check CHECK (kind IN ('rest', 'workday')),
  name text NOT NULL
);

CREATE TABLE number_counter (
  scope text PRIMARY KEY,
  last_value bigint NOT NULL CONSTRAINT number_counter_not_negative CHECK (last_value >= 0)
);
