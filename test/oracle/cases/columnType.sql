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

-- case: alter table a alter column id type bigint
-- setup: create table a(id int, b int);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
-- setup: create trigger tab before update on a for each row when (old.id <> new.id) execute function f();
alter table a alter column id type bigint;

-- case: the type of a column that a policy of another table reads stays
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, k text, z text);
-- setup: CREATE TABLE hx_b (id int, owner int, k text);
-- setup: ALTER TABLE hx_b ENABLE ROW LEVEL SECURITY;
-- setup: CREATE POLICY hx_p ON hx_b USING (owner IN (SELECT id FROM hx_a WHERE k = 'x'));
ALTER TABLE hx_a ALTER k TYPE varchar;

-- case: the type of another column changes
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, k text, z text);
-- setup: CREATE TABLE hx_b (id int, owner int, k text);
-- setup: ALTER TABLE hx_b ENABLE ROW LEVEL SECURITY;
-- setup: CREATE POLICY hx_p ON hx_b USING (owner IN (SELECT id FROM hx_a WHERE k = 'x'));
ALTER TABLE hx_a ALTER z TYPE varchar;

-- case: the type of a referenced column of a partitioned table
-- setup: CREATE TABLE hx_r (code text, country char(2), PRIMARY KEY (country, code)) PARTITION BY LIST (country);
-- setup: CREATE TABLE hx_r1 PARTITION OF hx_r FOR VALUES IN ('de', 'fr');
-- setup: CREATE TABLE hx_r2 PARTITION OF hx_r FOR VALUES IN ('us');
-- setup: INSERT INTO hx_r VALUES ('be', 'de');
-- setup: CREATE TABLE hx_s (id int, country char(2), region text, FOREIGN KEY (country, region) REFERENCES hx_r (country, code));
-- setup: INSERT INTO hx_s VALUES (1, 'de', 'be');
ALTER TABLE hx_r ALTER code TYPE varchar(10);

-- case: the type of a column that refers to a partitioned table
-- setup: CREATE TABLE hx_r (code text, country char(2), PRIMARY KEY (country, code)) PARTITION BY LIST (country);
-- setup: CREATE TABLE hx_r1 PARTITION OF hx_r FOR VALUES IN ('de', 'fr');
-- setup: CREATE TABLE hx_r2 PARTITION OF hx_r FOR VALUES IN ('us');
-- setup: INSERT INTO hx_r VALUES ('be', 'de');
-- setup: CREATE TABLE hx_s (id int, country char(2), region text, FOREIGN KEY (country, region) REFERENCES hx_r (country, code));
-- setup: INSERT INTO hx_s VALUES (1, 'de', 'be');
SET LOCAL enable_seqscan = off;
ALTER TABLE hx_s ALTER region TYPE varchar(10);

-- case: a default that cannot be cast is refused before a view is
-- setup: CREATE TABLE hx_v (a boolean DEFAULT true, b int);
-- setup: CREATE VIEW hx_vv AS SELECT a FROM hx_v;
ALTER TABLE hx_v ALTER a TYPE int USING a::int;

-- case: ALTER TABLE while a deferred foreign key waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
INSERT INTO hx_o VALUES (2, 1, 't');
ALTER TABLE hx_o ALTER s TYPE varchar;

-- case: 20 varchar shrunk
ALTER TABLE t ALTER COLUMN c TYPE varchar(10);

-- case: 20 json to jsonb
ALTER TABLE t ALTER COLUMN j TYPE jsonb;

-- case: 20 enum to text
ALTER TABLE t ALTER COLUMN e TYPE text;

-- case: 20 referenced key to bigint
-- setup: CREATE TABLE k (id int PRIMARY KEY);
-- setup: CREATE TABLE kc (k int REFERENCES k);
ALTER TABLE k ALTER COLUMN id TYPE bigint;

-- case: 22 widened, with a partial and an expression index
-- setup: CREATE TABLE w (c varchar(20), z int);
-- setup: CREATE INDEX w1 ON w (z) WHERE c <> '';
-- setup: CREATE INDEX w2 ON w (upper(c));
-- setup: CREATE INDEX w3 ON w (c);
ALTER TABLE w ALTER COLUMN c TYPE varchar(40);

-- case: 23 widened, with a check
-- setup: CREATE TABLE w (c varchar(20) CHECK (c <> ''));
ALTER TABLE w ALTER COLUMN c TYPE text;

-- case: 24 collation changed, indexed
-- setup: CREATE TABLE w (c text, z int);
-- setup: CREATE INDEX w1 ON w (c);
-- setup: CREATE INDEX w2 ON w (z);
ALTER TABLE w ALTER COLUMN c TYPE text COLLATE "C";

-- case: 26 type of a column in a view
ALTER TABLE t ALTER COLUMN a TYPE bigint;

