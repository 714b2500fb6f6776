-- What extensions bring along, and what hangs on it.

-- case: drop an extension whose function is a default
-- setup: CREATE EXTENSION "uuid-ossp";
-- setup: CREATE TABLE e (id uuid DEFAULT uuid_generate_v4());
DROP EXTENSION "uuid-ossp";

-- case: drop an extension whose function is a default, cascade
-- setup: CREATE EXTENSION "uuid-ossp";
-- setup: CREATE TABLE e (id uuid DEFAULT uuid_generate_v4());
DROP EXTENSION "uuid-ossp" CASCADE;

-- case: drop an extension whose function was a default
-- setup: CREATE EXTENSION "uuid-ossp";
-- setup: CREATE TABLE e (id uuid DEFAULT uuid_generate_v4());
-- setup: ALTER TABLE e ALTER COLUMN id SET DEFAULT gen_random_uuid();
DROP EXTENSION "uuid-ossp";

-- case: drop an extension whose function stands in a check, an index and a view
-- setup: CREATE EXTENSION pgcrypto;
-- setup: CREATE TABLE e (a text, CHECK (crypt(a, 'x') <> a));
-- setup: CREATE INDEX e_i ON e (digest(a, 'sha1'));
-- setup: CREATE VIEW w AS SELECT hmac(a, 'k', 'md5') FROM e;
DROP EXTENSION pgcrypto CASCADE;

-- case: drop an extension whose operator class an index uses
-- setup: CREATE EXTENSION pg_trgm;
-- setup: CREATE TABLE e (a text);
-- setup: CREATE INDEX e_a ON e USING gin (a gin_trgm_ops);
DROP EXTENSION pg_trgm;

-- case: drop an extension whose operator class an index uses, cascade
-- setup: CREATE EXTENSION pg_trgm;
-- setup: CREATE TABLE e (a text);
-- setup: CREATE INDEX e_a ON e USING gin (a gin_trgm_ops);
DROP EXTENSION pg_trgm CASCADE;

-- case: drop an extension on which an exclusion constraint rests
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE e (a int, d daterange, EXCLUDE USING gist (a WITH =, d WITH &&));
DROP EXTENSION btree_gist;

-- case: drop an extension on which an exclusion constraint rests, cascade
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE e (a int, d daterange, EXCLUDE USING gist (a WITH =, d WITH &&));
DROP EXTENSION btree_gist CASCADE;

-- case: drop an extension on which no index rests
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE e (d daterange, EXCLUDE USING gist (d WITH &&));
DROP EXTENSION btree_gist;

-- case: drop the schema of an extension
-- setup: CREATE SCHEMA ext;
-- setup: CREATE EXTENSION citext SCHEMA ext;
-- setup: CREATE TABLE e (id int, a ext.citext);
DROP SCHEMA ext;

-- case: drop the schema of an extension, cascade
-- setup: CREATE SCHEMA ext;
-- setup: CREATE EXTENSION citext SCHEMA ext;
-- setup: CREATE TABLE e (id int, a ext.citext);
DROP SCHEMA ext CASCADE;

-- case: a type of an extension that has moved
-- setup: CREATE SCHEMA ext;
-- setup: CREATE EXTENSION citext;
-- setup: ALTER EXTENSION citext SET SCHEMA ext;
ALTER TABLE tgen ADD COLUMN c ext.citext;

-- case: a type of an extension where it is no more
-- setup: CREATE SCHEMA ext;
-- setup: CREATE EXTENSION citext;
-- setup: ALTER EXTENSION citext SET SCHEMA ext;
ALTER TABLE tgen ADD COLUMN c citext;

-- case: move an extension to no schema
-- setup: CREATE EXTENSION citext;
ALTER EXTENSION citext SET SCHEMA nowhere;

-- case: move an extension that is not there
ALTER EXTENSION citext SET SCHEMA public;

-- case: an extension that needs another
CREATE EXTENSION earthdistance;

-- case: an extension that brings another along
CREATE EXTENSION earthdistance CASCADE;

-- case: an extension that another needs
-- setup: CREATE EXTENSION earthdistance CASCADE;
DROP EXTENSION cube;

-- case: an extension that another needs, cascade
-- setup: CREATE EXTENSION earthdistance CASCADE;
-- setup: CREATE TABLE e (at earth, c cube);
DROP EXTENSION cube CASCADE;

-- case: an extension whose function is there already
-- setup: CREATE FUNCTION uuid_generate_v4() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE EXTENSION "uuid-ossp";

-- case: an extension whose type is there already
-- setup: CREATE DOMAIN citext AS text;
CREATE EXTENSION citext;

-- case: drop a function of an extension
-- setup: CREATE EXTENSION pgcrypto;
DROP FUNCTION gen_salt(text);

