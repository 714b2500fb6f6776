-- case: copy a (nope) from stdin
-- setup: create table a(id int, b int);
copy a (nope) from stdin;

-- case: copy view1 to stdout
-- setup: create table a(id int, b int);
-- setup: create view view1 as select * from a;
copy view1 to stdout;

-- case: copy from
-- doc: data: COPY … FROM
COPY trep FROM PROGRAM 'true';

-- case: 130 copy with on_error
COPY tgen FROM PROGRAM 'true' WITH (ON_ERROR ignore);

-- case: copy to
-- doc: data: COPY … TO
COPY (SELECT * FROM tgen) TO PROGRAM 'cat > /dev/null';

-- case: COPY TO of a partitioned table
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
COPY hx_p TO PROGRAM 'cat > /dev/null';

-- case: COPY FROM naming a stored generated column
-- setup: CREATE TABLE hx_g (id int, b int, s int GENERATED ALWAYS AS (id * 2) STORED);
COPY hx_g (id, s) FROM PROGRAM 'true';

-- case: COPY TO naming a stored generated column
-- setup: CREATE TABLE hx_g (id int, b int, s int GENERATED ALWAYS AS (id * 2) STORED);
COPY hx_g (s) TO PROGRAM 'cat > /dev/null';

-- case: COPY of all columns leaves generated ones out
-- setup: CREATE TABLE hx_g (id int, b int, s int GENERATED ALWAYS AS (id * 2) STORED);
COPY hx_g FROM PROGRAM 'true';

-- case: COPY names a column twice
-- setup: CREATE TABLE hx_g (id int, b int, s int GENERATED ALWAYS AS (id * 2) STORED);
COPY hx_g (id, id) FROM PROGRAM 'true';

-- case: COPY names a generated column before one that is not there
-- setup: CREATE TABLE hx_g (id int, b int, s int GENERATED ALWAYS AS (id * 2) STORED);
COPY hx_g (s, nope) FROM PROGRAM 'true';

-- case: COPY forces NULL in a generated column
-- setup: CREATE TABLE hx_g (id int, b int, s int GENERATED ALWAYS AS (id * 2) STORED);
COPY hx_g FROM PROGRAM 'true' (FORMAT csv, FORCE_NULL (s));

-- case: COPY forces NULL in a column that it does not read
-- setup: CREATE TABLE hx_g (id int, b int, s int GENERATED ALWAYS AS (id * 2) STORED);
COPY hx_g (id) FROM PROGRAM 'true' (FORMAT csv, FORCE_NULL (b));

-- case: COPY quotes a column that is not there
-- setup: CREATE TABLE hx_g (id int, b int, s int GENERATED ALWAYS AS (id * 2) STORED);
COPY hx_g TO PROGRAM 'cat > /dev/null' (FORMAT csv, FORCE_QUOTE (nope));

-- case: COPY FROM where a generated column is read
-- setup: CREATE TABLE hx_g (id int, b int, s int GENERATED ALWAYS AS (id * 2) STORED);
COPY hx_g FROM PROGRAM 'true' WHERE s > 1;

-- case: COPY FROM where a column is not there
-- setup: CREATE TABLE hx_g (id int, b int, s int GENERATED ALWAYS AS (id * 2) STORED);
COPY hx_g FROM PROGRAM 'true' WHERE nope > 1;

-- case: COPY of a query reads a generated column
-- setup: CREATE TABLE hx_g (id int, b int, s int GENERATED ALWAYS AS (id * 2) STORED);
COPY (SELECT s FROM hx_g) TO PROGRAM 'cat > /dev/null';

-- case: COPY FROM naming a virtual column
-- postgres: 18
-- setup: CREATE TABLE hx_g (id int, v int GENERATED ALWAYS AS (id * 2) VIRTUAL);
COPY hx_g (id, v) FROM PROGRAM 'true';

-- case: COPY TO naming a virtual column
-- postgres: 18
-- setup: CREATE TABLE hx_g (id int, v int GENERATED ALWAYS AS (id * 2) VIRTUAL);
COPY hx_g (v) TO PROGRAM 'cat > /dev/null';

-- case: COPY FROM where a virtual column is read
-- postgres: 18
-- setup: CREATE TABLE hx_g (id int, v int GENERATED ALWAYS AS (id * 2) VIRTUAL);
COPY hx_g FROM PROGRAM 'true' WHERE v > 1;

-- case: COPY into a partition naming a generated column
-- setup: CREATE TABLE hx_g (id int, s int GENERATED ALWAYS AS (id * 2) STORED) PARTITION BY LIST (id);
-- setup: CREATE TABLE hx_g1 PARTITION OF hx_g FOR VALUES IN (1);
COPY hx_g1 (id, s) FROM PROGRAM 'true';
