-- case: constraint of a domain's not null commented
-- setup: CREATE DOMAIN dnn AS int CONSTRAINT dnn_n NOT NULL;
COMMENT ON CONSTRAINT dnn_n ON DOMAIN dnn IS 'x';

-- case: constraint of a domain's check commented
-- setup: CREATE DOMAIN dnn AS int CHECK (VALUE > 0);
COMMENT ON CONSTRAINT dnn_check ON DOMAIN dnn IS 'x';

-- case: constraint of a domain that is not there commented
-- setup: CREATE DOMAIN dnn AS int CHECK (VALUE > 0);
COMMENT ON CONSTRAINT nope ON DOMAIN dnn IS 'x';

-- case: constraint of a domain not there
COMMENT ON CONSTRAINT nope ON DOMAIN nope IS 'x';

-- case: domain: drop the not null by name
-- setup: CREATE DOMAIN dnn AS int CONSTRAINT dnn_n NOT NULL;
ALTER DOMAIN dnn DROP CONSTRAINT dnn_n;

-- case: domain: drop not null by its automatic name
-- setup: CREATE DOMAIN dnn AS int NOT NULL;
ALTER DOMAIN dnn DROP CONSTRAINT dnn_not_null;

-- case: domain: rename the not null
-- setup: CREATE DOMAIN dnn AS int CONSTRAINT dnn_n NOT NULL;
ALTER DOMAIN dnn RENAME CONSTRAINT dnn_n TO dnn_m;

-- case: domain: validate the not null
-- setup: CREATE DOMAIN dnn AS int CONSTRAINT dnn_n NOT NULL;
ALTER DOMAIN dnn VALIDATE CONSTRAINT dnn_n;

-- case: domain: check with the name of the not null
-- setup: CREATE DOMAIN dnn AS int CONSTRAINT dnn_n NOT NULL;
ALTER DOMAIN dnn ADD CONSTRAINT dnn_n CHECK (VALUE > 0);

-- case: domain: rename check to the not null's name
-- setup: CREATE DOMAIN dnn AS int CONSTRAINT dnn_n NOT NULL CONSTRAINT dnn_c CHECK (VALUE > 0);
ALTER DOMAIN dnn RENAME CONSTRAINT dnn_c TO dnn_n;

-- case: domain: not null with name of check
-- setup: CREATE DOMAIN dnn AS int CONSTRAINT dnn_not_null CHECK (VALUE > 0);
ALTER DOMAIN dnn SET NOT NULL;

-- case: domain: add named not null with name of check
-- postgres: 17
-- setup: CREATE DOMAIN dnn AS int CONSTRAINT dnn_c CHECK (VALUE > 0);
ALTER DOMAIN dnn ADD CONSTRAINT dnn_c NOT NULL;

-- case: domain: set not null twice
-- setup: CREATE DOMAIN dnn AS int NOT NULL;
ALTER DOMAIN dnn SET NOT NULL;

-- case: domain: set not null twice with table
-- setup: CREATE DOMAIN dnn AS int NOT NULL;
-- setup: CREATE TABLE cd (a dnn);
ALTER DOMAIN dnn SET NOT NULL;

-- case: validate a valid domain check
-- setup: CREATE DOMAIN dv AS int CHECK (VALUE > 0);
-- setup: CREATE TABLE td (a dv);
ALTER DOMAIN dv VALIDATE CONSTRAINT dv_check;

-- case: validate an invalid domain check
-- setup: CREATE DOMAIN dv AS int;
-- setup: CREATE TABLE td (a dv);
-- setup: ALTER DOMAIN dv ADD CHECK (VALUE > 0) NOT VALID;
ALTER DOMAIN dv VALIDATE CONSTRAINT dv_check;

-- case: domain check validated twice
-- setup: CREATE DOMAIN dv AS int;
-- setup: CREATE TABLE td (a dv);
-- setup: ALTER DOMAIN dv ADD CHECK (VALUE > 0) NOT VALID;
-- setup: ALTER DOMAIN dv VALIDATE CONSTRAINT dv_check;
ALTER DOMAIN dv VALIDATE CONSTRAINT dv_check;

-- case: comment on domain constraint of a table's row type
COMMENT ON CONSTRAINT nope ON DOMAIN t IS 'x';

-- case: comment on domain constraint of an enum
COMMENT ON CONSTRAINT nope ON DOMAIN en IS 'x';

