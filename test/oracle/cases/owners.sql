-- case: owner of a table with a serial
-- doc: renaming: ALTER TABLE … OWNER TO, with a serial column
ALTER TABLE tserial OWNER TO lockkeeper_oracle;

-- case: owner of a partitioned table
-- doc: renaming: ALTER TABLE … OWNER TO of a partitioned table
ALTER TABLE pt OWNER TO lockkeeper_oracle;

-- case: owner of an owned sequence
ALTER TABLE tserial_id_seq OWNER TO lockkeeper_oracle;

-- case: owner of a view
-- doc: renaming: ALTER VIEW … OWNER TO
ALTER VIEW v OWNER TO lockkeeper_oracle;

-- case: owner of a sequence
-- doc: renaming: ALTER SEQUENCE … OWNER TO
ALTER SEQUENCE sq OWNER TO lockkeeper_oracle;

-- case: owner of a type
-- doc: renaming: ALTER TYPE … OWNER TO
ALTER TYPE en OWNER TO lockkeeper_oracle;

-- case: owner of a materialized view
-- doc: renaming: ALTER MATERIALIZED VIEW … OWNER TO
ALTER MATERIALIZED VIEW mv OWNER TO lockkeeper_oracle;

-- case: drop owned by lockkeeper_oracle
-- setup: create table a(id int);
drop owned by lockkeeper_oracle;

-- case: drop owned by lockkeeper_oracle (2)
-- setup: create table a(id int);
-- setup: alter table a owner to lockkeeper_oracle;
drop owned by lockkeeper_oracle;

-- case: reassign owned by lockkeeper_oracle to postgres
-- setup: create table a(id int primary key);
-- setup: alter table a owner to lockkeeper_oracle;
reassign owned by lockkeeper_oracle to postgres;

-- case: alter view view1 owner to lockkeeper_oracle
-- setup: create view view1 as select 1 a;
alter view view1 owner to lockkeeper_oracle;

-- case: REASSIGN OWNED gives tables away with indexes and sequences
-- setup: CREATE TABLE hx_t (id serial PRIMARY KEY);
-- setup: ALTER TABLE hx_t OWNER TO lockkeeper_oracle;
REASSIGN OWNED BY lockkeeper_oracle TO CURRENT_USER;

-- case: DROP OWNED takes a role out of its policies
-- setup: CREATE TABLE hx_t (id int);
-- setup: CREATE POLICY hx_p ON hx_t TO lockkeeper_oracle USING (true);
DROP OWNED BY lockkeeper_oracle;

-- case: 87 all tables of a tablespace
ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE pg_default;

-- case: 88 owner
ALTER TABLE trep OWNER TO lockkeeper_oracle;

-- case: drop owned
DROP OWNED BY lockkeeper_oracle;

-- case: drop what a role owns
-- doc: schemas: DROP OWNED
-- setup: CREATE TABLE owned (id int);
-- setup: ALTER TABLE owned OWNER TO lockkeeper_oracle;
DROP OWNED BY lockkeeper_oracle;

-- case: reassign what a role owns
-- doc: not-followed: REASSIGN OWNED
REASSIGN OWNED BY lockkeeper_oracle TO CURRENT_USER;

-- case: move all tables of a tablespace
-- doc: table-options: ALTER TABLE ALL IN TABLESPACE
ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE pg_default;

-- case: an index of a partitioned table given away
-- setup: CREATE INDEX pti ON pt (id);
ALTER INDEX pti OWNER TO lockkeeper_oracle;

-- case: a table given to the role that has it
ALTER TABLE t OWNER TO CURRENT_USER;

-- case: OWNER of a function that there is not
ALTER FUNCTION hx_nope(int) OWNER TO lockkeeper_oracle;
