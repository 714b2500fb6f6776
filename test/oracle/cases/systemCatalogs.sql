-- case: an update of pg_index
UPDATE pg_index SET indisvalid = indisvalid WHERE indexrelid = 't_a_idx'::regclass;

-- case: an update of pg_catalog.pg_class
UPDATE pg_catalog.pg_class SET relname = relname WHERE relname = 't';

-- case: an update with FROM
UPDATE pg_index i SET indisready = true FROM pg_class c WHERE c.oid = i.indexrelid AND c.relname = 't_a_idx';

-- case: a delete from pg_depend
DELETE FROM pg_depend WHERE false;

-- case: an insert into pg_description
INSERT INTO pg_description SELECT 't'::regclass, 'pg_class'::regclass, 0, 'x' WHERE false;

-- case: an update of a system view
UPDATE pg_tables SET tablename = 'x';

-- case: an update of pg_settings
UPDATE pg_settings SET setting = '64MB' WHERE name = 'work_mem';

-- case: an update of a view of information_schema
UPDATE information_schema.tables SET table_name = 'x';

-- case: a query of pg_class with a table of the user's
SELECT * FROM pg_class c JOIN t ON t.a = c.relnatts;

-- case: a query of information_schema
SELECT count(*) FROM information_schema.columns WHERE table_name = 't';

-- case: a view over pg_class
CREATE VIEW tables_here AS SELECT relname FROM pg_class WHERE relkind = 'r';

-- case: a table from pg_class
CREATE TABLE tables_here AS SELECT relname FROM pg_catalog.pg_class;

-- case: an update of the user's table from pg_class
UPDATE t SET b = c.relname FROM pg_class c WHERE c.oid = t.id;

-- case: an update of a system catalog that is not there
UPDATE pg_nothing SET x = 1;

-- case: a lock on a system catalog
LOCK TABLE pg_class IN SHARE MODE;

-- case: ANALYZE of a system catalog
ANALYZE pg_class;

-- case: DDL on a system catalog
ALTER TABLE pg_class ADD COLUMN x int;

-- case: DDL on a system catalog by its whole name
ALTER TABLE pg_catalog.pg_class ADD COLUMN x int;

-- case: an index on a system catalog
CREATE INDEX ON pg_class (relnatts);

-- case: DROP of a system catalog
DROP TABLE pg_class;

-- case: TRUNCATE of a system catalog
TRUNCATE pg_description;

-- case: a trigger on a system catalog
CREATE TRIGGER x AFTER INSERT ON pg_class FOR EACH ROW EXECUTE FUNCTION trg();

-- case: a foreign key to a system catalog
ALTER TABLE t ADD FOREIGN KEY (pid) REFERENCES pg_class (oid);

-- case: GRANT on a system catalog
GRANT SELECT ON pg_class TO lockkeeper_oracle;

-- case: a comment on a system catalog
COMMENT ON TABLE pg_class IS 'x';

-- case: RENAME of a system catalog
ALTER TABLE pg_class RENAME TO pg_klasse;

-- case: REINDEX of a system catalog
REINDEX TABLE pg_description;

-- case: COPY of a system catalog
COPY (SELECT * FROM pg_class) TO '/dev/null';

-- case: a table of the user's called like a system catalog
-- setup: CREATE TABLE public.pg_index (x int);
UPDATE public.pg_index SET x = 1;

-- case: … by its bare name
-- setup: CREATE TABLE public.pg_index (x int);
UPDATE pg_index SET indisvalid = true WHERE false;

-- case: a table of the user's that begins with pg_
-- setup: CREATE TABLE public.pg_mine (x int);
UPDATE pg_mine SET x = 1;

-- case: MERGE into a system catalog
-- postgres: 15
MERGE INTO pg_index i USING t ON false WHEN MATCHED THEN DELETE;

-- case: a body that updates pg_index
DO $$ BEGIN UPDATE pg_index SET indisvalid = true WHERE indexrelid = 't_a_idx'::regclass; END $$;

-- case: a lock on a system catalog and on a table
-- setup: CREATE TABLE x (id int);
LOCK TABLE x IN SHARE MODE;

-- case: an update in WITH
WITH changed AS (UPDATE pg_index SET indisvalid = true WHERE false RETURNING indexrelid) SELECT count(*) FROM changed, t;