-- case: comment on domain constraint of int
COMMENT ON CONSTRAINT nope ON DOMAIN int IS 'x';

-- case: create domain with constraint named twice
CREATE DOMAIN d2 AS int CONSTRAINT x CHECK (VALUE > 0) CONSTRAINT x CHECK (VALUE > 1);

-- case: create domain with not null named as check
CREATE DOMAIN d2 AS int CONSTRAINT x CHECK (VALUE > 0) CONSTRAINT x NOT NULL;

-- case: create domain with not null named as check, before
CREATE DOMAIN d2 AS int CONSTRAINT x NOT NULL CONSTRAINT x CHECK (VALUE > 0);

-- case: create domain with not null twice
CREATE DOMAIN d2 AS int NOT NULL NOT NULL;

-- case: create domain with null and not null
CREATE DOMAIN d2 AS int NULL NOT NULL;

-- case: domain over domain validated again
-- setup: CREATE DOMAIN dv AS int CHECK (VALUE > 0);
-- setup: CREATE DOMAIN dw AS dv;
-- setup: CREATE TABLE td (a dw, b dv);
ALTER DOMAIN dv VALIDATE CONSTRAINT dv_check;

-- case: domain checked again, column is an array of it
-- setup: CREATE DOMAIN dv AS int CHECK (VALUE > 0);
-- setup: CREATE TABLE td (a dv[]);
ALTER DOMAIN dv VALIDATE CONSTRAINT dv_check;

-- case: domain checked again, stored in a composite
-- setup: CREATE DOMAIN dv AS int CHECK (VALUE > 0);
-- setup: CREATE TYPE dc AS (a dv);
-- setup: CREATE TABLE td (a dc);
ALTER DOMAIN dv VALIDATE CONSTRAINT dv_check;

-- case: domain in a composite in a composite
-- setup: CREATE DOMAIN dv AS int CHECK (VALUE > 0);
-- setup: CREATE TYPE dc AS (a dv);
-- setup: CREATE TYPE dc2 AS (a dc);
-- setup: CREATE TABLE td (a dc2[]);
ALTER DOMAIN dv VALIDATE CONSTRAINT dv_check;

-- case: domain in composites, none stored
-- setup: CREATE DOMAIN dv AS int CHECK (VALUE > 0);
-- setup: CREATE TYPE dc AS (a dv);
-- setup: CREATE TYPE dc2 AS (a dc);
-- setup: CREATE VIEW vd AS SELECT NULL::dc2;
ALTER DOMAIN dv VALIDATE CONSTRAINT dv_check;

-- case: domain in composite, materialized view
-- setup: CREATE DOMAIN dv AS int CHECK (VALUE > 0);
-- setup: CREATE TYPE dc AS (a dv);
-- setup: CREATE MATERIALIZED VIEW vd AS SELECT NULL::dc AS c;
ALTER DOMAIN dv ADD CHECK (VALUE > 2);

-- case: domain in range
-- setup: CREATE DOMAIN dv AS int CHECK (VALUE > 0);
-- setup: CREATE TYPE dr AS RANGE (subtype = dv);
-- setup: CREATE TABLE td (a dr);
ALTER DOMAIN dv SET NOT NULL;

-- case: domain array, partitioned
-- setup: CREATE DOMAIN dv AS int;
-- setup: CREATE TABLE td (a dv[], b int) PARTITION BY LIST (b);
ALTER DOMAIN dv ADD CHECK (VALUE > 2);

-- case: domain, not valid
-- setup: CREATE DOMAIN dv AS int;
-- setup: CREATE TABLE td (a dv[], b int) PARTITION BY LIST (b);
ALTER DOMAIN dv ADD CHECK (VALUE > 2) NOT VALID;

-- case: domain over in array
-- setup: CREATE DOMAIN dv AS int;
-- setup: CREATE DOMAIN dd AS dv;
-- setup: CREATE TABLE td (a dd[], b int);
ALTER DOMAIN dv ADD CHECK (VALUE > 2);

-- case: row type of a table with the domain
-- setup: CREATE DOMAIN dv AS int;
-- setup: CREATE TABLE r1 (a dv);
-- setup: CREATE TABLE r2 (r r1);
ALTER DOMAIN dv ADD CHECK (VALUE > 2);

