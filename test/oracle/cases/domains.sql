-- case: domain not null, with nulls
-- setup: INSERT INTO t (id, nn, nnchk) VALUES (5000, 5000, 1);
ALTER DOMAIN dom SET NOT NULL;

-- case: domain check that exists
ALTER DOMAIN domc ADD CONSTRAINT domc_check CHECK (VALUE < 100);

-- case: domain over a domain
-- setup: CREATE DOMAIN dd AS dom;
-- setup: CREATE TABLE ddt (a dd);
ALTER DOMAIN dom ADD CHECK (VALUE < 100000);

-- case: domain used by a materialized view
-- doc: types: ALTER DOMAIN … ADD CHECK, domain used in a materialized view
-- setup: CREATE MATERIALIZED VIEW mvd AS SELECT dm FROM t;
ALTER DOMAIN dom ADD CHECK (VALUE < 100000);

-- case: domain in a partitioned table
-- doc: types: ALTER DOMAIN … ADD CHECK, domain used in a partitioned table
-- setup: ALTER TABLE pt ADD COLUMN dm dom;
ALTER DOMAIN dom ADD CHECK (VALUE < 100000);

-- case: domain drop constraint
-- doc: types: ALTER DOMAIN … DROP CONSTRAINT
ALTER DOMAIN domc DROP CONSTRAINT domc_check;

-- case: domain drop constraint that is not there
ALTER DOMAIN domc DROP CONSTRAINT nope;

-- case: domain drop not null
-- doc: types: ALTER DOMAIN … DROP NOT NULL
ALTER DOMAIN domc DROP NOT NULL;

-- case: create domain over a type that is not there
CREATE DOMAIN d9 AS nope;

-- case: 105 domain not null
ALTER DOMAIN dom SET NOT NULL;

-- case: 105 domain check, two tables
-- setup: CREATE TABLE w (d dom);
ALTER DOMAIN dom ADD CHECK (VALUE > -5);

-- case: create a domain
-- doc: types: CREATE DOMAIN
CREATE DOMAIN d9 AS int CHECK (VALUE > 0);
