=== the default dropped before and set after, in statements
--before
CREATE TABLE tick (id bigserial PRIMARY KEY, st int NOT NULL DEFAULT 0, note text); CREATE INDEX tick_st ON tick (st);
--seed
INSERT INTO tick (st) SELECT g % 3 FROM generate_series(1, 1200) g;
--up
ALTER TABLE tick ALTER COLUMN st DROP DEFAULT;
ALTER TABLE tick ALTER COLUMN st TYPE text USING CASE st WHEN 0 THEN 'open' WHEN 1 THEN 'busy' ELSE 'done' END;
ALTER TABLE tick ALTER COLUMN st SET DEFAULT 'open';
--down
ALTER TABLE tick ALTER COLUMN st DROP DEFAULT;
ALTER TABLE tick ALTER COLUMN st TYPE int USING CASE st WHEN 'open' THEN 0 WHEN 'busy' THEN 1 ELSE 2 END;
ALTER TABLE tick ALTER COLUMN st SET DEFAULT 0;
--old
INSERT INTO tick (id, st) VALUES (9001, 1); INSERT INTO tick (id) VALUES (9003);
--new
INSERT INTO tick (id, st) VALUES (9002, 'done'); INSERT INTO tick (id) VALUES (9004);
=== varchar to integer without a default, then a default
--before
CREATE TABLE zip (id int PRIMARY KEY, code varchar(10) NOT NULL);
--seed
INSERT INTO zip SELECT g, g::text FROM generate_series(1, 1200) g;
--up
ALTER TABLE zip ALTER COLUMN code TYPE integer USING code::integer;
ALTER TABLE zip ALTER COLUMN code SET DEFAULT 7;
--down
ALTER TABLE zip ALTER COLUMN code DROP DEFAULT;
ALTER TABLE zip ALTER COLUMN code TYPE varchar(10);
--old
INSERT INTO zip VALUES (9001, '12');
--new
INSERT INTO zip VALUES (9002, 13);
=== timestamptz with an index on its date
--before
CREATE TABLE day (id int PRIMARY KEY, at timestamp NOT NULL); CREATE INDEX day_at ON day ((at::date));
--seed
INSERT INTO day SELECT g, '2024-01-01'::timestamp + g * interval '1 hour' FROM generate_series(1, 600) g;
--up
SET LOCAL timezone = 'UTC';
DROP INDEX day_at;
ALTER TABLE day ALTER COLUMN at TYPE timestamptz USING at AT TIME ZONE 'UTC';
CREATE INDEX day_at ON day (((at AT TIME ZONE 'UTC')::date));
--down
DROP INDEX day_at;
ALTER TABLE day ALTER COLUMN at TYPE timestamp USING at AT TIME ZONE 'UTC';
CREATE INDEX day_at ON day ((at::date));
=== a timestamp with an index on its date becomes a date
--before
CREATE TABLE shift (id int PRIMARY KEY, at timestamp NOT NULL); CREATE INDEX shift_day ON shift ((at::date)); CREATE INDEX shift_at ON shift (at);
--seed
INSERT INTO shift SELECT g, '2024-01-01'::timestamp + g * interval '1 hour' FROM generate_series(1, 600) g;
--up
ALTER TABLE shift ALTER COLUMN at TYPE date;
--down
ALTER TABLE shift ALTER COLUMN at TYPE timestamp;
--old
INSERT INTO shift VALUES (9001, '2024-05-05 00:00');
--new
INSERT INTO shift VALUES (9002, '2024-05-06');
--known
INDEX shift_day
=== serial key and both sides to bigint with a view on top
--before
CREATE TABLE cust (id serial PRIMARY KEY, n text); CREATE TABLE inv (id serial PRIMARY KEY, cust_id int NOT NULL, CONSTRAINT inv_c FOREIGN KEY (cust_id) REFERENCES cust ON DELETE RESTRICT DEFERRABLE);
CREATE INDEX inv_ci ON inv (cust_id) WHERE cust_id > 0;
--seed
INSERT INTO cust (n) SELECT 'n' || g FROM generate_series(1, 300) g; INSERT INTO inv (cust_id) SELECT 1 + g % 300 FROM generate_series(1, 900) g;
--up
ALTER TABLE inv ALTER COLUMN cust_id TYPE bigint;
ALTER TABLE cust ALTER COLUMN id TYPE bigint;
ALTER SEQUENCE cust_id_seq AS bigint;
--down
ALTER SEQUENCE cust_id_seq AS integer;
ALTER TABLE cust ALTER COLUMN id TYPE int;
ALTER TABLE inv ALTER COLUMN cust_id TYPE int;
--old
INSERT INTO cust (id, n) VALUES (9001, 'o'); INSERT INTO inv (id, cust_id) VALUES (9001, 9001);
--new
INSERT INTO cust (id, n) VALUES (9002, 'o'); INSERT INTO inv (id, cust_id) VALUES (9002, 9002);
=== json to jsonb with a check and a GIN index after
--before
CREATE TABLE cfg (id int PRIMARY KEY, body json NOT NULL DEFAULT '{}', CONSTRAINT is_obj CHECK (json_typeof(body) = 'object'));
--seed
INSERT INTO cfg SELECT g, '{"a":1}' FROM generate_series(1, 600) g;
--up
ALTER TABLE cfg DROP CONSTRAINT is_obj;
ALTER TABLE cfg ALTER COLUMN body TYPE jsonb;
ALTER TABLE cfg ADD CONSTRAINT is_obj CHECK (jsonb_typeof(body) = 'object');
CREATE INDEX cfg_body ON cfg USING gin (body);
--down
DROP INDEX cfg_body;
ALTER TABLE cfg DROP CONSTRAINT is_obj;
ALTER TABLE cfg ALTER COLUMN body TYPE json;
ALTER TABLE cfg ADD CONSTRAINT is_obj CHECK (json_typeof(body) = 'object');
=== text to enum, quoted, several columns in one statement
--before
CREATE TYPE "Level" AS ENUM ('LOW', 'HIGH'); CREATE TABLE "Alert" ("id" SERIAL NOT NULL, "level" TEXT NOT NULL DEFAULT 'LOW', "prev" TEXT, "at" TIMESTAMP(3) NOT NULL DEFAULT '2020-01-01', CONSTRAINT "Alert_pkey" PRIMARY KEY ("id"));
--seed
INSERT INTO "Alert" ("level", "prev") SELECT CASE WHEN g % 2 = 0 THEN 'LOW' ELSE 'HIGH' END, 'LOW' FROM generate_series(1, 600) g;
--up
ALTER TABLE "Alert" ALTER COLUMN "level" DROP DEFAULT, ALTER COLUMN "level" TYPE "Level" USING "level"::"Level", ALTER COLUMN "level" SET DEFAULT 'LOW', ALTER COLUMN "prev" TYPE "Level" USING "prev"::"Level", ALTER COLUMN "at" TYPE TIMESTAMPTZ(3);
--down
ALTER TABLE "Alert" ALTER COLUMN "level" DROP DEFAULT, ALTER COLUMN "level" TYPE TEXT, ALTER COLUMN "level" SET DEFAULT 'LOW', ALTER COLUMN "prev" TYPE TEXT, ALTER COLUMN "at" TYPE TIMESTAMP(3);
--old
INSERT INTO "Alert" ("id", "level") VALUES (9001, 'HIGH');
--new
INSERT INTO "Alert" ("id", "level", "prev") VALUES (9002, 'HIGH', 'LOW');
=== narrowing varchar and widening numeric with a unique index
--before
CREATE TABLE w (id int PRIMARY KEY, c varchar(80), n numeric(6,2) NOT NULL DEFAULT 1.5); CREATE UNIQUE INDEX w_c ON w (upper(c)) WHERE c <> '';
--seed
INSERT INTO w SELECT g, 'c' || g, g FROM generate_series(1, 600) g;
--up
ALTER TABLE w ALTER COLUMN c TYPE varchar(40);
ALTER TABLE w ALTER COLUMN n TYPE numeric(12,4);
--down
ALTER TABLE w ALTER COLUMN n TYPE numeric(6,2);
ALTER TABLE w ALTER COLUMN c TYPE varchar(80);
--old
INSERT INTO w (id, c) VALUES (9001, 'old');
--new
INSERT INTO w (id, c, n) VALUES (9002, 'new', 3.5);
=== a type change and a rename of the same column
--before
CREATE TABLE tr (id int PRIMARY KEY, amount int NOT NULL DEFAULT 0, k text);
--seed
INSERT INTO tr SELECT g, g FROM generate_series(1, 600) g;
--up
ALTER TABLE tr RENAME COLUMN amount TO cents;
ALTER TABLE tr ALTER COLUMN cents TYPE bigint;
ALTER TABLE tr ALTER COLUMN cents SET DEFAULT 100;
--down
ALTER TABLE tr ALTER COLUMN cents SET DEFAULT 0;
ALTER TABLE tr ALTER COLUMN cents TYPE int;
ALTER TABLE tr RENAME COLUMN cents TO amount;
=== two tables, a type change each, and an index over the one
--before
CREATE TABLE m1 (id int PRIMARY KEY, v int); CREATE TABLE m2 (id int PRIMARY KEY, v varchar(5)); CREATE INDEX m1_v ON m1 (v, id);
--seed
INSERT INTO m1 SELECT g, g FROM generate_series(1, 600) g; INSERT INTO m2 SELECT g, g::text FROM generate_series(1, 600) g;
--up
ALTER TABLE m1 ALTER v TYPE bigint; ALTER TABLE m2 ALTER v TYPE char(5);
CREATE INDEX m2_v ON m2 (v);
--down
DROP INDEX m2_v; ALTER TABLE m2 ALTER v TYPE varchar(5); ALTER TABLE m1 ALTER v TYPE int;
--old
INSERT INTO m1 VALUES (9001, 4); INSERT INTO m2 VALUES (9001, 'o');
--new
INSERT INTO m1 VALUES (9002, 4); INSERT INTO m2 VALUES (9002, 'n');
=== two columns of a table in two migrations
--before
CREATE TABLE two (id int PRIMARY KEY, a int, b int NOT NULL); CREATE INDEX two_a ON two (a);
--seed
INSERT INTO two SELECT g, g, g FROM generate_series(1, 600) g;
--up
ALTER TABLE two ALTER a TYPE bigint;
--down
ALTER TABLE two ALTER a TYPE int;
--later
ALTER TABLE two ALTER b TYPE bigint;
--laterDown
ALTER TABLE two ALTER b TYPE int;
--old
INSERT INTO two VALUES (9001, 1, 2);
--new
INSERT INTO two VALUES (9002, 1, 2);
=== a domain and an array
--before
CREATE DOMAIN small AS int CHECK (VALUE < 100000); CREATE TABLE ar (id int PRIMARY KEY, d small, tags varchar(10)[] DEFAULT '{}', one text);
--seed
INSERT INTO ar SELECT g, g, ARRAY['a'], 'x' FROM generate_series(1, 600) g;
--up
ALTER TABLE ar ALTER d TYPE bigint;
ALTER TABLE ar ALTER tags TYPE text[];
ALTER TABLE ar ALTER one TYPE text[] USING ARRAY[one];
--down
ALTER TABLE ar ALTER one TYPE text USING one[1];
ALTER TABLE ar ALTER tags TYPE varchar(10)[];
ALTER TABLE ar ALTER d TYPE small;
=== a column in a publication and statistics
--before
CREATE TABLE pubd (id int PRIMARY KEY, a int, b int); CREATE PUBLICATION pp FOR TABLE pubd; CREATE STATISTICS pubd_s ON a, b FROM pubd; ALTER TABLE pubd ALTER a SET STATISTICS 500;
--seed
INSERT INTO pubd SELECT g, g, g FROM generate_series(1, 600) g;
--up
ALTER TABLE pubd ALTER a TYPE bigint;
--down
ALTER TABLE pubd ALTER a TYPE int;
--old
INSERT INTO pubd VALUES (9001, 1, 1);
--new
INSERT INTO pubd VALUES (9002, 1, 1);