-- case: domain over a composite with the domain
-- setup: CREATE DOMAIN dv AS int;
-- setup: CREATE TYPE dc AS (a dv);
-- setup: CREATE DOMAIN dcd AS dc;
-- setup: CREATE TABLE r2 (r dcd);
ALTER DOMAIN dv ADD CHECK (VALUE > 2);

-- case: foreign table with the domain in an array
-- setup: CREATE DOMAIN dv AS int;
-- setup: CREATE FOREIGN DATA WRAPPER fw;
-- setup: CREATE SERVER fs FOREIGN DATA WRAPPER fw;
-- setup: CREATE FOREIGN TABLE ft (a dv[]) SERVER fs;
ALTER DOMAIN dv ADD CHECK (VALUE > 2);

-- case: type change of an attribute in an array
-- setup: CREATE TYPE dc AS (a int);
-- setup: CREATE TABLE td (a dc[]);
ALTER TYPE dc ALTER ATTRIBUTE a TYPE bigint;

-- case: type change of an attribute in a composite
-- setup: CREATE TYPE dc AS (a int);
-- setup: CREATE TYPE dc2 AS (a dc);
-- setup: CREATE TABLE td (a dc2);
ALTER TYPE dc ALTER ATTRIBUTE a TYPE bigint;

-- case: type change of an attribute in a domain
-- setup: CREATE TYPE dc AS (a int);
-- setup: CREATE DOMAIN dcd AS dc;
-- setup: CREATE TABLE td (a dcd);
ALTER TYPE dc ALTER ATTRIBUTE a TYPE bigint;

-- case: type change of an attribute in a view
-- setup: CREATE TYPE dc AS (a int);
-- setup: CREATE VIEW td AS SELECT NULL::dc AS a;
ALTER TYPE dc ALTER ATTRIBUTE a TYPE bigint;

-- case: rewrite of a table whose row type is in a composite
-- setup: CREATE TABLE rr (a int);
-- setup: CREATE TYPE dc2 AS (a rr);
-- setup: CREATE TABLE td (a dc2);
ALTER TABLE rr ALTER a TYPE bigint;

-- case: rewrite of a table whose row type is in a view
-- setup: CREATE TABLE rr (a int);
-- setup: CREATE VIEW vr AS SELECT NULL::rr AS x;
ALTER TABLE rr ALTER a TYPE bigint;

-- case: rewrite with set unlogged of a table whose row type is in use
-- setup: CREATE TABLE rr (a int);
-- setup: CREATE TABLE td (x rr);
ALTER TABLE rr SET UNLOGGED;

-- case: drop attribute in use
-- setup: CREATE TYPE dc AS (a int, b int);
-- setup: CREATE TABLE td (a dc[]);
ALTER TYPE dc DROP ATTRIBUTE a;

-- case: add attribute in use
-- setup: CREATE TYPE dc AS (a int, b int);
-- setup: CREATE TABLE td (a dc[]);
ALTER TYPE dc ADD ATTRIBUTE c int;

-- case: drop domain used by a range
-- setup: CREATE DOMAIN dv AS int CHECK (VALUE > 0);
-- setup: CREATE TYPE dr AS RANGE (subtype = dv);
DROP DOMAIN dv;

-- case: drop domain used by a range cascade
-- setup: CREATE DOMAIN dv AS int CHECK (VALUE > 0);
-- setup: CREATE TYPE dr AS RANGE (subtype = dv);
-- setup: CREATE TABLE td (a dr, b int);
DROP DOMAIN dv CASCADE;

-- case: drop enum used by a range cascade, then the multirange is gone
-- setup: CREATE TYPE e3 AS ENUM ('a');
-- setup: CREATE TYPE dr AS RANGE (subtype = e3, multirange_type_name = drs);
-- setup: DROP TYPE e3 CASCADE;
CREATE TABLE td (a drs);

-- case: drop range and enum together
-- setup: CREATE TYPE e3 AS ENUM ('a');
-- setup: CREATE TYPE dr AS RANGE (subtype = e3);
DROP TYPE e3, dr;

-- case: domain in a named multirange
-- setup: CREATE DOMAIN dv AS int CHECK (VALUE > 0);
-- setup: CREATE TYPE dr AS RANGE (subtype = dv, multirange_type_name = drs);
-- setup: CREATE TABLE td (a drs);
ALTER DOMAIN dv SET NOT NULL;
