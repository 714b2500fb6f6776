import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { report } from "../../server/src/cli/analyse.ts";
import { Configurations } from "../../server/src/cli/configuration.ts";
import { loadProjects } from "../../server/src/cli/load.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { readTree } from "../../server/src/disk/fileTree.ts";
import { formatById } from "../../server/src/formats/detect.ts";
import { golangMigrate } from "../../server/src/formats/golangMigrate.ts";
import { rollbackOf } from "../../server/src/recipes/inverse/rollback.ts";
import { RunEngine } from "../../server/src/run/engine.ts";
import { runProject, type RunProject } from "../../server/src/run/project.ts";
import { failureOf } from "../../server/src/run/runError.ts";
import type { VerifiedMigration, VerifyResult } from "../../server/src/protocol/verify.ts";
import { corpusProjects } from "../corpus/projects.ts";
import { freshDatabase, testedMajors, type Database, type Major } from "../support/servers.ts";
import { never } from "./contract.ts";
import { projectFolder } from "./project.ts";

/* `verify` on real servers; test/cli/verify.test.ts has the embedded one. */

async function verified(database: Database, project: RunProject, signal = never): Promise<VerifyResult> {
  const engine = new RunEngine({ storagePath: "", key: "verify", image: "", startTimeout: 10 });
  try {
    await engine.select({ kind: "server", url: database.url });
    return await engine.verify(project, { signal, onProgress: () => undefined });
  } finally {
    await engine.dispose();
  }
}

async function onFresh<T>(major: Major, action: (database: Database) => Promise<T>): Promise<T> {
  const database = await freshDatabase(major);
  try {
    return await action(database);
  } finally {
    await database.dispose();
  }
}

/** Numbered files of golang-migrate, each an up and a down; without a down where that is undefined. */
function history(...migrations: readonly (readonly (string | undefined)[])[]): RunProject {
  const files: Record<string, string> = {};
  for (const [index, [up = "", down]] of migrations.entries()) {
    const number = String(index + 1).padStart(4, "0");
    files[`${number}_m.up.sql`] = up;
    if (down !== undefined) files[`${number}_m.down.sql`] = down;
  }
  const folder = projectFolder(files, golangMigrate);
  const project = folder.read();
  folder.dispose();
  return project;
}

const summary = ({ migration, badge, lost, left, failure, notes }: VerifiedMigration): string =>
  [
    `${Number(migration)} ${badge}`,
    ...lost.map((each) => `lost ${each}`),
    ...left.map((each) => `left ${each}`),
    ...(failure === undefined ? [] : [`${failure.during} ${failure.code}`]),
    ...notes,
  ].join("; ");

/** Everything that rows must respect: types, keys, checks, enums, domains, generated and identity columns, partitions. */
const demanding = `
  CREATE TYPE mood AS ENUM ('glad', 'sad');
  CREATE DOMAIN percent AS int NOT NULL CHECK (VALUE BETWEEN 0 AND 100);
  CREATE DOMAIN "E mail" AS text CHECK (VALUE ~ '^[^@]+@[^@]+$');
  CREATE TYPE point3 AS (x int, y int, z int);
  CREATE TABLE "Land" (code char(2) PRIMARY KEY CHECK (code = upper(code)), name varchar(3) NOT NULL UNIQUE);
  CREATE TABLE people (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, land char(2) NOT NULL REFERENCES "Land",
    mail "E mail" NOT NULL UNIQUE, mood mood NOT NULL DEFAULT 'glad', share percent, born date, tags text[] NOT NULL,
    spot point3, seen tstzrange, height numeric(3,2) NOT NULL CHECK (height > 0), ip inet, doc jsonb NOT NULL,
    boss bigint REFERENCES people, shout text GENERATED ALWAYS AS (upper(land)) STORED,
    kind text NOT NULL CHECK (kind IN ('a b', 'it''s')), flag boolean NOT NULL CHECK (flag),
    small smallint, uid uuid UNIQUE, CHECK ((born IS NULL) <> (ip IS NULL)));
  CREATE TABLE orders (land char(2), "user" bigint, n int, PRIMARY KEY (land, n), UNIQUE ("user", n),
    FOREIGN KEY ("user") REFERENCES people (id));
  CREATE TABLE lines (land char(2) NOT NULL, n int NOT NULL, line int, FOREIGN KEY (land, n) REFERENCES orders DEFERRABLE INITIALLY DEFERRED);
  CREATE TABLE events (at date NOT NULL, region text, id int, PRIMARY KEY (at, id)) PARTITION BY RANGE (at);
  CREATE TABLE events_23 PARTITION OF events FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
  CREATE TABLE events_rest PARTITION OF events DEFAULT;
  CREATE TABLE hashed (id int PRIMARY KEY) PARTITION BY HASH (id);
  CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
  CREATE TABLE hashed_1 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1);
  CREATE TABLE listed (region text, n int) PARTITION BY LIST (region);
  CREATE TABLE listed_eu PARTITION OF listed FOR VALUES IN ('eu', 'uk');
  CREATE TABLE refers (at date, id int, FOREIGN KEY (at, id) REFERENCES events);
  CREATE TABLE booked (room int, during int4range, EXCLUDE USING gist (during WITH &&));
  CREATE TABLE nothing ();`;

