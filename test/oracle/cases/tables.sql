-- case: truncate
TRUNCATE tgen;

-- case: truncate cascade
TRUNCATE parent CASCADE;

-- case: drop table
DROP TABLE tgen;

-- case: drop table with fk to parent (child)
DROP TABLE child;

-- case: drop table referenced cascade
DROP TABLE parent CASCADE;

-- case: create table
CREATE TABLE tn(id int);

-- case: create table with fk
CREATE TABLE tn(id int, p bigint REFERENCES parent(id));

-- case: create table like including all
CREATE TABLE tn (LIKE t INCLUDING ALL);

-- case: create table as
CREATE TABLE tn AS SELECT * FROM t;

-- case: create table inherits
CREATE TABLE tn() INHERITS (inh);

-- case: drop schema cascade
DROP SCHEMA public CASCADE;

-- case: import/select into
SELECT * INTO tn FROM t;
