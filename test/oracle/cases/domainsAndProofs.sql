-- case: a column of a domain becomes varchar(40)
-- setup: CREATE DOMAIN hx_slug AS varchar(40) CHECK (VALUE <> '');
-- setup: CREATE DOMAIN hx_pct AS numeric(5,2);
-- setup: CREATE DOMAIN hx_pct2 AS hx_pct CHECK (VALUE < 100);
-- setup: CREATE DOMAIN hx_req AS text NOT NULL;
-- setup: CREATE DOMAIN hx_req2 AS hx_req;
-- setup: CREATE TABLE hx_d (s hx_slug, p hx_pct, q hx_pct2);
-- setup: INSERT INTO hx_d VALUES ('a', 1, 1);
-- setup: CREATE INDEX hx_d_s ON hx_d (s);
ALTER TABLE hx_d ALTER s TYPE varchar(40);

-- case: a column of a domain becomes varchar(60)
-- setup: CREATE DOMAIN hx_slug AS varchar(40) CHECK (VALUE <> '');
-- setup: CREATE DOMAIN hx_pct AS numeric(5,2);
-- setup: CREATE DOMAIN hx_pct2 AS hx_pct CHECK (VALUE < 100);
-- setup: CREATE DOMAIN hx_req AS text NOT NULL;
-- setup: CREATE DOMAIN hx_req2 AS hx_req;
-- setup: CREATE TABLE hx_d (s hx_slug, p hx_pct, q hx_pct2);
-- setup: INSERT INTO hx_d VALUES ('a', 1, 1);
-- setup: CREATE INDEX hx_d_s ON hx_d (s);
ALTER TABLE hx_d ALTER s TYPE varchar(60);

-- case: a column of a domain becomes text
-- setup: CREATE DOMAIN hx_slug AS varchar(40) CHECK (VALUE <> '');
-- setup: CREATE DOMAIN hx_pct AS numeric(5,2);
-- setup: CREATE DOMAIN hx_pct2 AS hx_pct CHECK (VALUE < 100);
-- setup: CREATE DOMAIN hx_req AS text NOT NULL;
-- setup: CREATE DOMAIN hx_req2 AS hx_req;
-- setup: CREATE TABLE hx_d (s hx_slug, p hx_pct, q hx_pct2);
-- setup: INSERT INTO hx_d VALUES ('a', 1, 1);
-- setup: CREATE INDEX hx_d_s ON hx_d (s);
ALTER TABLE hx_d ALTER s TYPE text;

-- case: a column of a domain becomes varchar
-- setup: CREATE DOMAIN hx_slug AS varchar(40) CHECK (VALUE <> '');
-- setup: CREATE DOMAIN hx_pct AS numeric(5,2);
-- setup: CREATE DOMAIN hx_pct2 AS hx_pct CHECK (VALUE < 100);
-- setup: CREATE DOMAIN hx_req AS text NOT NULL;
-- setup: CREATE DOMAIN hx_req2 AS hx_req;
-- setup: CREATE TABLE hx_d (s hx_slug, p hx_pct, q hx_pct2);
-- setup: INSERT INTO hx_d VALUES ('a', 1, 1);
-- setup: CREATE INDEX hx_d_s ON hx_d (s);
ALTER TABLE hx_d ALTER s TYPE varchar;

-- case: a column of a domain becomes numeric(5,2)
-- setup: CREATE DOMAIN hx_slug AS varchar(40) CHECK (VALUE <> '');
-- setup: CREATE DOMAIN hx_pct AS numeric(5,2);
-- setup: CREATE DOMAIN hx_pct2 AS hx_pct CHECK (VALUE < 100);
-- setup: CREATE DOMAIN hx_req AS text NOT NULL;
-- setup: CREATE DOMAIN hx_req2 AS hx_req;
-- setup: CREATE TABLE hx_d (s hx_slug, p hx_pct, q hx_pct2);
-- setup: INSERT INTO hx_d VALUES ('a', 1, 1);
-- setup: CREATE INDEX hx_d_s ON hx_d (s);
ALTER TABLE hx_d ALTER p TYPE numeric(5,2);

