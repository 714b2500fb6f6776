=== rails add reference and backfill
--before
CREATE TABLE accounts (id bigserial PRIMARY KEY, name varchar NOT NULL, created_at timestamp(6) NOT NULL DEFAULT now());
CREATE TABLE projects (id bigserial PRIMARY KEY, account_id bigint, title varchar, state int DEFAULT 0, created_at timestamp(6) NOT NULL DEFAULT '2020-01-01');
CREATE INDEX index_projects_on_account_id ON projects (account_id);
--seed
INSERT INTO accounts (name, created_at) SELECT 'a'||g, '2020-01-01' FROM generate_series(1,20) g; INSERT INTO projects (account_id, title) SELECT 1+g%20, 'p'||g FROM generate_series(1,1500) g;
--up
ALTER TABLE projects ADD COLUMN slug varchar;
UPDATE projects SET slug = lower(title);
ALTER TABLE projects ALTER COLUMN slug SET NOT NULL;
CREATE UNIQUE INDEX index_projects_on_slug ON projects (slug);
ALTER TABLE projects ADD CONSTRAINT fk_rails_1 FOREIGN KEY (account_id) REFERENCES accounts (id);
--down
ALTER TABLE projects DROP CONSTRAINT fk_rails_1;
DROP INDEX index_projects_on_slug;
ALTER TABLE projects DROP COLUMN slug;
--later
ALTER TABLE projects ADD COLUMN kind int NOT NULL DEFAULT 1;
CREATE INDEX ON projects (slug, kind);
--laterDown
DROP INDEX projects_slug_kind_idx;
ALTER TABLE projects DROP COLUMN kind;
=== rename then index then later constraint
--before
CREATE TABLE orders (id bigserial PRIMARY KEY, cust bigint NOT NULL, total numeric(10,2) DEFAULT 0.0 NOT NULL, note text);
CREATE INDEX orders_cust ON orders (cust); CREATE INDEX orders_ct ON orders (cust, total DESC) WHERE note IS NOT NULL;
--seed
INSERT INTO orders (cust,total,note) SELECT g%7, g, CASE WHEN g%2=0 THEN 'n'||g END FROM generate_series(1,1500) g;
--up
ALTER TABLE orders RENAME COLUMN cust TO customer_id;
ALTER INDEX orders_cust RENAME TO orders_customer_id;
ALTER TABLE orders ADD CONSTRAINT total_pos CHECK (total >= 0);
--down
ALTER TABLE orders DROP CONSTRAINT total_pos;
ALTER INDEX orders_customer_id RENAME TO orders_cust;
ALTER TABLE orders RENAME COLUMN customer_id TO cust;
--later
ALTER TABLE orders ADD COLUMN currency char(3) NOT NULL DEFAULT 'EUR';
--laterDown
ALTER TABLE orders DROP COLUMN currency;
=== prisma enum change
--before
CREATE TYPE "Role" AS ENUM ('USER','ADMIN','GUEST');
CREATE TABLE "User" ("id" SERIAL NOT NULL, "email" TEXT NOT NULL, "role" "Role" NOT NULL DEFAULT 'USER', "createdAt" TIMESTAMP(3) NOT NULL DEFAULT '2020-01-01', CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
--seed
INSERT INTO "User" ("email","role") SELECT 'e'||g, (CASE WHEN g%3=0 THEN 'ADMIN' ELSE 'USER' END)::"Role" FROM generate_series(1,1500) g;
--up
-- AlterEnum
BEGIN;
CREATE TYPE "Role_new" AS ENUM ('USER', 'ADMIN');
ALTER TABLE "User" ALTER COLUMN "role" DROP DEFAULT;
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'USER';
COMMIT;
--down
SELECT 1;
--format
prisma
=== int to bigint pk with refs
--before
CREATE TABLE items (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE lines (id serial PRIMARY KEY, item_id int NOT NULL REFERENCES items (id) ON DELETE CASCADE, qty int NOT NULL DEFAULT 1);
CREATE INDEX lines_item ON lines (item_id);
--seed
INSERT INTO items (name) SELECT 'i'||g FROM generate_series(1,300) g; INSERT INTO lines (item_id) SELECT 1+g%300 FROM generate_series(1,1500) g;
--up
ALTER TABLE items ALTER COLUMN id TYPE bigint;
ALTER TABLE lines ALTER COLUMN item_id TYPE bigint;
--down
ALTER TABLE lines ALTER COLUMN item_id TYPE int;
ALTER TABLE items ALTER COLUMN id TYPE int;
=== qty type and default and later drop default
--before
CREATE TABLE lines (id serial PRIMARY KEY, qty int NOT NULL DEFAULT 1, price varchar(20) DEFAULT '0');
--seed
INSERT INTO lines (qty, price) SELECT g, g::text FROM generate_series(1,1500) g;
--up
ALTER TABLE lines ALTER COLUMN qty TYPE bigint, ALTER COLUMN qty SET DEFAULT 2;
ALTER TABLE lines ALTER COLUMN price DROP DEFAULT, ALTER COLUMN price TYPE numeric(12,2) USING price::numeric, ALTER COLUMN price SET DEFAULT 0;
--down
ALTER TABLE lines ALTER COLUMN price DROP DEFAULT, ALTER COLUMN price TYPE varchar(20) USING price::varchar, ALTER COLUMN price SET DEFAULT '0';
ALTER TABLE lines ALTER COLUMN qty SET DEFAULT 1, ALTER COLUMN qty TYPE int;
=== drop column with index check and view elsewhere
--before
CREATE TABLE people (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "first name" text NOT NULL, age int CHECK (age > 0), old_code varchar(8) UNIQUE, CONSTRAINT both_set CHECK (old_code IS NULL OR age IS NOT NULL));
CREATE VIEW adults AS SELECT id, "first name" FROM people WHERE age > 17;
CREATE INDEX people_code_age ON people (old_code, age);
--seed
INSERT INTO people ("first name", age, old_code) SELECT 'n'||g, g%90+1, 'c'||g FROM generate_series(1,1500) g;
--up
ALTER TABLE people DROP COLUMN old_code;
ALTER TABLE people ALTER COLUMN age SET NOT NULL;
--down
ALTER TABLE people ALTER COLUMN age DROP NOT NULL;
ALTER TABLE people ADD COLUMN old_code varchar(8) UNIQUE;
ALTER TABLE people ADD CONSTRAINT both_set CHECK (old_code IS NULL OR age IS NOT NULL);
CREATE INDEX people_code_age ON people (old_code, age);
=== partitioned index and fk
--before
CREATE TABLE tenants (id int PRIMARY KEY);
CREATE TABLE ev (id bigint NOT NULL, tenant int NOT NULL, at date NOT NULL, kind text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE ev_2024 PARTITION OF ev FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE ev_def PARTITION OF ev DEFAULT;
--seed
INSERT INTO tenants SELECT generate_series(0,9); INSERT INTO ev SELECT g, g%10, '2024-01-01'::date + g%500, 'k'||g%3 FROM generate_series(1,1500) g;
--up
CREATE INDEX ev_tenant ON ev (tenant, at DESC);
ALTER TABLE ev ADD CONSTRAINT ev_tenant_fk FOREIGN KEY (tenant) REFERENCES tenants (id);
ALTER TABLE ev ALTER COLUMN kind SET NOT NULL;
ALTER TABLE ev ADD CONSTRAINT ev_kind CHECK (kind <> '');
--down
ALTER TABLE ev DROP CONSTRAINT ev_kind;
ALTER TABLE ev ALTER COLUMN kind DROP NOT NULL;
ALTER TABLE ev DROP CONSTRAINT ev_tenant_fk;
DROP INDEX ev_tenant;
--later
CREATE TABLE ev_2026 PARTITION OF ev FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
--laterDown
DROP TABLE ev_2026;
=== composite key unique and rename table
--before
CREATE TABLE memberships (org_id int, user_id int, role text DEFAULT 'm', PRIMARY KEY (org_id, user_id));
--seed
INSERT INTO memberships SELECT g/10, g%10, 'r' FROM generate_series(1,1500) g;
--up
ALTER TABLE memberships ADD CONSTRAINT mem_u UNIQUE (user_id, org_id);
ALTER TABLE memberships RENAME TO members;
ALTER TABLE members ADD COLUMN joined date DEFAULT '2020-01-01' NOT NULL;
--down
ALTER TABLE members DROP COLUMN joined;
ALTER TABLE members RENAME TO memberships;
ALTER TABLE memberships DROP CONSTRAINT mem_u;
=== reserved and long names
--before
CREATE TABLE "order" ("user" int PRIMARY KEY, "select" text, "Größe_mit_einem_sehr_langen_Namen_der_fast_dreiundsechzig_Byte_h" int);
--seed
INSERT INTO "order" SELECT g, 's'||g, g FROM generate_series(1,1500) g;
--up
ALTER TABLE "order" RENAME COLUMN "select" TO "from";
ALTER TABLE "order" ALTER COLUMN "Größe_mit_einem_sehr_langen_Namen_der_fast_dreiundsechzig_Byte_h" SET NOT NULL;
CREATE INDEX "index" ON "order" ("Größe_mit_einem_sehr_langen_Namen_der_fast_dreiundsechzig_Byte_h", "user");
--down
DROP INDEX "index";
ALTER TABLE "order" ALTER COLUMN "Größe_mit_einem_sehr_langen_Namen_der_fast_dreiundsechzig_Byte_h" DROP NOT NULL;
ALTER TABLE "order" RENAME COLUMN "from" TO "select";
=== search path
--before
CREATE SCHEMA app; CREATE TABLE app.t (id int PRIMARY KEY, v text, w int); CREATE TABLE public.t (id int PRIMARY KEY, v text, w int);
--seed
INSERT INTO app.t SELECT g, 'x'||g, g FROM generate_series(1,1200) g; INSERT INTO public.t SELECT g, 'y'||g, g FROM generate_series(1,1200) g;
--up
SET LOCAL search_path = app, public;
CREATE INDEX t_v ON t (v);
ALTER TABLE t ALTER COLUMN w SET NOT NULL;
ALTER TABLE t ADD CONSTRAINT w_pos CHECK (w > 0);
--down
SET LOCAL search_path = app, public;
ALTER TABLE t DROP CONSTRAINT w_pos;
ALTER TABLE t ALTER COLUMN w DROP NOT NULL;
DROP INDEX t_v;
=== trigger updated_at and required column
--before
CREATE TABLE posts (id bigserial PRIMARY KEY, body text, updated_at timestamptz NOT NULL DEFAULT '2020-01-01');
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at := '2021-01-01'; RETURN NEW; END $$;
CREATE TRIGGER posts_touch BEFORE UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION touch();
--seed
INSERT INTO posts (body) SELECT 'b'||g FROM generate_series(1,1500) g;
--up
ALTER TABLE posts ADD COLUMN words int NOT NULL DEFAULT 0;
UPDATE posts SET words = length(body);
ALTER TABLE posts ADD COLUMN author_id bigint;
CREATE INDEX posts_author ON posts (author_id);
--down
DROP INDEX posts_author;
ALTER TABLE posts DROP COLUMN author_id;
ALTER TABLE posts DROP COLUMN words;
=== policy and publication
--before
CREATE TABLE docs (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), owner text NOT NULL, body text);
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON docs USING (owner = current_user);
CREATE PUBLICATION pub FOR TABLE docs;
--seed
INSERT INTO docs SELECT md5(g::text)::uuid, 'o'||g%3, 'b'||g FROM generate_series(1,1500) g;
--up
ALTER TABLE docs RENAME COLUMN body TO content;
ALTER TABLE docs ADD COLUMN size int;
UPDATE docs SET size = length(content) WHERE size IS NULL;
ALTER TABLE docs ALTER COLUMN size SET NOT NULL;
--down
ALTER TABLE docs DROP COLUMN size;
ALTER TABLE docs RENAME COLUMN content TO body;
=== domain constraints
--before
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE TABLE c (id int PRIMARY KEY, e email, e2 email);
--seed
INSERT INTO c SELECT g, g||'@x', g||'@y' FROM generate_series(1,1500) g;
--up
ALTER DOMAIN email ADD CONSTRAINT short CHECK (length(VALUE) < 100);
ALTER TABLE c ALTER COLUMN e SET NOT NULL, ADD CONSTRAINT eq CHECK (e <> e2);
CREATE UNIQUE INDEX c_e ON c (lower(e));
--down
DROP INDEX c_e;
ALTER TABLE c DROP CONSTRAINT eq, ALTER COLUMN e DROP NOT NULL;
ALTER DOMAIN email DROP CONSTRAINT short;
--known
short CHECK
=== generated columns
--before
CREATE TABLE g (id int PRIMARY KEY, a int NOT NULL, b int, s int GENERATED ALWAYS AS (a + 1) STORED);
--seed
INSERT INTO g SELECT g, g, g FROM generate_series(1,1500) g;
--up
ALTER TABLE g ADD COLUMN t int GENERATED ALWAYS AS (b * 2) STORED;
ALTER TABLE g RENAME COLUMN b TO bb;
CREATE INDEX g_s ON g (s);
--down
DROP INDEX g_s;
ALTER TABLE g RENAME COLUMN bb TO b;
ALTER TABLE g DROP COLUMN t;
=== replace index same name
--before
CREATE TABLE r (id int PRIMARY KEY, a int, b text);
CREATE UNIQUE INDEX r_a ON r (a);
--seed
INSERT INTO r SELECT g, g, 'b' FROM generate_series(1,1500) g;
--up
DROP INDEX r_a;
CREATE UNIQUE INDEX r_a ON r (a, b);
CREATE INDEX r_b ON r (b) INCLUDE (a);
--down
DROP INDEX r_b;
DROP INDEX r_a;
CREATE UNIQUE INDEX r_a ON r (a);
=== split name
--before
CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL, n int);
--seed
INSERT INTO people SELECT g, 'First'||g||' Last'||g, g FROM generate_series(1,1500) g;
--up
ALTER TABLE people ADD COLUMN first text, ADD COLUMN last text;
UPDATE people SET first = split_part(name, ' ', 1), last = split_part(name, ' ', 2);
ALTER TABLE people DROP COLUMN name;
CREATE INDEX people_n ON people (n);
--down
DROP INDEX people_n;
ALTER TABLE people ADD COLUMN name text;
UPDATE people SET name = first || ' ' || last;
ALTER TABLE people ALTER COLUMN name SET NOT NULL;
ALTER TABLE people DROP COLUMN first, DROP COLUMN last;
=== drop table with fk and later same name
--before
CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a (id), t text);
--seed
INSERT INTO a SELECT generate_series(1,100); INSERT INTO b SELECT g, g, 't' FROM generate_series(1,100) g;
--up
ALTER TABLE b DROP CONSTRAINT b_a_id_fkey;
DROP TABLE a;
ALTER TABLE b DROP COLUMN a_id;
--down
ALTER TABLE b ADD COLUMN a_id int;
CREATE TABLE a (id int PRIMARY KEY);
ALTER TABLE b ADD CONSTRAINT b_a_id_fkey FOREIGN KEY (a_id) REFERENCES a (id);
--later
ALTER TABLE b ADD COLUMN more int;
--laterDown
ALTER TABLE b DROP COLUMN more;
=== fk variants
--before
CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE q (id int PRIMARY KEY, a int, b int, x int);
--seed
INSERT INTO p SELECT g, g FROM generate_series(1,100) g; INSERT INTO q SELECT g, g, g, g FROM generate_series(1,100) g;
--up
ALTER TABLE q ADD CONSTRAINT q_p FOREIGN KEY (a, b) REFERENCES p MATCH FULL ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED, ADD CONSTRAINT xx CHECK (x > 0) NO INHERIT;
ALTER TABLE q ADD UNIQUE (x), ADD COLUMN y int CHECK (y > 0) DEFAULT 3;
--down
ALTER TABLE q DROP COLUMN y, DROP CONSTRAINT q_x_key;
ALTER TABLE q DROP CONSTRAINT xx, DROP CONSTRAINT q_p;
=== primary key swap
--before
CREATE TABLE k (id int NOT NULL, uid uuid NOT NULL DEFAULT gen_random_uuid(), v int, CONSTRAINT k_pkey PRIMARY KEY (id));
--seed
INSERT INTO k SELECT g, md5(g::text)::uuid, g FROM generate_series(1,1500) g;
--up
ALTER TABLE k DROP CONSTRAINT k_pkey, ADD PRIMARY KEY (uid);
CREATE INDEX k_id ON k (id);
ALTER TABLE k ALTER v SET NOT NULL;
--down
ALTER TABLE k ALTER v DROP NOT NULL;
DROP INDEX k_id;
ALTER TABLE k DROP CONSTRAINT k_pkey, ADD PRIMARY KEY (id);
=== data and ddl and view
--before
CREATE TABLE s (id int PRIMARY KEY, status text DEFAULT 'new', n int); CREATE VIEW s_new AS SELECT id, status FROM s WHERE status = 'new';
--seed
INSERT INTO s SELECT g, CASE WHEN g%2=0 THEN 'new' ELSE 'old' END, g FROM generate_series(1,1500) g;
--up
UPDATE s SET status = 'archived' WHERE status = 'old';
DELETE FROM s WHERE n > 1400;
ALTER TABLE s ADD CONSTRAINT s_status CHECK (status IN ('new','archived'));
ALTER TABLE s ALTER COLUMN status SET NOT NULL;
CREATE OR REPLACE VIEW s_new AS SELECT id, status, n FROM s WHERE status = 'new';
--down
DROP VIEW s_new; CREATE VIEW s_new AS SELECT id, status FROM s WHERE status = 'new';
ALTER TABLE s ALTER COLUMN status DROP NOT NULL;
ALTER TABLE s DROP CONSTRAINT s_status;
=== materialized view refresh and type with view
--before
CREATE TABLE m (id int PRIMARY KEY, amt int); CREATE MATERIALIZED VIEW mm AS SELECT id, amt FROM m; CREATE UNIQUE INDEX mm_id ON mm (id);
CREATE TABLE w (id int PRIMARY KEY, v varchar(10)); CREATE VIEW wv AS SELECT id, v FROM w;
--seed
INSERT INTO m SELECT g, g FROM generate_series(1,500) g; INSERT INTO w SELECT g, g::text FROM generate_series(1,500) g;
--up
REFRESH MATERIALIZED VIEW mm;
DROP VIEW wv;
ALTER TABLE w ALTER COLUMN v TYPE text;
CREATE VIEW wv AS SELECT id, v FROM w;
--down
DROP VIEW wv;
ALTER TABLE w ALTER COLUMN v TYPE varchar(10);
CREATE VIEW wv AS SELECT id, v FROM w;
=== two renames on a table
--before
CREATE TABLE rr (id int PRIMARY KEY, a int NOT NULL DEFAULT 5, b text, c int UNIQUE); CREATE INDEX rr_ab ON rr (a, b);
--seed
INSERT INTO rr SELECT g, g, 'b'||g, g FROM generate_series(1,1500) g;
--up
ALTER TABLE rr RENAME COLUMN a TO a2;
ALTER TABLE rr RENAME COLUMN c TO c2;
--down
ALTER TABLE rr RENAME COLUMN c2 TO c;
ALTER TABLE rr RENAME COLUMN a2 TO a;
--later
ALTER TABLE rr ALTER COLUMN b SET NOT NULL;
--laterDown
ALTER TABLE rr ALTER COLUMN b DROP NOT NULL;
=== same column later: rename then later default
--before
CREATE TABLE ld (id int PRIMARY KEY, a int); CREATE TABLE ld2 (id int PRIMARY KEY, ld_id int);
--seed
INSERT INTO ld SELECT g, g FROM generate_series(1,500) g; INSERT INTO ld2 SELECT g, g FROM generate_series(1,500) g;
--up
ALTER TABLE ld DROP COLUMN a;
ALTER TABLE ld2 ADD CONSTRAINT x FOREIGN KEY (ld_id) REFERENCES ld (id) ON DELETE SET NULL;
--down
ALTER TABLE ld2 DROP CONSTRAINT x;
ALTER TABLE ld ADD COLUMN a int;
--later
ALTER TABLE ld ADD COLUMN a text;
--laterDown
ALTER TABLE ld DROP COLUMN a;
=== attach detach
--before
CREATE TABLE pt (id int, d date NOT NULL, v int) PARTITION BY RANGE (d);
CREATE TABLE pt1 PARTITION OF pt FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE pt2 (id int, d date NOT NULL, v int);
CREATE INDEX pt_v ON pt (v);
--seed
INSERT INTO pt SELECT g, '2020-05-05', g FROM generate_series(1,500) g; INSERT INTO pt2 SELECT g, '2021-05-05', g FROM generate_series(1,500) g;
--up
ALTER TABLE pt ATTACH PARTITION pt2 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
CREATE TABLE pt3 PARTITION OF pt FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
CREATE UNIQUE INDEX pt_u ON pt (id, d);
--down
DROP INDEX pt_u;
DROP TABLE pt3;
ALTER TABLE pt DETACH PARTITION pt2;
DROP INDEX pt2_v_idx;
=== django style quoted with deferrable fk in table with data
--before
CREATE TABLE "shop_product" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(100) NOT NULL, "cat" varchar(20) NULL);
CREATE TABLE "shop_category" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "code" varchar(20) NOT NULL UNIQUE);
CREATE INDEX "shop_category_code_like" ON "shop_category" ("code" varchar_pattern_ops);
--seed
INSERT INTO shop_category (code) SELECT 'c'||g FROM generate_series(1,20) g; INSERT INTO shop_product (name, cat) SELECT 'p'||g, 'c'||(1+g%20) FROM generate_series(1,1500) g;
--up
ALTER TABLE "shop_product" ADD COLUMN "category_id" bigint NULL CONSTRAINT "shop_product_category_id_fk" REFERENCES "shop_category"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "shop_product_category_id_fk" IMMEDIATE;
UPDATE "shop_product" SET "category_id" = c.id FROM shop_category c WHERE c.code = shop_product.cat;
ALTER TABLE "shop_product" ALTER COLUMN "category_id" SET NOT NULL;
ALTER TABLE "shop_product" DROP COLUMN "cat" CASCADE;
CREATE INDEX "shop_product_category_id_idx" ON "shop_product" ("category_id");
--down
DROP INDEX "shop_product_category_id_idx";
ALTER TABLE "shop_product" ADD COLUMN "cat" varchar(20) NULL;
UPDATE "shop_product" SET "cat" = c.code FROM shop_category c WHERE c.id = category_id;
ALTER TABLE "shop_product" DROP COLUMN "category_id";
=== exclusion and not valid later validated
--before
CREATE TABLE book (id int PRIMARY KEY, r int4range, room int, CONSTRAINT nv CHECK (room > 0) NOT VALID);
--seed
INSERT INTO book SELECT g, int4range(g*2, g*2+1), g FROM generate_series(1,500) g;
--up
ALTER TABLE book VALIDATE CONSTRAINT nv;
ALTER TABLE book ADD CONSTRAINT ex EXCLUDE USING gist (r WITH &&);
ALTER TABLE book ADD CONSTRAINT bu UNIQUE (room) DEFERRABLE;
--down
ALTER TABLE book DROP CONSTRAINT bu;
ALTER TABLE book DROP CONSTRAINT ex;
=== rename with check fk uniq and comment
--before
CREATE TABLE cc (id int PRIMARY KEY); CREATE TABLE dd (id int PRIMARY KEY, c int NOT NULL DEFAULT 1 REFERENCES cc (id) ON DELETE SET DEFAULT, CONSTRAINT c_small CHECK (c < 10000), UNIQUE (c, id));
COMMENT ON COLUMN dd.c IS 'the c'; COMMENT ON CONSTRAINT c_small ON dd IS 'small';
GRANT SELECT (c) ON dd TO pg_monitor;
--seed
INSERT INTO cc SELECT generate_series(1,500); INSERT INTO dd SELECT g, g FROM generate_series(1,500) g;
--up
ALTER TABLE dd RENAME COLUMN c TO cc_id;
--down
ALTER TABLE dd RENAME COLUMN cc_id TO c;
=== set default and drop default big table
--before
CREATE TABLE z (id int PRIMARY KEY, a int DEFAULT 1, t timestamptz);
--seed
INSERT INTO z SELECT g, g FROM generate_series(1,1500) g;
--up
ALTER TABLE z ALTER a SET DEFAULT 9, ADD COLUMN tok uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000001', ADD COLUMN nn int NOT NULL DEFAULT 4;
UPDATE z SET t = '2020-01-01' WHERE t IS NULL;
ALTER TABLE z ALTER t SET NOT NULL, ALTER t SET DEFAULT now();
ALTER TABLE z ALTER nn DROP DEFAULT;
--down
ALTER TABLE z ALTER t DROP DEFAULT, ALTER t DROP NOT NULL;
ALTER TABLE z DROP COLUMN nn, DROP COLUMN tok, ALTER a SET DEFAULT 1;
=== inherit
--before
CREATE TABLE par (id int, v int); CREATE TABLE chi (w int) INHERITS (par);
--seed
INSERT INTO par SELECT g, g FROM generate_series(1,500) g; INSERT INTO chi SELECT g, g, g FROM generate_series(1,500) g;
--up
ALTER TABLE par ALTER COLUMN v SET NOT NULL;
ALTER TABLE par ADD CONSTRAINT vp CHECK (v > 0);
ALTER TABLE ONLY par ADD CONSTRAINT par_u UNIQUE (id);
CREATE INDEX chi_w ON chi (w);
--down
DROP INDEX chi_w;
ALTER TABLE par DROP CONSTRAINT par_u;
ALTER TABLE par DROP CONSTRAINT vp;
ALTER TABLE par ALTER COLUMN v DROP NOT NULL;
=== do block
--before
CREATE TABLE db1 (id int PRIMARY KEY, a int, b text);
--seed
INSERT INTO db1 SELECT g, g, 'b' FROM generate_series(1,1500) g;
--up
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'a_pos') THEN
    ALTER TABLE db1 ADD CONSTRAINT a_pos CHECK (a > 0);
  END IF;
