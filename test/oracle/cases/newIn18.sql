-- case: RETURNING new in a trigger body
-- setup: CREATE TABLE src (id int, n int);
-- setup: CREATE TABLE dst (id int, a int);
-- setup: CREATE FUNCTION copy_over() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE v int; BEGIN UPDATE dst SET a = 1 WHERE id = NEW.id RETURNING new.a INTO v; RETURN NEW; END $$;
-- setup: CREATE TRIGGER copies BEFORE INSERT ON src FOR EACH ROW EXECUTE FUNCTION copy_over();
INSERT INTO src VALUES (1, 2);

-- case: RETURNING old in a trigger body
-- postgres: 18
-- setup: CREATE TABLE src (id int, n int);
-- setup: CREATE TABLE dst (id int, a int);
-- setup: CREATE FUNCTION copy_over() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE v int; BEGIN UPDATE dst SET a = 1 RETURNING old.a INTO v; RETURN NEW; END $$;
-- setup: CREATE TRIGGER copies BEFORE INSERT ON src FOR EACH ROW EXECUTE FUNCTION copy_over();
INSERT INTO src VALUES (1, 2);

-- case: RETURNING new in a trigger body, a column of the trigger's table alone
-- setup: CREATE TABLE src (id int, n int);
-- setup: CREATE TABLE dst (id int, a int);
-- setup: CREATE FUNCTION copy_over() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE v int; BEGIN INSERT INTO dst VALUES (1, 1) RETURNING new.n INTO v; RETURN NEW; END $$;
-- setup: CREATE TRIGGER copies BEFORE INSERT ON src FOR EACH ROW EXECUTE FUNCTION copy_over();
INSERT INTO src VALUES (1, 2);

-- case: RETURNING new in a trigger body, a column of both
-- setup: CREATE TABLE src (id int, n int);
-- setup: CREATE TABLE dst (id int, a int);
-- setup: CREATE FUNCTION copy_over() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE v int; BEGIN INSERT INTO dst VALUES (1, 1) RETURNING new.id INTO v; RETURN NEW; END $$;
-- setup: CREATE TRIGGER copies BEFORE INSERT ON src FOR EACH ROW EXECUTE FUNCTION copy_over();
INSERT INTO src VALUES (1, 2);

-- case: RETURNING old in a trigger body of DELETE, a column of both
-- setup: CREATE TABLE src (id int, n int);
-- setup: INSERT INTO src VALUES (1, 2);
-- setup: CREATE TABLE dst (id int, a int);
-- setup: CREATE FUNCTION copy_over() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE v int; BEGIN DELETE FROM dst WHERE id = OLD.id RETURNING old.id INTO v; RETURN OLD; END $$;
-- setup: CREATE TRIGGER copies BEFORE DELETE ON src FOR EACH ROW EXECUTE FUNCTION copy_over();
DELETE FROM src;

-- case: RETURNING new in a trigger body under another name
-- postgres: 18
-- setup: CREATE TABLE src (id int, n int);
-- setup: CREATE TABLE dst (id int, a int);
-- setup: CREATE FUNCTION copy_over() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE v int; BEGIN INSERT INTO dst VALUES (1, 1) RETURNING WITH (NEW AS fresh) fresh.id + NEW.n INTO v; RETURN NEW; END $$;
-- setup: CREATE TRIGGER copies BEFORE INSERT ON src FOR EACH ROW EXECUTE FUNCTION copy_over();
INSERT INTO src VALUES (1, 2);

-- case: NEW outside of RETURNING in a trigger body
-- setup: CREATE TABLE src (id int, n int);
-- setup: CREATE TABLE dst (id int, a int);
-- setup: CREATE FUNCTION copy_over() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO dst VALUES (NEW.id, NEW.n); RETURN NEW; END $$;
-- setup: CREATE TRIGGER copies BEFORE INSERT ON src FOR EACH ROW EXECUTE FUNCTION copy_over();
INSERT INTO src VALUES (1, 2);

-- case: RETURNING old and new of a statement
-- postgres: 18
-- setup: CREATE TABLE dst (id int, a int);
UPDATE dst SET a = 2 RETURNING old.a, new.a;

-- case: RETURNING old before 18
-- setup: CREATE TABLE dst (id int, a int);
UPDATE dst SET a = 2 RETURNING old.a;