-- case: a column of a domain becomes numeric(7,2)
-- setup: CREATE DOMAIN hx_slug AS varchar(40) CHECK (VALUE <> '');
-- setup: CREATE DOMAIN hx_pct AS numeric(5,2);
-- setup: CREATE DOMAIN hx_pct2 AS hx_pct CHECK (VALUE < 100);
-- setup: CREATE DOMAIN hx_req AS text NOT NULL;
-- setup: CREATE DOMAIN hx_req2 AS hx_req;
-- setup: CREATE TABLE hx_d (s hx_slug, p hx_pct, q hx_pct2);
-- setup: INSERT INTO hx_d VALUES ('a', 1, 1);
-- setup: CREATE INDEX hx_d_s ON hx_d (s);
ALTER TABLE hx_d ALTER p TYPE numeric(7,2);

-- case: a column of a domain becomes numeric
-- setup: CREATE DOMAIN hx_slug AS varchar(40) CHECK (VALUE <> '');
-- setup: CREATE DOMAIN hx_pct AS numeric(5,2);
-- setup: CREATE DOMAIN hx_pct2 AS hx_pct CHECK (VALUE < 100);
-- setup: CREATE DOMAIN hx_req AS text NOT NULL;
-- setup: CREATE DOMAIN hx_req2 AS hx_req;
-- setup: CREATE TABLE hx_d (s hx_slug, p hx_pct, q hx_pct2);
-- setup: INSERT INTO hx_d VALUES ('a', 1, 1);
-- setup: CREATE INDEX hx_d_s ON hx_d (s);
ALTER TABLE hx_d ALTER p TYPE numeric;

-- case: a column of a domain becomes hx_pct
-- setup: CREATE DOMAIN hx_slug AS varchar(40) CHECK (VALUE <> '');
-- setup: CREATE DOMAIN hx_pct AS numeric(5,2);
-- setup: CREATE DOMAIN hx_pct2 AS hx_pct CHECK (VALUE < 100);
-- setup: CREATE DOMAIN hx_req AS text NOT NULL;
-- setup: CREATE DOMAIN hx_req2 AS hx_req;
-- setup: CREATE TABLE hx_d (s hx_slug, p hx_pct, q hx_pct2);
-- setup: INSERT INTO hx_d VALUES ('a', 1, 1);
-- setup: CREATE INDEX hx_d_s ON hx_d (s);
ALTER TABLE hx_d ALTER q TYPE hx_pct;

-- case: a column of a domain over a domain becomes numeric(5,2)
-- setup: CREATE DOMAIN hx_slug AS varchar(40) CHECK (VALUE <> '');
-- setup: CREATE DOMAIN hx_pct AS numeric(5,2);
-- setup: CREATE DOMAIN hx_pct2 AS hx_pct CHECK (VALUE < 100);
-- setup: CREATE DOMAIN hx_req AS text NOT NULL;
-- setup: CREATE DOMAIN hx_req2 AS hx_req;
-- setup: CREATE TABLE hx_d (s hx_slug, p hx_pct, q hx_pct2);
-- setup: INSERT INTO hx_d VALUES ('a', 1, 1);
-- setup: CREATE INDEX hx_d_s ON hx_d (s);
ALTER TABLE hx_d ALTER q TYPE numeric(5,2);

-- case: a column of a domain keeps it
-- setup: CREATE DOMAIN hx_slug AS varchar(40) CHECK (VALUE <> '');
-- setup: CREATE DOMAIN hx_pct AS numeric(5,2);
-- setup: CREATE DOMAIN hx_pct2 AS hx_pct CHECK (VALUE < 100);
-- setup: CREATE DOMAIN hx_req AS text NOT NULL;
-- setup: CREATE DOMAIN hx_req2 AS hx_req;
-- setup: CREATE TABLE hx_d (s hx_slug, p hx_pct, q hx_pct2);
-- setup: INSERT INTO hx_d VALUES ('a', 1, 1);
-- setup: CREATE INDEX hx_d_s ON hx_d (s);
ALTER TABLE hx_d ALTER s TYPE hx_slug;

