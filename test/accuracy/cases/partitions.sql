-- case: a new partition beside a default one with rows
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01 00:00+00') TO ('2027-01-01 00:00+00');

-- case: a new partition without a default one
CREATE TABLE metrics_oceania PARTITION OF metrics FOR VALUES IN ('oc');

-- case: a new partition that overlaps
CREATE TABLE metrics_eu2 PARTITION OF metrics FOR VALUES IN ('eu', 'ch');

-- case: a new partition whose rows are in the default one
CREATE TABLE events_2022 PARTITION OF events FOR VALUES FROM ('2022-01-01 00:00+00') TO ('2023-01-01 00:00+00');

-- case: a default partition
CREATE TABLE metrics_rest PARTITION OF metrics DEFAULT;

-- case: a second default partition
CREATE TABLE events_rest2 PARTITION OF events DEFAULT;

-- case: attaching a table that is checked
ALTER TABLE metrics ATTACH PARTITION metrics_asia FOR VALUES IN ('asia');

-- case: attaching a table that proves its bounds
ALTER TABLE metrics ATTACH PARTITION metrics_africa FOR VALUES IN ('africa');

-- case: attaching a table beside a default partition
ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01 00:00+00') TO ('2026-01-01 00:00+00');

-- case: attaching an empty table beside a default partition whose rows are excluded
-- setup: ALTER TABLE events_rest ADD CONSTRAINT before_2030 CHECK (at < '2030-01-01 00:00+00');
CREATE TABLE events_2030 (LIKE events);
ALTER TABLE events ATTACH PARTITION events_2030 FOR VALUES FROM ('2030-01-01 00:00+00') TO ('2031-01-01 00:00+00');

-- case: attaching a table whose rows do not fit
ALTER TABLE metrics ATTACH PARTITION metrics_asia FOR VALUES IN ('antarctica');

-- case: attaching a table with other columns
ALTER TABLE metrics ATTACH PARTITION documents FOR VALUES IN ('xx');

-- case: detaching a partition
ALTER TABLE metrics DETACH PARTITION metrics_us;

-- case: detaching a partition without blocking, beside a default one
-- mode: autocommit
ALTER TABLE events DETACH PARTITION events_2023 CONCURRENTLY;

-- case: detaching a partition without blocking in a transaction
ALTER TABLE metrics DETACH PARTITION metrics_us CONCURRENTLY;

-- case: detaching a partition that nobody reads without blocking
-- mode: autocommit
-- setup: CREATE TABLE metrics_old PARTITION OF metrics FOR VALUES IN ('old');
ALTER TABLE metrics DETACH PARTITION metrics_old CONCURRENTLY;

-- case: dropping a partition
DROP TABLE events_2023;

-- case: a new partition of a new partitioned table
CREATE TABLE logs (at date NOT NULL, line text) PARTITION BY RANGE (at);
CREATE TABLE logs_2024 PARTITION OF logs FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE INDEX logs_at ON logs (at);

-- case: a primary key of one partition
ALTER TABLE metrics_eu ADD COLUMN id bigserial;

-- case: a column of one partition
ALTER TABLE metrics_eu ADD COLUMN note text;

-- case: a trigger of a partitioned table
CREATE TRIGGER events_touch BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION pass();

-- case: a partitioned table as a partition
CREATE TABLE metrics_asia_all PARTITION OF metrics FOR VALUES IN ('as') PARTITION BY RANGE (at);
