import { each, inOneFile, list, trigger, users, type Growth } from "./shape.ts";

/** Everything else of which a schema, or a file, can have very many. */
export const others: Readonly<Record<string, Growth>> = {
  "views of one table": {
    size: 500,
    shape: inOneFile((n) => users + each(n, (i) => `CREATE VIEW v${i} AS SELECT id, name FROM users;`)),
  },
  "views of one table, then a change of it": {
    size: 500,
    shape: inOneFile(
      (n) =>
        users +
        each(n, (i) => `CREATE VIEW v${i} AS SELECT id, name FROM users;`) +
        "ALTER TABLE users DROP COLUMN name CASCADE;\nDROP TABLE users CASCADE;",
    ),
  },
  "views of each other": {
    size: 100,
    shape: inOneFile(
      (n) =>
        `${users}CREATE VIEW v0 AS SELECT * FROM users;\n` +
        each(n, (i) => `CREATE VIEW v${i + 1} AS SELECT * FROM v${i};`) +
        "DROP VIEW v0 CASCADE;",
    ),
  },
  "values of one enum": {
    size: 500,
    shape: inOneFile(
      (n) => `CREATE TYPE e AS ENUM ('a');\n${each(n, (i) => `ALTER TYPE e ADD VALUE 'v${i}';`)}`,
    ),
  },
  "columns of one enum": {
    size: 500,
    shape: inOneFile(
      (n) =>
        "CREATE TYPE e AS ENUM ('a', 'b');\n" +
        each(n, (i) => `CREATE TABLE t${i} (e e DEFAULT 'a');`) +
        "ALTER TYPE e ADD VALUE 'c';\nDROP TYPE e CASCADE;",
    ),
  },
  "columns of one domain": {
    size: 500,
    shape: inOneFile(
      (n) =>
        "CREATE DOMAIN d AS text;\n" +
        each(n, (i) => `CREATE TABLE t${i} (e d);`) +
        "ALTER DOMAIN d ADD CHECK (VALUE <> '');\nDROP DOMAIN d CASCADE;",
    ),
  },
  "triggers on one table": {
    size: 400,
    shape: inOneFile(
      (n) =>
        users +
        trigger +
        each(n, (i) => `CREATE TRIGGER t${i} BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION f();`),
    ),
  },
  "triggers on one table, then rows": {
    size: 100,
    shape: inOneFile(
      (n) =>
        users +
        trigger +
        each(n, (i) => `CREATE TRIGGER t${i} BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION f();`) +
        each(20, () => "UPDATE users SET name = 'x';"),
    ),
  },
  "tables with one trigger function": {
    size: 500,
    shape: inOneFile(
      (n) =>
        trigger +
        each(
          n,
          (i) =>
            `CREATE TABLE t${i} (name text);\nCREATE TRIGGER g BEFORE UPDATE ON t${i} FOR EACH ROW EXECUTE FUNCTION f();`,
        ) +
        "DROP FUNCTION f CASCADE;",
    ),
  },
  "policies on one table": {
    size: 500,
    shape: inOneFile((n) => users + each(n, (i) => `CREATE POLICY p${i} ON users USING (id = ${i});`)),
  },
  "rules on one table": {
    size: 200,
    shape: inOneFile(
      (n) => users + each(n, (i) => `CREATE RULE r${i} AS ON UPDATE TO users DO ALSO SELECT ${i};`),
    ),
  },
  "grants and comments": {
    size: 1500,
    shape: inOneFile(
      (n) => users + each(n, (i) => `GRANT SELECT ON users TO r${i};\nCOMMENT ON TABLE users IS '${i}';`),
    ),
  },
  "grants on all tables": {
    size: 500,
    shape: inOneFile(
      (n) =>
        each(n, (i) => `CREATE TABLE t${i} (id int);`) +
        each(20, () => "GRANT SELECT ON ALL TABLES IN SCHEMA public TO r;"),
    ),
  },
  "roles, schemas and extensions": {
    size: 1000,
    shape: inOneFile((n) => each(n, (i) => `CREATE ROLE r${i};\nCREATE SCHEMA s${i} AUTHORIZATION r${i};`)),
  },
  "tables in one schema, dropped with it": {
    size: 500,
    shape: inOneFile(
      (n) =>
        "CREATE SCHEMA s;\n" +
        each(n, (i) => `CREATE TABLE s.t${i} (id int PRIMARY KEY);`) +
        "DROP SCHEMA s CASCADE;",
    ),
  },
  "schemas dropped": {
    size: 500,
    shape: inOneFile(
      (n) =>
        each(n, (i) => `CREATE SCHEMA s${i};\nCREATE TABLE s${i}.t (id int);`) +
        each(n, (i) => `DROP SCHEMA s${i} CASCADE;`),
    ),
  },
  "schemas renamed": {
    size: 200,
    shape: inOneFile(
      (n) =>
        each(n, (i) => `CREATE SCHEMA s${i};\nCREATE TABLE s${i}.t (id int);`) +
        each(n, (i) => `ALTER SCHEMA s${i} RENAME TO r${i};`),
    ),
  },
  "renames of one table": {
    size: 1000,
    shape: inOneFile(
      (n) => users + each(n, () => "ALTER TABLE users RENAME TO u;\nALTER TABLE u RENAME TO users;"),
    ),
  },
  "renames of a column that views use": {
    size: 150,
    shape: inOneFile(
      (n) =>
        users +
        each(n, (i) => `CREATE VIEW v${i} AS SELECT name FROM users;`) +
        each(n, () => "ALTER TABLE users RENAME name TO n;\nALTER TABLE users RENAME n TO name;"),
    ),
  },
  functions: {
    size: 1000,
    shape: inOneFile((n) =>
      each(n, (i) => `CREATE FUNCTION f${i}() RETURNS int LANGUAGE sql AS $$ SELECT ${i} $$;`),
    ),
  },
  "functions of one name": {
    size: 300,
    shape: inOneFile((n) =>
      each(
        n,
        (i) =>
          `CREATE TYPE t${i} AS (a int);\nCREATE FUNCTION f(t${i}) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;`,
      ),
    ),
  },
  "functions that call each other": {
    size: 100,
    shape: inOneFile(
      (n) =>
        "CREATE FUNCTION f0() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;\n" +
        each(n, (i) => `CREATE FUNCTION f${i + 1}() RETURNS int LANGUAGE sql AS $$ SELECT f${i}() $$;`) +
        `SELECT f${n}();`,
    ),
  },
  sequences: {
    size: 1500,
    shape: inOneFile((n) => each(n, (i) => `CREATE SEQUENCE s${i};\nALTER SEQUENCE s${i} RESTART;`)),
  },
  "statements in a DO block": {
    size: 1000,
    shape: inOneFile(
      (n) => `${users}DO $$ BEGIN\n${each(n, (i) => `INSERT INTO users (id) VALUES (${i});`)}\nEND $$;`,
    ),
  },
  "tables made in a DO block": {
    size: 500,
    shape: inOneFile(
      (n) => `DO $$ BEGIN\n${each(n, (i) => `CREATE TABLE t${i} (id int PRIMARY KEY);`)}\nEND $$;`,
    ),
  },
  "branches in a DO block": {
    size: 200,
    shape: inOneFile(
      (n) =>
        `${users}DO $$ BEGIN\n${each(n, (i) => `IF (SELECT count(*) FROM users) > ${i} THEN CREATE TABLE t${i} (id int); END IF;`)}\nEND $$;`,
    ),
  },
  "exception blocks in a DO block": {
    size: 200,
    shape: inOneFile(
      (n) =>
        `${users}DO $$ BEGIN\n${each(n, (i) => `BEGIN CREATE TABLE t${i} (id int); EXCEPTION WHEN others THEN NULL; END;`)}\nEND $$;`,
    ),
  },
  "rows of one INSERT": {
    size: 20_000,
    shape: inOneFile((n) => `${users}INSERT INTO users VALUES ${list(n, (i) => `(${i}, 'name', 'mail')`)};`),
  },
  "INSERTs of one row": {
    size: 5000,
    shape: inOneFile((n) => users + each(n, (i) => `INSERT INTO users VALUES (${i}, 'name', 'mail');`)),
  },
  "INSERTs in as many savepoints": {
    size: 1000,
    shape: inOneFile(
      (n) => users + each(n, (i) => `SAVEPOINT s${i};\nINSERT INTO users VALUES (${i}, 'name', 'mail');`),
    ),
  },
  "locks on many tables": {
    size: 500,
    shape: inOneFile(
      (n) =>
        each(n, (i) => `CREATE TABLE t${i} (id int);`) +
        `LOCK TABLE ${list(n, (i) => `t${i}`)};\n` +
        `TRUNCATE ${list(n, (i) => `t${i}`)};\nDROP TABLE ${list(n, (i) => `t${i}`)};`,
    ),
  },
  "changes of tables that were there, in one transaction": {
    size: 300,
    shape: (n) => ({
      "1.sql": each(n, (i) => `CREATE TABLE t${i} (id int);`),
      "2.sql": each(n, (i) => `ALTER TABLE t${i} ADD COLUMN c int;`),
    }),
  },
  "changes of tables that nobody made": {
    size: 300,
    shape: inOneFile((n) => each(n, (i) => `ALTER TABLE t${i} ADD COLUMN c int;`)),
  },
  "columns of a table that nobody made": {
    size: 300,
    shape: inOneFile((n) => each(n, (i) => `UPDATE t SET c${i} = 1;`)),
  },
  settings: {
    size: 2000,
    shape: inOneFile((n) => each(n, (i) => `SET lock_timeout = ${i};\nSET my.s${i} = 1;`)),
  },
  "prepared statements": {
    size: 1000,
    shape: inOneFile((n) => users + each(n, (i) => `PREPARE p${i} AS SELECT * FROM users;\nEXECUTE p${i};`)),
  },
  "publications and subscriptions of one table": {
    size: 500,
    shape: inOneFile((n) => users + each(n, (i) => `CREATE PUBLICATION p${i} FOR TABLE users;`)),
  },
  "statistics on one table": {
    size: 500,
    shape: inOneFile((n) => users + each(n, (i) => `CREATE STATISTICS s${i} ON id, name FROM users;`)),
  },
  "statements that do not parse": {
    size: 500,
    shape: inOneFile((n) => each(n, (i) => `ALTER TABL t${i};\nCREATE TABLE t${i} (id int);`)),
  },
  "comments that silence": {
    size: 500,
    shape: inOneFile(
      (n) => users + each(n, (i) => `-- lockkeeper-ignore drops-table: agreed\nDROP TABLE IF EXISTS t${i};`),
    ),
  },
};
