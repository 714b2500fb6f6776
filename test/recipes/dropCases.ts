import { finishedRollout } from "./finishedRollout.ts";
import { recipeCalled, TestProject } from "./projects.ts";

/** Something that is dropped. */
export interface DropCase {
  readonly recipe: string;
  readonly before: string;
  readonly seed: string;
  readonly drop: string;
  /** The down as the user wrote it. */
  readonly back: string;
  readonly format?: string;
  /** Gives rows values again that a down asks for, once what they were lost with has come back. */
  readonly fill?: string;
  /** The down computes a value for each row. */
  readonly rewrites?: true;
}

export function original({ before, drop, back, format = "dbmate" }: DropCase): TestProject {
  return TestProject.of(format, [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up: drop, down: back, autocommit: false },
  ]);
}

/** The project with the plan's files, and with those of its end. */
export function rolledOut(given: DropCase): { readonly open: TestProject; readonly finished: TestProject } {
  return finishedRollout(original(given), recipeCalled(given.recipe));
}

const column = "drop-column-in-phases";
const nasty = `"App"."T ""1"" 🚰"`;
const rows = "generate_series(1, 2500) g";

export const columnCases: Readonly<Record<string, DropCase>> = {
  "a nullable column": {
    recipe: column,
    before: "CREATE TABLE t (id bigint PRIMARY KEY, a text);",
    seed: `INSERT INTO t SELECT g, 'row ' || g FROM ${rows};`,
    drop: "ALTER TABLE t DROP COLUMN a;",
    back: "ALTER TABLE t ADD COLUMN a text;",
  },
  "a column that the down fills": {
    recipe: column,
    before: `CREATE TABLE t (id bigint PRIMARY KEY, a text, b text); CREATE TABLE "O 1" (t_id bigint, w text); CREATE INDEX t_a ON t (a);`,
    seed: `INSERT INTO t SELECT g, 'row ' || g, 'b' FROM ${rows}; INSERT INTO "O 1" SELECT g, 'w ' || g FROM ${rows};`,
    drop: "ALTER TABLE t DROP COLUMN a;\nALTER TABLE t ADD COLUMN IF NOT EXISTS c int;",
    back: `ALTER TABLE t DROP COLUMN IF EXISTS c;
ALTER TABLE t ADD COLUMN a text;
UPDATE t SET a = (SELECT string_agg(w, '; ') FROM "O 1" WHERE t_id = t.id); -- again
CREATE INDEX t_a ON t (a);`,
  },
  "a required column": {
    recipe: column,
    before: "CREATE TABLE t (id bigint PRIMARY KEY, a text NOT NULL); COMMENT ON COLUMN t.a IS 'it''s';",
    seed: `INSERT INTO t SELECT g, 'row ' || g FROM ${rows};`,
    drop: "ALTER TABLE t DROP COLUMN IF EXISTS a;",
    back: "ALTER TABLE t ADD COLUMN a text NOT NULL;",
    fill: "UPDATE t SET a = 'again' WHERE a IS NULL;",
  },
  "everything on it": {
    recipe: column,
    before: `CREATE SCHEMA app; CREATE TABLE app.other (id int PRIMARY KEY);
      CREATE TABLE app.t (id serial PRIMARY KEY, day date,
        n int NOT NULL CHECK (n > 0) CHECK (n IS NOT NULL AND n < 1000000), UNIQUE (n),
        UNIQUE (day, n) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY (n) REFERENCES app.other ON DELETE CASCADE);
      CREATE INDEX partial ON app.t (day, n DESC) WHERE n > 10;
      CREATE UNIQUE INDEX expressed ON app.t ((n + 1)) INCLUDE (day);
      CREATE INDEX "Filled ""in""" ON app.t USING hash (n) WITH (fillfactor = 70);`,
    seed: `INSERT INTO app.other SELECT generate_series(1, 3000);
      INSERT INTO app.t (day, n) SELECT date '2024-01-01' + g, g FROM ${rows};`,
    drop: "ALTER TABLE app.t DROP n;",
    back: `ALTER TABLE app.t ADD n int NOT NULL CHECK (n > 0); ALTER TABLE app.t ADD CONSTRAINT t_n_check1 CHECK (n IS NOT NULL AND n < 1000000);
      ALTER TABLE app.t ADD CONSTRAINT t_n_key UNIQUE (n); ALTER TABLE app.t ADD CONSTRAINT t_day_n_key UNIQUE (day, n) DEFERRABLE INITIALLY DEFERRED;
      ALTER TABLE app.t ADD CONSTRAINT t_n_fkey FOREIGN KEY (n) REFERENCES app.other ON DELETE CASCADE;
      CREATE INDEX partial ON app.t (day, n DESC) WHERE n > 10; CREATE UNIQUE INDEX expressed ON app.t ((n + 1)) INCLUDE (day);
      CREATE INDEX "Filled ""in""" ON app.t USING hash (n) WITH (fillfactor = 70);`,
    fill: "UPDATE app.t SET n = id WHERE n IS NULL;",
  },
  "nasty names": {
    recipe: column,
    before: `CREATE TABLE "T ""1"" 🚰" ("Key A" int PRIMARY KEY, "select" numeric(10,2) NOT NULL,
      CONSTRAINT "T ""1"" 🚰_select_not_null_check" CHECK ("Key A" >= 0));
      CREATE INDEX "${"i".repeat(63)}" ON "T ""1"" 🚰" ("select" DESC NULLS LAST);`,
    seed: `INSERT INTO "T ""1"" 🚰" SELECT g, g FROM ${rows};`,
    drop: `ALTER TABLE "T ""1"" 🚰" DROP COLUMN "select" RESTRICT;`,
    back: `ALTER TABLE "T ""1"" 🚰" ADD COLUMN "select" numeric(10,2) NOT NULL;
      CREATE INDEX "${"i".repeat(63)}" ON "T ""1"" 🚰" ("select" DESC NULLS LAST);`,
    fill: `UPDATE "T ""1"" 🚰" SET "select" = 1 WHERE "select" IS NULL;`,
  },
  "a default, NOT NULL, a domain and a collation": {
    recipe: column,
    before: `CREATE DOMAIN word AS text; CREATE TABLE t (id bigint PRIMARY KEY, a word COLLATE "C" NOT NULL DEFAULT 'x' CHECK (a <> ''));
      CREATE STATISTICS s ON id, a FROM t;`,
    seed: `INSERT INTO t SELECT g, 'row ' || g FROM ${rows};`,
    drop: "ALTER TABLE t DROP COLUMN a;",
    back: `ALTER TABLE t ADD COLUMN a word COLLATE "C" NOT NULL DEFAULT 'x' CHECK (a <> ''); CREATE STATISTICS s ON id, a FROM t;`,
  },
  "what is said of it": {
    recipe: column,
    before: `CREATE TABLE t (id bigint, a text) PARTITION BY RANGE (id); CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (5000);
      ALTER TABLE t ALTER a SET STATISTICS 7, ALTER a SET STORAGE EXTERNAL; COMMENT ON COLUMN t.a IS 'a';`,
    seed: `INSERT INTO t SELECT g, 'row ' || g FROM ${rows};`,
    drop: "ALTER TABLE t DROP COLUMN a;",
    back: "ALTER TABLE t ADD COLUMN a text;",
  },
  "a generated column": {
    recipe: column,
    before: `CREATE TABLE t (id bigint PRIMARY KEY, b int, a int GENERATED ALWAYS AS (b * 2) STORED);`,
    seed: `INSERT INTO t SELECT g, g FROM ${rows};`,
    drop: "ALTER TABLE t DROP COLUMN a;",
    back: "ALTER TABLE t ADD COLUMN a int GENERATED ALWAYS AS (b * 2) STORED;",
    rewrites: true,
  },
  "a partitioned table": {
    recipe: column,
    before: `CREATE TABLE t (id bigint, a text NOT NULL) PARTITION BY RANGE (id); CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (5000);`,
    seed: `INSERT INTO t SELECT g, 'row ' || g FROM ${rows};`,
    drop: "ALTER TABLE t DROP COLUMN a;",
    back: "ALTER TABLE t ADD COLUMN a text NOT NULL;",
    fill: "UPDATE t SET a = 'again' WHERE a IS NULL;",
  },
  "a key that others refer to, and views, by CASCADE": {
    recipe: column,
    before: `CREATE TABLE t (id bigint PRIMARY KEY, code text UNIQUE, b int); CREATE TABLE r (id bigint PRIMARY KEY, code text REFERENCES t (code) ON UPDATE CASCADE);
      CREATE VIEW v AS SELECT id, code FROM t; CREATE VIEW w AS SELECT code FROM v; COMMENT ON VIEW v IS 'seen'; GRANT SELECT ON v TO PUBLIC;`,
    seed: `INSERT INTO t SELECT g, 'c' || g FROM ${rows}; INSERT INTO r SELECT g, 'c' || g FROM ${rows};`,
    drop: "ALTER TABLE t DROP COLUMN code CASCADE;",
    back: `ALTER TABLE t ADD COLUMN code text; ALTER TABLE t ADD CONSTRAINT t_code_key UNIQUE (code);`,
    fill: "UPDATE t SET code = 'c' || id WHERE code IS NULL;",
  },
  "with the search path of its file": {
    recipe: column,
    before: `CREATE TABLE t (id bigint PRIMARY KEY, a text NOT NULL); CREATE INDEX i ON t (a); CREATE SCHEMA app;
      CREATE TABLE app.t (id bigint PRIMARY KEY, a text NOT NULL); CREATE INDEX i ON app.t (a);`,
    seed: `INSERT INTO app.t SELECT g, 'row ' || g FROM ${rows}; INSERT INTO t SELECT g, 'row ' || g FROM ${rows};`,
    drop: "SET search_path = app;\nALTER TABLE t DROP COLUMN a;",
    back: "SET search_path = app;\nALTER TABLE t ADD COLUMN a text NOT NULL; CREATE INDEX i ON t (a);",
    fill: "UPDATE app.t SET a = 'again' WHERE a IS NULL;",
  },
};

