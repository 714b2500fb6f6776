=== an index on it is renamed with the column, as Rails does
--before
CREATE TABLE products (id bigserial PRIMARY KEY, cat_id bigint, title varchar NOT NULL DEFAULT '', price numeric(8,2));
CREATE INDEX index_products_on_cat_id ON products (cat_id); COMMENT ON INDEX index_products_on_cat_id IS 'by category';
CREATE UNIQUE INDEX index_products_on_cat_id_and_title ON products (cat_id, title);
--seed
INSERT INTO products (cat_id, title) SELECT g % 9, 't' || g FROM generate_series(1, 1200) g;
--up
ALTER TABLE products RENAME COLUMN cat_id TO category_id;
ALTER INDEX index_products_on_cat_id RENAME TO index_products_on_category_id;
ALTER INDEX index_products_on_cat_id_and_title RENAME TO index_products_on_category_id_and_title;
--down
ALTER INDEX index_products_on_category_id_and_title RENAME TO index_products_on_cat_id_and_title;
ALTER INDEX index_products_on_category_id RENAME TO index_products_on_cat_id;
ALTER TABLE products RENAME COLUMN category_id TO cat_id;
--old
INSERT INTO products (id, cat_id, title) VALUES (9001, 77, 'old'); UPDATE products SET cat_id = 78 WHERE id = 3;
--new
INSERT INTO products (id, category_id, title) VALUES (9002, 79, 'new'); UPDATE products SET category_id = 80 WHERE id = 4;
=== an index on it is dropped by a later migration
--before
CREATE TABLE visits (id bigserial PRIMARY KEY, usr int, at date); CREATE INDEX visits_usr ON visits (usr); CREATE INDEX visits_usr_at ON visits (usr, at);
--seed
INSERT INTO visits (usr, at) SELECT g % 9, '2024-01-01'::date + g % 300 FROM generate_series(1, 1200) g;
--up
ALTER TABLE visits RENAME COLUMN usr TO user_id;
--down
ALTER TABLE visits RENAME COLUMN user_id TO usr;
--later
DROP INDEX visits_usr;
--laterDown
CREATE INDEX visits_usr ON visits (user_id);
--old
INSERT INTO visits (id, usr) VALUES (9001, 5);
--new
UPDATE visits SET user_id = user_id + 1 WHERE id < 20;
=== a later migration on the new name
--before
CREATE TABLE acct (id int PRIMARY KEY, nm text NOT NULL, tag varchar(20)); COMMENT ON COLUMN acct.nm IS 'the name; with '' quote'; COMMENT ON TABLE acct IS 'accounts';
GRANT SELECT (nm), UPDATE (nm) ON acct TO PUBLIC;
--seed
INSERT INTO acct SELECT g, 'n' || g, 't' FROM generate_series(1, 1200) g;
--up
ALTER TABLE acct RENAME COLUMN nm TO "full name";
--down
ALTER TABLE acct RENAME COLUMN "full name" TO nm;
--later
CREATE INDEX acct_lower ON acct (lower("full name"));
ALTER TABLE acct ADD CONSTRAINT acct_len CHECK (length("full name") < 200);
--laterDown
ALTER TABLE acct DROP CONSTRAINT acct_len;
DROP INDEX acct_lower;
--old
INSERT INTO acct (id, nm) VALUES (9001, 'old');
--new
INSERT INTO acct (id, "full name") VALUES (9002, 'new');
=== reserved and 63-byte names
--before
CREATE TABLE "select" (id int PRIMARY KEY, "a123456789b123456789c123456789d123456789e123456789f123456789abc" int NOT NULL DEFAULT 3, "order" text CHECK ("order" <> ''));
CREATE INDEX "i123456789b123456789c123456789d123456789e123456789f123456789abc" ON "select" ("a123456789b123456789c123456789d123456789e123456789f123456789abc" DESC NULLS LAST);
--seed
INSERT INTO "select" SELECT g, g, 'o' || g FROM generate_series(1, 1200) g;
--up
ALTER TABLE "select" RENAME COLUMN "a123456789b123456789c123456789d123456789e123456789f123456789abc" TO "a123456789b123456789c123456789d123456789e123456789f123456789abd";
ALTER TABLE "select" RENAME "order" TO "user";
--down
ALTER TABLE "select" RENAME "user" TO "order";
ALTER TABLE "select" RENAME COLUMN "a123456789b123456789c123456789d123456789e123456789f123456789abd" TO "a123456789b123456789c123456789d123456789e123456789f123456789abc";
--old
INSERT INTO "select" (id, "a123456789b123456789c123456789d123456789e123456789f123456789abc", "order") VALUES (9001, 4, 'x');
--new
INSERT INTO "select" (id, "a123456789b123456789c123456789d123456789e123456789f123456789abd", "user") VALUES (9002, 4, 'x');
=== part of a composite key that is referred to
--before
CREATE TABLE par (t int, n int, v text, PRIMARY KEY (t, n)); CREATE TABLE chi (id int PRIMARY KEY, t int, n int, CONSTRAINT chi_par FOREIGN KEY (t, n) REFERENCES par (t, n) ON DELETE CASCADE ON UPDATE CASCADE);
CREATE INDEX chi_tn ON chi (t, n);
--seed
INSERT INTO par SELECT g / 10, g % 10, 'v' FROM generate_series(1, 500) g; INSERT INTO chi SELECT g, g / 10, g % 10 FROM generate_series(1, 500) g;
--up
ALTER TABLE chi RENAME COLUMN n TO num;
--down
ALTER TABLE chi RENAME COLUMN num TO n;
--old
INSERT INTO chi (id, t, n) VALUES (9001, 1, 1); UPDATE chi SET n = 2 WHERE id = 11;
--new
INSERT INTO chi (id, t, num) VALUES (9002, 1, 1); UPDATE par SET n = 55 WHERE t = 3 AND n = 3;
=== the key that others refer to
--before
CREATE TABLE own (key int PRIMARY KEY, v text); CREATE TABLE use1 (id int PRIMARY KEY, own_key int NOT NULL REFERENCES own ON DELETE CASCADE);
--seed
INSERT INTO own SELECT g, 'v' FROM generate_series(1, 500) g; INSERT INTO use1 SELECT g, g FROM generate_series(1, 500) g;
--up
ALTER TABLE own RENAME COLUMN key TO id;
--down
ALTER TABLE own RENAME COLUMN id TO key;
--old
INSERT INTO own (key) VALUES (9001); INSERT INTO use1 VALUES (9001, 9001);
--new
INSERT INTO own (id) VALUES (9002); INSERT INTO use1 VALUES (9002, 9002);
=== with a view, a policy and a trigger's WHEN
--before
CREATE TABLE doc (id int PRIMARY KEY, own text NOT NULL, st text DEFAULT 'draft', n int DEFAULT 0);
CREATE VIEW doc_open AS SELECT id, st FROM doc WHERE st <> 'done'; ALTER TABLE doc ENABLE ROW LEVEL SECURITY;
CREATE POLICY p1 ON doc FOR SELECT USING (st = 'done' OR own = current_user); CREATE POLICY p2 ON doc FOR ALL USING (own = current_user) WITH CHECK (st IS NOT NULL);
CREATE FUNCTION bump() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.n := OLD.n + 1; RETURN NEW; END $$;
CREATE TRIGGER doc_bump BEFORE UPDATE OF st ON doc FOR EACH ROW WHEN (OLD.st IS DISTINCT FROM NEW.st) EXECUTE FUNCTION bump();
--seed
INSERT INTO doc SELECT g, 'o', CASE WHEN g % 2 = 0 THEN 'done' ELSE 'draft' END FROM generate_series(1, 1200) g;
--up
ALTER TABLE doc RENAME COLUMN st TO status;
--down
ALTER TABLE doc RENAME COLUMN status TO st;
--old
UPDATE doc SET st = 'old' WHERE id < 10;
--new
UPDATE doc SET status = 'new' WHERE id BETWEEN 20 AND 30;
=== a column of a partitioned table
--before
CREATE TABLE ev (id int, d date NOT NULL, k text, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
CREATE TABLE ev1 PARTITION OF ev FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE TABLE ev2 PARTITION OF ev DEFAULT;
CREATE INDEX ev_k ON ev (k);
--seed
INSERT INTO ev SELECT g, '2024-01-01'::date + g % 500, 'k' || g FROM generate_series(1, 1200) g;
--up
ALTER TABLE ev RENAME COLUMN k TO kind;
--down
ALTER TABLE ev RENAME COLUMN kind TO k;
--old
INSERT INTO ev (id, d, k) VALUES (9001, '2024-02-02', 'old');
--new
INSERT INTO ev (id, d, kind) VALUES (9002, '2026-02-02', 'new');
=== a table and its column, and the sequence
--before
CREATE TABLE usr (id serial PRIMARY KEY, em text UNIQUE); CREATE TABLE post (id serial PRIMARY KEY, usr_id int REFERENCES usr);
--seed
INSERT INTO usr (em) SELECT 'e' || g FROM generate_series(1, 600) g; INSERT INTO post (usr_id) SELECT g FROM generate_series(1, 600) g;
--up
ALTER TABLE usr RENAME TO users;
ALTER SEQUENCE usr_id_seq RENAME TO users_id_seq;
ALTER TABLE users RENAME CONSTRAINT usr_pkey TO users_pkey;
ALTER TABLE users RENAME COLUMN em TO email;
--down
ALTER TABLE users RENAME COLUMN email TO em;
ALTER TABLE users RENAME CONSTRAINT users_pkey TO usr_pkey;
ALTER SEQUENCE users_id_seq RENAME TO usr_id_seq;
ALTER TABLE users RENAME TO usr;
--old
INSERT INTO usr (id, em) VALUES (9001, 'old');
--new
INSERT INTO users (id, email) VALUES (9002, 'new');
=== a table that is written by a function
--before
CREATE TABLE log (id serial PRIMARY KEY, t text); CREATE TABLE src (id int PRIMARY KEY, v text);
CREATE FUNCTION wlog() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log (t) VALUES (NEW.v); RETURN NULL; END $$;
CREATE TRIGGER src_log AFTER INSERT OR UPDATE ON src FOR EACH ROW EXECUTE FUNCTION wlog();
--seed
INSERT INTO src SELECT g, 'v' || g FROM generate_series(1, 300) g;
--up
ALTER TABLE log RENAME TO logs;
CREATE OR REPLACE FUNCTION wlog() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO logs (t) VALUES (NEW.v); RETURN NULL; END $$;
--down
CREATE OR REPLACE FUNCTION wlog() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log (t) VALUES (NEW.v); RETURN NULL; END $$;
ALTER TABLE logs RENAME TO log;
--old
UPDATE src SET v = 'old' WHERE id = 1;
--new
UPDATE src SET v = 'new' WHERE id = 2;
=== NEW of the old name in a trigger's function
--before
CREATE TABLE art (id int PRIMARY KEY, ttl text, slug text);
CREATE FUNCTION mkslug() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.slug := lower(NEW.ttl); RETURN NEW; END $$;
CREATE TRIGGER art_slug BEFORE INSERT OR UPDATE ON art FOR EACH ROW EXECUTE FUNCTION mkslug();
--seed
INSERT INTO art SELECT g, 'T' || g FROM generate_series(1, 600) g;
--up
ALTER TABLE art RENAME COLUMN ttl TO title;
CREATE OR REPLACE FUNCTION mkslug() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.slug := lower(NEW.title); RETURN NEW; END $$;
--down
CREATE OR REPLACE FUNCTION mkslug() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.slug := lower(NEW.ttl); RETURN NEW; END $$;
ALTER TABLE art RENAME COLUMN title TO ttl;
--old
INSERT INTO art (id, ttl) VALUES (9001, 'Old');
--new
INSERT INTO art (id, title) VALUES (9002, 'New');
=== two columns swapped through a third
--before
CREATE TABLE sw (id int PRIMARY KEY, a text, b text);
--seed
INSERT INTO sw SELECT g, 'a' || g, 'b' || g FROM generate_series(1, 600) g;
--up
ALTER TABLE sw RENAME COLUMN a TO tmp;
ALTER TABLE sw RENAME COLUMN b TO a;
ALTER TABLE sw RENAME COLUMN tmp TO b;
--down
ALTER TABLE sw RENAME COLUMN a TO tmp;
ALTER TABLE sw RENAME COLUMN b TO a;
ALTER TABLE sw RENAME COLUMN tmp TO b;
=== a generated column and a domain on it
--before
CREATE DOMAIN pct AS numeric CHECK (VALUE BETWEEN 0 AND 100); CREATE TABLE rate (id int PRIMARY KEY, p pct DEFAULT 5, gross numeric GENERATED ALWAYS AS (1) STORED, q pct NOT NULL DEFAULT 1);
--seed
INSERT INTO rate (id, p) SELECT g, g % 100 FROM generate_series(1, 600) g;
--up
ALTER TABLE rate RENAME COLUMN p TO percent;
ALTER TABLE rate ALTER COLUMN q DROP NOT NULL;
--down
ALTER TABLE rate ALTER COLUMN q SET NOT NULL;
ALTER TABLE rate RENAME COLUMN percent TO p;
--old
INSERT INTO rate (id) VALUES (9001);
--new
INSERT INTO rate (id, percent) VALUES (9002, 7); INSERT INTO rate (id) VALUES (9003);
=== an identity column and unique nulls
--before
CREATE TABLE idn (no int GENERATED BY DEFAULT AS IDENTITY (START 10000 INCREMENT 5), x text UNIQUE, y int, EXCLUDE USING btree (y WITH =));
--seed
INSERT INTO idn (x, y) SELECT 'x' || g, g FROM generate_series(1, 600) g;
--up
ALTER TABLE idn RENAME no TO number;
ALTER TABLE idn RENAME y TO yy;
--down
ALTER TABLE idn RENAME yy TO y;
ALTER TABLE idn RENAME number TO no;
--old
INSERT INTO idn (no, x, y) VALUES (1, 'old', 9001);
--new
INSERT INTO idn (number, x, yy) VALUES (2, 'new', 9002);
=== into another schema with its index and type
--before
CREATE SCHEMA arch; CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE st (id int PRIMARY KEY, m mood DEFAULT 'a', k int); CREATE INDEX st_k ON st (k);
--seed
INSERT INTO st SELECT g, 'b', g FROM generate_series(1, 600) g;
--up
ALTER TABLE st SET SCHEMA arch;
CREATE INDEX st_m ON arch.st (m);
--down
DROP INDEX arch.st_m;
ALTER TABLE arch.st SET SCHEMA public;
--old
INSERT INTO st (id) VALUES (9001);
--new
INSERT INTO arch.st (id) VALUES (9002);
=== a comment in the middle and a search_path
--before
CREATE SCHEMA app; CREATE TABLE app.t (id int PRIMARY KEY, v text, w int); CREATE TABLE t (id int PRIMARY KEY, v text);
--seed
INSERT INTO app.t SELECT g, 'x' || g, g FROM generate_series(1, 600) g; INSERT INTO t SELECT g, 'y' FROM generate_series(1, 50) g;
--up
SET search_path TO app, public;
ALTER TABLE t /* here; */ RENAME v -- to
  TO "V";
ALTER TABLE t ALTER w SET NOT NULL;
--down
SET search_path TO app, public;
ALTER TABLE t ALTER w DROP NOT NULL;
ALTER TABLE t RENAME "V" TO v;
--old
INSERT INTO app.t (id, v, w) VALUES (9001, 'old', 1);
--new
INSERT INTO app.t (id, "V", w) VALUES (9002, 'new', 1);
