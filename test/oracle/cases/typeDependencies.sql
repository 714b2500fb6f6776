-- case: the default of a column that left its type keeps the type
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat DEFAULT 'economy');
ALTER TABLE booking ALTER COLUMN class SET DATA TYPE text;
DROP TYPE seat;

-- case: … and goes with it under CASCADE
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat DEFAULT 'economy');
ALTER TABLE booking ALTER COLUMN class SET DATA TYPE text;
DROP TYPE seat CASCADE;

-- case: … after which the column takes the new type
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat DEFAULT 'economy');
ALTER TABLE booking ALTER COLUMN class SET DATA TYPE text;
DROP TYPE seat CASCADE;
CREATE TYPE seat AS ENUM ('economy', 'first');
ALTER TABLE booking ALTER COLUMN class SET DATA TYPE seat USING class::seat;

-- case: … and back again, for the default is still of the type
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat DEFAULT 'economy');
ALTER TABLE booking ALTER COLUMN class SET DATA TYPE text;
ALTER TABLE booking ALTER COLUMN class SET DATA TYPE seat USING class::seat;

-- case: … but not to another enum
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TYPE seat2 AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat DEFAULT 'economy');
ALTER TABLE booking ALTER COLUMN class SET DATA TYPE text;
ALTER TABLE booking ALTER COLUMN class SET DATA TYPE seat2 USING class::seat2;

-- case: … nor a default that was a text
-- setup: CREATE TABLE booking (id int, class text DEFAULT 'x');
ALTER TABLE booking ALTER COLUMN class SET DATA TYPE en USING class::en;

-- case: a default that is dropped in time
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat DEFAULT 'economy');
ALTER TABLE booking ALTER COLUMN class DROP DEFAULT, ALTER COLUMN class SET DATA TYPE text;
DROP TYPE seat;

-- case: a default that is set anew after the change
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat DEFAULT 'economy');
ALTER TABLE booking ALTER COLUMN class SET DATA TYPE text;
ALTER TABLE booking ALTER COLUMN class SET DEFAULT 'economy';
DROP TYPE seat;

-- case: a default of ADD COLUMN
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int);
ALTER TABLE booking ADD COLUMN class seat DEFAULT 'economy';
ALTER TABLE booking ALTER COLUMN class TYPE text;
DROP TYPE seat;

-- case: a default of SET DEFAULT
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat);
ALTER TABLE booking ALTER COLUMN class SET DEFAULT 'economy';
ALTER TABLE booking ALTER COLUMN class TYPE text;
DROP TYPE seat;

-- case: a default cast by hand
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat DEFAULT 'economy'::seat);
ALTER TABLE booking ALTER COLUMN class TYPE text;
DROP TYPE seat;

-- case: a default of text by way of the enum
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class text DEFAULT 'economy'::seat::text);
DROP TYPE seat;

-- case: a default of text from the enum, assigned
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class text DEFAULT 'economy'::seat);
DROP TYPE seat CASCADE;

-- case: an array's default
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, classes seat[] DEFAULT '{economy}');
ALTER TABLE booking ALTER COLUMN classes TYPE text[];
DROP TYPE seat;

-- case: an empty array's default
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, classes seat[] DEFAULT '{}');
ALTER TABLE booking ALTER COLUMN classes TYPE text[];
DROP TYPE seat CASCADE;

-- case: an array's default by ARRAY[]
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, classes seat[] DEFAULT ARRAY['economy', 'business']::seat[]);
ALTER TABLE booking ALTER COLUMN classes TYPE text[];
DROP TYPE seat;

-- case: an array's default by an empty ARRAY[]
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, classes seat[] DEFAULT ARRAY[]::seat[]);
ALTER TABLE booking ALTER COLUMN classes TYPE text[];
DROP TYPE seat;

-- case: an array and back again
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, classes seat[] DEFAULT '{economy}');
ALTER TABLE booking ALTER COLUMN classes TYPE text[];
ALTER TABLE booking ALTER COLUMN classes TYPE seat[] USING classes::seat[];

