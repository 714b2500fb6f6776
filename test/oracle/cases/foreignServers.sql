-- case: a foreign table on a server that is not there
CREATE FOREIGN TABLE hx_ft (a int) SERVER nope;

-- case: a user mapping on a server that is not there
CREATE USER MAPPING FOR CURRENT_USER SERVER nope;

-- case: a user mapping IF NOT EXISTS on a server that is not there
CREATE USER MAPPING IF NOT EXISTS FOR CURRENT_USER SERVER nope;

-- case: options on a server that is not there
ALTER SERVER nope OPTIONS (ADD host 'x');

-- case: an owner on a server that is not there
ALTER SERVER nope OWNER TO CURRENT_USER;

-- case: a new name on a server that is not there
ALTER SERVER nope RENAME TO nope2;

-- case: DROP on a server that is not there
DROP SERVER nope;

-- case: DROP IF EXISTS on a server that is not there
DROP SERVER IF EXISTS nope;

-- case: DROP CASCADE on a server that is not there
DROP SERVER nope CASCADE;

-- case: an import on a server that is not there
IMPORT FOREIGN SCHEMA x FROM SERVER nope INTO public;

-- case: options of a mapping on a server that is not there
ALTER USER MAPPING FOR CURRENT_USER SERVER nope OPTIONS (ADD user 'x');

-- case: DROP of a mapping on a server that is not there
DROP USER MAPPING FOR CURRENT_USER SERVER nope;

-- case: DROP of a mapping IF EXISTS on a server that is not there
DROP USER MAPPING IF EXISTS FOR CURRENT_USER SERVER nope;

-- case: a comment on a server that is not there
COMMENT ON SERVER nope IS 'x';

-- case: a privilege on a server that is not there
GRANT USAGE ON FOREIGN SERVER nope TO PUBLIC;

-- case: a foreign partition on a server that is not there
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
CREATE FOREIGN TABLE hx_fp PARTITION OF hx_p FOR VALUES IN (1) SERVER nope;

-- case: a server of a wrapper that is not there
CREATE SERVER hx_s FOREIGN DATA WRAPPER nope;

-- case: a server IF NOT EXISTS of a wrapper that is not there
CREATE SERVER IF NOT EXISTS hx_s FOREIGN DATA WRAPPER nope;

-- case: options of a wrapper that is not there
ALTER FOREIGN DATA WRAPPER nope OPTIONS (ADD x 'y');

-- case: DROP of a wrapper that is not there
DROP FOREIGN DATA WRAPPER nope;

-- case: a privilege of a wrapper that is not there
GRANT USAGE ON FOREIGN DATA WRAPPER nope TO PUBLIC;

-- case: a wrapper that is there
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
CREATE FOREIGN DATA WRAPPER hx_w;

-- case: a server that is there
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;

-- case: a server that is there, IF NOT EXISTS of a wrapper that is not
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
CREATE SERVER IF NOT EXISTS hx_s FOREIGN DATA WRAPPER nope;

-- case: a foreign table on a server that is there
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
CREATE FOREIGN TABLE hx_ft (a int) SERVER hx_s;

-- case: a foreign table that is there, on a server that is not
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE FOREIGN TABLE hx_ft (a int) SERVER hx_s;
CREATE FOREIGN TABLE IF NOT EXISTS hx_ft (a int) SERVER nope;

-- case: a mapping that is there
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE USER MAPPING FOR PUBLIC SERVER hx_s;
CREATE USER MAPPING FOR PUBLIC SERVER hx_s;

-- case: a mapping that is there, IF NOT EXISTS
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE USER MAPPING FOR PUBLIC SERVER hx_s;
CREATE USER MAPPING IF NOT EXISTS FOR PUBLIC SERVER hx_s;

-- case: a mapping that is dropped
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE USER MAPPING FOR PUBLIC SERVER hx_s;
DROP USER MAPPING FOR PUBLIC SERVER hx_s;

-- case: a mapping that is not there
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
DROP USER MAPPING FOR PUBLIC SERVER hx_s;

-- case: options of a mapping that is not there
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
ALTER USER MAPPING FOR PUBLIC SERVER hx_s OPTIONS (ADD a 'x');

-- case: a server with a foreign table
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE FOREIGN TABLE hx_ft (a int) SERVER hx_s;
DROP SERVER hx_s;

-- case: a server with a foreign table, CASCADE
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE FOREIGN TABLE hx_ft (a int) SERVER hx_s;
DROP SERVER hx_s CASCADE;

-- case: a server with a mapping
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE USER MAPPING FOR PUBLIC SERVER hx_s;
DROP SERVER hx_s;

-- case: a server after its foreign table
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE FOREIGN TABLE hx_ft (a int) SERVER hx_s;
-- setup: DROP FOREIGN TABLE hx_ft;
DROP SERVER hx_s;

-- case: a foreign table that is not there
DROP FOREIGN TABLE nope;

-- case: a foreign table after its server's CASCADE
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE FOREIGN TABLE hx_ft (a int) SERVER hx_s;
-- setup: DROP SERVER hx_s CASCADE;
SELECT * FROM hx_ft;

-- case: a wrapper with a server
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
DROP FOREIGN DATA WRAPPER hx_w;

-- case: a wrapper with a server, CASCADE
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE FOREIGN TABLE hx_ft (a int) SERVER hx_s;
DROP FOREIGN DATA WRAPPER hx_w CASCADE;

-- case: a server by its old name
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
-- setup: ALTER SERVER hx_s RENAME TO hx_s2;
CREATE FOREIGN TABLE hx_ft (a int) SERVER hx_s;

-- case: a renamed server with a foreign table
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE FOREIGN TABLE hx_ft (a int) SERVER hx_s;
-- setup: ALTER SERVER hx_s RENAME TO hx_s2;
DROP SERVER hx_s2;

-- case: a server of a renamed wrapper
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
-- setup: ALTER FOREIGN DATA WRAPPER hx_w RENAME TO hx_w2;
DROP FOREIGN DATA WRAPPER hx_w2;

-- case: an import into a schema that is not there
-- setup: CREATE FOREIGN DATA WRAPPER hx_w;
-- setup: CREATE SERVER hx_s FOREIGN DATA WRAPPER hx_w;
IMPORT FOREIGN SCHEMA x FROM SERVER hx_s INTO nope;

-- case: an extension's wrapper
-- setup: CREATE EXTENSION file_fdw;
CREATE SERVER hx_f FOREIGN DATA WRAPPER file_fdw;

-- case: an extension's wrapper again
-- setup: CREATE EXTENSION file_fdw;
CREATE FOREIGN DATA WRAPPER file_fdw;

-- case: an extension with a server
-- setup: CREATE EXTENSION file_fdw;
-- setup: CREATE SERVER hx_f FOREIGN DATA WRAPPER file_fdw;
DROP EXTENSION file_fdw;

-- case: an extension with a server, CASCADE
-- setup: CREATE EXTENSION file_fdw;
-- setup: CREATE SERVER hx_f FOREIGN DATA WRAPPER file_fdw;
-- setup: CREATE FOREIGN TABLE hx_ff (a text) SERVER hx_f OPTIONS (filename '/dev/null');
DROP EXTENSION file_fdw CASCADE;

-- case: a wrapper that belongs to an extension
-- setup: CREATE EXTENSION file_fdw;
DROP FOREIGN DATA WRAPPER file_fdw;

-- case: a wrapper of an extension that has gone
-- setup: CREATE EXTENSION file_fdw;
-- setup: DROP EXTENSION file_fdw;
CREATE SERVER hx_f FOREIGN DATA WRAPPER file_fdw;