END $$;
CREATE INDEX IF NOT EXISTS db1_a ON db1 (a);
ALTER TABLE IF EXISTS db1 ALTER COLUMN a SET NOT NULL;
ALTER TABLE db1 ADD COLUMN IF NOT EXISTS c int DEFAULT 3 NOT NULL;
--down
ALTER TABLE db1 DROP COLUMN IF EXISTS c;
ALTER TABLE db1 ALTER COLUMN a DROP NOT NULL;
DROP INDEX IF EXISTS db1_a;
ALTER TABLE db1 DROP CONSTRAINT IF EXISTS a_pos;
=== trigger on other table writes here
--before
CREATE TABLE acc (id bigint PRIMARY KEY, bal numeric DEFAULT 0 NOT NULL); CREATE TABLE mv (id bigint PRIMARY KEY, acc_id bigint, amt numeric);
CREATE FUNCTION apply_mv() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE acc SET bal = bal + NEW.amt WHERE id = NEW.acc_id; RETURN NEW; END $$;
CREATE TRIGGER mv_apply AFTER INSERT ON mv FOR EACH ROW EXECUTE FUNCTION apply_mv();
--seed
INSERT INTO acc (id) SELECT generate_series(1,100); INSERT INTO mv SELECT g, 1+g%100, g FROM generate_series(1,1200) g;
--up
ALTER TABLE acc RENAME COLUMN bal TO balance;
CREATE OR REPLACE FUNCTION apply_mv() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE acc SET balance = balance + NEW.amt WHERE id = NEW.acc_id; RETURN NEW; END $$;
ALTER TABLE mv ADD CONSTRAINT mv_acc FOREIGN KEY (acc_id) REFERENCES acc (id);
--down
ALTER TABLE mv DROP CONSTRAINT mv_acc;
CREATE OR REPLACE FUNCTION apply_mv() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE acc SET bal = bal + NEW.amt WHERE id = NEW.acc_id; RETURN NEW; END $$;
ALTER TABLE acc RENAME COLUMN balance TO bal;
=== view and rename with view remade
--before
CREATE TABLE u (id int PRIMARY KEY, nm text, em text); CREATE VIEW uv AS SELECT id, nm FROM u;
--seed
INSERT INTO u SELECT g, 'n'||g, 'e'||g FROM generate_series(1,1200) g;
--up
ALTER TABLE u RENAME COLUMN em TO email;
CREATE VIEW ue AS SELECT id, email FROM u;
CREATE UNIQUE INDEX u_email ON u (lower(email));
--down
DROP INDEX u_email;
DROP VIEW ue;
ALTER TABLE u RENAME COLUMN email TO em;
=== sql function before rename uses column
--before
CREATE TABLE u (id int PRIMARY KEY, em text); CREATE FUNCTION fe(i int) RETURNS text LANGUAGE sql STABLE AS 'SELECT em FROM u WHERE id = i';
--seed
INSERT INTO u SELECT g, 'e'||g FROM generate_series(1,1200) g;
--up
ALTER TABLE u RENAME COLUMN em TO email;
DROP FUNCTION fe(int);
CREATE FUNCTION fe(i int) RETURNS text LANGUAGE sql STABLE AS 'SELECT email FROM u WHERE id = i';
--down
DROP FUNCTION fe(int);
ALTER TABLE u RENAME COLUMN email TO em;
CREATE FUNCTION fe(i int) RETURNS text LANGUAGE sql STABLE AS 'SELECT em FROM u WHERE id = i';
=== uuid default pk with gen and enum add value
--before
CREATE TYPE st AS ENUM ('a','b'); CREATE TABLE job (id int PRIMARY KEY, s st NOT NULL DEFAULT 'a', p int);
--seed
INSERT INTO job SELECT g, 'b', g FROM generate_series(1,1200) g;
--up
ALTER TYPE st ADD VALUE IF NOT EXISTS 'c';
ALTER TABLE job ADD COLUMN token uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000002';
CREATE INDEX job_s ON job (s) WHERE p > 3;
ALTER TABLE job ADD CONSTRAINT job_p CHECK (p >= 0) , ALTER COLUMN p SET NOT NULL;
--down
ALTER TABLE job ALTER COLUMN p DROP NOT NULL, DROP CONSTRAINT job_p;
DROP INDEX job_s;
ALTER TABLE job DROP COLUMN token;
=== text to enum, varchar narrowing
--before
CREATE TYPE kind AS ENUM ('x','y'); CREATE TABLE v (id int PRIMARY KEY, k text NOT NULL DEFAULT 'x', n varchar(50));
--seed
INSERT INTO v SELECT g, CASE WHEN g%2=0 THEN 'x' ELSE 'y' END, 'n'||g FROM generate_series(1,1200) g;
--up
ALTER TABLE v ALTER COLUMN k DROP DEFAULT;
ALTER TABLE v ALTER COLUMN k TYPE kind USING k::kind;
ALTER TABLE v ALTER COLUMN k SET DEFAULT 'x';
ALTER TABLE v ALTER COLUMN n TYPE varchar(20);
--down
ALTER TABLE v ALTER COLUMN n TYPE varchar(50);
ALTER TABLE v ALTER COLUMN k DROP DEFAULT;
ALTER TABLE v ALTER COLUMN k TYPE text USING k::text;
ALTER TABLE v ALTER COLUMN k SET DEFAULT 'x';
=== drop several columns and a table with data moved
--before
CREATE TABLE big (id int PRIMARY KEY, a int, b int, c text, d text NOT NULL DEFAULT 'd'); CREATE INDEX big_ab ON big (a, b); CREATE INDEX big_c ON big (c);
--seed
INSERT INTO big SELECT g, g, g, 'c'||g FROM generate_series(1,1200) g;
--up
ALTER TABLE big DROP COLUMN a, DROP COLUMN c;
CREATE INDEX big_b ON big (b);
--down
DROP INDEX big_b;
ALTER TABLE big ADD COLUMN c text, ADD COLUMN a int;
CREATE INDEX big_ab ON big (a, b); CREATE INDEX big_c ON big (c);
=== identity and sequences
--before
CREATE TABLE sq (id int NOT NULL, v text); CREATE SEQUENCE own_seq OWNED BY sq.id; ALTER TABLE sq ALTER id SET DEFAULT nextval('own_seq');
--seed
INSERT INTO sq (v) SELECT 'v'||g FROM generate_series(1,1200) g;
--up
ALTER TABLE sq ADD CONSTRAINT sq_pk PRIMARY KEY (id);
ALTER TABLE sq ADD COLUMN n bigserial;
ALTER TABLE sq ALTER COLUMN v SET NOT NULL;
--down
ALTER TABLE sq ALTER COLUMN v DROP NOT NULL;
ALTER TABLE sq DROP COLUMN n;
ALTER TABLE sq DROP CONSTRAINT sq_pk;
ALTER TABLE sq ALTER id SET NOT NULL;
=== fk to partitioned, index on partition, detach
--before
CREATE TABLE pe (id int, d int, t text, PRIMARY KEY (id, d)) PARTITION BY LIST (d);
CREATE TABLE pe_1 PARTITION OF pe FOR VALUES IN (1); CREATE TABLE pe_2 PARTITION OF pe FOR VALUES IN (2);
CREATE TABLE rf (id int PRIMARY KEY, pid int, pd int);
--seed
INSERT INTO pe SELECT g, 1+g%2, 't'||g FROM generate_series(1,1200) g; INSERT INTO rf SELECT g, g, 1+g%2 FROM generate_series(1,600) g;
--up
ALTER TABLE rf ADD CONSTRAINT rf_pe FOREIGN KEY (pid, pd) REFERENCES pe (id, d);
CREATE INDEX pe_t ON pe (t);
ALTER TABLE pe ADD COLUMN z int NOT NULL DEFAULT 7;
DROP INDEX pe_t;
--down
ALTER TABLE pe DROP COLUMN z;
ALTER TABLE rf DROP CONSTRAINT rf_pe;
=== rename schema-qualified table into other schema and column
--before
CREATE SCHEMA crm; CREATE TABLE crm.contact (id int PRIMARY KEY, tel text); GRANT SELECT ON crm.contact TO pg_monitor;
--seed
INSERT INTO crm.contact SELECT g, 't'||g FROM generate_series(1,1200) g;
--up
ALTER TABLE crm.contact RENAME COLUMN tel TO phone;
ALTER TABLE crm.contact ADD COLUMN verified boolean NOT NULL DEFAULT false;
CREATE INDEX contact_phone ON crm.contact (phone);
--down
DROP INDEX crm.contact_phone;
ALTER TABLE crm.contact DROP COLUMN verified;
ALTER TABLE crm.contact RENAME COLUMN phone TO tel;
=== self reference and bigint key
--before
CREATE TABLE node (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, parent int REFERENCES node (id) ON DELETE SET NULL, nm text);
--seed
INSERT INTO node (parent, nm) SELECT NULL, 'r' FROM generate_series(1,10); INSERT INTO node (parent, nm) SELECT 1+g%10, 'n'||g FROM generate_series(1,1200) g;
--up
ALTER TABLE node ALTER COLUMN parent TYPE bigint;
CREATE INDEX node_parent ON node (parent);
--down
DROP INDEX node_parent;
ALTER TABLE node ALTER COLUMN parent TYPE int;
=== add column with check unique and references inline
--before
CREATE TABLE org (id int PRIMARY KEY); CREATE TABLE mem (id int PRIMARY KEY, n int);
--seed
INSERT INTO org SELECT generate_series(1,10); INSERT INTO mem SELECT g, g FROM generate_series(1,1200) g;
--up
ALTER TABLE mem ADD COLUMN org_id int DEFAULT 1 REFERENCES org (id), ADD COLUMN code int UNIQUE, ADD COLUMN pct int NOT NULL DEFAULT 5 CONSTRAINT pct_ok CHECK (pct BETWEEN 0 AND 100);
UPDATE mem SET code = n WHERE code IS NULL;
ALTER TABLE mem ALTER COLUMN org_id DROP DEFAULT;
--down
ALTER TABLE mem DROP COLUMN pct, DROP COLUMN code, DROP COLUMN org_id;
=== drop constraint and readd changed
--before
CREATE TABLE st (id int PRIMARY KEY, s text NOT NULL, CONSTRAINT s_ok CHECK (s IN ('a','b')));
--seed
INSERT INTO st SELECT g, 'a' FROM generate_series(1,1200) g;
--up
ALTER TABLE st DROP CONSTRAINT s_ok;
ALTER TABLE st ADD CONSTRAINT s_ok CHECK (s IN ('a','b','c'));
CREATE INDEX st_s ON st (s);
--down
DROP INDEX st_s;
ALTER TABLE st DROP CONSTRAINT s_ok;
ALTER TABLE st ADD CONSTRAINT s_ok CHECK (s IN ('a','b'));
=== rows copied to new table and column dropped
--before
CREATE TABLE pro (id int PRIMARY KEY, bio text, nm text);
--seed
INSERT INTO pro SELECT g, 'b'||g, 'n'||g FROM generate_series(1,1200) g;
--up
CREATE TABLE bio (pro_id int PRIMARY KEY REFERENCES pro (id), bio text NOT NULL);
INSERT INTO bio SELECT id, bio FROM pro WHERE bio IS NOT NULL;
ALTER TABLE pro DROP COLUMN bio;
--down
ALTER TABLE pro ADD COLUMN bio text;
UPDATE pro SET bio = bio.bio FROM bio WHERE bio.pro_id = pro.id;
DROP TABLE bio;
=== not null with existing check, unique nulls, deferred
--before
CREATE TABLE nn (id int PRIMARY KEY, a int, CONSTRAINT a_nn CHECK (a IS NOT NULL), b int);
--seed
INSERT INTO nn SELECT g, g, g FROM generate_series(1,1200) g;
--up
ALTER TABLE nn ALTER COLUMN a SET NOT NULL;
ALTER TABLE nn DROP CONSTRAINT a_nn;
ALTER TABLE nn ADD CONSTRAINT nn_b UNIQUE (b) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE nn RENAME CONSTRAINT nn_b TO nn_bb;
--down
ALTER TABLE nn RENAME CONSTRAINT nn_bb TO nn_b;
ALTER TABLE nn DROP CONSTRAINT nn_b;
ALTER TABLE nn ADD CONSTRAINT a_nn CHECK (a IS NOT NULL);
ALTER TABLE nn ALTER COLUMN a DROP NOT NULL;
=== truncate and delete
--before
CREATE TABLE cache (k text PRIMARY KEY, v text); CREATE TABLE ses (id int PRIMARY KEY, ex date);
--seed
INSERT INTO cache SELECT g::text, 'v' FROM generate_series(1,1200) g; INSERT INTO ses SELECT g, '2020-01-01'::date + g FROM generate_series(1,1200) g;
--up
TRUNCATE cache;
DELETE FROM ses WHERE ex < '2021-01-01';
ALTER TABLE ses ALTER COLUMN ex SET NOT NULL;
--down
ALTER TABLE ses ALTER COLUMN ex DROP NOT NULL;