-- case: drop a type of an extension
-- setup: CREATE EXTENSION citext;
DROP TYPE citext;

-- case: drop a type of an extension, cascade
-- setup: CREATE EXTENSION citext;
DROP TYPE citext CASCADE;

-- case: a volatile function of an extension as a default
-- setup: CREATE EXTENSION pgcrypto;
ALTER TABLE tgen ADD COLUMN token bytea DEFAULT gen_random_bytes(8);

-- case: an immutable function of an extension as a default
-- setup: CREATE EXTENSION pgcrypto;
ALTER TABLE tgen ADD COLUMN token bytea DEFAULT digest('x', 'sha1');

-- case: a function of an extension that is not there
-- setup: CREATE EXTENSION pgcrypto;
ALTER TABLE tgen ADD COLUMN token uuid DEFAULT uuid_generate_v4();

-- case: a function of an extension in another schema
-- setup: CREATE SCHEMA ext;
-- setup: CREATE EXTENSION "uuid-ossp" SCHEMA ext;
ALTER TABLE tgen ADD COLUMN token uuid DEFAULT ext.uuid_generate_v4();

-- case: a function of an extension in a schema that is not searched
-- setup: CREATE SCHEMA ext;
-- setup: CREATE EXTENSION "uuid-ossp" SCHEMA ext;
ALTER TABLE tgen ADD COLUMN token uuid DEFAULT uuid_generate_v4();

-- case: a trigger function of an extension
-- setup: CREATE EXTENSION moddatetime;
-- setup: CREATE TABLE e (id int, at timestamptz);
CREATE TRIGGER e_at BEFORE UPDATE ON e FOR EACH ROW EXECUTE FUNCTION moddatetime(at);

-- case: drop an extension whose function a trigger calls
-- setup: CREATE EXTENSION moddatetime;
-- setup: CREATE TABLE e (id int, at timestamptz);
-- setup: CREATE TRIGGER e_at BEFORE UPDATE ON e FOR EACH ROW EXECUTE FUNCTION moddatetime(at);
DROP EXTENSION moddatetime CASCADE;

-- case: type from citext to text
-- setup: CREATE EXTENSION citext;
-- setup: CREATE TABLE e (id int, a citext);
ALTER TABLE e ALTER COLUMN a TYPE text;

-- case: type from text to citext
-- setup: CREATE EXTENSION citext;
-- setup: CREATE TABLE e (id int, a text);
ALTER TABLE e ALTER COLUMN a TYPE citext;

-- case: type from varchar(n) to citext, indexed
-- setup: CREATE EXTENSION citext;
-- setup: CREATE TABLE e (id int, a varchar(20));
-- setup: CREATE INDEX e_a ON e (a);
ALTER TABLE e ALTER COLUMN a TYPE citext;

-- case: type from text to citext, unique
-- setup: CREATE EXTENSION citext;
-- setup: CREATE TABLE e (id int, a text UNIQUE);
ALTER TABLE e ALTER COLUMN a TYPE citext;

-- case: create extension if not exists plpgsql
create extension if not exists plpgsql;

-- case: create extension citext
-- setup: create extension citext;
create extension citext;

-- case: alter extension/none
-- doc: schemas: CREATE EXTENSION
CREATE EXTENSION IF NOT EXISTS plpgsql;

-- case: ALTER EXTENSION of one that is not there
ALTER EXTENSION hstore UPDATE;

-- case: ALTER EXTENSION ADD to one that is not there
ALTER EXTENSION hstore ADD TABLE t;

-- case: function of another extension
-- doc: functions: ALTER FUNCTION … DEPENDS ON EXTENSION
ALTER FUNCTION vol() DEPENDS ON EXTENSION plpgsql;

-- case: index depends on an extension
-- doc: indexes: ALTER INDEX … DEPENDS ON EXTENSION
ALTER INDEX t_a_idx DEPENDS ON EXTENSION plpgsql;

-- case: trigger depends on an extension
-- doc: triggers: ALTER TRIGGER … DEPENDS ON EXTENSION
ALTER TRIGGER trg1 ON t DEPENDS ON EXTENSION plpgsql;

-- case: materialized view depends on an extension
-- doc: views: ALTER MATERIALIZED VIEW … DEPENDS ON EXTENSION
ALTER MATERIALIZED VIEW mv DEPENDS ON EXTENSION plpgsql;

-- case: update an extension
-- doc: schemas: ALTER EXTENSION … UPDATE (the extension's own script is not followed)
ALTER EXTENSION plpgsql UPDATE;

-- case: add to an extension
-- doc: schemas: ALTER EXTENSION … ADD
ALTER EXTENSION plpgsql ADD FUNCTION vol();
