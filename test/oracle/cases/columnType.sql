-- case: type int->bigint
ALTER TABLE t ALTER COLUMN nn TYPE bigint;

-- case: type bigint->numeric (pk, fk target)
ALTER TABLE parent ALTER COLUMN id TYPE numeric;

-- case: type int->bigint pk referenced by fk
-- setup: CREATE TABLE pk2 (id int PRIMARY KEY);
-- setup: CREATE TABLE fk2 (id int REFERENCES pk2 (id));
-- setup: INSERT INTO pk2 SELECT g FROM generate_series(1, 100) g;
-- setup: INSERT INTO fk2 SELECT g FROM generate_series(1, 100) g;
ALTER TABLE pk2 ALTER COLUMN id TYPE bigint;

-- case: type of column used by view
ALTER TABLE t ALTER COLUMN a TYPE bigint;

-- case: type of column used by policy
-- setup: CREATE POLICY pol2 ON tgen USING (a > 0);
ALTER TABLE tgen ALTER COLUMN a TYPE bigint;

-- case: type of column used by trigger WHEN
-- setup: CREATE TRIGGER trg2 BEFORE UPDATE ON tgen FOR EACH ROW WHEN (new.a > 0) EXECUTE FUNCTION trg();
ALTER TABLE tgen ALTER COLUMN a TYPE bigint;

-- case: type of column used by generated column
-- setup: ALTER TABLE tgen ADD COLUMN g int GENERATED ALWAYS AS (a * 2) STORED;
ALTER TABLE tgen ALTER COLUMN a TYPE bigint;

-- case: type varchar(50)->varchar(100)
ALTER TABLE t ALTER COLUMN c TYPE varchar(100);

-- case: type varchar(50)->varchar
ALTER TABLE t ALTER COLUMN c TYPE varchar;

-- case: type varchar(50)->text
ALTER TABLE t ALTER COLUMN c TYPE text;

-- case: type varchar(50)->varchar(20)
ALTER TABLE t ALTER COLUMN c TYPE varchar(20);

-- case: type text->varchar
ALTER TABLE t ALTER COLUMN b TYPE varchar;

-- case: type text->varchar(100)
ALTER TABLE t ALTER COLUMN b TYPE varchar(100);

-- case: type numeric(10,2)->numeric(12,2)
ALTER TABLE t ALTER COLUMN n TYPE numeric(12,2);

-- case: type numeric(10,2)->numeric(12,4)
ALTER TABLE t ALTER COLUMN n TYPE numeric(12,4);

-- case: type numeric(10,2)->numeric
ALTER TABLE t ALTER COLUMN n TYPE numeric;

-- case: type timestamp->timestamptz (tz=UTC)
SET LOCAL timezone='UTC';
ALTER TABLE t ALTER COLUMN d TYPE timestamptz;

-- case: type timestamp->timestamptz (tz=Europe/Paris)
SET LOCAL timezone='Europe/Paris';
ALTER TABLE t ALTER COLUMN d TYPE timestamptz;

-- case: type timestamptz->timestamp (UTC)
SET LOCAL timezone='UTC';
ALTER TABLE t ALTER COLUMN tz TYPE timestamp;

-- case: type timestamp->timestamp(3)
ALTER TABLE t ALTER COLUMN d TYPE timestamp(3);

-- case: type timestamp -> timestamp(6)
ALTER TABLE t ALTER COLUMN d TYPE timestamp(6);

-- case: type timestamp(3)->timestamp
-- setup: ALTER TABLE tgen ADD COLUMN q timestamp(3);
ALTER TABLE tgen ALTER COLUMN q TYPE timestamp;

-- case: type time->time(3)
ALTER TABLE t ALTER COLUMN tm TYPE time(3);

-- case: type interval(3)->interval
-- setup: ALTER TABLE tgen ADD COLUMN q interval(3);
ALTER TABLE tgen ALTER COLUMN q TYPE interval;

-- case: type char(10)->char(20)
ALTER TABLE t ALTER COLUMN ch TYPE char(20);

-- case: type char(10)->text
ALTER TABLE t ALTER COLUMN ch TYPE text;

-- case: type cidr->inet
ALTER TABLE t ALTER COLUMN ip TYPE inet;

-- case: type varbit(8)->varbit(16)
ALTER TABLE t ALTER COLUMN vb TYPE varbit(16);

-- case: type bit(8)->varbit
ALTER TABLE t ALTER COLUMN bt TYPE varbit;

-- case: type json->jsonb
ALTER TABLE t ALTER COLUMN j TYPE jsonb;

-- case: type int->text USING
ALTER TABLE t ALTER COLUMN nn TYPE text USING nn::text;

-- case: type same (int->int)
ALTER TABLE t ALTER COLUMN nn TYPE int;

-- case: type USING col (no change)
ALTER TABLE t ALTER COLUMN b TYPE text USING b;

-- case: type int->domain unconstrained
ALTER TABLE t ALTER COLUMN nn TYPE dom;

-- case: type int->domain constrained
ALTER TABLE t ALTER COLUMN nn TYPE domc;

-- case: type text collate change
ALTER TABLE t ALTER COLUMN b TYPE text COLLATE "C";

-- case: type varchar(50) collate change (indexed)
ALTER TABLE t ALTER COLUMN c TYPE varchar(50) COLLATE "POSIX";

-- case: type enum->text
ALTER TABLE t ALTER COLUMN e TYPE text;

-- case: type text->enum USING
ALTER TABLE t ALTER COLUMN vc TYPE en USING NULL::en;

-- case: type varchar->text w/ check constraint
-- setup: ALTER TABLE tgen ADD COLUMN q varchar(50) CHECK (q <> '');
ALTER TABLE tgen ALTER COLUMN q TYPE text;

-- case: type of column used in partial index pred
-- setup: ALTER TABLE tgen ADD COLUMN q varchar(50);
-- setup: CREATE INDEX tgq ON tgen (id) WHERE q <> '';
ALTER TABLE tgen ALTER COLUMN q TYPE text;

-- case: type of column in plain index varchar->text
-- setup: ALTER TABLE tgen ADD COLUMN q varchar(50);
-- setup: CREATE INDEX tgq ON tgen (q);
ALTER TABLE tgen ALTER COLUMN q TYPE text;

-- case: type of column in expr index varchar->text
-- setup: ALTER TABLE tgen ADD COLUMN q varchar(50);
-- setup: CREATE INDEX tgq ON tgen (lower(q));
ALTER TABLE tgen ALTER COLUMN q TYPE text;

-- case: type fk referencing col (child) int->bigint
ALTER TABLE child ALTER COLUMN tid TYPE bigint;
