-- case: alter sequence
-- doc: sequences: ALTER SEQUENCE … INCREMENT, MAXVALUE, CACHE …
ALTER SEQUENCE sq INCREMENT 2;

-- case: alter sequence restart
-- doc: sequences: ALTER SEQUENCE … RESTART
ALTER SEQUENCE sq RESTART;

-- case: alter sequence owned by
-- doc: sequences: ALTER SEQUENCE … OWNED BY
ALTER SEQUENCE sq OWNED BY t.id;

-- case: alter sequence as bigint
-- doc: sequences: ALTER SEQUENCE … AS bigint
ALTER SEQUENCE tserial_id_seq AS bigint;

-- case: drop sequence
-- doc: sequences: DROP SEQUENCE
DROP SEQUENCE sq;

-- case: create sequence
-- doc: sequences: CREATE SEQUENCE
CREATE SEQUENCE sq9;

-- case: nextval
-- doc: sequences: nextval()
SELECT nextval('sq');

-- case: setval
-- doc: sequences: setval()
SELECT setval('sq', 10);

-- case: sequence owned by another schema's table
-- setup: CREATE TABLE s2.so (id int);
ALTER SEQUENCE sq OWNED BY s2.so.id;

-- case: sequence owned by none
-- doc: sequences: ALTER SEQUENCE … OWNED BY NONE
ALTER SEQUENCE tserial_id_seq OWNED BY NONE;

-- case: sequence that is not there
ALTER SEQUENCE nope RESTART;

-- case: sequence if exists
ALTER SEQUENCE IF EXISTS nope RESTART;

-- case: alter sequence on a table
ALTER SEQUENCE tgen RESTART;

-- case: create sequence owned by
-- doc: sequences: CREATE SEQUENCE … OWNED BY
CREATE SEQUENCE sn OWNED BY tgen.id;

-- case: create sequence that exists
CREATE SEQUENCE sq;

-- case: create sequence if not exists
CREATE SEQUENCE IF NOT EXISTS sq;

-- case: 93 sequence without a change
ALTER SEQUENCE sq OWNED BY NONE;

-- case: 94 sequence to smallint
ALTER SEQUENCE tserial_id_seq AS smallint;

-- case: 130 unlogged sequence
CREATE UNLOGGED SEQUENCE sq9;

-- case: sequence of an unlogged table set logged
-- setup: CREATE UNLOGGED TABLE uls (id serial);
ALTER TABLE uls SET LOGGED;
