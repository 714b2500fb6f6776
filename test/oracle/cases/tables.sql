-- case: truncate
-- doc: tables: TRUNCATE
TRUNCATE tgen;

-- case: truncate cascade
-- doc: tables: TRUNCATE … CASCADE of a referenced table
TRUNCATE parent CASCADE;

-- case: drop table
-- doc: tables: DROP TABLE
DROP TABLE tgen;

-- case: drop table with fk to parent (child)
-- doc: tables: DROP TABLE with foreign keys
DROP TABLE child;

-- case: drop table referenced cascade
-- doc: tables: DROP TABLE … CASCADE of a referenced table
DROP TABLE parent CASCADE;

-- case: create table
-- doc: tables: CREATE TABLE
CREATE TABLE tn(id int);

-- case: create table with fk
-- doc: tables: CREATE TABLE with a foreign key
CREATE TABLE tn(id int, p bigint REFERENCES parent(id));

-- case: create table like including all
-- doc: tables: CREATE TABLE (LIKE …)
CREATE TABLE tn (LIKE t INCLUDING ALL);

-- case: create table as
-- doc: tables: CREATE TABLE AS
CREATE TABLE tn AS SELECT * FROM t;

-- case: create table inherits
-- doc: partitions: CREATE TABLE … INHERITS
CREATE TABLE tn() INHERITS (inh);

-- case: drop schema cascade
-- doc: schemas: DROP SCHEMA … CASCADE
DROP SCHEMA public CASCADE;

-- case: import/select into
-- doc: tables: SELECT INTO
SELECT * INTO tn FROM t;
