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