-- case: RETURNING old of a missing column
-- postgres: 18
-- setup: CREATE TABLE dst (id int, a int);
UPDATE dst SET a = 2 RETURNING old.z;

-- case: RETURNING a row of old
-- postgres: 18
-- setup: CREATE TABLE dst (id int, a int);
DELETE FROM dst RETURNING old.*, new;

-- case: a virtual column that calls a user's function
-- postgres: 18
-- setup: CREATE FUNCTION half(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 2';
-- setup: CREATE TABLE x (id int, n int);
ALTER TABLE x ADD COLUMN h int GENERATED ALWAYS AS (half(n)) VIRTUAL;

-- case: a virtual column that calls a user's function, in CREATE TABLE
-- postgres: 18
-- setup: CREATE FUNCTION half(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 2';
CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (half(n)));

-- case: a stored column that calls a user's function
-- setup: CREATE FUNCTION half(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 2';
-- setup: CREATE TABLE x (id int, n int);
ALTER TABLE x ADD COLUMN h int GENERATED ALWAYS AS (half(n)) STORED;

-- case: SET EXPRESSION with a user's function on a virtual column
-- postgres: 18
-- setup: CREATE FUNCTION half(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 2';
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
ALTER TABLE x ALTER COLUMN h SET EXPRESSION AS (half(n));

-- case: SET EXPRESSION of built-in operators on a virtual column
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
ALTER TABLE x ALTER COLUMN h SET EXPRESSION AS (n / 3);

-- case: a virtual column over a user's type
-- postgres: 18
-- setup: CREATE TABLE x (id int, e en);
ALTER TABLE x ADD COLUMN h boolean GENERATED ALWAYS AS (e = 'x') VIRTUAL;

-- case: a virtual column that casts to a user's type
-- postgres: 18
-- setup: CREATE TABLE x (id int, e int);
ALTER TABLE x ADD COLUMN h int GENERATED ALWAYS AS (e::dom) VIRTUAL;

-- case: a virtual column of a user's type
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int);
ALTER TABLE x ADD COLUMN h dom GENERATED ALWAYS AS (n) VIRTUAL;

-- case: a virtual column of an array of a user's type
-- postgres: 18
-- setup: CREATE TABLE x (id int, n en);
ALTER TABLE x ADD COLUMN h en[] GENERATED ALWAYS AS (ARRAY[n]) VIRTUAL;

-- case: a virtual column over citext
-- postgres: 18
-- setup: CREATE EXTENSION citext;
-- setup: CREATE TABLE x (id int, email citext);
ALTER TABLE x ADD COLUMN h boolean GENERATED ALWAYS AS (email = 'a') VIRTUAL;

-- case: a virtual column over citext by its function
-- postgres: 18
-- setup: CREATE EXTENSION citext;
-- setup: CREATE TABLE x (id int, email citext);
ALTER TABLE x ADD COLUMN h text GENERATED ALWAYS AS (lower(email)) VIRTUAL;

-- case: a virtual column that casts citext to text
-- postgres: 18
-- setup: CREATE EXTENSION citext;
-- setup: CREATE TABLE x (id int, email citext);
ALTER TABLE x ADD COLUMN h text GENERATED ALWAYS AS (email::text) VIRTUAL;

-- case: a virtual column that casts to citext and compares
-- postgres: 18
-- setup: CREATE EXTENSION citext;
-- setup: CREATE TABLE x (id int, email text);
ALTER TABLE x ADD COLUMN h boolean GENERATED ALWAYS AS (email::citext = 'a') VIRTUAL;

-- case: a virtual column that casts citext, lower
-- postgres: 18
-- setup: CREATE EXTENSION citext;
-- setup: CREATE TABLE x (id int, email citext);
ALTER TABLE x ADD COLUMN h text GENERATED ALWAYS AS (lower(email::text)) VIRTUAL;

-- case: SET EXPRESSION over citext
-- postgres: 18
-- setup: CREATE EXTENSION citext;
-- setup: CREATE TABLE x (id int, email citext, h boolean GENERATED ALWAYS AS (id = 1) VIRTUAL);
ALTER TABLE x ALTER COLUMN h SET EXPRESSION AS (email = 'a');

-- case: a virtual column over hstore
-- postgres: 18
-- setup: CREATE EXTENSION hstore;
-- setup: CREATE TABLE x (id int, h hstore);
ALTER TABLE x ADD COLUMN v text GENERATED ALWAYS AS (h -> 'a') VIRTUAL;

-- case: an index over a virtual column
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
CREATE INDEX ON x (h);

-- case: an index over an expression of a virtual column
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
CREATE INDEX ON x ((h + 1));

-- case: a partial index over a virtual column
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
CREATE INDEX ON x (n) WHERE h > 1;

-- case: an index that includes a virtual column
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
CREATE INDEX ON x (n) INCLUDE (h);

-- case: an index over a whole row with a virtual column
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
CREATE INDEX ON x ((x IS NULL));

-- case: a unique constraint over a virtual column
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
ALTER TABLE x ADD UNIQUE (h);

-- case: a primary key over a virtual column
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
ALTER TABLE x ADD PRIMARY KEY (h);

-- case: a foreign key from a virtual column
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
ALTER TABLE x ADD FOREIGN KEY (h) REFERENCES trep (id);

-- case: an exclusion constraint with a virtual column in its predicate
-- postgres: 18
-- setup: CREATE TABLE x (r int4range, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
ALTER TABLE x ADD EXCLUDE USING gist (r WITH &&) WHERE (h > 1);

-- case: an exclusion constraint over a virtual column
-- postgres: 18
-- setup: CREATE TABLE x (r int4range, n int, h int4range GENERATED ALWAYS AS (r * r) VIRTUAL);
ALTER TABLE x ADD EXCLUDE USING gist (h WITH &&);

-- case: SET STATISTICS on a virtual column
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
ALTER TABLE x ALTER COLUMN h SET STATISTICS 100;

-- case: SET STATISTICS on a virtual column by its number
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
ALTER TABLE x ALTER COLUMN h SET STATISTICS DEFAULT;

-- case: SET STATISTICS on a stored column
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) STORED);
ALTER TABLE x ALTER COLUMN h SET STATISTICS 100;

-- case: extended statistics over a virtual column
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
CREATE STATISTICS ON h, n FROM x;

-- case: other settings of a virtual column
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
ALTER TABLE x ALTER COLUMN h SET (n_distinct = 5);

-- case: storage of a virtual column
-- postgres: 18
-- setup: CREATE TABLE x (id int, n text, h text GENERATED ALWAYS AS (n || 'x') VIRTUAL);
ALTER TABLE x ALTER COLUMN h SET STORAGE EXTERNAL;

-- case: NOT NULL on a new virtual column, rows that are null
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int);
-- setup: INSERT INTO x VALUES (1, NULL);
ALTER TABLE x ADD COLUMN h int GENERATED ALWAYS AS (n / 2) VIRTUAL NOT NULL;

