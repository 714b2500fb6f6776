-- case: truth: WHERE of SELECT
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
SELECT * FROM tv WHERE a;

-- case: truth: WHERE of UPDATE
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
UPDATE tv SET a = 1 WHERE c;

-- case: truth: WHERE of DELETE by a field of JSON
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
DELETE FROM tv WHERE d -> 'gone';

-- case: truth: HAVING
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
CREATE VIEW tvv AS SELECT b FROM tv GROUP BY b HAVING count(*);

-- case: truth: ON
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
CREATE VIEW tvv AS SELECT x.a FROM tv x JOIN tv y ON x.a;

-- case: truth: AND
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
SELECT * FROM tv WHERE b AND a;

-- case: truth: NOT of text
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
SELECT NOT c FROM tv;

-- case: truth: OR of a sum
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
SELECT b OR a + 1 FROM tv;

-- case: truth: IS NOT TRUE
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
SELECT a IS NOT TRUE FROM tv;

-- case: truth: CASE WHEN
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
SELECT CASE WHEN a THEN 1 END FROM tv;

-- case: truth: CASE with a subject compares
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
SELECT CASE a WHEN 1 THEN 2 END FROM tv;

-- case: truth: FILTER
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
SELECT count(*) FILTER (WHERE a) FROM tv;

-- case: truth: CHECK of a new table
CREATE TABLE tv(a int CHECK (a));

-- case: truth: CHECK with text
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
ALTER TABLE tv ADD CHECK (c);

-- case: truth: CHECK with AND of a length
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
ALTER TABLE tv ADD CONSTRAINT k CHECK (b AND length(c)) NOT VALID;

-- case: truth: predicate of an index
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
CREATE INDEX ON tv (a) WHERE a;

-- case: truth: predicate of an index within NOT
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
CREATE INDEX ON tv (a) WHERE NOT (b OR c);

-- case: truth: USING of a policy
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
CREATE POLICY pv ON tv USING (a);

-- case: truth: WITH CHECK of a policy
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
-- setup: CREATE POLICY pv ON tv USING (b);
ALTER POLICY pv ON tv WITH CHECK (d -> 'x');

-- case: truth: WHEN of a trigger
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
-- setup: CREATE FUNCTION tvf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tvt BEFORE INSERT ON tv FOR EACH ROW WHEN (NEW.a) EXECUTE FUNCTION tvf();

-- case: truth: WHERE of a rule
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
CREATE RULE tvr AS ON INSERT TO tv WHERE NEW.c DO INSTEAD NOTHING;

-- case: truth: CHECK of a domain
CREATE DOMAIN tvd AS int CHECK (VALUE);

-- case: truth: CHECK of a domain, added
-- setup: CREATE DOMAIN tvd AS int;
ALTER DOMAIN tvd ADD CHECK (VALUE > 0 AND VALUE) NOT VALID;

-- case: truth: WHERE of ON CONFLICT
-- setup: CREATE TABLE tv(a int PRIMARY KEY, b bool, c text, d jsonb);
INSERT INTO tv VALUES (1) ON CONFLICT (a) DO UPDATE SET b = true WHERE tv.a;

-- case: truth: MERGE ON
-- setup: CREATE TABLE tv(a int PRIMARY KEY, b bool, c text, d jsonb);
MERGE INTO tv USING tv s ON s.a WHEN MATCHED THEN DELETE;

-- case: truth: MERGE WHEN
-- setup: CREATE TABLE tv(a int PRIMARY KEY, b bool, c text, d jsonb);
MERGE INTO tv USING tv s ON s.a = tv.a WHEN MATCHED AND s.c THEN DELETE;

-- case: truth: an enum
-- setup: CREATE TYPE tve AS ENUM ('t');
-- setup: CREATE TABLE tv(e tve);
SELECT * FROM tv WHERE e;

-- case: truth: a domain over boolean
-- setup: CREATE DOMAIN tvd AS bool;
-- setup: CREATE TABLE tv(b tvd);
SELECT * FROM tv WHERE b AND NOT b;

-- case: truth: a domain over integer
-- setup: CREATE DOMAIN tvd AS int;
-- setup: CREATE TABLE tv(b tvd);
SELECT * FROM tv WHERE b;

-- case: truth: a whole row
-- setup: CREATE TABLE tv(b int);
SELECT * FROM tv WHERE tv;

-- case: truth: literals take the type
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
SELECT NOT 'f', 't' AND b, CASE WHEN 'on' THEN 1 END, 'yes' IS TRUE, NULL OR b FROM tv WHERE 't';

-- case: truth: text of a subquery is none
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
SELECT * FROM (SELECT 't' AS x) s WHERE x;

-- case: truth: a cast that was made
-- setup: CREATE TYPE tve AS ENUM ('t');
-- setup: CREATE FUNCTION tvf(tve) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
-- setup: CREATE CAST (tve AS bool) WITH FUNCTION tvf(tve) AS IMPLICIT;
-- setup: CREATE TABLE tv(e tve);
SELECT * FROM tv WHERE e AND NOT e;

-- case: truth: IF of PL/pgSQL takes what reads as one
DO $$ BEGIN IF 1 THEN PERFORM 1; END IF; END $$;

-- case: truth: in the body of a function
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
CREATE FUNCTION tvf() RETURNS SETOF tv LANGUAGE sql AS 'SELECT * FROM tv WHERE a';

-- case: truth: in a body that runs
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
DO $$ BEGIN UPDATE tv SET a = 1 WHERE a; END $$;

-- case: truth: WHERE of COPY
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
COPY tv FROM STDIN WHERE a;

-- case: truth: EXISTS, IN and comparisons are
-- setup: CREATE TABLE tv(a int, b bool, c text, d jsonb);
SELECT * FROM tv WHERE EXISTS (SELECT 1) AND a IN (1, 2) AND c LIKE 'x' AND d ? 'x' AND (a, c) = (1, 'x') AND a IS DISTINCT FROM 1 AND a BETWEEN 1 AND 2 AND (SELECT b FROM tv LIMIT 1) AND b = ANY (ARRAY[true]) AND coalesce(b, 'f') AND (a > 1) IS TRUE AND starts_with(c, 'x');