-- case: 26 type of a column in a policy
-- setup: CREATE TABLE w (id int, z int);
-- setup: CREATE POLICY wp ON w USING (z > 0);
ALTER TABLE w ALTER COLUMN z TYPE bigint;

-- case: 26 type of a column in a trigger's WHEN
-- setup: CREATE TABLE w (id int, z int);
-- setup: CREATE TRIGGER wt BEFORE UPDATE ON w FOR EACH ROW WHEN (OLD.z <> NEW.z) EXECUTE FUNCTION trg();
ALTER TABLE w ALTER COLUMN z TYPE bigint;

-- case: 26 type of a column in a generated one
-- setup: CREATE TABLE w (id int, z int GENERATED ALWAYS AS (id * 2) STORED);
ALTER TABLE w ALTER COLUMN id TYPE bigint;

-- case: 26 type of a column in a rule
-- setup: CREATE TABLE w (id int, z int);
-- setup: CREATE RULE wr AS ON UPDATE TO w WHERE NEW.z > 0 DO INSTEAD NOTHING;
ALTER TABLE w ALTER COLUMN z TYPE bigint;

-- case: 26 type of a column in a new style function
-- setup: CREATE TABLE w (id int, z int);
-- setup: CREATE FUNCTION wf() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(z) FROM w; END;
ALTER TABLE w ALTER COLUMN z TYPE bigint;

-- case: 27 type without a cast
ALTER TABLE t ALTER COLUMN b TYPE int;

-- case: 27 a default that cannot be cast
-- setup: CREATE TABLE w (b text DEFAULT 'none');
ALTER TABLE w ALTER COLUMN b TYPE int USING b::int;

-- case: 28 referencing column to bigint
-- setup: CREATE TABLE k (id bigint PRIMARY KEY);
-- setup: CREATE TABLE kc (k int REFERENCES k);
ALTER TABLE kc ALTER COLUMN k TYPE bigint;

-- case: a partial index of an enum's literal, when the column changes to another enum
-- setup: CREATE TYPE op_old AS ENUM ('a', 'b'); CREATE TYPE op_new AS ENUM ('a', 'b', 'c');
-- setup: CREATE TABLE op (s op_old); CREATE INDEX ON op (s) WHERE s = 'a';
ALTER TABLE op ALTER COLUMN s TYPE op_new USING s::text::op_new;

-- case: a CHECK of an enum's literal, when the column changes to another enum
-- setup: CREATE TYPE op_old AS ENUM ('a', 'b'); CREATE TYPE op_new AS ENUM ('a', 'b', 'c');
-- setup: CREATE TABLE op (s op_old CHECK (s = 'a'));
ALTER TABLE op ALTER COLUMN s TYPE op_new USING s::text::op_new;

-- case: a CHECK of an enum in a list, when the column changes to another enum
-- setup: CREATE TYPE op_old AS ENUM ('a', 'b'); CREATE TYPE op_new AS ENUM ('a', 'b', 'c');
-- setup: CREATE TABLE op (s op_old, CHECK (s IN ('a', 'b')));
ALTER TABLE op ALTER COLUMN s TYPE op_new USING s::text::op_new;

-- case: a partial index of an enum's literal, when the column changes to text
-- setup: CREATE TYPE op_old AS ENUM ('a', 'b');
-- setup: CREATE TABLE op (s op_old); CREATE INDEX ON op (s) WHERE s = 'a';
ALTER TABLE op ALTER COLUMN s TYPE text;

-- case: a partial index of a text literal, when the column changes to an enum
-- setup: CREATE TYPE op_new AS ENUM ('a', 'b');
-- setup: CREATE TABLE op (s text); CREATE INDEX ON op (s) WHERE s = 'a';
ALTER TABLE op ALTER COLUMN s TYPE op_new USING s::op_new;

-- case: a CHECK of a text literal, when the column changes to an enum
-- setup: CREATE TYPE op_new AS ENUM ('a', 'b');
-- setup: CREATE TABLE op (s text CHECK (s IN ('a', 'b')));
ALTER TABLE op ALTER COLUMN s TYPE op_new USING s::op_new;

-- case: a CHECK of a text literal, when the column changes to a number
-- setup: CREATE TABLE op (s text CHECK (s <> ''));
ALTER TABLE op ALTER COLUMN s TYPE int USING s::int;

-- case: a CHECK of an enum in a list, when the column changes to text
-- setup: CREATE TYPE op_old AS ENUM ('a', 'b');
-- setup: CREATE TABLE op (s op_old, CHECK (s IN ('a', 'b')));
ALTER TABLE op ALTER COLUMN s TYPE text;

-- case: a CHECK of a number, when the column changes to text
-- setup: CREATE TABLE op (s int CHECK (s > 0));
ALTER TABLE op ALTER COLUMN s TYPE text;

-- case: a partial index of a boolean, when the column changes to a number
-- setup: CREATE TABLE op (s boolean); CREATE INDEX ON op (s) WHERE s;
ALTER TABLE op ALTER COLUMN s TYPE int USING s::int;

