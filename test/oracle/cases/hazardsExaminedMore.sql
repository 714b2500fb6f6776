-- case: a collation that a column uses
-- setup: CREATE COLLATION hx_coll FROM "C";
-- setup: CREATE TABLE hx_t (a text COLLATE hx_coll, b text);
-- setup: CREATE INDEX hx_i ON hx_t (b COLLATE hx_coll);
DROP COLLATION hx_coll;

-- case: a collation goes with the column and the index
-- setup: CREATE COLLATION hx_coll FROM "C";
-- setup: CREATE TABLE hx_t (a text COLLATE hx_coll, b text);
-- setup: CREATE INDEX hx_i ON hx_t (b COLLATE hx_coll);
DROP COLLATION hx_coll CASCADE;

-- case: an extension whose operator class an index uses
-- setup: CREATE EXTENSION pg_trgm;
-- setup: CREATE INDEX ON t USING gin (b gin_trgm_ops);
DROP EXTENSION pg_trgm;

-- case: with CASCADE the index goes
-- setup: CREATE EXTENSION pg_trgm;
-- setup: CREATE INDEX hx_i ON t USING gin (b gin_trgm_ops);
DROP EXTENSION pg_trgm CASCADE;

-- case: an extension that an exclusion constraint needs
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE hx_t (a int, r int4range, CONSTRAINT hx_e EXCLUDE USING gist (a WITH =, r WITH &&));
DROP EXTENSION btree_gist CASCADE;

-- case: an extension whose function a default calls
-- setup: CREATE EXTENSION "uuid-ossp";
-- setup: CREATE TABLE hx_t (a uuid DEFAULT uuid_generate_v4());
DROP EXTENSION "uuid-ossp";

-- case: DROP SCHEMA takes along tables of its composite types
-- setup: CREATE SCHEMA hx_s;
-- setup: CREATE TYPE hx_s.ty AS (a int);
-- setup: CREATE TABLE hx_ty OF hx_s.ty;
DROP SCHEMA hx_s CASCADE;

-- case: CLUSTER by a GIN index
-- setup: CREATE TABLE hx_t (a int[]);
-- setup: CREATE INDEX hx_i ON hx_t USING gin (a);
CLUSTER hx_t USING hx_i;

-- case: CLUSTER by a partial index
-- setup: CREATE TABLE hx_t (a int);
-- setup: CREATE INDEX hx_i ON hx_t (a) WHERE a > 0;
CLUSTER hx_t USING hx_i;

-- case: CLUSTER ON a BRIN index
-- setup: CREATE TABLE hx_t (a int);
-- setup: CREATE INDEX hx_i ON hx_t USING brin (a);
ALTER TABLE hx_t CLUSTER ON hx_i;

-- case: ANALYZE of a view
ANALYZE v;

-- case: EXPLAIN CREATE TABLE AS
EXPLAIN CREATE TABLE hx_n AS SELECT * FROM v;

-- case: EXPLAIN EXECUTE
PREPARE hx_ex AS SELECT a FROM v;
EXPLAIN EXECUTE hx_ex;

-- case: ALTER TABLE while a deferred foreign key waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
INSERT INTO hx_o VALUES (2, 1, 't');
ALTER TABLE hx_o ALTER s TYPE varchar;

-- case: CREATE INDEX while a deferred foreign key waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
INSERT INTO hx_o VALUES (2, 1, 't');
CREATE INDEX ON hx_o (s);

-- case: TRUNCATE while a deferred foreign key waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
INSERT INTO hx_o VALUES (2, 1, 't');
TRUNCATE hx_o;

-- case: DROP TABLE while a deferred foreign key waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
INSERT INTO hx_o VALUES (2, 1, 't');
DROP TABLE hx_o;

-- case: CLUSTER while a deferred foreign key waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
INSERT INTO hx_o VALUES (2, 1, 't');
CLUSTER hx_o USING hx_oi;

-- case: ALTER TABLE of the referenced table while the foreign key waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
INSERT INTO hx_o VALUES (2, 1, 't');
ALTER TABLE hx_u ADD COLUMN z int;

-- case: after SET CONSTRAINTS ALL IMMEDIATE nothing waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
INSERT INTO hx_o VALUES (2, 1, 't');
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE hx_o ADD COLUMN z int;

-- case: with SET CONSTRAINTS ALL IMMEDIATE before nothing waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
SET CONSTRAINTS ALL IMMEDIATE;
INSERT INTO hx_o VALUES (2, 1, 't');
ALTER TABLE hx_o ADD COLUMN z int;

-- case: SET CONSTRAINTS ALL DEFERRED has other foreign keys wait
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
-- setup: ALTER TABLE hx_o ALTER CONSTRAINT hx_fk DEFERRABLE INITIALLY IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
INSERT INTO hx_o VALUES (2, 1, 't');
ALTER TABLE hx_o ADD COLUMN z int;

