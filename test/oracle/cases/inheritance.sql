-- case: add a primary key's column with a default to a parent
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE base ADD COLUMN z int PRIMARY KEY DEFAULT 1;

-- case: add a column with a default and a primary key on it to a parent
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE base ADD COLUMN z int DEFAULT 1, ADD PRIMARY KEY (z);

-- case: type of a column that a grandchild has from two parents
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE base ALTER id TYPE bigint;

-- case: type of a column that a child has from another parent too
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE side ALTER id TYPE bigint;

-- case: type of a column of a whole tree
-- doc: partitions: ALTER COLUMN TYPE of a parent of INHERITS
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE base ALTER v TYPE bigint;

-- case: drop not null where a child has a primary key on it
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE base ALTER id DROP NOT NULL;

-- case: drop a not null constraint where a child has a primary key on it
-- postgres: 18
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE base DROP CONSTRAINT base_id_not_null;

-- case: set not null on a parent of parents
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE base ALTER v SET NOT NULL;

-- case: set not null on a parent, again
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE base ALTER id SET NOT NULL;

-- case: check no inherit on a parent
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE base ADD CONSTRAINT k CHECK (id > 0) NO INHERIT;

-- case: not null no inherit on a parent
-- postgres: 18
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE base ADD CONSTRAINT k NOT NULL v NO INHERIT;

-- case: a check that a child only inherits, added to it
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE mid ADD CONSTRAINT base_v CHECK (v > 0);

-- case: a check that a child only inherits, added to it otherwise
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE mid ADD CONSTRAINT base_v CHECK (v > 1);

-- case: a check that a child has, added to it once more
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE mid ADD CONSTRAINT base_v CHECK (v > 0);
ALTER TABLE mid ADD CONSTRAINT base_v CHECK (v > 0);

-- case: a check that a child has, added to the parent
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE mid ADD CONSTRAINT k CHECK (id > 0);
ALTER TABLE base ADD CONSTRAINT k CHECK (id > 0);

-- case: a check that a child has not valid, added to the parent
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE mid ADD CONSTRAINT k CHECK (id > 0) NOT VALID;
ALTER TABLE base ADD CONSTRAINT k CHECK (id > 0);

-- case: a check that a child has no inherit, added to the parent
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE mid ADD CONSTRAINT k CHECK (id > 0) NO INHERIT;
ALTER TABLE base ADD CONSTRAINT k CHECK (id > 0);

-- case: validate a check down two levels
-- doc: partitions: VALIDATE CONSTRAINT on a parent of INHERITS
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
-- setup: ALTER TABLE base ADD CONSTRAINT k CHECK (id > 0) NOT VALID;
ALTER TABLE base VALIDATE CONSTRAINT k;

-- case: validate a check with only
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
-- setup: ALTER TABLE base ADD CONSTRAINT k CHECK (id > 0) NOT VALID;
ALTER TABLE ONLY base VALIDATE CONSTRAINT k;

-- case: validate a not null down two levels
-- postgres: 18
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
-- setup: ALTER TABLE base ADD CONSTRAINT k NOT NULL v NOT VALID;
ALTER TABLE base VALIDATE CONSTRAINT k;

-- case: inherit, with children of its own
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
-- setup: ALTER TABLE mid NO INHERIT base;
ALTER TABLE mid INHERIT base;

-- case: inherit in a circle
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE base INHERIT leaf;

-- case: inherit from itself
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ALTER TABLE base INHERIT base;

-- case: like and inherits with the same check
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
CREATE TABLE sub (LIKE mid INCLUDING ALL) INHERITS (base);

-- case: inherits with the same check written out
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
CREATE TABLE sub (CONSTRAINT base_v CHECK (v > 0)) INHERITS (base);

-- case: inherits with another check of that name
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
CREATE TABLE sub (CONSTRAINT base_v CHECK (v > 5)) INHERITS (base);

-- case: analyze a parent
-- doc: maintenance: ANALYZE of a parent of INHERITS
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ANALYZE base;

-- case: analyze only a parent
-- postgres: 18
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ANALYZE ONLY base;

-- case: analyze a leaf
-- setup: CREATE TABLE base (id int NOT NULL, v int CONSTRAINT base_v CHECK (v > 0));
-- setup: CREATE TABLE side (w text, id int NOT NULL);
-- setup: CREATE TABLE mid (m int, PRIMARY KEY (id)) INHERITS (base);
-- setup: CREATE TABLE leaf (l int) INHERITS (mid, side);
-- setup: INSERT INTO leaf (id, v) VALUES (1, 1);
ANALYZE leaf;

-- case: drop an attribute of a typed table's type
-- setup: CREATE TYPE addr AS (street text, zip varchar(10));
-- setup: CREATE TABLE homes OF addr;
-- setup: INSERT INTO homes VALUES ('a', 'b');
ALTER TYPE addr DROP ATTRIBUTE zip;

-- case: drop an attribute of a typed table's type, cascade
-- doc: types: ALTER TYPE … DROP ATTRIBUTE … CASCADE of a typed table's type
-- setup: CREATE TYPE addr AS (street text, zip varchar(10));
-- setup: CREATE TABLE homes OF addr;
-- setup: INSERT INTO homes VALUES ('a', 'b');
ALTER TYPE addr DROP ATTRIBUTE zip CASCADE;

-- case: type of an attribute of a typed table's type
-- setup: CREATE TYPE addr AS (street text, zip varchar(10));
-- setup: CREATE TABLE homes OF addr;
-- setup: INSERT INTO homes VALUES ('a', 'b');
ALTER TYPE addr ALTER ATTRIBUTE zip TYPE int USING 1;

