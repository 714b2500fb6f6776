=== add a required column, fill, key and index
--before
CREATE TABLE team (id int PRIMARY KEY, n text); CREATE TABLE member (id int PRIMARY KEY, team_name text);
--seed
INSERT INTO team SELECT g, 'n' || g FROM generate_series(1, 20) g; INSERT INTO member SELECT g, 'n' || (1 + g % 20) FROM generate_series(1, 900) g;
--up
ALTER TABLE member ADD COLUMN team_id int;
UPDATE member SET team_id = t.id FROM team t WHERE t.n = member.team_name;
ALTER TABLE member ALTER COLUMN team_id SET NOT NULL;
ALTER TABLE member ADD CONSTRAINT member_team FOREIGN KEY (team_id) REFERENCES team (id);
CREATE INDEX member_team_id ON member (team_id);
ALTER TABLE member DROP COLUMN team_name;
--down
ALTER TABLE member ADD COLUMN team_name text;
UPDATE member SET team_name = t.n FROM team t WHERE t.id = member.team_id;
DROP INDEX member_team_id;
ALTER TABLE member DROP CONSTRAINT member_team;
ALTER TABLE member DROP COLUMN team_id;
=== unique constraint replaced by a wider one
--before
CREATE TABLE mm (id int PRIMARY KEY, org int NOT NULL, email text NOT NULL, CONSTRAINT mm_email UNIQUE (email));
--seed
INSERT INTO mm SELECT g, g % 4, 'e' || g FROM generate_series(1, 600) g;
--up
ALTER TABLE mm DROP CONSTRAINT mm_email;
ALTER TABLE mm ADD CONSTRAINT mm_email UNIQUE (org, email);
--down
ALTER TABLE mm DROP CONSTRAINT mm_email;
ALTER TABLE mm ADD CONSTRAINT mm_email UNIQUE (email);
--old
INSERT INTO mm VALUES (9001, 1, 'old');
--new
INSERT INTO mm VALUES (9002, 1, 'new');
=== drop column used by a view that is remade
--before
CREATE TABLE item (id int PRIMARY KEY, a int, b int, c int); CREATE VIEW item_v AS SELECT id, a, b FROM item; GRANT SELECT ON item_v TO PUBLIC; COMMENT ON VIEW item_v IS 'v';
--seed
INSERT INTO item SELECT g, g, g, g FROM generate_series(1, 600) g;
--up
DROP VIEW item_v;
ALTER TABLE item DROP COLUMN b;
CREATE VIEW item_v AS SELECT id, a FROM item;
GRANT SELECT ON item_v TO PUBLIC;
--down
DROP VIEW item_v;
ALTER TABLE item ADD COLUMN b int;
CREATE VIEW item_v AS SELECT id, a, b FROM item;
GRANT SELECT ON item_v TO PUBLIC;
COMMENT ON VIEW item_v IS 'v';
=== partition work of a month
--before
CREATE TABLE me (id bigint NOT NULL, d date NOT NULL, v int, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
CREATE TABLE me1 PARTITION OF me FOR VALUES FROM ('2024-01-01') TO ('2024-02-01'); CREATE TABLE me2 PARTITION OF me FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
--seed
INSERT INTO me SELECT g, '2024-01-01'::date + g % 59, g FROM generate_series(1, 600) g;
--up
CREATE TABLE me3 PARTITION OF me FOR VALUES FROM ('2024-03-01') TO ('2024-04-01');
ALTER TABLE me DETACH PARTITION me1;
CREATE INDEX me_v ON me (v);
ALTER TABLE me ADD CONSTRAINT me_v_pos CHECK (v >= 0);
--down
ALTER TABLE me DROP CONSTRAINT me_v_pos;
DROP INDEX me_v;
ALTER TABLE me ATTACH PARTITION me1 FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
DROP TABLE me3;
--later
CREATE TABLE me4 PARTITION OF me FOR VALUES FROM ('2024-04-01') TO ('2024-05-01');
--laterDown
DROP TABLE me4;
=== composite foreign key added with a unique it needs
--before
CREATE TABLE org (id int PRIMARY KEY, region text NOT NULL); CREATE TABLE site (id int PRIMARY KEY, org_id int NOT NULL, region text NOT NULL);
--seed
INSERT INTO org SELECT g, 'r' || g % 3 FROM generate_series(1, 50) g; INSERT INTO site SELECT g, 1 + g % 50, 'r' || (1 + g % 50) % 3 FROM generate_series(1, 600) g;
--up
ALTER TABLE org ADD CONSTRAINT org_ir UNIQUE (id, region);
ALTER TABLE site ADD CONSTRAINT site_org FOREIGN KEY (org_id, region) REFERENCES org (id, region) ON UPDATE CASCADE;
--down
ALTER TABLE site DROP CONSTRAINT site_org;
ALTER TABLE org DROP CONSTRAINT org_ir;
--old
INSERT INTO site VALUES (9001, 1, 'r1');
--new
UPDATE org SET region = 'z' WHERE id = 7;
=== policy, trigger and grants with an index
--before
CREATE TABLE pol (id int PRIMARY KEY, own text, n int); CREATE FUNCTION n1() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.n := coalesce(NEW.n, 1); RETURN NEW; END $$;
--seed
INSERT INTO pol SELECT g, 'o', g FROM generate_series(1, 600) g;
--up
ALTER TABLE pol ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON pol USING (own = current_user);
CREATE TRIGGER n1 BEFORE INSERT ON pol FOR EACH ROW EXECUTE FUNCTION n1();
CREATE INDEX pol_own ON pol (own);
ALTER TABLE pol ALTER COLUMN own SET NOT NULL;
--down
ALTER TABLE pol ALTER COLUMN own DROP NOT NULL;
DROP INDEX pol_own;
DROP TRIGGER n1 ON pol;
DROP POLICY own ON pol;
ALTER TABLE pol DISABLE ROW LEVEL SECURITY;
--old
INSERT INTO pol VALUES (9001, 'x', 2);
--new
INSERT INTO pol VALUES (9002, 'x', 2);
=== an enum's value removed, as Prisma does, in two tables
--before
CREATE TYPE "Kind" AS ENUM ('A', 'B', 'C'); CREATE TABLE "K1" (id int PRIMARY KEY, kind "Kind" NOT NULL DEFAULT 'A'); CREATE TABLE "K2" (id int PRIMARY KEY, kinds "Kind"[], k "Kind");
CREATE INDEX "K2_k" ON "K2" (k);
--seed
INSERT INTO "K1" SELECT g, 'B' FROM generate_series(1, 600) g; INSERT INTO "K2" SELECT g, ARRAY['A', 'B']::"Kind"[], 'A' FROM generate_series(1, 600) g;
--up
CREATE TYPE "Kind_new" AS ENUM ('A', 'B');
ALTER TABLE "K1" ALTER COLUMN kind DROP DEFAULT;
ALTER TABLE "K1" ALTER COLUMN kind TYPE "Kind_new" USING (kind::text::"Kind_new");
ALTER TABLE "K2" ALTER COLUMN k TYPE "Kind_new" USING (k::text::"Kind_new");
ALTER TABLE "K2" ALTER COLUMN kinds TYPE "Kind_new"[] USING (kinds::text::"Kind_new"[]);
ALTER TYPE "Kind" RENAME TO "Kind_old";
ALTER TYPE "Kind_new" RENAME TO "Kind";
DROP TYPE "Kind_old";
ALTER TABLE "K1" ALTER COLUMN kind SET DEFAULT 'A';
--down
SELECT 1;
--format
prisma
=== an enum's value added and used in a default and a check
--before
CREATE TYPE lv AS ENUM ('x', 'y'); CREATE TABLE lvt (id int PRIMARY KEY, l lv NOT NULL DEFAULT 'x');
--seed
INSERT INTO lvt SELECT g, 'y' FROM generate_series(1, 600) g;
--up
ALTER TYPE lv ADD VALUE IF NOT EXISTS 'z' BEFORE 'y';
CREATE INDEX lvt_l ON lvt (l);
--down
DROP INDEX lvt_l;
--later
ALTER TABLE lvt ALTER l SET DEFAULT 'z';
UPDATE lvt SET l = 'z' WHERE id < 100;
--laterDown
UPDATE lvt SET l = 'y' WHERE id < 100;
ALTER TABLE lvt ALTER l SET DEFAULT 'x';
=== a domain's constraint and not null, with tables
--before
CREATE DOMAIN mail AS text; CREATE TABLE pe (id int PRIMARY KEY, m mail); CREATE TABLE pf (id int PRIMARY KEY, m mail NOT NULL);
--seed
INSERT INTO pe SELECT g, g || '@' FROM generate_series(1, 600) g; INSERT INTO pf SELECT g, g || '@' FROM generate_series(1, 600) g;
--up
ALTER DOMAIN mail ADD CONSTRAINT has_at CHECK (VALUE ~ '@');
ALTER DOMAIN mail SET NOT NULL;
--down
ALTER DOMAIN mail DROP NOT NULL;
ALTER DOMAIN mail DROP CONSTRAINT has_at;
--old
INSERT INTO pe VALUES (9001, 'o@');
--new
INSERT INTO pe VALUES (9002, 'n@');
--known
has_at CHECK
=== a stored generated column and a volatile default
--before
CREATE TABLE gv (id int PRIMARY KEY, first text, last text);
--seed
INSERT INTO gv SELECT g, 'f' || g, 'l' || g FROM generate_series(1, 600) g;
--up
ALTER TABLE gv ADD COLUMN name text GENERATED ALWAYS AS (coalesce(first, '') || ' ' || coalesce(last, '')) STORED;
CREATE INDEX gv_name ON gv (name text_pattern_ops);
ALTER TABLE gv ADD COLUMN key uuid NOT NULL DEFAULT md5('x')::uuid;
--down
ALTER TABLE gv DROP COLUMN key;
DROP INDEX gv_name;
ALTER TABLE gv DROP COLUMN name;
--old
INSERT INTO gv (id, first) VALUES (9001, 'o');
--new
INSERT INTO gv (id, last) VALUES (9002, 'o');
=== table copied and dropped
--before
CREATE TABLE addr (id int PRIMARY KEY, person int, street text); CREATE TABLE person (id int PRIMARY KEY, n text);
--seed
INSERT INTO person SELECT g, 'n' FROM generate_series(1, 300) g; INSERT INTO addr SELECT g, g, 's' || g FROM generate_series(1, 300) g;
--up
ALTER TABLE person ADD COLUMN street text;
UPDATE person p SET street = a.street FROM addr a WHERE a.person = p.id;
DROP TABLE addr;
--down
CREATE TABLE addr (id int PRIMARY KEY, person int, street text);
INSERT INTO addr SELECT id, id, street FROM person;
ALTER TABLE person DROP COLUMN street;
=== drop and create an index of the same name, with rows between
--before
CREATE TABLE di (id int PRIMARY KEY, a text, b text); CREATE INDEX di_a ON di (a); CREATE UNIQUE INDEX di_u ON di (b);
--seed
INSERT INTO di SELECT g, 'a' || g, 'b' || g FROM generate_series(1, 600) g;
--up
DROP INDEX IF EXISTS di_a;
UPDATE di SET a = upper(a);
CREATE INDEX IF NOT EXISTS di_a ON di (a varchar_pattern_ops);
DROP INDEX di_u;
CREATE UNIQUE INDEX di_u ON di (lower(b));
--down
DROP INDEX di_u;
CREATE UNIQUE INDEX di_u ON di (b);
DROP INDEX di_a;
UPDATE di SET a = lower(a);
CREATE INDEX di_a ON di (a);
=== primary key from id to uuid with references
--before
CREATE TABLE pk (id int NOT NULL CONSTRAINT pk_p PRIMARY KEY, u uuid NOT NULL); CREATE TABLE pr (id int PRIMARY KEY, pk_id int NOT NULL, CONSTRAINT pr_f FOREIGN KEY (pk_id) REFERENCES pk (id));
--seed
INSERT INTO pk SELECT g, md5(g::text)::uuid FROM generate_series(1, 300) g; INSERT INTO pr SELECT g, g FROM generate_series(1, 300) g;
--up
ALTER TABLE pr ADD COLUMN pk_u uuid;
UPDATE pr SET pk_u = (SELECT u FROM pk WHERE pk.id = pr.pk_id);
ALTER TABLE pr DROP CONSTRAINT pr_f;
ALTER TABLE pk DROP CONSTRAINT pk_p;
ALTER TABLE pk ADD CONSTRAINT pk_p PRIMARY KEY (u);
ALTER TABLE pr ADD CONSTRAINT pr_f FOREIGN KEY (pk_u) REFERENCES pk (u);
--down
ALTER TABLE pr DROP CONSTRAINT pr_f;
ALTER TABLE pk DROP CONSTRAINT pk_p;
ALTER TABLE pk ADD CONSTRAINT pk_p PRIMARY KEY (id);
ALTER TABLE pr ADD CONSTRAINT pr_f FOREIGN KEY (pk_id) REFERENCES pk (id);
ALTER TABLE pr DROP COLUMN pk_u;
=== a view between tables, renamed columns in both
--before
CREATE TABLE va (id int PRIMARY KEY, x text); CREATE TABLE vb (id int PRIMARY KEY, a_id int REFERENCES va, y text); CREATE VIEW vab AS SELECT b.id, a.x, b.y FROM vb b JOIN va a ON a.id = b.a_id;
--seed
INSERT INTO va SELECT g, 'x' || g FROM generate_series(1, 300) g; INSERT INTO vb SELECT g, g, 'y' || g FROM generate_series(1, 300) g;
--up
ALTER TABLE va RENAME COLUMN x TO xx;
ALTER TABLE vb RENAME COLUMN y TO yy;
CREATE OR REPLACE VIEW vab AS SELECT b.id, a.xx AS x, b.yy AS y, a.id AS a_id FROM vb b JOIN va a ON a.id = b.a_id;
--down
DROP VIEW vab;
ALTER TABLE vb RENAME COLUMN yy TO y;
ALTER TABLE va RENAME COLUMN xx TO x;
CREATE VIEW vab AS SELECT b.id, a.x, b.y FROM vb b JOIN va a ON a.id = b.a_id;
--old
INSERT INTO va VALUES (9001, 'o'); INSERT INTO vb (id, a_id, y) VALUES (9001, 9001, 'o');
--new
INSERT INTO va (id, xx) VALUES (9002, 'o'); INSERT INTO vb (id, a_id, yy) VALUES (9002, 9002, 'o');
=== drop a table with children and its sequence and function
--before
CREATE TABLE base (id serial PRIMARY KEY, n text); CREATE TABLE dep (id int PRIMARY KEY, base_id int CONSTRAINT dep_b REFERENCES base ON DELETE SET NULL);
CREATE FUNCTION cnt() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM base';
--seed
INSERT INTO base (n) SELECT 'n' FROM generate_series(1, 100) g; INSERT INTO dep SELECT g, NULL FROM generate_series(1, 100) g;
--up
DROP FUNCTION cnt();
ALTER TABLE dep DROP COLUMN base_id;
DROP TABLE base;
--down
CREATE TABLE base (id serial PRIMARY KEY, n text);
ALTER TABLE dep ADD COLUMN base_id int CONSTRAINT dep_b REFERENCES base ON DELETE SET NULL;
CREATE FUNCTION cnt() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM base';
=== two risky statements on one table and a delete
--before
CREATE TABLE du (id int PRIMARY KEY, e text, v int, w int);
--seed
INSERT INTO du SELECT g, 'e' || g / 2, g, NULL FROM generate_series(1, 1200) g;
--up
DELETE FROM du a USING du b WHERE a.e = b.e AND a.id > b.id;
ALTER TABLE du ADD CONSTRAINT du_e UNIQUE (e);
UPDATE du SET w = v WHERE w IS NULL;
ALTER TABLE du ALTER w SET NOT NULL, ALTER w SET DEFAULT 0, ADD CONSTRAINT w_pos CHECK (w >= 0);
--down
ALTER TABLE du DROP CONSTRAINT w_pos, ALTER w DROP DEFAULT, ALTER w DROP NOT NULL;
ALTER TABLE du DROP CONSTRAINT du_e;
=== in a DO block, guarded, with an exception
--before
CREATE TABLE db (id int PRIMARY KEY, a int, b text); CREATE TABLE dc (id int PRIMARY KEY);
--seed
INSERT INTO dc SELECT generate_series(1, 600); INSERT INTO db SELECT g, g, 'b' FROM generate_series(1, 600) g;
--up
DO $$ BEGIN
  ALTER TABLE db ADD CONSTRAINT db_a FOREIGN KEY (a) REFERENCES dc (id) ON DELETE CASCADE ON UPDATE NO ACTION;
EXCEPTION WHEN duplicate_object THEN null;
END $$;
CREATE INDEX IF NOT EXISTS db_b ON db USING btree (b);
ALTER TABLE db ADD COLUMN IF NOT EXISTS c jsonb NOT NULL DEFAULT '[]'::jsonb;
--down
ALTER TABLE db DROP COLUMN c; DROP INDEX db_b; ALTER TABLE db DROP CONSTRAINT db_a;
--later
ALTER TABLE db DROP CONSTRAINT IF EXISTS db_a;
ALTER TABLE db ADD CONSTRAINT db_a FOREIGN KEY (a) REFERENCES dc (id) ON DELETE SET NULL;
--laterDown
ALTER TABLE db DROP CONSTRAINT db_a;
ALTER TABLE db ADD CONSTRAINT db_a FOREIGN KEY (a) REFERENCES dc (id) ON DELETE CASCADE ON UPDATE NO ACTION;
=== a required column with an expression default, then the default goes
--before
CREATE TABLE rq (id int PRIMARY KEY, n text);
--seed
INSERT INTO rq VALUES (1, 'n');
--up
ALTER TABLE rq ADD COLUMN st text NOT NULL DEFAULT 'x';
ALTER TABLE rq ALTER COLUMN st DROP DEFAULT;
ALTER TABLE rq ADD COLUMN at timestamptz DEFAULT '2020-01-01' NOT NULL, ADD COLUMN k uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000' UNIQUE DEFERRABLE;
--down
ALTER TABLE rq DROP COLUMN k, DROP COLUMN at;
ALTER TABLE rq DROP COLUMN st;
=== constraint renamed and its index
--before
CREATE TABLE cr (id int PRIMARY KEY, a int CONSTRAINT a_u UNIQUE, b int CONSTRAINT b_c CHECK (b > 0)); CREATE INDEX cr_b ON cr (b);
--seed
INSERT INTO cr SELECT g, g, g FROM generate_series(1, 600) g;
--up
ALTER TABLE cr RENAME CONSTRAINT a_u TO cr_a_key;
ALTER TABLE cr RENAME CONSTRAINT b_c TO cr_b_check;
ALTER INDEX cr_b RENAME TO cr_b_idx;
ALTER TABLE cr ALTER b SET NOT NULL;
ALTER TABLE cr ADD CONSTRAINT b_c CHECK (b < 100000);
--down
ALTER TABLE cr DROP CONSTRAINT b_c;
ALTER TABLE cr ALTER b DROP NOT NULL;
ALTER INDEX cr_b_idx RENAME TO cr_b;
ALTER TABLE cr RENAME CONSTRAINT cr_b_check TO b_c;
ALTER TABLE cr RENAME CONSTRAINT cr_a_key TO a_u;
--old
INSERT INTO cr VALUES (9001, 9001, 5);
=== inheritance and ONLY
--before
CREATE TABLE ip (id int, v int); CREATE TABLE ic (x int) INHERITS (ip);
--seed
INSERT INTO ip SELECT g, g FROM generate_series(1, 300) g; INSERT INTO ic SELECT g, g, g FROM generate_series(1, 300) g;
--up
ALTER TABLE ONLY ip ADD CONSTRAINT v_pos CHECK (v > 0) NO INHERIT;
ALTER TABLE ic ALTER v SET NOT NULL;
ALTER TABLE ip ADD COLUMN w int CHECK (w > 0);
CREATE INDEX ip_v ON ONLY ip (v);
--down
DROP INDEX ip_v;
ALTER TABLE ip DROP COLUMN w;
ALTER TABLE ic ALTER v DROP NOT NULL;
ALTER TABLE ip DROP CONSTRAINT v_pos;
--old
INSERT INTO ip VALUES (9001, 1); INSERT INTO ic VALUES (9001, 1, 1);
=== truncate, refresh and an unlogged table
--before
CREATE TABLE tc (id int PRIMARY KEY, v text); CREATE MATERIALIZED VIEW tcm AS SELECT v, count(*) AS n FROM tc GROUP BY v; CREATE UNIQUE INDEX tcm_v ON tcm (v);
--seed
INSERT INTO tc SELECT g, 'v' || g % 7 FROM generate_series(1, 600) g;
--up
DELETE FROM tc WHERE v = 'v3';
REFRESH MATERIALIZED VIEW tcm;
CREATE INDEX tcm_n ON tcm (n);
--down
DROP INDEX tcm_n;
REFRESH MATERIALIZED VIEW tcm;
