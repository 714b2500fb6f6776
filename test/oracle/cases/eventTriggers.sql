-- case: an event trigger writes a log when a command ends
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE TABLE hx_log (id bigint GENERATED ALWAYS AS IDENTITY, tag text);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin insert into hx_log (tag) values (tg_tag); end $$;
CREATE EVENT TRIGGER hx_e ON ddl_command_end EXECUTE FUNCTION hx_et();
ALTER TABLE hx_t ADD COLUMN c int;

-- case: an event trigger for other commands does not fire
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE TABLE hx_log (id bigint GENERATED ALWAYS AS IDENTITY, tag text);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin insert into hx_log (tag) values (tg_tag); end $$;
CREATE EVENT TRIGGER hx_e ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION hx_et();
ALTER TABLE hx_t ADD COLUMN c int;

-- case: an event trigger for this command fires before it
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE TABLE hx_log (id bigint GENERATED ALWAYS AS IDENTITY, tag text);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin insert into hx_log (tag) values (tg_tag); end $$;
CREATE EVENT TRIGGER hx_e ON ddl_command_start WHEN TAG IN ('CREATE INDEX', 'DROP TABLE') EXECUTE FUNCTION hx_et();
CREATE INDEX ON hx_t (a);

-- case: sql_drop fires where something is dropped
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE TABLE hx_log (id bigint GENERATED ALWAYS AS IDENTITY, tag text);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin insert into hx_log (tag) values (tg_tag); end $$;
CREATE EVENT TRIGGER hx_e ON sql_drop EXECUTE FUNCTION hx_et();
ALTER TABLE hx_t DROP COLUMN b;

-- case: sql_drop does not fire where nothing is dropped
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE TABLE hx_log (id bigint GENERATED ALWAYS AS IDENTITY, tag text);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin insert into hx_log (tag) values (tg_tag); end $$;
CREATE EVENT TRIGGER hx_e ON sql_drop EXECUTE FUNCTION hx_et();
ALTER TABLE hx_t ADD COLUMN c int;

-- case: sql_drop does not fire where IF EXISTS finds nothing
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE TABLE hx_log (id bigint GENERATED ALWAYS AS IDENTITY, tag text);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin insert into hx_log (tag) values (tg_tag); end $$;
CREATE EVENT TRIGGER hx_e ON sql_drop EXECUTE FUNCTION hx_et();
DROP TABLE IF EXISTS hx_nope;

-- case: table_rewrite fires where a table is rewritten
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE TABLE hx_log (id bigint GENERATED ALWAYS AS IDENTITY, tag text);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin insert into hx_log (tag) values (tg_tag); end $$;
CREATE EVENT TRIGGER hx_e ON table_rewrite EXECUTE FUNCTION hx_et();
ALTER TABLE hx_t ALTER b TYPE bigint;

-- case: table_rewrite does not fire without a rewrite
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE TABLE hx_log (id bigint GENERATED ALWAYS AS IDENTITY, tag text);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin insert into hx_log (tag) values (tg_tag); end $$;
CREATE EVENT TRIGGER hx_e ON table_rewrite EXECUTE FUNCTION hx_et();
ALTER TABLE hx_t ALTER b SET DEFAULT 1;

-- case: table_rewrite may forbid it
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin raise exception 'not here'; end $$;
CREATE EVENT TRIGGER hx_e ON table_rewrite EXECUTE FUNCTION hx_et();
ALTER TABLE hx_t ALTER b TYPE bigint;

-- case: an event trigger that is disabled does not fire
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE TABLE hx_log (id bigint GENERATED ALWAYS AS IDENTITY, tag text);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin insert into hx_log (tag) values (tg_tag); end $$;
CREATE EVENT TRIGGER hx_e ON ddl_command_end EXECUTE FUNCTION hx_et();
ALTER EVENT TRIGGER hx_e DISABLE;
CREATE TABLE hx_n (a int);

