-- case: add column smallserial beside owner to
-- setup: CREATE TABLE os (a int);
ALTER TABLE os OWNER TO lockkeeper_oracle, ADD COLUMN b smallserial;

-- case: serial added beside OWNER TO, written before it
-- setup: CREATE TABLE os (a int);
ALTER TABLE os ADD COLUMN b smallserial, OWNER TO lockkeeper_oracle;

-- case: identity beside owner
-- setup: CREATE TABLE os (a int);
ALTER TABLE os ADD COLUMN b int GENERATED ALWAYS AS IDENTITY, OWNER TO lockkeeper_oracle;

-- case: add identity beside owner
-- setup: CREATE TABLE os (a int NOT NULL);
ALTER TABLE os ALTER a ADD GENERATED ALWAYS AS IDENTITY, OWNER TO lockkeeper_oracle;

-- case: serial added beside OWNER TO who owns it
-- setup: CREATE TABLE os (a int);
-- setup: ALTER TABLE os OWNER TO lockkeeper_oracle;
ALTER TABLE os OWNER TO lockkeeper_oracle, ADD COLUMN b smallserial;

-- case: serial added beside OWNER TO CURRENT_USER
-- setup: CREATE TABLE os (a int);
ALTER TABLE os OWNER TO current_user, ADD COLUMN b smallserial;

-- case: serial on other's table
-- setup: CREATE TABLE os (a int);
-- setup: ALTER TABLE os OWNER TO lockkeeper_oracle;
ALTER TABLE os ADD COLUMN b serial;

-- case: then owned by of other
-- setup: CREATE TABLE os (a int);
-- setup: ALTER TABLE os OWNER TO lockkeeper_oracle;
-- setup: CREATE SEQUENCE oss;
ALTER SEQUENCE oss OWNED BY os.a;

-- case: serial of other's table, then owner back
-- setup: CREATE TABLE os (a int);
-- setup: ALTER TABLE os OWNER TO lockkeeper_oracle;
ALTER TABLE os ADD COLUMN b serial, OWNER TO current_user;

-- case: owned by, sequence made by other
-- setup: CREATE TABLE os (a int);
-- setup: CREATE SEQUENCE oss;
-- setup: ALTER SEQUENCE oss OWNER TO lockkeeper_oracle;
ALTER SEQUENCE oss OWNED BY os.a;

-- case: owned by, schema differs
-- setup: CREATE TABLE os (a int);
-- setup: CREATE SEQUENCE s2.oss;
ALTER SEQUENCE s2.oss OWNED BY os.a;

-- case: owner of identity sequence's table back and forth
-- setup: CREATE TABLE os (a int);
ALTER TABLE os ADD COLUMN b int GENERATED ALWAYS AS IDENTITY, ALTER b SET NOT NULL, OWNER TO lockkeeper_oracle;

-- case: owner to another and serial in children
-- setup: CREATE TABLE os (a int);
-- setup: CREATE TABLE oc () INHERITS (os);
ALTER TABLE os OWNER TO lockkeeper_oracle, ADD COLUMN b serial;

-- case: alter sequence owned by after owner to on the same table with both
-- setup: CREATE TABLE os (a int);
-- setup: CREATE SEQUENCE oq;
-- setup: ALTER TABLE os OWNER TO lockkeeper_oracle;
-- setup: ALTER SEQUENCE oq OWNER TO lockkeeper_oracle;
ALTER SEQUENCE oq OWNED BY os.a;

-- case: create sequence owned by another's table
-- setup: CREATE TABLE os (a int);
-- setup: ALTER TABLE os OWNER TO lockkeeper_oracle;
CREATE SEQUENCE oq OWNED BY os.a;

-- case: owned by, other schema and other owner
-- setup: CREATE TABLE os (a int);
-- setup: ALTER TABLE os OWNER TO lockkeeper_oracle;
CREATE SEQUENCE s2.oq OWNED BY os.a;

-- case: owner back to session user, then serial
-- setup: CREATE TABLE os (a int);
-- setup: ALTER TABLE os OWNER TO lockkeeper_oracle;
-- setup: ALTER TABLE os OWNER TO session_user;
CREATE SEQUENCE oq OWNED BY os.a;
