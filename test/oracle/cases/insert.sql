-- case: insert into a default values
-- setup: create sequence s1;
-- setup: create table a(id int default nextval('s1'));
insert into a default values;

-- case: insert into a values (1, 1)
-- setup: create table a(id int primary key, p int references a);
insert into a values (1, 1);

-- case: insert
-- doc: data: INSERT into a table with foreign keys
INSERT INTO child(id,tid,pid) VALUES (1000,5,5);

-- case: 72 on conflict without its index
DROP INDEX t_nnuq_idx;
INSERT INTO t (id, nn) VALUES (1, 1) ON CONFLICT (nn) DO NOTHING;

-- case: 102 value added and used
ALTER TYPE en ADD VALUE 'z';
INSERT INTO t (id, nn, e) VALUES (2000, 2000, 'z');

-- case: 109 insert into a published table without a replica identity
-- setup: CREATE PUBLICATION pub9 FOR TABLE tgen;
INSERT INTO tgen VALUES (1, 1);

-- case: 129 on conflict where no index fits
INSERT INTO tgen VALUES (1, 1) ON CONFLICT (id) DO NOTHING;

-- case: 18 writing through the view with the old name
-- setup: ALTER TABLE tgen RENAME TO tgen_new;
-- setup: CREATE VIEW tgen AS SELECT * FROM tgen_new;
INSERT INTO tgen (id, a) VALUES (1, 2);

-- case: INSERT into a missing schema
INSERT INTO nowhere.t VALUES (1);

-- case: a common table expression of a missing schema
WITH w AS (SELECT a FROM nowhere.t) INSERT INTO nowhere.s SELECT a FROM w;

-- case: plain insert
-- doc: data: INSERT
INSERT INTO tgen VALUES (2000, 1);

-- case: insert into a table with a serial column
-- doc: data: INSERT that draws from a sequence
INSERT INTO tserial (v) VALUES (1);

-- case: insert or update
-- doc: data: INSERT … ON CONFLICT DO UPDATE
INSERT INTO trep VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET v = 2;

-- case: insert into a partitioned table
-- doc: data: INSERT into a partitioned table
INSERT INTO pt VALUES (5, 5);

-- case: a generated column is refused before a missing value
-- setup: CREATE TABLE hx_t (a int NOT NULL, g int GENERATED ALWAYS AS (1) STORED);
INSERT INTO hx_t (g) VALUES (2);

-- case: one of several rows has NULL
-- setup: CREATE TABLE hx_n (a int NOT NULL, b int NOT NULL DEFAULT 1, c int);
INSERT INTO hx_n (a) VALUES (1), (NULL), (3);

-- case: one of several rows has a DEFAULT that is NULL
-- setup: CREATE TABLE hx_n (a int NOT NULL, b int NOT NULL DEFAULT 1, c int);
INSERT INTO hx_n (a, b) VALUES (1, 2), (DEFAULT, 1);

-- case: one of several rows has a DEFAULT
-- setup: CREATE TABLE hx_n (a int NOT NULL, b int NOT NULL DEFAULT 1, c int);
INSERT INTO hx_n (a, b) VALUES (1, 2), (1, DEFAULT);

-- case: a row with NULL that ON CONFLICT would leave out
-- setup: CREATE TABLE hx_n (a int NOT NULL, b int NOT NULL DEFAULT 1, c int);
INSERT INTO hx_n VALUES (1, 2), (NULL, 3) ON CONFLICT DO NOTHING;

-- case: NULL in several rows where it may be
-- setup: CREATE TABLE hx_n (a int NOT NULL, b int NOT NULL DEFAULT 1, c int);
INSERT INTO hx_n (a, c) VALUES (1, NULL), (2, 5), (3, NULL);

-- case: a generated column is NULL in one of several rows
-- setup: CREATE TABLE hx_n (a int, c int GENERATED ALWAYS AS (a + 1) STORED NOT NULL);
INSERT INTO hx_n (a) VALUES (1), (NULL);

-- case: a trigger may fill the NULL of one row
-- setup: CREATE FUNCTION hx_f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.a := 1; RETURN NEW; END';
-- setup: CREATE TABLE hx_n (a int NOT NULL);
-- setup: CREATE TRIGGER hx_t BEFORE INSERT ON hx_n FOR EACH ROW EXECUTE FUNCTION hx_f();
INSERT INTO hx_n VALUES (1), (NULL);