-- case: an event trigger that is dropped does not fire
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE TABLE hx_log (id bigint GENERATED ALWAYS AS IDENTITY, tag text);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin insert into hx_log (tag) values (tg_tag); end $$;
CREATE EVENT TRIGGER hx_e ON ddl_command_end EXECUTE FUNCTION hx_et();
DROP EVENT TRIGGER hx_e;
ALTER TABLE hx_t ADD COLUMN c int;

-- case: an event trigger fires on a statement of a DO block
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE TABLE hx_log (id bigint GENERATED ALWAYS AS IDENTITY, tag text);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin insert into hx_log (tag) values (tg_tag); end $$;
CREATE EVENT TRIGGER hx_e ON ddl_command_end EXECUTE FUNCTION hx_et();
DO $$ begin alter table hx_t add column c int; end $$;

-- case: an event trigger does not fire on queries
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE TABLE hx_log (id bigint GENERATED ALWAYS AS IDENTITY, tag text);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin insert into hx_log (tag) values (tg_tag); end $$;
CREATE EVENT TRIGGER hx_e ON ddl_command_end EXECUTE FUNCTION hx_et();
UPDATE hx_t SET a = 3;

-- case: an event trigger does not fire on roles
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE TABLE hx_log (id bigint GENERATED ALWAYS AS IDENTITY, tag text);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin insert into hx_log (tag) values (tg_tag); end $$;
CREATE EVENT TRIGGER hx_e ON ddl_command_end EXECUTE FUNCTION hx_et();
COMMENT ON ROLE lockkeeper_oracle IS 'x';

-- case: an event trigger decides by the tag
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE TABLE hx_log (id bigint GENERATED ALWAYS AS IDENTITY, tag text);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin if tg_tag = 'CREATE TABLE' then insert into hx_log (tag) values (tg_event); end if; end $$;
CREATE EVENT TRIGGER hx_e ON ddl_command_end EXECUTE FUNCTION hx_et();
ALTER TABLE hx_t ADD COLUMN c int;

-- case: an event trigger needs a function for event triggers
-- setup: CREATE FUNCTION hx_tr() RETURNS trigger LANGUAGE plpgsql AS $$ begin return new; end $$;
CREATE EVENT TRIGGER hx_e ON ddl_command_end EXECUTE FUNCTION hx_tr();

-- case: a trigger needs a function for triggers
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE TABLE hx_log (id bigint GENERATED ALWAYS AS IDENTITY, tag text);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin insert into hx_log (tag) values (tg_tag); end $$;
CREATE TRIGGER hx_tr BEFORE INSERT ON hx_t FOR EACH ROW EXECUTE FUNCTION hx_et();

-- case: an event that there is not
-- setup: CREATE TABLE hx_t (a int, b int);
-- setup: INSERT INTO hx_t VALUES (1, 2);
-- setup: CREATE TABLE hx_log (id bigint GENERATED ALWAYS AS IDENTITY, tag text);
-- setup: CREATE FUNCTION hx_et() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin insert into hx_log (tag) values (tg_tag); end $$;
CREATE EVENT TRIGGER hx_e ON ddl_command_middle EXECUTE FUNCTION hx_et();

-- case: create event trigger et on ddl_command_start execute function f()
-- setup: create table a(id int);
-- setup: create function f() returns event_trigger language plpgsql as 'begin end';
create event trigger et on ddl_command_start execute function f();

-- case: create event trigger et on ddl_command_start execute function nope()
create event trigger et on ddl_command_start execute function nope();

-- case: event trigger
-- doc: triggers: CREATE EVENT TRIGGER
-- setup: CREATE FUNCTION etf() RETURNS event_trigger LANGUAGE plpgsql AS 'begin end';
CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION etf();

-- case: switch an event trigger off
-- doc: triggers: ALTER EVENT TRIGGER … DISABLE
-- setup: CREATE FUNCTION etf() RETURNS event_trigger LANGUAGE plpgsql AS 'begin end';
CREATE EVENT TRIGGER et ON sql_drop EXECUTE FUNCTION etf();
ALTER EVENT TRIGGER et DISABLE;
