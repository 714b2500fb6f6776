-- case: a column that a policy of another table reads is not dropped
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, k text, z text);
-- setup: CREATE TABLE hx_b (id int, owner int, k text);
-- setup: ALTER TABLE hx_b ENABLE ROW LEVEL SECURITY;
-- setup: CREATE POLICY hx_p ON hx_b USING (owner IN (SELECT id FROM hx_a WHERE k = 'x'));
ALTER TABLE hx_a DROP COLUMN k;

-- case: with CASCADE the policy of the other table goes
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, k text, z text);
-- setup: CREATE TABLE hx_b (id int, owner int, k text);
-- setup: ALTER TABLE hx_b ENABLE ROW LEVEL SECURITY;
-- setup: CREATE POLICY hx_p ON hx_b USING (owner IN (SELECT id FROM hx_a WHERE k = 'x'));
ALTER TABLE hx_a DROP COLUMN k CASCADE;

-- case: a column that the policy does not read
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, k text, z text);
-- setup: CREATE TABLE hx_b (id int, owner int, k text);
-- setup: ALTER TABLE hx_b ENABLE ROW LEVEL SECURITY;
-- setup: CREATE POLICY hx_p ON hx_b USING (owner IN (SELECT id FROM hx_a WHERE k = 'x'));
ALTER TABLE hx_a DROP COLUMN z;

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

-- case: a table that a policy of another table reads goes with CASCADE
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, k text, z text);
-- setup: CREATE TABLE hx_b (id int, owner int, k text);
-- setup: ALTER TABLE hx_b ENABLE ROW LEVEL SECURITY;
-- setup: CREATE POLICY hx_p ON hx_b USING (owner IN (SELECT id FROM hx_a WHERE k = 'x'));
DROP TABLE hx_a CASCADE;

-- case: a column in the predicate of an exclusion constraint is not dropped
-- setup: CREATE TABLE hx_x (id int, r int4range, s text, CONSTRAINT hx_ex EXCLUDE USING gist (r WITH &&) WHERE (s <> 'void'));
-- setup: INSERT INTO hx_x VALUES (1, '[1,2)', 'a');
ALTER TABLE hx_x DROP COLUMN s;

-- case: with CASCADE the exclusion constraint goes with it
-- setup: CREATE TABLE hx_x (id int, r int4range, s text, CONSTRAINT hx_ex EXCLUDE USING gist (r WITH &&) WHERE (s <> 'void'));
-- setup: INSERT INTO hx_x VALUES (1, '[1,2)', 'a');
ALTER TABLE hx_x DROP COLUMN s CASCADE;

-- case: a column of an exclusion constraint takes it along
-- setup: CREATE TABLE hx_x (id int, r int4range, s text, CONSTRAINT hx_ex EXCLUDE USING gist (r WITH &&) WHERE (s <> 'void'));
-- setup: INSERT INTO hx_x VALUES (1, '[1,2)', 'a');
ALTER TABLE hx_x DROP COLUMN r;

-- case: statistics are dropped by their name with its schema
-- setup: CREATE STATISTICS s2.hx_st ON a, nn FROM t;
DROP STATISTICS s2.hx_st;

-- case: LIKE copies an exclusion constraint
-- setup: CREATE TABLE hx_x (id int, r int4range, s text, CONSTRAINT hx_ex EXCLUDE USING gist (r WITH &&) WHERE (s <> 'void'));
-- setup: INSERT INTO hx_x VALUES (1, '[1,2)', 'a');
CREATE TABLE hx_l (LIKE hx_x INCLUDING ALL);

-- case: LIKE copies GIN, GiST, BRIN and hash indexes
-- setup: CREATE TABLE hx_m (a int4range, b int[], c int, d text);
-- setup: CREATE INDEX ON hx_m USING gist (a);
-- setup: CREATE INDEX ON hx_m USING gin (b);
-- setup: CREATE INDEX ON hx_m USING brin (c);
-- setup: CREATE INDEX ON hx_m USING hash (d);
CREATE TABLE hx_l (LIKE hx_m INCLUDING INDEXES);

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

-- case: a temporary table in a schema that is not
CREATE TEMP TABLE s2.hx_t (a int);

-- case: a temporary view in a schema that is not
CREATE TEMP VIEW s2.hx_t AS SELECT 1 AS a;

-- case: a view over a temporary table in a schema that is not
CREATE TEMP TABLE hx_t (a int);
CREATE VIEW public.hx_v AS SELECT a FROM hx_t;

-- case: an unlogged table in the temporary schema
CREATE UNLOGGED TABLE pg_temp.hx_t (a int);

-- case: a table in the temporary schema is temporary
CREATE TABLE pg_temp.hx_t (a int REFERENCES parent);

-- case: CREATE OR REPLACE VIEW looks in the schema it creates in
-- setup: CREATE VIEW s2.hx_v AS SELECT a FROM t;
SET LOCAL search_path = public, s2;
CREATE OR REPLACE VIEW hx_v AS SELECT b FROM t;

-- case: REASSIGN OWNED gives tables away with indexes and sequences
-- setup: CREATE TABLE hx_t (id serial PRIMARY KEY);
-- setup: ALTER TABLE hx_t OWNER TO lockkeeper_oracle;
REASSIGN OWNED BY lockkeeper_oracle TO CURRENT_USER;

-- case: DROP OWNED takes a role out of its policies
-- setup: CREATE TABLE hx_t (id int);
-- setup: CREATE POLICY hx_p ON hx_t TO lockkeeper_oracle USING (true);
DROP OWNED BY lockkeeper_oracle;

-- case: EXECUTE runs what was prepared
PREPARE hx_q (int) AS UPDATE t SET bi = 1 WHERE id = $1;
EXECUTE hx_q(1);

-- case: EXECUTE of nothing
EXECUTE hx_none(1);

-- case: DEALLOCATE of nothing
DEALLOCATE hx_none;

-- case: CREATE TABLE AS EXECUTE
PREPARE hx_q2 AS SELECT a FROM v;
CREATE TABLE hx_t AS EXECUTE hx_q2;
