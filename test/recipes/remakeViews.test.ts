import { describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { textFaults, workUnderLocks } from "./prover.ts";
import { send } from "./send.ts";
import { wholeFingerprint } from "./wholeFingerprint.ts";

/*
 * A type is changed though views read the column: they come back with everything that was said of them, and the way
 * back brings the old type with them.
 */

interface Case {
  readonly before: string;
  readonly up: string;
  readonly down: string;
  /** The same without the views, for a server. */
  readonly format?: string;
}

const users = `CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20), mail text);
  INSERT INTO users SELECT g, 'n' || g FROM generate_series(1, 100) g;`;
const widen = "ALTER TABLE users ALTER COLUMN name TYPE varchar(80);";
const narrow = "ALTER TABLE users ALTER COLUMN name TYPE varchar(20);";
const plain = { up: widen, down: narrow };

const cases: Readonly<Record<string, Case>> = {
  "a chain": {
    ...plain,
    before: `${users} CREATE VIEW named AS SELECT id, name FROM users; CREATE VIEW short AS SELECT n.id, u.mail FROM named n JOIN users u USING (id) WHERE length(n.name) < 3;
      CREATE VIEW all_of AS SELECT * FROM short UNION ALL SELECT id, name::text FROM named; CREATE VIEW other AS SELECT mail FROM users;`,
  },
  "all that is said of a view": {
    ...plain,
    before: `${users} CREATE VIEW named WITH (security_barrier) AS SELECT id, name, mail FROM users WHERE name <> '' WITH LOCAL CHECK OPTION;
      COMMENT ON VIEW named IS 'It''s
named'; COMMENT ON COLUMN named.name IS 'the name'; GRANT SELECT, UPDATE (name) ON named TO PUBLIC;
      ALTER VIEW named ALTER COLUMN mail SET DEFAULT 'none';
      CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; COMMENT ON FUNCTION keep() IS 'x';
      CREATE VIEW written AS SELECT id, name FROM named; CREATE TRIGGER kept INSTEAD OF INSERT ON written FOR EACH ROW EXECUTE FUNCTION keep();
      COMMENT ON TRIGGER kept ON written IS 'kept';
      CREATE RULE gone AS ON DELETE TO written DO INSTEAD NOTHING;`,
  },
  "nasty names in another schema": {
    before: `CREATE SCHEMA "App ""1"""; CREATE TABLE "App ""1"""."T 🚰" ("select" int PRIMARY KEY, "b ""c" varchar(3));
      CREATE VIEW "App ""1"""."${"v".repeat(63)}" ("or'der", "from") AS SELECT "select", "b ""c" FROM "App ""1"""."T 🚰";
      CREATE TABLE "T 🚰" ("b ""c" varchar(3)); CREATE VIEW "${"v".repeat(63)}" AS SELECT "b ""c" FROM "T 🚰";
      CREATE VIEW "user" AS SELECT "from" FROM "App ""1"""."${"v".repeat(63)}";`,
    up: `ALTER TABLE "App ""1"""."T 🚰" /* wider */ ALTER "b ""c" SET DATA TYPE text -- at last
;`,
    down: `ALTER TABLE "App ""1"""."T 🚰" ALTER "b ""c" TYPE varchar(3);`,
  },
  "with a search path, and statements around it": {
    before: `CREATE SCHEMA app; CREATE TABLE app.users (id bigint PRIMARY KEY, name varchar(20)); CREATE VIEW app.named AS SELECT name FROM app.users; CREATE VIEW named AS SELECT 1 AS one;`,
    up: `SET LOCAL search_path = app; ALTER TABLE users ADD COLUMN more int; ${widen} COMMENT ON COLUMN users.name IS 'wide';`,
    down: `SET LOCAL search_path = app; COMMENT ON COLUMN users.name IS NULL; ${narrow} ALTER TABLE users DROP COLUMN more;`,
  },
  "a view whose owner and options were set later": {
    ...plain,
    before: `${users} CREATE VIEW first_name AS SELECT name FROM users; ALTER VIEW first_name RENAME TO named; ALTER VIEW named SET (security_barrier = true);
      ALTER VIEW named RENAME COLUMN name TO called; ALTER VIEW named OWNER TO pg_monitor; GRANT SELECT ON named TO pg_read_all_stats;`,
  },
  "a materialized view that is empty": {
    ...plain,
    before: `${users} CREATE MATERIALIZED VIEW kept AS SELECT name, count(*) AS n FROM users GROUP BY name WITH NO DATA; CREATE UNIQUE INDEX kept_name ON kept (name);`,
  },
};

const tools = ["golang-migrate", "goose", "sqlx", "prisma", "flyway", "plain"];
const runs = Object.entries(cases).flatMap(([name, given], index) => [
  ...testedMajors.map((major) => ({ name, given, major })),
  ...(index === 0 ? tools : []).map((format) => ({
    name: `${name}, ${format}`,
    given: { ...given, format },
    major: 18 as const,
  })),
]);

function projectOf({ before, up, down, format = "dbmate" }: Case): TestProject {
  return TestProject.of(format, [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down, autocommit: false },
  ]);
}