-- case: wider attribute of a typed table's type
-- setup: CREATE TYPE addr AS (street text, zip varchar(10));
-- setup: CREATE TABLE homes OF addr;
-- setup: INSERT INTO homes VALUES ('a', 'b');
ALTER TYPE addr ALTER ATTRIBUTE zip TYPE text;

-- case: wider attribute of a typed table's type, cascade
-- setup: CREATE TYPE addr AS (street text, zip varchar(10));
-- setup: CREATE TABLE homes OF addr;
-- setup: INSERT INTO homes VALUES ('a', 'b');
ALTER TYPE addr ALTER ATTRIBUTE zip TYPE text CASCADE;

-- case: narrower attribute of a typed table's type, cascade
-- setup: CREATE TYPE addr AS (street text, zip varchar(10));
-- setup: CREATE TABLE homes OF addr;
-- setup: INSERT INTO homes VALUES ('a', 'b');
ALTER TYPE addr ALTER ATTRIBUTE zip TYPE varchar(5) CASCADE;

-- case: owner of a composite type
ALTER TYPE comp OWNER TO lockkeeper_oracle;

-- case: owner of an enum
ALTER TYPE en OWNER TO lockkeeper_oracle;

-- case: owner of a domain
ALTER DOMAIN dom OWNER TO lockkeeper_oracle;

-- case: an identity's sequence owned by none
-- setup: CREATE TABLE ids (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a + 1) STORED);
-- setup: INSERT INTO ids (a) VALUES (1);
ALTER SEQUENCE ids_id_seq OWNED BY NONE;

-- case: an identity's sequence owned by another
-- setup: CREATE TABLE ids (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a + 1) STORED);
-- setup: INSERT INTO ids (a) VALUES (1);
ALTER SEQUENCE ids_id_seq OWNED BY t.a;

-- case: update an identity generated always
-- setup: CREATE TABLE ids (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a + 1) STORED);
-- setup: INSERT INTO ids (a) VALUES (1);
UPDATE ids SET id = 3;

-- case: update an identity generated always to default
-- setup: CREATE TABLE ids (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a + 1) STORED);
-- setup: INSERT INTO ids (a) VALUES (1);
UPDATE ids SET id = DEFAULT;

-- case: update a generated column
-- setup: CREATE TABLE ids (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a + 1) STORED);
-- setup: INSERT INTO ids (a) VALUES (1);
UPDATE ids SET g = 3;

-- case: on conflict update an identity generated always
-- setup: CREATE TABLE ids (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a + 1) STORED);
-- setup: INSERT INTO ids (a) VALUES (1);
INSERT INTO ids (a) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 4;

-- case: merge update of a generated column
-- postgres: 15
-- setup: CREATE TABLE ids (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a + 1) STORED);
-- setup: INSERT INTO ids (a) VALUES (1);
MERGE INTO ids USING t ON ids.id = t.id WHEN MATCHED THEN UPDATE SET g = 3;

-- case: a named not null and set not null
-- postgres: 18
-- setup: CREATE TABLE plain (a int, b int);
-- setup: INSERT INTO plain VALUES (1, 1);
ALTER TABLE plain ADD CONSTRAINT nn NOT NULL a, ALTER a SET NOT NULL;

-- case: set not null and a not null
-- postgres: 18
-- setup: CREATE TABLE plain (a int, b int);
-- setup: INSERT INTO plain VALUES (1, 1);
ALTER TABLE plain ALTER a SET NOT NULL, ADD NOT NULL a;

-- case: a not null not valid and a primary key
-- postgres: 18
-- setup: CREATE TABLE plain (a int, b int);
-- setup: INSERT INTO plain VALUES (1, 1);
-- setup: ALTER TABLE plain ADD CONSTRAINT nn NOT NULL a NOT VALID;
ALTER TABLE plain ADD PRIMARY KEY (a);

-- case: a not null no inherit and a primary key
-- postgres: 18
-- setup: CREATE TABLE plain (a int, b int);
-- setup: INSERT INTO plain VALUES (1, 1);
-- setup: ALTER TABLE plain ADD CONSTRAINT nn NOT NULL a NO INHERIT;
ALTER TABLE plain ADD PRIMARY KEY (a);

-- case: inherit, column missing
ALTER TABLE tgen INHERIT inh;

-- case: inherit twice
ALTER TABLE inhc INHERIT inh;

-- case: inherit a partitioned table
ALTER TABLE inhn INHERIT pt;

-- case: inherit, not null missing
-- setup: ALTER TABLE inh ALTER v SET NOT NULL;
ALTER TABLE inhn INHERIT inh;

-- case: no inherit of another
ALTER TABLE inhn NO INHERIT inh;

-- case: inherit with a check that is not valid
-- setup: CREATE TABLE p (id int, v int, CHECK (v > 0));
-- setup: CREATE TABLE c (id int, v int);
-- setup: ALTER TABLE c ADD CONSTRAINT p_v_check CHECK (v > 0) NOT VALID;
ALTER TABLE c INHERIT p;

-- case: inherit from a temporary table
-- setup: CREATE TEMP TABLE p (id int, v int);
-- setup: CREATE TABLE c (id int, v int);
ALTER TABLE c INHERIT p;

-- case: inherit with another collation
-- setup: CREATE TABLE p (id int, v text COLLATE "C");
-- setup: CREATE TABLE c (id int, v text COLLATE "POSIX");
ALTER TABLE c INHERIT p;

-- case: no inherit of a partition
ALTER TABLE pt1 NO INHERIT inh, DROP CONSTRAINT nope;