-- case: a domain's default
-- setup: CREATE DOMAIN code AS text;
-- setup: CREATE TABLE booking (id int, class code DEFAULT 'economy');
ALTER TABLE booking ALTER COLUMN class TYPE text;
DROP DOMAIN code;

-- case: a domain over an enum
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE DOMAIN code AS seat;
-- setup: CREATE TABLE booking (id int, class code DEFAULT 'economy');
ALTER TABLE booking ALTER COLUMN class TYPE text;
DROP DOMAIN code;
DROP TYPE seat;

-- case: a domain's own default
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE DOMAIN code AS text DEFAULT 'economy'::seat;
DROP TYPE seat;

-- case: a domain's CHECK
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE DOMAIN code AS text CHECK (VALUE <> ('economy'::seat)::text);
DROP TYPE seat;

-- case: a domain's CHECK with CASCADE
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE DOMAIN code AS text CHECK (VALUE <> ('economy'::seat)::text);
-- setup: CREATE TABLE booking (id int, class code);
DROP TYPE seat CASCADE;

-- case: a domain cast by hand
-- setup: CREATE DOMAIN code AS text;
-- setup: CREATE TABLE booking (id int, class text DEFAULT 'economy'::code);
DROP DOMAIN code;

-- case: a composite's default
-- setup: CREATE TYPE pair AS (a int, b int);
-- setup: CREATE TABLE booking (id int, p pair DEFAULT '(1,2)');
ALTER TABLE booking ALTER COLUMN p TYPE text;
DROP TYPE pair;

-- case: a composite's default by ROW
-- setup: CREATE TYPE pair AS (a int, b int);
-- setup: CREATE TABLE booking (id int, p pair DEFAULT ROW(1, 2));
ALTER TABLE booking ALTER COLUMN p TYPE text USING p::text;
DROP TYPE pair;

-- case: a composite's default by ROW cast
-- setup: CREATE TYPE pair AS (a int, b int);
-- setup: CREATE TABLE booking (id int, p text DEFAULT ROW(1, 2)::pair::text);
DROP TYPE pair;

-- case: a range's default
-- setup: CREATE TYPE span AS RANGE (subtype = int4);
-- setup: CREATE TABLE booking (id int, p span DEFAULT '[1,2)');
ALTER TABLE booking ALTER COLUMN p TYPE text;
DROP TYPE span;

-- case: a CHECK by a literal, whose column went another way
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat, was text, CHECK (was <> 'economy'::seat::text));
DROP TYPE seat;

-- case: a CHECK goes with CASCADE, the column stays
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was text, CHECK (was <> ('economy'::seat)::text));
DROP TYPE seat CASCADE;

-- case: a CHECK on a cast of a text column
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was text, CHECK (was::seat = 'economy'));
DROP TYPE seat;

-- case: a CHECK with a list on a cast of a text column
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was text, CHECK (was::seat IN ('economy', 'business')));
DROP TYPE seat CASCADE;

-- case: an index predicate on an enum column and the change of its type
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat);
-- setup: CREATE INDEX booking_economy ON booking (id) WHERE class = 'economy';
ALTER TABLE booking ALTER COLUMN class TYPE text;

-- case: … to another enum
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TYPE seat2 AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat);
-- setup: CREATE INDEX booking_economy ON booking (id) WHERE class = 'economy';
ALTER TABLE booking ALTER COLUMN class TYPE seat2 USING class::text::seat2;

-- case: a CHECK on an enum column and the change of its type
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat CHECK (class <> 'economy'));
ALTER TABLE booking ALTER COLUMN class TYPE text;

-- case: a CHECK on an enum column cast to text
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat CHECK (class::text <> 'economy'));
ALTER TABLE booking ALTER COLUMN class TYPE text;
DROP TYPE seat;

-- case: an index predicate goes with the type
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was text);
-- setup: CREATE INDEX booking_economy ON booking (id) WHERE 'economy'::seat < 'business' AND was > 'a';
DROP TYPE seat;

-- case: an index predicate over a constant alone
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was text);
-- setup: CREATE INDEX booking_economy ON booking (id) WHERE id > 0 AND 'economy'::seat < 'business';
DROP TYPE seat CASCADE;