const recipe = recipeCalled("remake-views");

describe("views in the way of a change of type", () => {
  it.each(runs)("come back as they were: $name, PostgreSQL $major", async ({ given, major }) => {
    const original = projectOf(given);
    const project = original.with(planned(original.rewrite(recipe)));
    // To make a type narrower again rewrites the table, which no plan for the way there could change.
    const faults = textFaults(recipe, original, project).filter(
      (each) => !/ down: rewrites-table/.test(each),
    );
    expect(faults).toEqual([]);
    const { client } = await begun({ project, major });
    const start = await wholeFingerprint(client);
    const steps = project.analysis.migrations.slice(1);
    for (const step of steps) {
      expect((await workUnderLocks(client, project, step)) ?? []).toEqual([]);
      await send(client, project, step, "up");
    }
    const end = await wholeFingerprint(client);
    const { catalog, data } = end;
    expect(data).toEqual(start.data);
    for (const part of ["relations", "states", "triggers", "triggerStates", "rules", "indexes"])
      expect(catalog[part], part).toEqual(start.catalog[part]);
    expect(catalog["columns"]).not.toEqual(start.catalog["columns"]);
    expect(catalog["comments"]).toEqual(expect.arrayContaining([...(start.catalog["comments"] ?? [])]));
    if (!project.format.hasDown) return;
    for (const step of [...steps].reverse()) await send(client, project, step, "down");
    expect(await wholeFingerprint(client)).toEqual(start);
    for (const step of steps) await send(client, project, step, "up");
    expect(await wholeFingerprint(client)).toEqual(end);
  });
});

const refusals = [
  {
    name: "a materialized view with rows",
    before: `${users} CREATE MATERIALIZED VIEW kept AS SELECT name FROM users;`,
    up: widen,
    words: /kept would be computed anew while nobody can use users/,
  },
  {
    name: "a change that rewrites the table",
    before: `${users} CREATE VIEW named AS SELECT id FROM users;`,
    up: "ALTER TABLE users ALTER COLUMN id TYPE numeric;",
    words: /reads or rewrites users while nobody can use it/,
  },
  {
    name: "a function of SQL that reads a view",
    before: `${users} CREATE VIEW named AS SELECT name FROM users; CREATE FUNCTION f() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM named; END;`,
    up: widen,
    words: /other objects depend on it/,
  },
];

it.each(refusals)("is refused: $name", ({ before, up, words }) => {
  const result = projectOf({ before, up, down: "SELECT 1;" }).rewrite(recipe);
  expect("refused" in result ? result.refused : "planned").toMatch(words);
});

it("is not about what is refused for another reason", () => {
  for (const before of [
    `${users} CREATE POLICY p ON users USING (name <> '');`,
    `${users} CREATE VIEW v AS SELECT id FROM users;`,
  ])
    expect(projectOf({ before, up: widen, down: narrow }).firstFor(recipe)).toBe(-1);
});