/** As written, and what comes of it. */
const trips: readonly (readonly [expected: string, up: string, down?: string])[] = [
  [
    "1 reversible",
    demanding,
    `DROP TABLE lines, orders, people, "Land", refers, events, hashed, listed, booked, nothing;
     DROP DOMAIN percent, "E mail"; DROP TYPE mood, point3;`,
  ],
  ["2 reversible", "ALTER TABLE people ADD COLUMN age int;", "ALTER TABLE people DROP COLUMN age;"],
  [
    "3 lossy; lost values of public.people.doc",
    "ALTER TABLE people DROP COLUMN doc;",
    "ALTER TABLE people ADD COLUMN doc jsonb NOT NULL DEFAULT '{}'; ALTER TABLE people ALTER doc DROP DEFAULT;",
  ],
  [
    "4 lossy; lost 2 rows of public.lines",
    "DROP TABLE lines;",
    "CREATE TABLE lines (land char(2) NOT NULL, n int NOT NULL, line int, FOREIGN KEY (land, n) REFERENCES orders DEFERRABLE INITIALLY DEFERRED);",
  ],
  [
    "5 irreversible; left the table public.people differs in comment: it was none and is p",
    "CREATE INDEX people_kind ON people (kind); COMMENT ON TABLE people IS 'p';",
    "DROP INDEX people_kind;",
  ],
  ["6 lossy; lost values of public.people.small", "UPDATE people SET small = 7;", "SELECT 1;"],
  [
    "7 reversible",
    "CREATE TABLE plans (id int PRIMARY KEY); CREATE TABLE empty (id int UNIQUE, word text); INSERT INTO plans VALUES (1);",
    "DROP TABLE plans, empty;",
  ],
  ["8 broken; second up 23505", "INSERT INTO plans VALUES (2);", "SELECT 1;"],
  [
    "9 broken; up 23502; With empty tables it passes.",
    "ALTER TABLE empty ADD COLUMN owner text NOT NULL;",
    "ALTER TABLE empty DROP COLUMN owner;",
  ],
  [
    '10 reversible; Rows may stand in the way of the up: with ours it fails. check constraint "few" of relation "empty" is violated by some row (23514).',
    "ALTER TABLE empty ADD CONSTRAINT few CHECK (id < 100);",
    "ALTER TABLE empty DROP CONSTRAINT few;",
  ],
  [
    '11 reversible; The down fails once the new version has written rows. invalid input value for enum mood: "so so" (22P02).',
    "ALTER TYPE mood ADD VALUE 'so so' BEFORE 'glad';",
    `ALTER TABLE people ALTER mood DROP DEFAULT, ALTER mood TYPE text; DROP TYPE mood; CREATE TYPE mood AS ENUM ('glad', 'sad');
     ALTER TABLE people ALTER mood TYPE mood USING mood::mood, ALTER mood SET DEFAULT 'glad';`,
  ],
  ["12 reversible", "CREATE VIEW tall AS SELECT id FROM people WHERE height > 2;", "DROP VIEW tall;"],
  [
    "13 irreversible; left the view public.tall differs in query: it was  SELECT id FROM public.people WHERE (height > (2)::numeric); and is  SELECT id FROM public.people WHERE (height > (3)::numeric);",
    "CREATE OR REPLACE VIEW tall AS SELECT id FROM people WHERE height > 3;",
    "SELECT 1;",
  ],
  ["14 reversible", "GRANT SELECT ON people TO PUBLIC;", "REVOKE SELECT ON people FROM PUBLIC;"],
  ["15 irreversible; left there is no down section", "DROP VIEW tall;"],
  ["16 broken; down 42703", "ALTER TABLE plans ADD COLUMN b int;", "ALTER TABLE plans DROP COLUMN nothing;"],
  [
    '17 irreversible; left the column public.people.shout is not there again; So a second up fails. column "shout" of relation "people" does not exist (42703).',
    "ALTER TABLE people DROP COLUMN shout;",
    "SELECT 1;",
  ],
  [
    "18 reversible",
    `CREATE TABLE notes (id int PRIMARY KEY, plan int REFERENCES plans);
     CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE people SET small = 8; RETURN NEW; END $$;
     CREATE TRIGGER noted AFTER INSERT ON notes FOR EACH ROW EXECUTE FUNCTION note();`,
    "DROP TABLE notes; DROP FUNCTION note();",
  ],
  [
    "19 irreversible; left there is no down section",
    "ALTER TABLE people ADD COLUMN late int;",
    "-- nothing\n",
  ],
  [
    '20 reversible; Rows may stand in the way of the up: with ours it fails. column "late" of relation "people" contains null values (23502).',
    "ALTER TABLE people ALTER late SET NOT NULL;",
    "ALTER TABLE people ALTER late DROP NOT NULL;",
  ],
  ["21 broken; up 42P01", "DROP TABLE never;", "SELECT 1;"],
  ["22 untried; Migration 0021 before it cannot be applied.", "SELECT 1;", "SELECT 1;"],
];

