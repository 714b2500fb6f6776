=== two types in one statement, with a trigger that changes each row
--before
CREATE TABLE pair (id int PRIMARY KEY, a int NOT NULL DEFAULT 1, b timestamp, touched int NOT NULL DEFAULT 0);
CREATE INDEX pair_b ON pair (b);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.touched := NEW.touched + 1; RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE UPDATE ON pair FOR EACH ROW EXECUTE FUNCTION touch();
--seed
INSERT INTO pair SELECT g, g, '2024-01-01'::timestamp + g * interval '1 hour' FROM generate_series(1, 1200) g;
--up
ALTER TABLE pair ALTER COLUMN a TYPE bigint, ALTER COLUMN b TYPE timestamptz USING b AT TIME ZONE 'UTC';
--down
ALTER TABLE pair ALTER COLUMN b TYPE timestamp USING b AT TIME ZONE 'UTC', ALTER COLUMN a TYPE int;
--old
INSERT INTO pair (id, b) VALUES (9001, '2024-05-05'); UPDATE pair SET a = 7 WHERE id = 3; UPDATE pair SET b = NULL WHERE id = 4;
--new
INSERT INTO pair (id, b) VALUES (9002, '2024-05-05+00'); UPDATE pair SET a = 8 WHERE id = 5;
=== three types in one statement, the key among them, with foreign keys
--before
CREATE TABLE shop (id serial PRIMARY KEY, name text); CREATE TABLE sale (id serial PRIMARY KEY, shop int NOT NULL REFERENCES shop (id), amount int, UNIQUE (shop, amount));
--seed
INSERT INTO shop (name) SELECT g::text FROM generate_series(1, 20) g; INSERT INTO sale (shop, amount) SELECT 1 + g % 20, g FROM generate_series(1, 1200) g;
--up
ALTER TABLE sale ALTER COLUMN id TYPE bigint, ALTER COLUMN shop TYPE bigint, ALTER COLUMN amount TYPE numeric;
ALTER TABLE shop ALTER COLUMN id TYPE bigint;
--down
ALTER TABLE shop ALTER COLUMN id TYPE int;
ALTER TABLE sale ALTER COLUMN amount TYPE int, ALTER COLUMN shop TYPE int, ALTER COLUMN id TYPE int;
--old
INSERT INTO sale (id, shop, amount) VALUES (9001, 2, 90001);
--new
INSERT INTO sale (id, shop, amount) VALUES (9002, 2, 90002);
=== two types of columns that share an index
--before
CREATE TABLE both_in (id int PRIMARY KEY, a int NOT NULL, b int, c int); CREATE INDEX both_in_ab ON both_in (a, b);
--seed
INSERT INTO both_in SELECT g, g % 7, g % 5, g FROM generate_series(1, 1200) g;
--up
ALTER TABLE both_in ALTER COLUMN a TYPE bigint, ALTER COLUMN b TYPE bigint;
--down
ALTER TABLE both_in ALTER COLUMN b TYPE int, ALTER COLUMN a TYPE int;
--old
INSERT INTO both_in (id, a, b, c) VALUES (9001, 1, 2, 3);
--new
INSERT INTO both_in (id, a, b, c) VALUES (9002, 1, 2, 3);
=== a rename and the type of another column
--before
CREATE TABLE mixed (id int PRIMARY KEY, name text NOT NULL, size int, seen int DEFAULT 0); CREATE INDEX mixed_size ON mixed (size);
--seed
INSERT INTO mixed SELECT g, g::text, g FROM generate_series(1, 1200) g;
--up
ALTER TABLE mixed RENAME COLUMN name TO full_name;
ALTER TABLE mixed ALTER COLUMN size TYPE bigint;
UPDATE mixed SET seen = 5 WHERE id = 7;
--down
UPDATE mixed SET seen = 0 WHERE id = 7;
ALTER TABLE mixed ALTER COLUMN size TYPE int;
ALTER TABLE mixed RENAME COLUMN full_name TO name;
--old
INSERT INTO mixed (id, name, size) VALUES (9001, 'o', 4);
--new
INSERT INTO mixed (id, full_name, size) VALUES (9002, 'n', 4);
=== two renames, a required column and a type
--before
CREATE TABLE many (id int PRIMARY KEY, a text NOT NULL, b text, n int); CREATE UNIQUE INDEX many_b ON many (b);
--seed
INSERT INTO many SELECT g, g::text, g::text, g FROM generate_series(1, 1200) g;
--up
ALTER TABLE many RENAME COLUMN a TO first;
ALTER TABLE many RENAME COLUMN b TO last;
ALTER TABLE many ALTER COLUMN n TYPE bigint;
--down
ALTER TABLE many ALTER COLUMN n TYPE int;
ALTER TABLE many RENAME COLUMN last TO b;
ALTER TABLE many RENAME COLUMN first TO a;
--old
INSERT INTO many (id, a, b, n) VALUES (9001, 'o', 'p', 4);
--new
INSERT INTO many (id, first, last, n) VALUES (9002, 'n', 'q', 4);
