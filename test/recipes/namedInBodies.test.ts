import { describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { finishedRollout } from "./finishedRollout.ts";
import { recipeCalled, TestProject } from "./projects.ts";
import { send } from "./send.ts";

/* Bodies of functions name columns by text: what the table's own triggers run must find them in every phase. */

const table =
  "CREATE TABLE t (id int PRIMARY KEY, a text, c text); CREATE TABLE log (id int, was text, now text);";
const rename = "ALTER TABLE t RENAME COLUMN a TO b;";
const back = "ALTER TABLE t RENAME COLUMN b TO a;";

function body(text: string): string {
  return `CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN ${text} RETURN NEW; END $f$;`;
}

function trigger(when: string): string {
  return `CREATE TRIGGER g ${when} ON t FOR EACH ROW EXECUTE FUNCTION f();`;
}

interface Change {
  readonly before: string;
  readonly up: string;
  readonly down: string;
}

function projectOf({ before, up, down }: Change): TestProject {
  return TestProject.of("dbmate", [
    { name: "before", up: `${table} ${before}`, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down, autocommit: false },
  ]);
}

function refusal(recipe: string, change: Change): string | undefined {
  const result = projectOf(change).rewrite(recipeCalled(recipe));
  return "refused" in result ? result.refused : undefined;
}

const lower = body("NEW.c := lower(NEW.a);");
const note = body("INSERT INTO log VALUES (NEW.id, OLD.a, NEW.a);");
const noteAfter = body("INSERT INTO log VALUES (NEW.id, OLD.b, NEW.b);");
const after = trigger("AFTER INSERT OR UPDATE");
const before = trigger("BEFORE INSERT OR UPDATE");

describe("a rename under a trigger whose function names the column", () => {
  it.each<[string, string, string, RegExp | undefined]>([
    ["before each row", `${lower} ${before}`, rename, /trigger g runs f\(\), which names a: it runs before/],
    [
      "before, replaced behind",
      `${lower} ${before}`,
      `${rename} ${body("NEW.c := lower(NEW.b);")}`,
      /names a: it runs/,
    ],
    [
      "before, replaced first",
      `${body("NEW.c := NEW.id;")} ${before}`,
      `${body("NEW.c := NEW.b;")} ${rename}`,
      /names b: it runs/,
    ],
    ["after, and nothing replaces it", `${note} ${after}`, rename, /fires it would fail once a is gone/],
    [
      "after, replaced first",
      `${note} ${after}`,
      `${noteAfter} ${rename}`,
      /names b, which is not filled yet/,
    ],
    ["after, replaced behind", `${note} ${after}`, `${rename} ${noteAfter}`, undefined],
    ["in quotes and other letters", `${body('NEW.c := new . "a";')} ${before}`, rename, /names a/],
    ["as a key of the row", `${body("NEW.c := to_jsonb(NEW) ->> 'a';")} ${before}`, rename, /names a/],
    [
      "a longer name",
      `${body("NEW.c := NEW.c || 'aa' || \"a\".x FROM (SELECT 1 AS x) a;")} ${before}`,
      rename,
      undefined,
    ],
    ["in a comment", `${body("/* NEW.a */ NEW.c := 'x'; -- OLD.a\n")} ${before}`, rename, undefined],
    ["a trigger that is off", `${lower} ${before} ALTER TABLE t DISABLE TRIGGER g;`, rename, undefined],
    [
      "in a query",
      `${body("IF EXISTS (SELECT FROM t WHERE a = 'x') THEN NEW.c := 'x'; END IF;")} ${before}`,
      rename,
      /names a, and goes on doing so/,
    ],
    [
      "through a statement trigger",
      `${body("INSERT INTO log SELECT id, a FROM rows;")} CREATE TRIGGER g AFTER INSERT ON t REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION f();`,
      rename,
      /names a, and goes on doing so/,
    ],
  ])("%s", (_name, made, up, message) => {
    const found = refusal("rename-column-by-dual-write", { before: made, up, down: back });
    if (message === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(message);
  });

  const find = (column: string, words = "OR REPLACE "): string =>
    `CREATE ${words}FUNCTION find(x text) RETURNS SETOF int LANGUAGE sql AS $f$ SELECT id FROM t WHERE ${column} = x $f$;`;
  const drop = "DROP FUNCTION find(text);";

  it.each([
    ["a function in another's place", find("a"), find("b"), find("a")],
    ["a new one", "", find("b", ""), drop],
    ["a view", "", "CREATE VIEW v AS SELECT id, b FROM t;", "DROP VIEW v;"],
  ])("comes after the filled column: %s", (_name, before, behind, undo) => {
    const project = projectOf({ before, up: `${rename}\n${behind}`, down: `${undo}\n${back}` });
    const { open } = finishedRollout(project, recipeCalled("rename-column-by-dual-write"));
    const texts = open.analysis.migrations.map(({ migration }) =>
      migration.paths.map((path) => open.files.get(path)).join(""),
    );
    const filled = texts.findIndex((text) => text.includes("lockkeeper:backfill"));
    expect(filled).toBeGreaterThan(0);
    expect(texts.findIndex((text) => text.includes(behind))).toBeGreaterThan(filled);
  });

  it.each([
    ["a function", find("a"), drop, find("b", ""), find("a", "")],
    [
      "a view",
      "CREATE VIEW v AS SELECT id, a FROM t;",
      "DROP VIEW v;",
      "CREATE VIEW v AS SELECT id, b FROM t;",
      "CREATE VIEW v AS SELECT id, a FROM t;",
    ],
  ])("is refused where it would be missing until then: %s that the file drops", (...given) => {
    const [, before, first, behind, again] = given;
    const up = `${first}\n${rename}\n${behind}`;
    const down = `${first}\n${back}\n${again}`;
    expect(refusal("rename-column-by-dual-write", { before, up, down })).toMatch(/while b is not filled yet/);
  });
});

describe("columns that go from under a trigger whose function names them", () => {
  it.each([
    ["drop-column-in-phases", "ALTER TABLE t DROP COLUMN a;", "ALTER TABLE t ADD COLUMN a text;"],
    [
      "split-or-merge-columns",
      "-- lockkeeper-value a = b\nALTER TABLE t ADD COLUMN b text;\nUPDATE t SET b = upper(a);\nALTER TABLE t DROP COLUMN a;",
      "ALTER TABLE t ADD COLUMN a text; ALTER TABLE t DROP COLUMN b;",
    ],
  ])("%s is refused, and is not without", (recipe, up, down) => {
    expect(refusal(recipe, { before: `${lower} ${before}`, up, down })).toMatch(/names a|trigger g raises/);
    expect(refusal(recipe, { before: `${body("NEW.c := 'x';")} ${before}`, up, down })).toBeUndefined();
    expect(refusal(recipe, { before: `${note} ${after}`, up, down })).toMatch(/names a|trigger g raises/);
  });

  it("a function that is replaced before the column goes", () => {
    const up = `${body("NEW.c := 'x';")}\nALTER TABLE t DROP COLUMN a;`;
    const down = `ALTER TABLE t ADD COLUMN a text;\n${lower}`;
    expect(refusal("drop-column-in-phases", { before: `${lower} ${before}`, up, down })).toBeUndefined();
  });
});

describe.each(testedMajors)("a trigger after each write, on PostgreSQL %d", (major) => {
  it("sees in every phase what either version wrote", async () => {
    const project = projectOf({
      before: `${note} ${after}`,
      up: `${rename}\n${noteAfter}`,
      down: `${note}\n${back}`,
    });
    const { finished } = finishedRollout(project, recipeCalled("rename-column-by-dual-write"));
    const seed = "INSERT INTO t SELECT g, 'x' || g FROM generate_series(1, 1200) g; DELETE FROM log;";
    const { client } = await begun({ project: finished, seed, major });
    const steps = finished.analysis.migrations.slice(1);
    const phases: unknown[] = [];
    const writes = async (): Promise<void> => {
      const { rows: columns } = await client.query<{ name: string }>(
        "SELECT attname AS name FROM pg_attribute WHERE attrelid = 't'::regclass AND attname IN ('a', 'b')",
      );
      await client.query("DELETE FROM log");
      for (const { name } of columns) {
        await client.query(`UPDATE t SET ${name} = 'by ${name}' WHERE id = 7`);
        await client.query(`UPDATE t SET ${name} = 'x7' WHERE id = 7`);
      }
      const { rows } = await client.query<{ was: string; now: string }>("SELECT was, now FROM log");
      expect(rows).toEqual(
        columns.flatMap(({ name }) => [
          { was: "x7", now: `by ${name}` },
          { was: `by ${name}`, now: "x7" },
        ]),
      );
      phases.push(columns.map(({ name }) => name).sort());
    };
    await writes();
    for (const each of steps) {
      await send(client, finished, each, "up");
      await writes();
    }
    for (const each of [...steps].reverse()) {
      await send(client, finished, each, "down");
      await writes();
    }
    expect(phases.at(0)).toEqual(["a"]);
    expect(phases).toContainEqual(["b"]);
    expect(phases.at(-1)).toEqual(["a"]);
  });
});

describe("a table that is renamed, and that a trigger's function names", () => {
  const write = (name: string): string => body(`INSERT INTO ${name} VALUES (NEW.id, NEW.a, NEW.c);`);

  it.each<[string, string, string, RegExp | undefined]>([
    [
      "and goes on naming",
      write("log"),
      "ALTER TABLE log RENAME TO notes;",
      /names log and goes on doing so/,
    ],
    ["with its schema", write('public . "log"'), "ALTER TABLE log RENAME TO notes;", /names log/],
    ["replaced behind", write("log"), `ALTER TABLE log RENAME TO notes; ${write("notes")}`, undefined],
    [
      "another word of that name",
      body("NEW.c := log(NEW.id);"),
      "ALTER TABLE log RENAME TO notes;",
      undefined,
    ],
    ["in another schema, found by the path", write("log"), "ALTER TABLE log SET SCHEMA more;", undefined],
    ["in another schema, named", write("public.log"), "ALTER TABLE log SET SCHEMA more;", /names log/],
  ])("%s", (_name, made, up, message) => {
    const down = up.includes("SCHEMA")
      ? "ALTER TABLE more.log SET SCHEMA public;"
      : `${write("log")} ALTER TABLE notes RENAME TO log;`;
    const found = refusal("rename-table-behind-view", {
      before: `CREATE SCHEMA more; ${made} ${after}`,
      up,
      down,
    });
    if (message === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(message);
  });
});
