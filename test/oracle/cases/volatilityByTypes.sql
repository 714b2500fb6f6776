-- case: an index on date() of a timestamptz
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (date(placed));

-- case: an index on a cast of a timestamptz to date
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o ((placed::date));

-- case: an index on a cast of a timestamptz at a time zone to date
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (((placed AT TIME ZONE 'UTC')::date));

-- case: an index on a cast of a timestamptz to text
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o ((placed::text));

-- case: an index on a timestamptz and an interval
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o ((placed + interval '1 day'));

-- case: an index on a timestamptz and a literal
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o ((placed + '1 day'));

-- case: an index on a timestamptz without a literal
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o ((placed - '2020-01-01'));

-- case: an index on date_trunc of a timestamptz
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (date_trunc('day', placed));

-- case: an index on date_trunc with a time zone
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (date_trunc('day', placed, 'UTC'));

-- case: an index on date_trunc of a timestamp
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (date_trunc('day', made));

-- case: an index on extract from a timestamptz
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (extract(epoch from placed));

-- case: an index on extract from a date
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (extract(year from day));

-- case: an index on age of one timestamp
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (age(made));

-- case: an index on age of two
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (age(placed, shipped));

-- case: an index on an enum as text
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o ((e::text));

-- case: an index on an array as text
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o ((tags::text));

-- case: an index on array_to_string
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (array_to_string(tags, ','));

-- case: an index on an interval as text
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o ((span::text));

-- case: an index on a timestamp as timestamptz
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o ((made::timestamptz));

-- case: an index on a timestamp as date
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o ((made::date));

-- case: an index on a date as timestamptz
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o ((day::timestamptz));

-- case: an index on a date as text
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o ((day::text));

-- case: an index on text and a number put together
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o ((note || id));

-- case: an index on text and a timestamptz put together
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o ((note || placed));

-- case: an index on text of JSON as a timestamptz
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (((doc ->> 'a')::timestamptz));

-- case: an index on text of JSON as a number
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (((doc ->> 'a')::int));

-- case: an index on text as an enum
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o ((note::en));

-- case: an index on to_tsvector without a configuration
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o USING gin (to_tsvector(note));

-- case: an index on to_tsvector with a configuration
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o USING gin (to_tsvector('english', coalesce(note, '')));

-- case: an index on to_timestamp of a number
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (to_timestamp(id));

-- case: an index on format
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (format('%s', id));

-- case: an index predicate with a timestamptz compared with a literal
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (id) WHERE placed > '2020-01-01';

-- case: an index predicate with a timestamptz compared with a timestamp
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (id) WHERE placed > '2020-01-01'::timestamp;

-- case: an index predicate with a timestamptz compared with a date
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (id) WHERE placed > day;

-- case: an index predicate with a timestamptz compared with now()
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
CREATE INDEX ON hx_o (id) WHERE placed > now();

-- case: a generated column of a timestamptz as date
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
ALTER TABLE hx_o ADD COLUMN g date GENERATED ALWAYS AS (placed::date) STORED;

-- case: a generated column of text and a number
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
ALTER TABLE hx_o ADD COLUMN g text GENERATED ALWAYS AS (note || total::text) STORED;

-- case: a generated column of two timestamptz compared
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
ALTER TABLE hx_o ADD COLUMN g boolean GENERATED ALWAYS AS (shipped > placed) STORED;

-- case: a generated column of a timestamptz compared with a date
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
ALTER TABLE hx_o ADD COLUMN g boolean GENERATED ALWAYS AS (shipped > '2020-01-01'::date) STORED;

-- case: a generated column of a difference of two timestamptz
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
ALTER TABLE hx_o ADD COLUMN g interval GENERATED ALWAYS AS (shipped - placed) STORED;

-- case: a generated column of to_tsvector without a configuration
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
ALTER TABLE hx_o ADD COLUMN g tsvector GENERATED ALWAYS AS (to_tsvector(note)) STORED;

-- case: a partition key of a timestamptz as date
CREATE TABLE hx_pk (a timestamptz) PARTITION BY RANGE ((a::date));

-- case: a partition key of a timestamp as date
CREATE TABLE hx_pk (a timestamp) PARTITION BY RANGE ((a::date));

-- case: a default of the place in the WAL is volatile
-- setup: CREATE TABLE hx_o (id int, placed timestamptz, shipped timestamptz, made timestamp, day date, note text, total numeric, span interval, tags text[], e en, doc jsonb);
-- setup: INSERT INTO hx_o (id, placed) VALUES (1, now());
ALTER TABLE hx_o ADD COLUMN z text DEFAULT pg_current_wal_lsn()::text;
