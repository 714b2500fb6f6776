-- case: revoke all on schema public from public
revoke all on schema public from public;

-- case: revoke select on a from public
-- setup: create table a(id int);
revoke select on a from public;

-- case: grant execute on function f(int) to public
-- setup: create function f(a int) returns int language sql as 'select 1';
grant execute on function f(int) to public;

-- case: alter default privileges in schema public grant select on tables to pu
alter default privileges in schema public grant select on tables to public;

-- case: 108 grant on all tables
GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC;

-- case: 130 grant maintain
GRANT MAINTAIN ON tgen TO lockkeeper_oracle;

-- case: 130 grant set on parameter
GRANT SET ON PARAMETER log_min_duration_statement TO lockkeeper_oracle;

-- case: 130 alter default privileges on large objects
ALTER DEFAULT PRIVILEGES GRANT SELECT ON LARGE OBJECTS TO lockkeeper_oracle;

-- case: 130 grant with inherit false
GRANT pg_monitor TO lockkeeper_oracle WITH INHERIT FALSE;

-- case: grant
-- doc: remarks: GRANT on a table
GRANT SELECT ON t TO lockkeeper_oracle;

-- case: revoke
-- doc: remarks: REVOKE on a table
REVOKE SELECT ON t FROM lockkeeper_oracle;

-- case: GRANT on a missing schema
GRANT USAGE ON SCHEMA nowhere TO PUBLIC;

-- case: GRANT on all tables of a missing schema
GRANT SELECT ON ALL TABLES IN SCHEMA nowhere TO PUBLIC;

-- case: GRANT on a missing type
GRANT USAGE ON TYPE nothing TO PUBLIC;

-- case: default privileges in a missing schema
ALTER DEFAULT PRIVILEGES IN SCHEMA nowhere GRANT SELECT ON TABLES TO PUBLIC;

-- case: default privileges
-- doc: remarks: ALTER DEFAULT PRIVILEGES
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC;

-- case: grant on everything in a schema
-- doc: remarks: GRANT on a schema
GRANT USAGE ON SCHEMA s2 TO PUBLIC;

-- case: grant on a function
-- doc: remarks: GRANT on a function
GRANT EXECUTE ON FUNCTION vol() TO PUBLIC;

-- case: create a role
-- doc: without-locks: CREATE ROLE, CREATE USER
CREATE ROLE lockkeeper_other;

-- case: alter a role
-- doc: without-locks: ALTER ROLE
ALTER ROLE lockkeeper_oracle NOLOGIN;

-- case: drop a role
-- doc: without-locks: DROP ROLE
CREATE ROLE lockkeeper_other;
DROP ROLE lockkeeper_other;

-- case: grant a role
-- doc: without-locks: GRANT of a role
GRANT pg_read_all_data TO lockkeeper_oracle;

-- case: GRANT of a column that there is not
GRANT SELECT (nope) ON t TO lockkeeper_oracle;

-- case: GRANT of a privilege that tables do not have
GRANT EXECUTE ON t TO lockkeeper_oracle;

-- case: GRANT of a privilege that columns do not have
GRANT DELETE (a) ON t TO lockkeeper_oracle;

-- case: GRANT ON SEQUENCE of a table
GRANT SELECT ON SEQUENCE t TO lockkeeper_oracle;

-- case: GRANT MAINTAIN is new in 17
GRANT MAINTAIN ON t TO lockkeeper_oracle;

-- case: GRANT USAGE of a sequence as of a table
GRANT USAGE ON sq TO lockkeeper_oracle;