-- case: a new column of a domain that is NOT NULL
-- setup: CREATE DOMAIN hx_slug AS varchar(40) CHECK (VALUE <> '');
-- setup: CREATE DOMAIN hx_pct AS numeric(5,2);
-- setup: CREATE DOMAIN hx_pct2 AS hx_pct CHECK (VALUE < 100);
-- setup: CREATE DOMAIN hx_req AS text NOT NULL;
-- setup: CREATE DOMAIN hx_req2 AS hx_req;
-- setup: CREATE TABLE hx_d (s hx_slug, p hx_pct, q hx_pct2);
-- setup: INSERT INTO hx_d VALUES ('a', 1, 1);
-- setup: CREATE INDEX hx_d_s ON hx_d (s);
ALTER TABLE hx_d ADD COLUMN r hx_req;

-- case: a new column of a domain over one that is NOT NULL
-- setup: CREATE DOMAIN hx_slug AS varchar(40) CHECK (VALUE <> '');
-- setup: CREATE DOMAIN hx_pct AS numeric(5,2);
-- setup: CREATE DOMAIN hx_pct2 AS hx_pct CHECK (VALUE < 100);
-- setup: CREATE DOMAIN hx_req AS text NOT NULL;
-- setup: CREATE DOMAIN hx_req2 AS hx_req;
-- setup: CREATE TABLE hx_d (s hx_slug, p hx_pct, q hx_pct2);
-- setup: INSERT INTO hx_d VALUES ('a', 1, 1);
-- setup: CREATE INDEX hx_d_s ON hx_d (s);
ALTER TABLE hx_d ADD COLUMN r hx_req2;

-- case: a new column of a domain that is NOT NULL, with a default
-- setup: CREATE DOMAIN hx_slug AS varchar(40) CHECK (VALUE <> '');
-- setup: CREATE DOMAIN hx_pct AS numeric(5,2);
-- setup: CREATE DOMAIN hx_pct2 AS hx_pct CHECK (VALUE < 100);
-- setup: CREATE DOMAIN hx_req AS text NOT NULL;
-- setup: CREATE DOMAIN hx_req2 AS hx_req;
-- setup: CREATE TABLE hx_d (s hx_slug, p hx_pct, q hx_pct2);
-- setup: INSERT INTO hx_d VALUES ('a', 1, 1);
-- setup: CREATE INDEX hx_d_s ON hx_d (s);
ALTER TABLE hx_d ADD COLUMN r hx_req DEFAULT 'x';

-- case: SET NOT NULL after CHECK (NOT (a IS NULL))
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK (NOT (a IS NULL));
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL after CHECK ((a IS NOT NULL) = true)
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK ((a IS NOT NULL) = true);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL after CHECK ((a IS NULL) = false)
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK ((a IS NULL) = false);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL after CHECK ((a IS NULL) <> true)
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK ((a IS NULL) <> true);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL after CHECK (NOT (a IS NULL OR b IS NULL))
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK (NOT (a IS NULL OR b IS NULL));
ALTER TABLE hx_n ALTER b SET NOT NULL;

-- case: SET NOT NULL after CHECK (NOT (a IS NULL AND b IS NULL))
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK (NOT (a IS NULL AND b IS NULL));
ALTER TABLE hx_n ALTER b SET NOT NULL;

