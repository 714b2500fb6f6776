-- case: set logged, logged
-- doc: table-options: SET LOGGED of a table that is logged already
ALTER TABLE tgen SET LOGGED;

-- case: set unlogged, referenced
ALTER TABLE parent SET UNLOGGED;

-- case: set logged, referencing an unlogged one
-- setup: ALTER TABLE ul ADD PRIMARY KEY (id);
-- setup: CREATE UNLOGGED TABLE ul2 (id int REFERENCES ul (id));
ALTER TABLE ul2 SET LOGGED;

-- case: set unlogged, serial
-- doc: table-options: SET UNLOGGED of a table with a serial column
ALTER TABLE tserial SET UNLOGGED;

-- case: set unlogged, temporary
CREATE TEMP TABLE tt (id int);
ALTER TABLE tt SET UNLOGGED;

-- case: set unlogged, partitioned
ALTER TABLE pt SET UNLOGGED;

-- case: set unlogged, published
ALTER TABLE parent SET UNLOGGED;

-- case: alter index i set tablespace pg_default
-- setup: create table a(id int);
-- setup: create index i on a(id);
alter index i set tablespace pg_default;

-- case: 93 sequence unlogged
ALTER SEQUENCE sq SET UNLOGGED;

-- case: 130 set access method default
ALTER TABLE tgen SET ACCESS METHOD DEFAULT;

-- case: 86 unlogged, with a sequence
ALTER TABLE tserial SET UNLOGGED;

-- case: 86 unlogged, referenced by a logged one
ALTER TABLE parent SET UNLOGGED;

-- case: 86 logged, indexed
-- setup: CREATE INDEX uli ON ul (id);
ALTER TABLE ul SET LOGGED;

-- case: 87 tablespace of a table with indexes
ALTER TABLE trep SET TABLESPACE pg_default;