-- case: an enum literal in an index predicate, with CASCADE
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat);
-- setup: CREATE INDEX booking_economy ON booking (id) WHERE class = 'economy';
DROP TYPE seat CASCADE;

-- case: a view compares with a literal
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat);
-- setup: CREATE VIEW cheap AS SELECT id FROM booking WHERE class = 'economy';
DROP TYPE seat;

-- case: a view with a literal of the type and nothing else of it
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE FUNCTION seat_of(int) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''x''';
-- setup: CREATE VIEW cheap AS SELECT 1 AS one, 'economy'::seat::text AS s;
DROP TYPE seat CASCADE;

-- case: a view whose function takes the type
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE FUNCTION words(s seat) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT s::text';
-- setup: CREATE VIEW cheap AS SELECT words('economy') AS s;
DROP TYPE seat CASCADE;

-- case: a default by a function that takes the type
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE FUNCTION words(s seat) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT s::text';
-- setup: CREATE TABLE booking (id int, class text DEFAULT words('economy'));
DROP TYPE seat CASCADE;

-- case: a generated column
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, flag boolean, cheap text GENERATED ALWAYS AS (CASE WHEN 'economy'::seat < 'business' THEN 'a' ELSE 'b' END) STORED);
DROP TYPE seat;

-- case: a generated column with CASCADE
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, flag boolean, cheap boolean GENERATED ALWAYS AS (flag AND 'economy'::seat < 'business') STORED);
DROP TYPE seat CASCADE;

-- case: a policy
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was text);
-- setup: CREATE POLICY cheap ON booking USING (was::seat = 'economy');
DROP TYPE seat;

-- case: a policy with CASCADE
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was text);
-- setup: CREATE POLICY cheap ON booking USING (was::seat = 'economy');
DROP TYPE seat CASCADE;

-- case: a policy by a literal that a function's result gives its type
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE FUNCTION mine() RETURNS seat LANGUAGE sql AS 'SELECT ''economy''::seat';
-- setup: CREATE TABLE booking (id int, was text);
-- setup: CREATE POLICY cheap ON booking USING (mine() = 'economy');
DROP TYPE seat CASCADE;

-- case: a trigger's WHEN
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was text);
-- setup: CREATE TRIGGER cheap BEFORE UPDATE ON booking FOR EACH ROW WHEN (NEW.was::seat = 'economy') EXECUTE FUNCTION trg();
DROP TYPE seat CASCADE;

-- case: a trigger's WHEN on an enum column
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat);
-- setup: CREATE TRIGGER cheap BEFORE UPDATE ON booking FOR EACH ROW WHEN (NEW.class = 'economy') EXECUTE FUNCTION trg();
DROP TYPE seat CASCADE;

-- case: a rule
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was text);
-- setup: CREATE TABLE log (class text);
-- setup: CREATE RULE cheap AS ON INSERT TO booking DO ALSO INSERT INTO log VALUES ('economy'::seat::text);
DROP TYPE seat CASCADE;

-- case: a rule that inserts a literal into an enum column
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was text);
-- setup: CREATE TABLE log (class seat);
-- setup: CREATE RULE cheap AS ON INSERT TO booking DO ALSO INSERT INTO log VALUES ('economy');
DROP TYPE seat CASCADE;

-- case: a rule's condition
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was text);
-- setup: CREATE RULE cheap AS ON INSERT TO booking WHERE NEW.was::seat = 'economy' DO INSTEAD NOTHING;
DROP TYPE seat;

-- case: statistics over an expression
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was text);
-- setup: CREATE STATISTICS cheap ON (CASE WHEN 'economy'::seat < 'business' THEN id END), was FROM booking;
DROP TYPE seat;

-- case: statistics over an expression with CASCADE
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was text);
-- setup: CREATE STATISTICS cheap ON (CASE WHEN 'economy'::seat < 'business' THEN id END), was FROM booking;
DROP TYPE seat CASCADE;

-- case: a partition key's expression
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, flag boolean) PARTITION BY LIST ((flag AND 'economy'::seat < 'business'));
DROP TYPE seat;

-- case: a partition key's expression with CASCADE
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, flag boolean) PARTITION BY LIST ((flag AND 'economy'::seat < 'business'));
DROP TYPE seat CASCADE;

-- case: a partition key of the type
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat) PARTITION BY LIST (class);
-- setup: CREATE TABLE booking1 PARTITION OF booking FOR VALUES IN ('economy');
DROP TYPE seat CASCADE;

-- case: an exclusion constraint's predicate
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int4range, was text, CONSTRAINT once EXCLUDE USING gist (id WITH &&) WHERE ('economy'::seat < 'business'));
DROP TYPE seat;

-- case: a body of SQL
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE FUNCTION cheap() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT 'economy'::seat::text; END;
DROP TYPE seat;

-- case: a body of SQL with CASCADE
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE FUNCTION cheap() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT 'economy'::seat::text; END;
-- setup: CREATE TABLE booking (id int, class text DEFAULT cheap());
DROP TYPE seat CASCADE;

-- case: a body of SQL compares with a literal
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat);
-- setup: CREATE FUNCTION cheap() RETURNS bigint LANGUAGE sql RETURN (SELECT count(*) FROM booking WHERE class = 'economy');
DROP TYPE seat CASCADE;

-- case: a function's default argument
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE FUNCTION cheap(t text DEFAULT 'economy'::seat::text) RETURNS text LANGUAGE sql AS 'SELECT t';
DROP TYPE seat;

-- case: a body as text does not hold the type
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE FUNCTION cheap() RETURNS text LANGUAGE sql AS 'SELECT ''economy''::seat::text';
DROP TYPE seat;

-- case: a materialized view with its index
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was text);
-- setup: CREATE MATERIALIZED VIEW cheap AS SELECT id FROM booking WHERE coalesce(was::seat, 'economy') = 'economy';
DROP TYPE seat CASCADE;

-- case: a table's row type
-- setup: CREATE TABLE pairs (a int, b int);
-- setup: CREATE TABLE booking (id int, p text DEFAULT '(1,2)'::pairs::text);
DROP TABLE pairs;

-- case: a table's row type with CASCADE
-- setup: CREATE TABLE pairs (a int, b int);
-- setup: CREATE TABLE booking (id int, p pairs DEFAULT '(1,2)');
ALTER TABLE booking ALTER COLUMN p TYPE text;
DROP TABLE pairs CASCADE;

-- case: a schema and the defaults that its types are in
-- setup: CREATE SCHEMA target;
-- setup: CREATE TYPE target.severity AS ENUM ('low', 'high');
-- setup: CREATE TABLE vuln (id int, severity target.severity DEFAULT 'low');
ALTER TABLE vuln ALTER COLUMN severity TYPE text;
DROP SCHEMA target CASCADE;

-- case: a schema and the columns of its enum elsewhere
-- setup: CREATE SCHEMA target;
-- setup: CREATE TYPE target.severity AS ENUM ('low', 'high');
-- setup: CREATE SCHEMA staging;
-- setup: CREATE TABLE staging.vuln (id bigint PRIMARY KEY, severity target.severity, note text);
-- setup: CREATE INDEX vuln_sev ON staging.vuln (severity);
DROP SCHEMA target CASCADE;

-- case: a renamed type in a default
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat DEFAULT 'economy');
ALTER TYPE seat RENAME TO old_seat;
CREATE TYPE seat AS ENUM ('economy', 'first');
ALTER TABLE booking ALTER COLUMN class TYPE seat USING class::text::seat;

-- case: a renamed type in a default that goes first
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat DEFAULT 'economy');
ALTER TYPE seat RENAME TO old_seat;
CREATE TYPE seat AS ENUM ('economy', 'first');
ALTER TABLE booking ALTER COLUMN class DROP DEFAULT, ALTER COLUMN class TYPE seat USING class::text::seat, ALTER COLUMN class SET DEFAULT 'economy';
DROP TYPE old_seat;

-- case: a number's default stays one
-- setup: CREATE TABLE booking (id int, n text DEFAULT 5);
ALTER TABLE booking ALTER COLUMN n TYPE int USING n::int;

-- case: a literal is of the column's type
-- setup: CREATE TABLE booking (id int, n int DEFAULT '5');
ALTER TABLE booking ALTER COLUMN n TYPE text;
ALTER TABLE booking ALTER COLUMN n TYPE int USING n::int;

-- case: a number of a smaller type
-- setup: CREATE TABLE booking (id int, n bigint DEFAULT 5);
ALTER TABLE booking ALTER COLUMN n TYPE text;
ALTER TABLE booking ALTER COLUMN n TYPE int USING n::int;

-- case: a boolean's default
-- setup: CREATE TABLE booking (id int, n boolean DEFAULT true);
ALTER TABLE booking ALTER COLUMN n TYPE int USING n::int;

-- case: a boolean's default by a literal, to text and back
-- setup: CREATE TABLE booking (id int, n boolean DEFAULT 'yes');
ALTER TABLE booking ALTER COLUMN n TYPE text;
ALTER TABLE booking ALTER COLUMN n TYPE boolean USING n::boolean;

-- case: a timestamp's default, to text and back
-- setup: CREATE TABLE booking (id int, n timestamptz DEFAULT now());
ALTER TABLE booking ALTER COLUMN n TYPE text;
ALTER TABLE booking ALTER COLUMN n TYPE timestamptz USING n::timestamptz;

-- case: a json default, to text and back
-- setup: CREATE TABLE booking (id int, n jsonb DEFAULT '{}');
ALTER TABLE booking ALTER COLUMN n TYPE text;
ALTER TABLE booking ALTER COLUMN n TYPE jsonb USING n::jsonb;

-- case: a child's default goes too
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat DEFAULT 'economy');
-- setup: CREATE TABLE booking2 () INHERITS (booking);
ALTER TABLE booking ALTER COLUMN class TYPE text;
DROP TYPE seat CASCADE;

-- case: a partition's default goes too
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat DEFAULT 'economy') PARTITION BY LIST (id);
-- setup: CREATE TABLE booking2 PARTITION OF booking FOR VALUES IN (1);
ALTER TABLE booking ALTER COLUMN class TYPE text;
DROP TYPE seat CASCADE;

-- case: LIKE INCLUDING DEFAULTS
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class text DEFAULT 'economy'::seat);
-- setup: CREATE TABLE booking2 (LIKE booking INCLUDING DEFAULTS);
-- setup: DROP TABLE booking;
DROP TYPE seat CASCADE;

-- case: an enum literal beside a function's result in a view
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was text);
-- setup: CREATE VIEW cheap AS SELECT id FROM booking WHERE CASE was::seat WHEN 'economy' THEN true ELSE false END;
DROP TYPE seat CASCADE;

-- case: a branch of UNION
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE VIEW cheap AS SELECT (SELECT 'economy'::seat UNION ALL SELECT 'business')::text AS s;
DROP TYPE seat CASCADE;

-- case: a cast to what the column is already
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, class seat, CHECK (class::seat IS NOT NULL));
DROP TYPE seat CASCADE;

-- case: a function in a domain's CHECK
-- setup: CREATE FUNCTION good(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
-- setup: CREATE DOMAIN code AS text CHECK (good(VALUE));
DROP FUNCTION good(text);

-- case: a function in a domain's CHECK with CASCADE
-- setup: CREATE FUNCTION good(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
-- setup: CREATE DOMAIN code AS text CHECK (good(VALUE));
DROP FUNCTION good(text) CASCADE;

-- case: a function in another's body
-- setup: CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- setup: CREATE FUNCTION two() RETURNS int LANGUAGE sql RETURN one() + 1;
DROP FUNCTION one();

-- case: a sequence in a function's body
-- setup: CREATE SEQUENCE tickets;
-- setup: CREATE FUNCTION ticket() RETURNS bigint LANGUAGE sql RETURN nextval('tickets');
DROP SEQUENCE tickets;

-- case: a function in statistics
-- setup: CREATE FUNCTION half(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 2';
-- setup: CREATE TABLE booking (id int, n int);
-- setup: CREATE STATISTICS halves ON (half(n)), id FROM booking;
DROP FUNCTION half(int) CASCADE;

-- case: a type of RETURNS TABLE
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE FUNCTION cheap() RETURNS TABLE (id int, class seat) LANGUAGE sql AS 'SELECT 1, ''economy''::seat';
DROP TYPE seat;

-- case: a predicate with a renamed type is made anew
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was int);
-- setup: CREATE INDEX booking_economy ON booking (id) WHERE was > 0 AND 'economy'::seat < 'business';
-- setup: ALTER TYPE seat RENAME TO old_seat;
ALTER TABLE booking ALTER COLUMN was TYPE bigint;

-- case: a default with a renamed type
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was text DEFAULT 'economy'::seat);
-- setup: ALTER TYPE seat RENAME TO old_seat;
ALTER TABLE booking ALTER COLUMN was TYPE old_seat USING was::old_seat;

-- case: a default whose type went to another schema
-- setup: CREATE TYPE seat AS ENUM ('economy', 'business');
-- setup: CREATE TABLE booking (id int, was seat DEFAULT 'economy');
-- setup: ALTER TABLE booking ALTER COLUMN was TYPE text;
-- setup: ALTER TYPE seat SET SCHEMA s2;
ALTER TABLE booking ALTER COLUMN was TYPE s2.seat USING was::s2.seat;

-- case: a row's default in parentheses
-- setup: CREATE TYPE pair AS (a int, b int);
-- setup: CREATE TABLE booking (id int, p pair DEFAULT (1, 2));
ALTER TABLE booking ALTER COLUMN p TYPE text;

-- case: a function of a generated column
-- setup: CREATE FUNCTION half(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 2';
-- setup: CREATE TABLE booking (id int, n int, h int GENERATED ALWAYS AS (half(n)) STORED);
DROP FUNCTION half(int);

-- case: an array that an index compares with constants of its type becomes text[]
-- setup: CREATE TYPE lab AS ENUM ('a', 'b'); CREATE TABLE la (id int, l lab[]); CREATE INDEX ON la (id) WHERE l @> ARRAY['a'::lab];
ALTER TABLE la ALTER l TYPE text[];

-- case: an array that an index overlaps with a constant becomes an array of another enum
-- setup: CREATE TYPE lab AS ENUM ('a', 'b'); CREATE TABLE la (id int, l lab[]); CREATE INDEX ON la (id) WHERE l && '{a}';
ALTER TABLE la ALTER l TYPE en[] USING NULL;

-- case: an array with a constant among its elements becomes text[]
-- setup: CREATE TYPE lab AS ENUM ('a', 'b'); CREATE TABLE la (id int, l lab[]); ALTER TABLE la ADD CONSTRAINT c CHECK ('a' = ANY (l));
ALTER TABLE la ALTER l TYPE text[];

-- case: an enum that is one of an array becomes text
-- setup: CREATE TYPE lab AS ENUM ('a', 'b'); CREATE TABLE la (id int, l lab); CREATE INDEX ON la (id) WHERE l = ANY (ARRAY['a', 'b']::lab[]);
ALTER TABLE la ALTER l TYPE text;

-- case: text[] within a constant becomes varchar[]
-- setup: CREATE TABLE la (id int, l text[] CHECK (l <@ ARRAY['a', 'b']));
ALTER TABLE la ALTER l TYPE varchar[];

-- case: int[] that overlaps a constant becomes bigint[]
-- setup: CREATE TABLE la (id int, l int[] CHECK (l && ARRAY[1, 2]));
ALTER TABLE la ALTER l TYPE bigint[];

-- case: int that is none of an array becomes bigint
-- setup: CREATE TABLE la (id int, l int CHECK (l <> ALL (ARRAY[1, 2])));
ALTER TABLE la ALTER l TYPE bigint;

-- case: jsonb that contains a constant becomes text
-- setup: CREATE TABLE la (id int, l jsonb CHECK (l @> '{"a": 1}'));
ALTER TABLE la ALTER l TYPE text;
