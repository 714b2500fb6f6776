-- case: rename column
ALTER TABLE t RENAME COLUMN a TO a2;

-- case: rename table
ALTER TABLE t RENAME TO t_new;

-- case: rename index
ALTER INDEX t_a_idx RENAME TO t_a_idx2;

-- case: rename index via alter table
ALTER TABLE t_a_idx RENAME TO t_a_idx2;

-- case: rename view
ALTER VIEW v RENAME TO v2;

-- case: set schema
ALTER TABLE t SET SCHEMA s2;

-- case: owner to
ALTER TABLE t OWNER TO lockkeeper_oracle;