async function scratchDatabases(database: Database): Promise<readonly string[]> {
  const client = await database.connect();
  const { rows } = await client.query<{ name: string }>(
    "SELECT datname AS name FROM pg_database WHERE datname ~ '^lockkeeper_verify_' ORDER BY 1",
  );
  await client.end();
  return rows.map(({ name }) => name);
}

describe.each(testedMajors)("on PostgreSQL %i", (major) => {
  it("grades ways back by what they bring back, with rows in every table", () =>
    onFresh(major, async (database) => {
      const result = await verified(database, history(...trips.map(([, ...sections]) => sections)));
      expect.soft(result.unfilled).toEqual([]);
      // Before 16 a view's query is printed with the table before each column.
      const found = result.migrations.map((each) => summary(each).replaceAll(/\bpeople\.(?=id|height)/g, ""));
      expect(found).toEqual(trips.map(([expected]) => expected));
      const at = result.migrations[15]?.failure;
      expect(at?.uri).toMatch(/0016_m\.down\.sql$/);
      expect(at?.range?.start).toEqual({ line: 0, character: 30 });
      expect(await scratchDatabases(database)).toEqual([]);
      const client = await database.connect();
      // The database that was named is only connected to.
      expect((await client.query("SELECT FROM pg_class WHERE relname = 'people'")).rowCount).toBe(0);
    }));

  it("removes what a killed one left, and nothing of one that lives", () =>
    onFresh(major, async (database) => {
      const client = await database.connect();
      await client.query("CREATE DATABASE lockkeeper_verify_1_dead");
      await client.query("CREATE DATABASE lockkeeper_verify_1_alive");
      await client.query("SET application_name = 'lockkeeper_verify_1_alive'");
      const abort = new AbortController();
      const slow = history(["SELECT pg_sleep(600);", "SELECT 1;"]);
      const running = verified(database, slow, abort.signal).catch((error: unknown) => failureOf(error).code);
      await until(async () => {
        const found = await client.query("SELECT FROM pg_stat_activity WHERE query ~ '^SELECT pg_sleep'");
        return found.rowCount === 1;
      });
      abort.abort();
      expect(await running).toBe("cancelled");
      expect(await scratchDatabases(database)).toEqual(["lockkeeper_verify_1_alive"]);
      await client.query("DROP DATABASE lockkeeper_verify_1_alive");
    }));

  it.each([
    ["CREATE ROLE verify_me;", "DROP ROLE verify_me;"],
    ["DO $$ BEGIN EXECUTE 'ALTER ROLE ' || current_user || ' SET work_mem = 1000'; END $$;", "SELECT 1;"],
    ["SELECT 1;", "ALTER DATABASE postgres SET work_mem = 1000;"],
    ["GRANT CONNECT ON DATABASE postgres TO PUBLIC;", "SELECT 1;"],
  ])("runs nothing that reaches other databases: %s", (up, down) =>
    onFresh(major, async (database) => {
      const refused = await verified(database, history([up, down])).catch((error: unknown) =>
        failureOf(error),
      );
      expect(refused).toMatchObject({ code: "reaches-other-databases", version: "0001" });
      expect(await scratchDatabases(database)).toEqual([]);
    }),
  );

  it("begins with the baseline's schema", () =>
    onFresh(major, async (database) => {
      const project = history([
        "ALTER TABLE old.users ADD COLUMN b int;",
        "ALTER TABLE old.users DROP COLUMN b;",
      ]);
      const text =
        "\\restrict x\nSET search_path = '';\nCREATE SCHEMA old;\nCREATE TABLE old.users (id int PRIMARY KEY);\n" +
        "ALTER TABLE old.users OWNER TO nobody_here;\nCOPY old.users (id) FROM stdin;\n1\n\\.\n";
      const { migrations, notes } = await verified(database, {
        ...project,
        baseline: { path: "/b.sql", text },
      });
      expect(migrations.map(summary)).toEqual(["1 reversible"]);
      expect(notes).toEqual([expect.stringContaining('role "nobody_here" does not exist')]);
    }));
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/* What the interpretation says of the same ways back. */

describe.each(testedMajors)("the corpus on PostgreSQL %i", (major) => {
  // Real ones take minutes, and their rows decide more.
  const madeUp = join(import.meta.dirname, "../corpus");
  const projects = corpusProjects.filter(
    ({ template, root }) => template === undefined && root.startsWith(madeUp),
  );
  it.each(projects)("$name goes back as it is predicted to", async ({ root, folder, tool }) => {
    const path = join(root, folder);
    const format = formatById(tool);
    if (format === undefined) throw new Error(tool);
    const { migrations } = await onFresh(major, (database) =>
      verified(database, runProject(pathToFileURL(path).href, format, readTree(path))),
    );
    const predicted = await predictedGrades(path, major);
    const differing = migrations.filter(({ migration, badge, down, failure }) => {
      const grade = predicted.get(migration);
      // There is nothing to run where no down is written; predicted is the best that there could be.
      if (down === "missing") return badge !== "irreversible";
      // A down that fails leaves everything.
      return grade !== (badge === "broken" && failure?.during === "down" ? "irreversible" : badge);
    });
    expect(
      differing.map((each) => `${summary(each)}, predicted ${predicted.get(each.migration) ?? "-"}`),
    ).toEqual([]);
  });
});

async function predictedGrades(path: string, major: Major): Promise<ReadonlyMap<string, string>> {
  const configurations = new Configurations({ postgres: [major], statistics: undefined, tool: undefined });
  const grammar = await loadGrammar();
  const [project] = loadProjects([path], configurations).projects;
  if (project === undefined) throw new Error(path);
  const rollback = { grade: rollbackOf, batches: configurations.batches(project.folder) };
  const { migrations } = report(project, grammar, configurations.analysis(project.folder, grammar), {
    rollback,
  });
  return new Map([...migrations].map((each) => [each.migration.version, each.rollback?.grade ?? "-"]));
}