-- case: an UPDATE of other columns leaves nothing waiting
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
UPDATE hx_o SET s = 'x';
ALTER TABLE hx_o ADD COLUMN z int;

-- case: a DELETE of referring rows leaves nothing waiting
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
DELETE FROM hx_o;
ALTER TABLE hx_o ADD COLUMN z int;

-- case: a deleted row of the referenced table waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
-- setup: INSERT INTO hx_u VALUES (7);
DELETE FROM hx_u WHERE id = 7;
ALTER TABLE hx_u ADD COLUMN z int;

-- case: SET CONSTRAINTS of nothing
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
SET CONSTRAINTS hx_nope DEFERRED;

-- case: SET CONSTRAINTS of what is not deferrable
-- setup: CREATE TABLE hx_t (a int CONSTRAINT hx_uq UNIQUE);
SET CONSTRAINTS hx_uq DEFERRED;

-- case: FOR UPDATE with an aggregate
SELECT count(*) FROM t FOR UPDATE;

-- case: FOR UPDATE with DISTINCT
SELECT DISTINCT a FROM t FOR SHARE;

-- case: FOR UPDATE with GROUP BY
SELECT a FROM t GROUP BY a FOR UPDATE;

-- case: FOR UPDATE with a window function
SELECT row_number() OVER () FROM t FOR UPDATE;

-- case: FOR UPDATE with UNION
SELECT a FROM t UNION SELECT a FROM t FOR UPDATE;

-- case: FOR UPDATE with a table that is not read
SELECT a FROM t FOR UPDATE OF parent;

-- case: FOR UPDATE with an aggregate in a subquery
SELECT (SELECT max(id) FROM parent) FROM t FOR UPDATE;

-- case: partitions of a time range: after a day
-- setup: CREATE TABLE hx_m (at timestamptz, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE hx_m1 PARTITION OF hx_m FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
-- setup: CREATE TABLE hx_m2 PARTITION OF hx_m FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
-- setup: CREATE TABLE hx_md PARTITION OF hx_m DEFAULT;
SELECT * FROM hx_m WHERE at > '2024-05-01';

-- case: partitions of a time range: within one
-- setup: CREATE TABLE hx_m (at timestamptz, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE hx_m1 PARTITION OF hx_m FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
-- setup: CREATE TABLE hx_m2 PARTITION OF hx_m FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
-- setup: CREATE TABLE hx_md PARTITION OF hx_m DEFAULT;
SELECT * FROM hx_m WHERE at >= '2024-02-01' AND at < '2024-07-01 12:30';

-- case: partitions of a time range: over two
-- setup: CREATE TABLE hx_m (at timestamptz, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE hx_m1 PARTITION OF hx_m FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
-- setup: CREATE TABLE hx_m2 PARTITION OF hx_m FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
-- setup: CREATE TABLE hx_md PARTITION OF hx_m DEFAULT;
SELECT * FROM hx_m WHERE at >= '2023-01-01 00:00+00' AND at < '2025-01-01 00:00+00';

-- case: partitions of a time range: one instant beyond
-- setup: CREATE TABLE hx_m (at timestamptz, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE hx_m1 PARTITION OF hx_m FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
-- setup: CREATE TABLE hx_m2 PARTITION OF hx_m FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
-- setup: CREATE TABLE hx_md PARTITION OF hx_m DEFAULT;
SELECT * FROM hx_m WHERE at >= '2023-01-01 00:00+00' AND at <= '2025-01-01 00:00+00';

-- case: partitions of a time range: with another zone
-- setup: CREATE TABLE hx_m (at timestamptz, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE hx_m1 PARTITION OF hx_m FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
-- setup: CREATE TABLE hx_m2 PARTITION OF hx_m FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
-- setup: CREATE TABLE hx_md PARTITION OF hx_m DEFAULT;
SELECT * FROM hx_m WHERE at = '2024-01-01 01:30+02';

-- case: partitions of a time range: row locks
-- setup: CREATE TABLE hx_m (at timestamptz, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE hx_m1 PARTITION OF hx_m FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
-- setup: CREATE TABLE hx_m2 PARTITION OF hx_m FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
-- setup: CREATE TABLE hx_md PARTITION OF hx_m DEFAULT;
SELECT * FROM hx_m WHERE at > '2024-05-01' FOR UPDATE;

-- case: partitions of a time range: BETWEEN
-- setup: CREATE TABLE hx_m (at timestamptz, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE hx_m1 PARTITION OF hx_m FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
-- setup: CREATE TABLE hx_m2 PARTITION OF hx_m FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
-- setup: CREATE TABLE hx_md PARTITION OF hx_m DEFAULT;
DELETE FROM hx_m WHERE at BETWEEN '2023-02-01' AND '2023-03-01';
