-- case: type int->bigint
-- doc: column-types: int to bigint
ALTER TABLE t ALTER COLUMN nn TYPE bigint;

-- case: type bigint->numeric (pk, fk target)
ALTER TABLE parent ALTER COLUMN id TYPE numeric;

-- case: type int->bigint pk referenced by fk
-- doc: column-types: int to bigint of a primary key that a foreign key references
-- setup: CREATE TABLE pk2 (id int PRIMARY KEY);
-- setup: CREATE TABLE fk2 (id int REFERENCES pk2 (id));
-- setup: INSERT INTO pk2 SELECT g FROM generate_series(1, 100) g;
-- setup: INSERT INTO fk2 SELECT g FROM generate_series(1, 100) g;
ALTER TABLE pk2 ALTER COLUMN id TYPE bigint;

-- case: type of column used by view
-- doc: column-types: of a column that a view uses
ALTER TABLE t ALTER COLUMN a TYPE bigint;

-- case: type of column used by policy
-- doc: column-types: of a column that a policy uses
-- setup: CREATE POLICY pol2 ON tgen USING (a > 0);
ALTER TABLE tgen ALTER COLUMN a TYPE bigint;

-- case: type of column used by trigger WHEN
-- doc: column-types: of a column that a trigger's WHEN uses
-- setup: CREATE TRIGGER trg2 BEFORE UPDATE ON tgen FOR EACH ROW WHEN (new.a > 0) EXECUTE FUNCTION trg();
ALTER TABLE tgen ALTER COLUMN a TYPE bigint;

-- case: type of column used by generated column
-- doc: column-types: of a column that a generated column uses
-- setup: ALTER TABLE tgen ADD COLUMN g int GENERATED ALWAYS AS (a * 2) STORED;
ALTER TABLE tgen ALTER COLUMN a TYPE bigint;

-- case: type varchar(50)->varchar(100)
-- doc: column-types: varchar(n) to a longer varchar, with an expression index on the column
ALTER TABLE t ALTER COLUMN c TYPE varchar(100);

-- case: type varchar(50)->varchar
ALTER TABLE t ALTER COLUMN c TYPE varchar;

-- case: type varchar(50)->text
-- doc: column-types: varchar(n) to text, with an expression index on the column
ALTER TABLE t ALTER COLUMN c TYPE text;

-- case: type varchar(50)->varchar(20)
-- doc: column-types: varchar(n) to a shorter varchar
ALTER TABLE t ALTER COLUMN c TYPE varchar(20);

-- case: type text->varchar
-- doc: column-types: text to varchar
ALTER TABLE t ALTER COLUMN b TYPE varchar;

-- case: type text->varchar(100)
-- doc: column-types: text to varchar(n)
ALTER TABLE t ALTER COLUMN b TYPE varchar(100);

-- case: type numeric(10,2)->numeric(12,2)
-- doc: column-types: numeric(p,s) to a larger precision
ALTER TABLE t ALTER COLUMN n TYPE numeric(12,2);

-- case: type numeric(10,2)->numeric(12,4)
-- doc: column-types: numeric(p,s) to another scale
ALTER TABLE t ALTER COLUMN n TYPE numeric(12,4);

-- case: type numeric(10,2)->numeric
-- doc: column-types: numeric(p,s) to numeric
ALTER TABLE t ALTER COLUMN n TYPE numeric;

-- case: type timestamp->timestamptz (tz=UTC)
-- doc: column-types: timestamp to timestamptz, session time zone UTC
SET LOCAL timezone='UTC';
ALTER TABLE t ALTER COLUMN d TYPE timestamptz;

-- case: type timestamp->timestamptz (tz=Europe/Paris)
-- doc: column-types: timestamp to timestamptz, any other session time zone
SET LOCAL timezone='Europe/Paris';
ALTER TABLE t ALTER COLUMN d TYPE timestamptz;

-- case: type timestamptz->timestamp (UTC)
-- doc: column-types: timestamptz to timestamp, session time zone UTC
SET LOCAL timezone='UTC';
ALTER TABLE t ALTER COLUMN tz TYPE timestamp;

-- case: type timestamp->timestamp(3)
-- doc: column-types: timestamp to a smaller precision
ALTER TABLE t ALTER COLUMN d TYPE timestamp(3);

-- case: type timestamp -> timestamp(6)
ALTER TABLE t ALTER COLUMN d TYPE timestamp(6);

