-- case: an index expression calls a function that reads a table
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_p(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ begin return (select l.v from public.hx_look l where l.k = hx_p.k); end $$;
SET LOCAL enable_seqscan = off;
CREATE INDEX ON hx_t (hx_p(a));

-- case: an index predicate calls a function that reads a table
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_p(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ begin return (select l.v from public.hx_look l where l.k = hx_p.k); end $$;
SET LOCAL enable_seqscan = off;
CREATE INDEX ON hx_t (b) WHERE hx_p(a) = 'b';

-- case: from 17 on a function of an index does not find its table by the search path
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_u(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ begin return (select l.v from hx_look l where l.k = hx_u.k); end $$;
SET LOCAL enable_seqscan = off;
CREATE INDEX ON hx_t (hx_u(a));

-- case: a function of an index with a search path of its own
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_ps(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE SET search_path = public AS $$ begin return (select l.v from hx_look l where l.k = hx_ps.k); end $$;
SET LOCAL enable_seqscan = off;
CREATE INDEX ON hx_t (hx_ps(a));

-- case: a function of an index that keeps the session's search path
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_fc(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE SET search_path FROM CURRENT AS $$ begin return (select l.v from hx_look l where l.k = hx_fc.k); end $$;
SET LOCAL enable_seqscan = off;
CREATE INDEX ON hx_t (hx_fc(a));

-- case: an SQL function of an index is parsed where it would be inlined
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_s(k text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ select l.v from hx_look l where l.k = $1 $$;
SET LOCAL enable_seqscan = off;
CREATE INDEX ON hx_t (hx_s(a));

-- case: an SQL function of an index that calls another
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_n(k text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ select lower(k) $$;
-- setup: CREATE FUNCTION hx_nn(k text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ select hx_n(k) $$;
CREATE INDEX ON hx_t (hx_nn(a));

-- case: the same on an empty table
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE TABLE hx_e (a text);
-- setup: CREATE FUNCTION hx_n(k text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ select lower(k) $$;
-- setup: CREATE FUNCTION hx_nn(k text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ select hx_n(k) $$;
CREATE INDEX ON hx_e (hx_nn(a));

-- case: REINDEX evaluates the expressions of indexes
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_ps(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE SET search_path = public AS $$ begin return (select l.v from hx_look l where l.k = hx_ps.k); end $$;
-- setup: CREATE INDEX hx_i ON hx_t (hx_ps(a));
SET LOCAL enable_seqscan = off;
REINDEX TABLE hx_t;

-- case: CLUSTER evaluates the expressions of indexes
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_ps(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE SET search_path = public AS $$ begin return (select l.v from hx_look l where l.k = hx_ps.k); end $$;
-- setup: CREATE INDEX hx_i ON hx_t (hx_ps(a));
SET LOCAL enable_seqscan = off;
CLUSTER hx_t USING hx_i;

-- case: ANALYZE evaluates the expressions of indexes
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_ps(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE SET search_path = public AS $$ begin return (select l.v from hx_look l where l.k = hx_ps.k); end $$;
-- setup: CREATE INDEX hx_i ON hx_t (hx_ps(a));
SET LOCAL enable_seqscan = off;
ANALYZE hx_t;

-- case: a rewrite evaluates the expressions of indexes
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_ps(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE SET search_path = public AS $$ begin return (select l.v from hx_look l where l.k = hx_ps.k); end $$;
-- setup: CREATE INDEX hx_i ON hx_t (hx_ps(a));
SET LOCAL enable_seqscan = off;
ALTER TABLE hx_t ALTER b TYPE bigint;

-- case: an index rebuilt without a rewrite evaluates its expression
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_ps(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE SET search_path = public AS $$ begin return (select l.v from hx_look l where l.k = hx_ps.k); end $$;
-- setup: CREATE INDEX hx_i ON hx_t (hx_ps(a));
SET LOCAL enable_seqscan = off;
ALTER TABLE hx_t ALTER a TYPE varchar;

-- case: a CHECK that calls a function that reads a table
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_u(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ begin return (select l.v from hx_look l where l.k = hx_u.k); end $$;
SET LOCAL enable_seqscan = off;
ALTER TABLE hx_t ADD CHECK (hx_u(a) IS NOT NULL);

-- case: a CHECK … NOT VALID is evaluated once it is validated
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_u(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ begin return (select l.v from hx_look l where l.k = hx_u.k); end $$;
-- setup: ALTER TABLE hx_t ADD CONSTRAINT hx_c CHECK (hx_u(a) IS NOT NULL) NOT VALID;
SET LOCAL enable_seqscan = off;
ALTER TABLE hx_t VALIDATE CONSTRAINT hx_c;

-- case: a rewrite does not evaluate a CHECK that holds
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_u(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ begin return (select l.v from hx_look l where l.k = hx_u.k); end $$;
-- setup: ALTER TABLE hx_t ADD CONSTRAINT hx_c CHECK (hx_u(a) IS NOT NULL);
SET LOCAL enable_seqscan = off;
ALTER TABLE hx_t ALTER b TYPE bigint;

-- case: INSERT evaluates the CHECKs of a row
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_u(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ begin return (select l.v from hx_look l where l.k = hx_u.k); end $$;
-- setup: ALTER TABLE hx_t ADD CONSTRAINT hx_c CHECK (hx_u(a) IS NOT NULL);
INSERT INTO hx_t VALUES ('a', 2);

-- case: UPDATE evaluates the CHECKs of a row, be it of other columns
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_u(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ begin return (select l.v from hx_look l where l.k = hx_u.k); end $$;
-- setup: ALTER TABLE hx_t ADD CONSTRAINT hx_c CHECK (hx_u(a) IS NOT NULL);
UPDATE hx_t SET b = 3;

-- case: INSERT evaluates the expressions of indexes
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_ps(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE SET search_path = public AS $$ begin return (select l.v from hx_look l where l.k = hx_ps.k); end $$;
-- setup: CREATE INDEX hx_i ON hx_t (hx_ps(a));
INSERT INTO hx_t VALUES ('a', 2);

-- case: a new generated column that calls a function
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_u(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ begin return (select l.v from hx_look l where l.k = hx_u.k); end $$;
SET LOCAL enable_seqscan = off;
ALTER TABLE hx_t ADD COLUMN g text GENERATED ALWAYS AS (hx_u(a)) STORED;

-- case: INSERT computes a generated column
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_u(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ begin return (select l.v from hx_look l where l.k = hx_u.k); end $$;
-- setup: ALTER TABLE hx_t ADD COLUMN g text GENERATED ALWAYS AS (hx_u(a)) STORED;
INSERT INTO hx_t VALUES ('a', 2);

-- case: USING calls a function that reads a table
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_u(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ begin return (select l.v from hx_look l where l.k = hx_u.k); end $$;
SET LOCAL enable_seqscan = off;
ALTER TABLE hx_t ALTER b TYPE text USING hx_u(a);

-- case: a default that calls a stable function is computed at once, rows or not
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE TABLE hx_e (a text);
-- setup: CREATE FUNCTION hx_u(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ begin return (select l.v from hx_look l where l.k = hx_u.k); end $$;
SET LOCAL enable_seqscan = off;
ALTER TABLE hx_e ADD COLUMN c text DEFAULT hx_u('a');

-- case: a volatile default calls its function for each row
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_v() RETURNS text LANGUAGE plpgsql AS $$ begin return (select v from hx_look where k = 'a'); end $$;
SET LOCAL enable_seqscan = off;
ALTER TABLE hx_t ADD COLUMN c text DEFAULT hx_v();

-- case: ALTER DOMAIN evaluates the new constraint for each row
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_u(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ begin return (select l.v from hx_look l where l.k = hx_u.k); end $$;
-- setup: CREATE DOMAIN hx_d AS text;
-- setup: CREATE TABLE hx_dt (d hx_d);
-- setup: INSERT INTO hx_dt VALUES ('a');
SET LOCAL enable_seqscan = off;
ALTER DOMAIN hx_d ADD CHECK (hx_u(VALUE) IS NOT NULL);

-- case: a view whose query calls a function that reads a table
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_u(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ begin return (select l.v from hx_look l where l.k = hx_u.k); end $$;
-- setup: CREATE VIEW hx_vw AS SELECT hx_u(a) AS x FROM hx_t;
SELECT * FROM hx_vw;

-- case: REFRESH of a query that calls a function
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_ps(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE SET search_path = public AS $$ begin return (select l.v from hx_look l where l.k = hx_ps.k); end $$;
-- setup: CREATE MATERIALIZED VIEW hx_mv AS SELECT hx_ps(a) AS x FROM hx_t;
SET LOCAL enable_seqscan = off;
REFRESH MATERIALIZED VIEW hx_mv;

-- case: from 17 on a function in a materialized view does not find its table by the search path
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_u(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ begin return (select l.v from hx_look l where l.k = hx_u.k); end $$;
SET LOCAL enable_seqscan = off;
CREATE MATERIALIZED VIEW hx_mv AS SELECT hx_u(a) AS x FROM hx_t;

-- case: CREATE TABLE AS finds it by the search path
-- setup: CREATE TABLE hx_look (k text PRIMARY KEY, v text);
-- setup: INSERT INTO hx_look VALUES ('a', 'b');
-- setup: CREATE TABLE hx_t (a text, b int);
-- setup: INSERT INTO hx_t VALUES ('a', 1);
-- setup: CREATE FUNCTION hx_u(k text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ begin return (select l.v from hx_look l where l.k = hx_u.k); end $$;
CREATE TABLE hx_ct AS SELECT hx_u(a) AS x FROM hx_t;