const table = "drop-table-in-phases";

export const tableCases: Readonly<Record<string, DropCase>> = {
  "a table that the down fills": {
    recipe: "drop-table-in-phases",
    before:
      "CREATE TABLE days (id int, day date, n int, PRIMARY KEY (id, day)); CREATE TABLE kept (id int PRIMARY KEY, n int);",
    seed: `INSERT INTO kept SELECT g, g FROM ${rows}; INSERT INTO days SELECT g, '2020-01-01', g FROM ${rows};`,
    drop: "DROP TABLE days;",
    back: `CREATE TABLE days (id int, day date, n int, PRIMARY KEY (id, day));
INSERT INTO days (id, day, n) SELECT id, '2020-02-01', sum(n) FROM kept GROUP BY id;`,
  },
  "a plain table": {
    recipe: table,
    before: "CREATE TABLE t (id bigint PRIMARY KEY, a text);",
    seed: `INSERT INTO t SELECT g, 'row ' || g FROM ${rows};`,
    drop: "DROP TABLE t;",
    back: "CREATE TABLE t (id bigint PRIMARY KEY, a text);",
  },
  "keys to others, to itself and from others, by CASCADE": {
    recipe: table,
    before: `CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE p (id int PRIMARY KEY);
      CREATE TABLE t (id serial PRIMARY KEY, u_id int NOT NULL REFERENCES u ON DELETE CASCADE, p_id int REFERENCES p DEFERRABLE, up int REFERENCES t, n numeric(10,2) DEFAULT 1.5 CHECK (n > 0));
      CREATE TABLE r (id int PRIMARY KEY, t_id int REFERENCES t); CREATE INDEX t_u ON t (u_id) WHERE n > 1; COMMENT ON COLUMN t.n IS 'why';`,
    seed: `INSERT INTO u SELECT g FROM ${rows}; INSERT INTO p SELECT g FROM ${rows}; INSERT INTO t (u_id, p_id, up) SELECT g, g, g FROM ${rows};
      INSERT INTO r SELECT g, NULL FROM ${rows};`,
    drop: "DROP TABLE IF EXISTS t CASCADE;",
    back: "SELECT 1;",
  },
  "nasty names in a schema, triggers and policies": {
    recipe: table,
    before: `CREATE SCHEMA "App"; CREATE TABLE "App"."T ""1"" 🚰" ("Key A" int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "select" text NOT NULL UNIQUE);
      CREATE TABLE "App"."T ""1"" 🚰_dropped" (id int);
      CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
      CREATE TRIGGER "a b" BEFORE UPDATE ON "App"."T ""1"" 🚰" FOR EACH ROW EXECUTE FUNCTION note();
      ALTER TABLE "App"."T ""1"" 🚰" ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON "App"."T ""1"" 🚰" USING ("select" <> '');
      GRANT SELECT ON "App"."T ""1"" 🚰" TO PUBLIC;`,
    seed: `INSERT INTO "App"."T ""1"" 🚰" ("select") SELECT g FROM ${rows};`,
    drop: `DROP TABLE "App"."T ""1"" 🚰" RESTRICT;`,
    back: "SELECT 1;",
  },
  "what is said of its columns, statistics and a constraint trigger": {
    recipe: table,
    before: `CREATE TABLE t (id bigint PRIMARY KEY, a text, b text); ALTER TABLE t ALTER a SET STATISTICS 300, ALTER b SET STORAGE EXTERNAL, ALTER a SET (n_distinct = -0.5);
      CREATE STATISTICS "s 1" (dependencies) ON a, b FROM t; COMMENT ON COLUMN t.b IS 'b';
      CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER late AFTER UPDATE OF a ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note();`,
    seed: `INSERT INTO t SELECT g, 'row ' || g FROM ${rows};`,
    drop: "DROP TABLE t;",
    back: "SELECT 1;",
  },
  "a partitioned table": {
    recipe: table,
    before: `CREATE TABLE k (id int PRIMARY KEY); CREATE TABLE t (id bigint, a text, k int REFERENCES k, PRIMARY KEY (id)) PARTITION BY RANGE (id); CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (5000);`,
    seed: `INSERT INTO t SELECT g, 'row ' || g FROM ${rows};`,
    drop: "DROP TABLE t;",
    back: "SELECT 1;",
  },
  "with the search path of its file": {
    recipe: table,
    before: `CREATE TABLE t (id bigint PRIMARY KEY); CREATE SCHEMA app; CREATE TABLE app.t (id bigint PRIMARY KEY, a text); CREATE INDEX i ON app.t (a);`,
    seed: `INSERT INTO app.t SELECT g, 'row ' || g FROM ${rows}; INSERT INTO t SELECT g FROM ${rows};`,
    drop: "SET search_path = app;\nDROP TABLE t;",
    back: "SET search_path = app;\nCREATE TABLE t (id bigint PRIMARY KEY, a text); CREATE INDEX i ON t (a);",
  },
};