-- case: NOT NULL on a new virtual column, rows that are not null
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int);
-- setup: INSERT INTO x VALUES (1, 1);
ALTER TABLE x ADD COLUMN h int GENERATED ALWAYS AS (n / 2) VIRTUAL NOT NULL;

-- case: SET NOT NULL on a virtual column, rows that are null
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
-- setup: INSERT INTO x VALUES (1, NULL);
ALTER TABLE x ALTER COLUMN h SET NOT NULL;

-- case: NOT NULL NOT VALID on a virtual column
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
-- setup: INSERT INTO x VALUES (1, NULL);
ALTER TABLE x ADD CONSTRAINT nn NOT NULL h NOT VALID;

-- case: a CHECK on a new virtual column that rows break
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int);
-- setup: INSERT INTO x VALUES (1, -5);
ALTER TABLE x ADD COLUMN h int GENERATED ALWAYS AS (n / 2) VIRTUAL CHECK (h > 0);

-- case: SET EXPRESSION on a virtual NOT NULL column, rows that are null
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, m int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL NOT NULL);
-- setup: INSERT INTO x VALUES (1, 1, NULL);
ALTER TABLE x ALTER COLUMN h SET EXPRESSION AS (m);

-- case: an insert under a virtual NOT NULL column
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL NOT NULL);
INSERT INTO x VALUES (1, 4);

-- case: a virtual column into which a value is put
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
INSERT INTO x VALUES (1, 2, 3);

