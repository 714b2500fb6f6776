import { finishedRollout } from "./finishedRollout.ts";
import { recipeCalled, TestProject } from "./projects.ts";

const recipe = recipeCalled("change-column-type-by-dual-write");

/** A column whose type changes. */
export interface RetypeCase {
  readonly before: string;
  readonly seed: string;
  /** What follows ALTER TABLE. */
  readonly change: string;
  readonly back: string;
  /** What both ways set first. */
  readonly setting?: string;
  readonly format?: string;
}

export function original({ before, change, back, setting = "", format = "dbmate" }: RetypeCase): TestProject {
  return TestProject.of(format, [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    {
      name: "retype",
      up: `${setting}ALTER TABLE ${change};`,
      down: `${setting}ALTER TABLE ${back};`,
      autocommit: false,
    },
  ]);
}

/** The project with the plan's files, and with those of its end. */
export function rolledOut(given: RetypeCase): { readonly open: TestProject; readonly finished: TestProject } {
  return finishedRollout(original(given), recipe);
}

/** By what is special about them. */
export const cases: Readonly<Record<string, RetypeCase>> = {
  plain: {
    before: "CREATE TABLE t (id bigint PRIMARY KEY, a int);",
    seed: "INSERT INTO t SELECT g, nullif(g % 7, 0) FROM generate_series(1, 2500) g;",
    change: "t ALTER COLUMN a TYPE bigint",
    back: "t ALTER COLUMN a TYPE int",
  },
  "attributes of the column": {
    before:
      "CREATE TABLE t (id bigint PRIMARY KEY, a int); ALTER TABLE t ALTER a SET STATISTICS 250, ALTER a SET (n_distinct = -0.25); COMMENT ON COLUMN t.a IS 'it''s a';",
    seed: "INSERT INTO t SELECT g, nullif(g % 7, 0) FROM generate_series(1, 500) g;",
    change: "t ALTER COLUMN a TYPE bigint",
    back: "t ALTER COLUMN a TYPE int",
  },
  "a serial primary key with foreign keys to it": {
    before: `CREATE TABLE t (id serial PRIMARY KEY, parent int REFERENCES t (id) ON DELETE CASCADE, n int);
      CREATE TABLE r (id int PRIMARY KEY, t_id int NOT NULL REFERENCES t ON UPDATE CASCADE, other bigint REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED);
      CREATE INDEX "with ""n" ON t (n, id DESC);`,
    seed: `INSERT INTO t (parent, n) SELECT nullif(g - 1, 0), g FROM generate_series(1, 2500) g;
      INSERT INTO r SELECT g, g, nullif(g % 3, 0) FROM generate_series(1, 1500) g;`,
    change: "t ALTER COLUMN id SET DATA TYPE bigint",
    back: "t ALTER COLUMN id TYPE int",
  },
  "an identity": {
    before:
      "CREATE SCHEMA app; CREATE TABLE app.t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int); CREATE TABLE r (t_id int REFERENCES app.t);",
    seed: "INSERT INTO app.t (n) SELECT generate_series(1, 1500); INSERT INTO r SELECT generate_series(1, 1500);",
    change: "app.t ALTER id TYPE bigint",
    back: "app.t ALTER id TYPE int",
  },
  "a composite key in a schema, with names to quote": {
    before: `CREATE SCHEMA "App ""1"""; CREATE TABLE "App ""1"""."T 🚰" ("select" int, "b ""c" varchar(20) COLLATE "C" NOT NULL DEFAULT 'x',
        CONSTRAINT "The key" PRIMARY KEY ("b ""c", "select"), CONSTRAINT "Über ""check""" CHECK ("select" > 0 AND "select" < 99999));
      CREATE UNIQUE INDEX "${"i".repeat(63)}" ON "App ""1"""."T 🚰" ("select", "b ""c") WHERE "select" > 10;`,
    seed: `INSERT INTO "App ""1"""."T 🚰" SELECT g / 10 + 1, 'k' || g % 10 FROM generate_series(0, 2399) g;`,
    change: `"App ""1"""."T 🚰" ALTER "select" TYPE numeric(20, 3)`,
    back: `"App ""1"""."T 🚰" ALTER "select" TYPE int`,
  },
  "everything on it": {
    before: `CREATE TABLE other (id int PRIMARY KEY);
      CREATE TABLE t (id bigint PRIMARY KEY, day date, n int NOT NULL DEFAULT 3 CHECK (n > 0),
        CONSTRAINT pair CHECK (day IS NULL OR n < 1000000), UNIQUE (n), UNIQUE (day, n) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY (n) REFERENCES other ON DELETE CASCADE);
      CREATE INDEX partial ON t (day, n DESC) WHERE n > 10;
      CREATE UNIQUE INDEX expressed ON t ((n + 1)) INCLUDE (day);`,
    seed: `INSERT INTO other SELECT generate_series(1, 3000);
      INSERT INTO t SELECT g, date '2024-01-01' + g, g FROM generate_series(1, 2500) g;`,
    change: "t ALTER n TYPE bigint",
    back: "t ALTER n TYPE int",
  },
  "texts to numbers": {
    before: "CREATE TABLE t (id int PRIMARY KEY, a varchar(12), UNIQUE (a));",
    seed: "INSERT INTO t SELECT g, nullif(g, 5)::text FROM generate_series(1, 1200) g;",
    change: "t ALTER a TYPE int USING a::int",
    back: "t ALTER a TYPE varchar(12)",
  },
  "a time zone": {
    before:
      "CREATE TABLE t (id int PRIMARY KEY, at timestamp NOT NULL DEFAULT '2020-01-01'); CREATE INDEX i ON t (at);",
    seed: "INSERT INTO t SELECT g, timestamp '2024-01-01' + g * interval '1 hour' FROM generate_series(1, 1200) g;",
    change: `t ALTER at TYPE timestamptz USING at AT TIME ZONE 'Europe/Brussels'`,
    back: `t ALTER at TYPE timestamp USING at AT TIME ZONE 'Europe/Brussels'`,
  },
  "the session's time zone": {
    before:
      "CREATE TABLE t (id int PRIMARY KEY, at timestamp NOT NULL DEFAULT '2020-01-01'); CREATE INDEX i ON t (at);",
    seed: "INSERT INTO t SELECT g, timestamp '2024-01-01' + g * interval '1 hour' FROM generate_series(1, 1200) g;",
    setting: "SET LOCAL TIME ZONE 'Asia/Tokyo';\n",
    change: "t ALTER at TYPE timestamptz",
    back: "t ALTER at TYPE timestamp",
  },
  "words and rights": {
    before: `CREATE TABLE t (id int CONSTRAINT "K" PRIMARY KEY, c int UNIQUE CONSTRAINT small CHECK (c > 0)); CREATE INDEX i ON t (id, c);
      CREATE TABLE r (t_id int CONSTRAINT of_t REFERENCES t);
      COMMENT ON CONSTRAINT "K" ON t IS 'the key'; COMMENT ON INDEX "K" IS 'its index'; COMMENT ON INDEX i IS 'both'; COMMENT ON CONSTRAINT of_t ON r IS 'whose';
      COMMENT ON CONSTRAINT small ON t IS 'stays'; GRANT SELECT (id), REFERENCES (id) ON t TO pg_monitor; GRANT UPDATE (id) ON t TO PUBLIC; REVOKE UPDATE ON t FROM PUBLIC;`,
    seed: "INSERT INTO t SELECT g, g FROM generate_series(1, 1200) g; INSERT INTO r SELECT g FROM generate_series(1, 1200) g;",
    change: "t ALTER id TYPE bigint",
    back: "t ALTER id TYPE int",
  },
  "an enum": {
    before: `CREATE TYPE mood AS ENUM ('sad', 'it''s ok'); CREATE TYPE "Mood_new" AS ENUM ('it''s ok', 'sad', 'new');
      CREATE TABLE t (id int PRIMARY KEY, a mood NOT NULL);`,
    seed: "INSERT INTO t SELECT g, CASE g % 2 WHEN 0 THEN 'sad' ELSE 'it''s ok' END::mood FROM generate_series(1, 1200) g;",
    change: `t ALTER a TYPE "Mood_new" USING (a::text::"Mood_new")`,
    back: "t ALTER a TYPE mood USING a::text::mood",
  },
  "triggers that do more": {
    before: `CREATE TABLE t (id bigint PRIMARY KEY, a text); CREATE TABLE log (id bigint);
      CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (NEW.id); RETURN NULL; END $$;
      CREATE TRIGGER note AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION note();`,
    seed: "INSERT INTO t SELECT g, '{}' FROM generate_series(1, 1200) g;",
    change: "t ALTER a TYPE json USING a::json",
    back: "t ALTER a TYPE text",
  },
  "triggers of the user": {
    before: `CREATE TABLE t (id bigint PRIMARY KEY, a int, touched int DEFAULT 0);
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.touched := OLD.touched + 1; RETURN NEW; END $$;
      CREATE TRIGGER zzz_touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();`,
    seed: "INSERT INTO t SELECT g, g FROM generate_series(1, 1200) g;",
    change: "t ALTER a TYPE text",
    back: "t ALTER a TYPE int USING a::int",
  },
  "a list in an array, and back as the migration says": {
    before: `CREATE TABLE t (id bigint PRIMARY KEY, "Features" varchar(40)); CREATE INDEX by_features ON t ("Features");`,
    seed: "INSERT INTO t SELECT g, nullif('a,b' || g, 'a,b7') FROM generate_series(1, 1200) g;",
    change: `t ALTER "Features" TYPE text[] USING string_to_array("Features", ',')`,
    back: `t ALTER "Features" TYPE varchar(40) USING array_to_string(t."Features", ',')`,
  },
  "a time becomes a day, which the down turns into a time": {
    before: "CREATE TABLE t (id bigint PRIMARY KEY, day timestamp NOT NULL, UNIQUE (id, day));",
    seed: "INSERT INTO t SELECT g, timestamp '2024-01-01' + g * interval '1 day' FROM generate_series(1, 1200) g;",
    change: "t ALTER day TYPE date",
    back: "t ALTER day TYPE timestamp",
  },
  "a default that goes before and another that comes behind, and NULL by a CASE": {
    before: `CREATE TABLE t (id bigint PRIMARY KEY, n int, "St" int DEFAULT 0); CREATE INDEX t_st ON t ("St");`,
    seed: `INSERT INTO t SELECT g, g, nullif(g % 4, 3) FROM generate_series(1, 1200) g;`,
    setting: `ALTER TABLE t ALTER "St" DROP DEFAULT; `,
    change: `t ALTER "St" TYPE text USING CASE "St" WHEN 0 THEN 'open' WHEN 1 THEN 'busy' WHEN 2 THEN 'done' END; ALTER TABLE t ALTER COLUMN "St" SET DEFAULT 'open'`,
    back: `t ALTER "St" TYPE int USING CASE WHEN "St" = 'open' THEN 0 WHEN "St" IN ('busy') THEN 1 WHEN 'done' = "St" THEN 2 ELSE NULL END; ALTER TABLE t ALTER "St" SET DEFAULT 0`,
  },
  "a default that only comes, where no value is missing": {
    before: "CREATE TABLE t (id bigint PRIMARY KEY, a int NOT NULL);",
    seed: "INSERT INTO t SELECT g, g % 2 FROM generate_series(1, 1200) g;",
    change:
      "t ALTER a TYPE boolean USING CASE a WHEN 0 THEN false ELSE true END; ALTER TABLE t ALTER a SET DEFAULT true",
    back: "t ALTER a DROP DEFAULT; ALTER TABLE t ALTER a TYPE int USING CASE WHEN a THEN 1 ELSE 0 END",
  },
  "a default that only goes": {
    before: "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(9) DEFAULT '7');",
    seed: "INSERT INTO t SELECT g, nullif(g, 9) FROM generate_series(1, 1200) g;",
    change: "t ALTER a DROP DEFAULT; ALTER TABLE t ALTER a TYPE int USING a::int",
    back: "t ALTER a TYPE varchar(9); ALTER TABLE t ALTER a SET DEFAULT '7'",
  },
};