const key = "drop-key-in-phases";

export const keyCases: Readonly<Record<string, DropCase>> = {
  "a unique constraint": {
    recipe: key,
    before: "CREATE TABLE t (id bigint PRIMARY KEY, a text UNIQUE);",
    seed: `INSERT INTO t SELECT g, 'row ' || g FROM ${rows};`,
    drop: "ALTER TABLE t DROP CONSTRAINT t_a_key;",
    back: "ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE (a);",
  },
  "a primary key": {
    recipe: key,
    before: "CREATE TABLE t (id bigint, n int, a text, PRIMARY KEY (n, id) INCLUDE (a));",
    seed: `INSERT INTO t SELECT g, g, 'row ' || g FROM ${rows};`,
    drop: "ALTER TABLE t DROP CONSTRAINT IF EXISTS t_pkey;",
    back: "ALTER TABLE t ADD PRIMARY KEY (n, id) INCLUDE (a);",
  },
  "a key that others refer to, and its own table, by CASCADE": {
    recipe: key,
    before: `CREATE TABLE t (id bigint PRIMARY KEY, up bigint REFERENCES t ON DELETE SET NULL, code text UNIQUE);
      CREATE TABLE r (id bigint PRIMARY KEY, t_id bigint REFERENCES t ON UPDATE CASCADE, code text REFERENCES t (code));`,
    seed: `INSERT INTO t SELECT g, g, 'c' || g FROM ${rows}; INSERT INTO r SELECT g, g, 'c' || g FROM ${rows};`,
    drop: "ALTER TABLE t DROP CONSTRAINT t_pkey CASCADE;",
    back: `ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (id); ALTER TABLE t ADD CONSTRAINT t_up_fkey FOREIGN KEY (up) REFERENCES t ON DELETE SET NULL;
      ALTER TABLE r ADD CONSTRAINT r_t_id_fkey FOREIGN KEY (t_id) REFERENCES t ON UPDATE CASCADE;`,
  },
  "nasty names, put off, in a schema": {
    recipe: key,
    before: `CREATE SCHEMA "App"; CREATE TABLE "App"."T ""1"" 🚰" ("Key A" int PRIMARY KEY, "select" text COLLATE "C",
      CONSTRAINT "${"k".repeat(63)}" UNIQUE ("select", "Key A") DEFERRABLE INITIALLY DEFERRED);
      COMMENT ON CONSTRAINT "${"k".repeat(63)}" ON "App"."T ""1"" 🚰" IS 'it''s';`,
    seed: `INSERT INTO "App"."T ""1"" 🚰" SELECT g, g FROM ${rows};`,
    drop: `ALTER TABLE "App"."T ""1"" 🚰" DROP CONSTRAINT "${"k".repeat(63)}" RESTRICT;`,
    back: `ALTER TABLE "App"."T ""1"" 🚰" ADD CONSTRAINT "${"k".repeat(63)}" UNIQUE ("select", "Key A") DEFERRABLE INITIALLY DEFERRED;`,
  },
  "with the search path of its file": {
    recipe: key,
    before: `CREATE TABLE t (id bigint PRIMARY KEY, a text UNIQUE); CREATE SCHEMA app; CREATE TABLE app.t (id bigint PRIMARY KEY, a text UNIQUE);`,
    seed: `INSERT INTO app.t SELECT g, 'row ' || g FROM ${rows}; INSERT INTO t SELECT g, 'row ' || g FROM ${rows};`,
    drop: "SET search_path = app;\nALTER TABLE t DROP CONSTRAINT t_a_key;",
    back: "SET search_path = app;\nALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE (a);",
  },
  "a unique index, partial, with an expression and a comment": {
    recipe: key,
    before: `CREATE SCHEMA "App"; CREATE TABLE ${nasty} (id bigint PRIMARY KEY, "select" text COLLATE "C");
      CREATE UNIQUE INDEX "${"i".repeat(63)}" ON ${nasty} ("select" DESC, lower("select")) INCLUDE (id) WHERE id > 5;
      COMMENT ON INDEX "App"."${"i".repeat(63)}" IS 'it''s';`,
    seed: `INSERT INTO ${nasty} SELECT g, g FROM ${rows};`,
    drop: `DROP INDEX "App"."${"i".repeat(63)}";`,
    back: `CREATE UNIQUE INDEX "${"i".repeat(63)}" ON ${nasty} ("select" DESC, lower("select")) INCLUDE (id) WHERE id > 5; COMMENT ON INDEX "App"."${"i".repeat(63)}" IS 'it''s';`,
  },
  "a unique index, with the search path of its file": {
    recipe: key,
    before: `CREATE TABLE t (id bigint PRIMARY KEY, a text); CREATE UNIQUE INDEX u ON t (a); CREATE SCHEMA app; CREATE TABLE app.t (id bigint PRIMARY KEY, a text); CREATE UNIQUE INDEX u ON app.t (a);`,
    seed: `INSERT INTO app.t SELECT g, 'row ' || g FROM ${rows};`,
    drop: "SET search_path = app;\nDROP INDEX IF EXISTS u;",
    back: "SET search_path = app;\nCREATE UNIQUE INDEX u ON t (a);",
  },
};

