-- case: explain analyze select * from a
-- setup: create table a(id int);
explain analyze select * from a;

-- case: EXECUTE runs what was prepared
PREPARE hx_q (int) AS UPDATE t SET bi = 1 WHERE id = $1;
EXECUTE hx_q(1);

-- case: EXECUTE of nothing
EXECUTE hx_none(1);

-- case: DEALLOCATE of nothing
DEALLOCATE hx_none;

-- case: EXPLAIN CREATE TABLE AS
EXPLAIN CREATE TABLE hx_n AS SELECT * FROM v;

-- case: EXPLAIN EXECUTE
PREPARE hx_ex AS SELECT a FROM v;
EXPLAIN EXECUTE hx_ex;

-- case: explain
-- doc: data: EXPLAIN: what the statement itself takes
EXPLAIN UPDATE tgen SET a = 1;

-- case: prepare
-- doc: data: PREPARE
PREPARE px AS SELECT * FROM tgen;

-- case: declare a cursor
-- doc: data: DECLARE … CURSOR
DECLARE cx CURSOR FOR SELECT * FROM tgen;

-- case: fetch
-- doc: data: FETCH (the cursor holds its locks already)
DECLARE cx CURSOR FOR SELECT * FROM tgen;
FETCH 1 FROM cx;

-- case: deallocate
-- doc: without-locks: DEALLOCATE
DEALLOCATE ALL;

-- case: execute a prepared statement
-- doc: data: EXECUTE (here PREPARE in the same transaction holds its locks already)
PREPARE px AS SELECT * FROM tgen;
EXECUTE px;