-- case: a partial index of a compared boolean, when the column changes to a number
-- setup: CREATE TABLE op (s boolean); CREATE INDEX ON op (s) WHERE s = true;
ALTER TABLE op ALTER COLUMN s TYPE int USING s::int;

-- case: wider type of an indexed column of a partitioned table
-- setup: CREATE TABLE m (id int, at date NOT NULL, v varchar(10)) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE INDEX m_v ON m (v);
ALTER TABLE m ALTER v TYPE varchar(20);

-- case: type of an indexed column of a partitioned table
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE INDEX m_v ON m (v);
ALTER TABLE m ALTER v TYPE bigint;

-- case: type of a key that a partitioned table references
-- setup: CREATE TABLE k (id int PRIMARY KEY);
-- setup: CREATE TABLE m (id int, at date NOT NULL, k int REFERENCES k) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE k ALTER id TYPE bigint;

-- case: type of an identity column of a partitioned table
-- setup: CREATE TABLE m (id int GENERATED BY DEFAULT AS IDENTITY, at date NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m ALTER id TYPE bigint;

-- case: type changed twice, the first time to what it was
ALTER TABLE tgen ALTER COLUMN a TYPE int, ALTER COLUMN a TYPE bigint;

-- case: type changed twice
ALTER TABLE tgen ALTER COLUMN a TYPE bigint, ALTER COLUMN a TYPE int;

-- case: the type of a partition's column by itself
ALTER TABLE ONLY pt1 ALTER COLUMN v TYPE bigint;

-- case: the type of a column that partitions are told by
-- setup: CREATE TABLE px (a int, k text) PARTITION BY LIST (k); CREATE TABLE px1 PARTITION OF px DEFAULT;
ALTER TABLE px ALTER COLUMN k TYPE int;

-- case: using for a generated column
-- setup: CREATE TABLE gt (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
ALTER TABLE gt ALTER COLUMN b TYPE bigint USING a;

-- case: the constructor of a range type in USING
-- setup: CREATE TYPE hx_rt AS RANGE (subtype = date);
-- setup: CREATE TABLE hx_t (r daterange);
-- setup: INSERT INTO hx_t VALUES ('[2020-01-01,2020-02-01)');
ALTER TABLE hx_t ALTER r TYPE hx_rt USING hx_rt(lower(r), upper(r));

-- case: a generated column objects before a view to a new type
-- setup: CREATE TABLE hx_t (a int, g int GENERATED ALWAYS AS (a + 1) STORED);
-- setup: CREATE VIEW hx_tv AS SELECT a FROM hx_t;
ALTER TABLE hx_t ALTER a TYPE bigint;

-- case: DEFAULT NULL of a type with a length is stored
-- setup: CREATE TABLE dn (a varchar(15) DEFAULT NULL);
ALTER TABLE dn ALTER COLUMN a TYPE int USING 1;

-- case: DEFAULT NULL of a type without a length is not stored
-- setup: CREATE TABLE dn (a text DEFAULT NULL);
ALTER TABLE dn ALTER COLUMN a TYPE int USING 1;

-- case: SET DEFAULT NULL of another type is stored
-- setup: CREATE TABLE dn (a text); ALTER TABLE dn ALTER COLUMN a SET DEFAULT NULL::varchar;
ALTER TABLE dn ALTER COLUMN a TYPE int USING 1;

-- case: SET DEFAULT NULL of the column's own type is not stored
-- setup: CREATE TABLE dn (a text); ALTER TABLE dn ALTER COLUMN a SET DEFAULT NULL::text;
ALTER TABLE dn ALTER COLUMN a TYPE int USING 1;

-- case: an interval's DEFAULT NULL is not stored, whatever its precision
-- setup: CREATE TABLE dn (a interval(3) DEFAULT NULL);
ALTER TABLE dn ALTER COLUMN a TYPE int USING 1;

-- case: a domain's DEFAULT NULL is stored
-- setup: CREATE TABLE dn (a dom DEFAULT NULL);
ALTER TABLE dn ALTER COLUMN a TYPE timestamp USING now();

-- case: type of an identity column beside what fails later
-- setup: CREATE TABLE di (id int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE di ALTER id DROP NOT NULL, ALTER id TYPE text;

-- case: type of an identity column that is none
-- setup: CREATE TABLE di (id int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE di ALTER id TYPE text;

-- case: type of an identity column and no column
-- setup: CREATE TABLE di (id int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE di DROP COLUMN nope, ALTER id TYPE text;

-- case: type of an identity column and its identity dropped
-- setup: CREATE TABLE di (id int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE di ALTER id DROP IDENTITY, ALTER id TYPE text;

-- case: type of an identity column dropped with it
-- setup: CREATE TABLE di (id int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE di DROP COLUMN id, ALTER id TYPE bigint;