const wait = "wait-for-deployment";

export const waitCases: Readonly<Record<string, DropCase>> = {
  "a default": {
    recipe: wait,
    before: `CREATE SCHEMA "App"; CREATE TABLE ${nasty} (id bigserial, "select" text NOT NULL DEFAULT 'it''s' || now());`,
    seed: `INSERT INTO ${nasty} SELECT g, g FROM ${rows};`,
    drop: `ALTER TABLE ${nasty} ALTER "select" DROP DEFAULT;`,
    back: `ALTER TABLE ${nasty} ALTER COLUMN "select" SET DEFAULT 'it''s' || now();`,
  },
  "NOT NULL": {
    recipe: wait,
    before: `CREATE SCHEMA "App"; CREATE TABLE ${nasty} (id bigserial, "${"c".repeat(63)}" text NOT NULL);`,
    seed: `INSERT INTO ${nasty} SELECT g, g FROM ${rows};`,
    drop: `ALTER TABLE ${nasty} ALTER "${"c".repeat(63)}" DROP NOT NULL;`,
    back: `ALTER TABLE ${nasty} ALTER "${"c".repeat(63)}" SET NOT NULL;`,
  },
  "a trigger and its function": {
    recipe: wait,
    before: `CREATE SCHEMA "App"; CREATE TABLE ${nasty} (id bigserial, a text);
      CREATE FUNCTION "App"."F 1"() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN NEW.a := lower(NEW.a); RETURN NEW; END $f$;
      CREATE TRIGGER "G 1" BEFORE INSERT OR UPDATE OF a ON ${nasty} FOR EACH ROW WHEN (NEW.a <> '') EXECUTE FUNCTION "App"."F 1"();`,
    seed: `INSERT INTO ${nasty} SELECT g, 'X' || g FROM ${rows};`,
    drop: `DROP TRIGGER "G 1" ON ${nasty}; CREATE TABLE IF NOT EXISTS more (id int);
      DROP FUNCTION "App"."F 1"();`,
    back: `DROP TABLE IF EXISTS more;
      CREATE FUNCTION "App"."F 1"() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN NEW.a := lower(NEW.a); RETURN NEW; END $f$;
      CREATE TRIGGER "G 1" BEFORE INSERT OR UPDATE OF a ON ${nasty} FOR EACH ROW WHEN (NEW.a <> '') EXECUTE FUNCTION "App"."F 1"();`,
  },
  "one function of several of its name": {
    recipe: wait,
    before: `CREATE FUNCTION f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 2';`,
    seed: "SELECT 1;",
    drop: "DROP FUNCTION IF EXISTS f(int, text) RESTRICT;",
    back: "CREATE FUNCTION f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1';",
  },
  "a view, and a type": {
    recipe: wait,
    before: `CREATE TYPE mood AS ENUM ('sad', 'it''s'); CREATE TABLE t (id int, a text); CREATE VIEW "V 1" AS SELECT id, a::mood AS m FROM t;`,
    seed: "INSERT INTO t VALUES (1, 'sad');",
    drop: `DROP VIEW "V 1"; DROP TYPE mood;`,
    back: `CREATE TYPE mood AS ENUM ('sad', 'it''s'); CREATE VIEW "V 1" AS SELECT id, a::mood AS m FROM t;`,
  },
  "rights, each by itself": {
    recipe: wait,
    before: `CREATE SCHEMA "App"; CREATE TABLE ${nasty} (id bigserial PRIMARY KEY, a text); CREATE TABLE t (id int); CREATE VIEW v AS SELECT 1 AS a;
      GRANT SELECT, INSERT (a) ON ${nasty} TO PUBLIC; GRANT SELECT ON v TO PUBLIC; CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';`,
    seed: `INSERT INTO ${nasty} SELECT g, 'X' || g FROM ${rows}; INSERT INTO t VALUES (1);`,
    drop: `ALTER TABLE ${nasty} ENABLE ROW LEVEL SECURITY; CREATE TABLE IF NOT EXISTS more (id int); ALTER TABLE t FORCE ROW LEVEL SECURITY;
      REVOKE SELECT ON ${nasty}, v FROM PUBLIC; GRANT SELECT ON t TO PUBLIC; REVOKE EXECUTE ON FUNCTION f(int) FROM PUBLIC;`,
    back: `GRANT EXECUTE ON FUNCTION f(int) TO PUBLIC; REVOKE SELECT ON t FROM PUBLIC; GRANT SELECT ON ${nasty}, v TO PUBLIC;
      ALTER TABLE t NO FORCE ROW LEVEL SECURITY; DROP TABLE IF EXISTS more; ALTER TABLE ${nasty} DISABLE ROW LEVEL SECURITY;`,
  },
};