-- case: a virtual column's type
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
ALTER TABLE x ALTER COLUMN h TYPE bigint;

-- case: a virtual column's type becomes a user's
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL);
ALTER TABLE x ALTER COLUMN h TYPE dom;

-- case: generated as a partition key
-- setup: CREATE TABLE base (id int);
CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) STORED) PARTITION BY LIST (h);

-- case: generated in the expression of a partition key
CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) STORED) PARTITION BY LIST ((h + 1));

-- case: a virtual column as a partition key
-- postgres: 18
CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL) PARTITION BY RANGE (h);

-- case: a virtual column in the expression of a partition key
-- postgres: 18
CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) VIRTUAL) PARTITION BY HASH ((h + 1));

-- case: a whole row with a generated column as a partition key
CREATE TABLE x (id int, n int, h int GENERATED ALWAYS AS (n / 2) STORED) PARTITION BY LIST ((x IS NULL));

-- case: uuidv7() as a default
-- setup: CREATE TABLE x (id int);
ALTER TABLE x ADD COLUMN u uuid DEFAULT uuidv7();

-- case: uuidv7() in CREATE TABLE
CREATE TABLE x (id uuid DEFAULT uuidv7() PRIMARY KEY);

-- case: uuidv7() of the user's own
-- setup: CREATE FUNCTION uuidv7() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE TABLE x (id uuid DEFAULT public.uuidv7() PRIMARY KEY);

-- case: uuidv7() of the user's own, by its bare name
-- setup: CREATE FUNCTION uuidv7() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
-- setup: CREATE TABLE x (id int);
ALTER TABLE x ALTER COLUMN id TYPE uuid USING uuidv7();

-- case: uuidv4() as a default
CREATE TABLE x (id uuid DEFAULT uuidv4() PRIMARY KEY);

-- case: a function of a later version in a query
SELECT uuidv7();

-- case: gen_random_uuid() as a default
CREATE TABLE x (id uuid DEFAULT gen_random_uuid() PRIMARY KEY);

-- case: uuid_generate_v4() without its extension
CREATE TABLE x (id uuid DEFAULT uuid_generate_v4() PRIMARY KEY);

-- case: uuid_generate_v4() with its extension
-- setup: CREATE EXTENSION "uuid-ossp";
CREATE TABLE x (id uuid DEFAULT uuid_generate_v4() PRIMARY KEY);

-- case: a function of 16 in a CHECK
CREATE TABLE x (id int, n text, CHECK (pg_input_is_valid(n, 'int')));

-- case: casefold() in an index
-- setup: CREATE TABLE x (id int, n text);
CREATE INDEX ON x (casefold(n));

-- case: null into what a virtual NOT NULL column stands on
-- postgres: 18
-- setup: CREATE TABLE vn (id int, x int GENERATED ALWAYS AS (id * 2) VIRTUAL NOT NULL);
INSERT INTO vn VALUES (NULL);

-- case: defaults under a virtual NOT NULL column
-- postgres: 18
-- setup: CREATE TABLE vn (id int, x int GENERATED ALWAYS AS (id * 2) NOT NULL);
INSERT INTO vn DEFAULT VALUES;

-- case: a default under a virtual NOT NULL column
-- postgres: 18
-- setup: CREATE TABLE vn (id int DEFAULT 4, x int GENERATED ALWAYS AS (id * 2) NOT NULL);
INSERT INTO vn DEFAULT VALUES;

-- case: null into what a stored NOT NULL column stands on
-- setup: CREATE TABLE vn (id int, x int GENERATED ALWAYS AS (id * 2) STORED NOT NULL);
INSERT INTO vn VALUES (NULL);

-- case: null into what a virtual NOT NULL column makes something of
-- postgres: 18
-- setup: CREATE TABLE vn (id int, x int GENERATED ALWAYS AS (coalesce(id, 0)) VIRTUAL NOT NULL);
INSERT INTO vn VALUES (NULL);

-- case: an update to null under a virtual NOT NULL column
-- postgres: 18
-- setup: CREATE TABLE vn (id int, x int GENERATED ALWAYS AS (id * 2) VIRTUAL NOT NULL); INSERT INTO vn VALUES (1);
UPDATE vn SET id = NULL;