-- case: type timestamp(3)->timestamp
-- doc: column-types: timestamp(p) to a larger precision
-- setup: ALTER TABLE tgen ADD COLUMN q timestamp(3);
ALTER TABLE tgen ALTER COLUMN q TYPE timestamp;

-- case: type time->time(3)
-- doc: column-types: time to a smaller precision
ALTER TABLE t ALTER COLUMN tm TYPE time(3);

-- case: type interval(3)->interval
-- doc: column-types: interval(p) to a larger precision
-- setup: ALTER TABLE tgen ADD COLUMN q interval(3);
ALTER TABLE tgen ALTER COLUMN q TYPE interval;

-- case: type char(10)->char(20)
-- doc: column-types: char(n) to another length
ALTER TABLE t ALTER COLUMN ch TYPE char(20);

-- case: type char(10)->text
-- doc: column-types: char(n) to text
ALTER TABLE t ALTER COLUMN ch TYPE text;

-- case: type cidr->inet
-- doc: column-types: cidr to inet
ALTER TABLE t ALTER COLUMN ip TYPE inet;

-- case: type varbit(8)->varbit(16)
-- doc: column-types: varbit(n) to a longer varbit
ALTER TABLE t ALTER COLUMN vb TYPE varbit(16);

-- case: type bit(8)->varbit
-- doc: column-types: bit(n) to varbit
ALTER TABLE t ALTER COLUMN bt TYPE varbit;

-- case: type json->jsonb
-- doc: column-types: json to jsonb
ALTER TABLE t ALTER COLUMN j TYPE jsonb;

-- case: type int->text USING
-- doc: column-types: int to text with USING
ALTER TABLE t ALTER COLUMN nn TYPE text USING nn::text;

-- case: type same (int->int)
-- doc: column-types: the type it has
ALTER TABLE t ALTER COLUMN nn TYPE int;

-- case: type USING col (no change)
-- doc: column-types: the type it has, USING the column itself
ALTER TABLE t ALTER COLUMN b TYPE text USING b;

-- case: type int->domain unconstrained
-- doc: column-types: int to a domain over int without constraints
ALTER TABLE t ALTER COLUMN nn TYPE dom;

-- case: type int->domain constrained
-- doc: column-types: int to a domain over int with a CHECK
ALTER TABLE t ALTER COLUMN nn TYPE domc;

-- case: type text collate change
-- doc: column-types: another collation
ALTER TABLE t ALTER COLUMN b TYPE text COLLATE "C";

-- case: type varchar(50) collate change (indexed)
-- doc: column-types: another collation of an indexed column
ALTER TABLE t ALTER COLUMN c TYPE varchar(50) COLLATE "POSIX";

-- case: type enum->text
-- doc: column-types: enum to text
ALTER TABLE t ALTER COLUMN e TYPE text;

-- case: type text->enum USING
-- doc: column-types: text to enum with USING
ALTER TABLE t ALTER COLUMN vc TYPE en USING NULL::en;

-- case: type varchar->text w/ check constraint
-- doc: column-types: varchar to text, with a CHECK on the column
-- setup: ALTER TABLE tgen ADD COLUMN q varchar(50) CHECK (q <> '');
ALTER TABLE tgen ALTER COLUMN q TYPE text;

-- case: type of column used in partial index pred
-- doc: column-types: varchar to text, with a partial index on the column
-- setup: ALTER TABLE tgen ADD COLUMN q varchar(50);
-- setup: CREATE INDEX tgq ON tgen (id) WHERE q <> '';
ALTER TABLE tgen ALTER COLUMN q TYPE text;

-- case: type of column in plain index varchar->text
-- doc: column-types: varchar to text, with a plain index on the column
-- setup: ALTER TABLE tgen ADD COLUMN q varchar(50);
-- setup: CREATE INDEX tgq ON tgen (q);
ALTER TABLE tgen ALTER COLUMN q TYPE text;

-- case: type of column in expr index varchar->text
-- setup: ALTER TABLE tgen ADD COLUMN q varchar(50);
-- setup: CREATE INDEX tgq ON tgen (lower(q));
ALTER TABLE tgen ALTER COLUMN q TYPE text;

-- case: type fk referencing col (child) int->bigint
-- doc: column-types: int to bigint of a column with a foreign key
ALTER TABLE child ALTER COLUMN tid TYPE bigint;
