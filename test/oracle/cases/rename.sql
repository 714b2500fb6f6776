-- case: rename column
-- doc: renaming: ALTER TABLE … RENAME COLUMN
ALTER TABLE t RENAME COLUMN a TO a2;

-- case: rename table
-- doc: renaming: ALTER TABLE … RENAME
ALTER TABLE t RENAME TO t_new;

-- case: rename index
-- doc: renaming: ALTER INDEX … RENAME
ALTER INDEX t_a_idx RENAME TO t_a_idx2;

-- case: rename index via alter table
-- doc: renaming: ALTER TABLE … RENAME, naming an index
ALTER TABLE t_a_idx RENAME TO t_a_idx2;

-- case: rename view
-- doc: renaming: ALTER VIEW … RENAME
ALTER VIEW v RENAME TO v2;

-- case: set schema
-- doc: renaming: ALTER TABLE … SET SCHEMA
ALTER TABLE t SET SCHEMA s2;

-- case: owner to
-- doc: renaming: ALTER TABLE … OWNER TO
ALTER TABLE t OWNER TO lockkeeper_oracle;
