-- case: CREATE TABLE AS EXECUTE
PREPARE hx_q2 AS SELECT a FROM v;
CREATE TABLE hx_t AS EXECUTE hx_q2;

-- case: a table of rows that is there already
CREATE TABLE IF NOT EXISTS tgen AS SELECT id FROM trep;

-- case: create table as
-- doc: tables: CREATE TABLE AS
CREATE TABLE tn AS SELECT * FROM t;

-- case: import/select into
-- doc: tables: SELECT INTO
SELECT * INTO tn FROM t;