-- case: SET NOT NULL after CHECK (a IS DISTINCT FROM NULL)
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK (a IS DISTINCT FROM NULL);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL of a composite type after CHECK (a IS NOT NULL)
-- setup: CREATE TYPE hx_pair AS (x int, y int);
-- setup: CREATE TABLE hx_n (a hx_pair, b int);
-- setup: INSERT INTO hx_n VALUES (ROW(1, 1), 1);
-- setup: ALTER TABLE hx_n ADD CHECK (a IS NOT NULL);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL of a composite type after CHECK (a IS DISTINCT FROM NULL)
-- setup: CREATE TYPE hx_pair AS (x int, y int);
-- setup: CREATE TABLE hx_n (a hx_pair, b int);
-- setup: INSERT INTO hx_n VALUES (ROW(1, 1), 1);
-- setup: ALTER TABLE hx_n ADD CHECK (a IS DISTINCT FROM NULL);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL of a composite type after CHECK (NOT a IS NULL)
-- setup: CREATE TYPE hx_pair AS (x int, y int);
-- setup: CREATE TABLE hx_n (a hx_pair, b int);
-- setup: INSERT INTO hx_n VALUES (ROW(1, 1), 1);
-- setup: ALTER TABLE hx_n ADD CHECK (NOT a IS NULL);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL of a composite type after CHECK (ROW(a, b) IS NOT NULL)
-- setup: CREATE TYPE hx_pair AS (x int, y int);
-- setup: CREATE TABLE hx_n (a hx_pair, b int);
-- setup: INSERT INTO hx_n VALUES (ROW(1, 1), 1);
-- setup: ALTER TABLE hx_n ADD CHECK (ROW(a, b) IS NOT NULL);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL of a domain over a composite type after CHECK (a IS NOT NULL)
-- setup: CREATE TYPE hx_pair AS (x int, y int);
-- setup: CREATE DOMAIN hx_both AS hx_pair;
-- setup: CREATE TABLE hx_n (a hx_both, b int);
-- setup: INSERT INTO hx_n VALUES (ROW(1, 1), 1);
-- setup: ALTER TABLE hx_n ADD CHECK (a IS NOT NULL);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL of an array of a composite type after CHECK (a IS NOT NULL)
-- setup: CREATE TYPE hx_pair AS (x int, y int);
-- setup: CREATE TABLE hx_n (a hx_pair[], b int);
-- setup: INSERT INTO hx_n VALUES (ARRAY[ROW(1, 1)::hx_pair], 1);
-- setup: ALTER TABLE hx_n ADD CHECK (a IS NOT NULL);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL after CHECK (NOT (a IS NOT DISTINCT FROM NULL))
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK (NOT (a IS NOT DISTINCT FROM NULL));
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL after CHECK (row(a) IS NOT NULL)
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK (row(a) IS NOT NULL);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL after CHECK (row(a, b) IS NOT NULL)
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK (row(a, b) IS NOT NULL);
ALTER TABLE hx_n ALTER b SET NOT NULL;

-- case: SET NOT NULL after CHECK (NOT (row(a, b) IS NULL))
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK (NOT (row(a, b) IS NULL));
ALTER TABLE hx_n ALTER b SET NOT NULL;

-- case: SET NOT NULL after CHECK (num_nulls(a) = 0)
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK (num_nulls(a) = 0);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL after CHECK (coalesce(a) IS NOT NULL)
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK (coalesce(a) IS NOT NULL);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL after CHECK ((a IS NOT NULL) IS TRUE)
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK ((a IS NOT NULL) IS TRUE);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL after CHECK (a::bigint IS NOT NULL)
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK (a::bigint IS NOT NULL);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL after CHECK (a = 1 OR a IS NOT NULL)
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK (a = 1 OR a IS NOT NULL);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL after CHECK (true AND a IS NOT NULL)
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK (true AND a IS NOT NULL);
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: SET NOT NULL after CHECK (NOT (NOT (a IS NOT NULL)))
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK (NOT (NOT (a IS NOT NULL)));
ALTER TABLE hx_n ALTER a SET NOT NULL;

-- case: PRIMARY KEY after CHECK (NOT (a IS NULL))
-- setup: CREATE TABLE hx_n (a int, b int);
-- setup: INSERT INTO hx_n VALUES (1, 1);
-- setup: ALTER TABLE hx_n ADD CHECK (NOT (a IS NULL));
ALTER TABLE hx_n ADD PRIMARY KEY (a);
