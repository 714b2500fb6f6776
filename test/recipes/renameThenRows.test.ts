import { describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import { finishedRollout } from "./finishedRollout.ts";
import { recipeCalled, TestProject } from "./projects.ts";
import { send } from "./send.ts";

/* What works on the table's rows behind a rename comes after the new column is filled, and does the same there. */

const recipe = recipeCalled("rename-column-by-dual-write");
const before = `CREATE TABLE t (id int PRIMARY KEY, a text CHECK (a <> ''), n int);
  CREATE INDEX t_a ON t (a); CREATE TABLE log (id int, said text); CREATE TABLE s (id int PRIMARY KEY, v text);`;
const seed = `INSERT INTO t SELECT g, CASE WHEN g % 3 > 0 THEN 'x' || g END, g FROM generate_series(1, 2500) g;
  INSERT INTO s SELECT g, 's' || g FROM generate_series(1, 50) g;`;
const rename = "ALTER TABLE t RENAME COLUMN a TO b;";
const back = "ALTER TABLE t RENAME COLUMN b TO a;";

const behind: readonly string[] = [
  "UPDATE t SET b = upper(b) WHERE n % 2 = 0;",
  "UPDATE t SET b = NULL, n = 7 WHERE b LIKE 'x1%'; DELETE FROM t WHERE b IS NULL AND n % 5 = 0;",
  "UPDATE t AS k SET b = s.v FROM s WHERE s.id = k.id;",
  "INSERT INTO t (id, b) VALUES (9001, 'new'), (9002, NULL); INSERT INTO t VALUES (9003, 'whole', 1);",
  "INSERT INTO log SELECT id, b FROM t WHERE b IS NOT NULL;\nUPDATE s SET v = t.b FROM t WHERE t.id = s.id;",
  "ALTER TABLE log ADD COLUMN more int;\n-- Each.\nUPDATE t SET b = 'none' WHERE b IS NULL;\nCREATE INDEX log_id ON log (id);",
];

function projectOf(format: string, rest: string): TestProject {
  const down = `${rest.includes("ADD COLUMN more") ? "DROP INDEX log_id; ALTER TABLE log DROP COLUMN more;\n" : ""}${back}`;
  return TestProject.of(format, [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up: `${rename}\n${rest}`, down, autocommit: false },
  ]);
}

describe.each(testedMajors)("rows that are changed behind a rename on PostgreSQL %d", (major) => {
  it.each(behind.map((rest, at) => [["dbmate", "golang-migrate", "goose"][at % 3] ?? "", rest] as const))(
    "are the same in the end, %s: %s",
    async (format, rest) => {
      const original = projectOf(format, rest);
      const { finished } = finishedRollout(original, recipe);
      const { client: expected } = await begun({ project: original, seed, major });
      await send(expected, original, original.last, "up");
      const { client } = await begun({ project: finished, seed, major });
      const steps = finished.analysis.migrations.slice(1);
      for (const each of steps) await send(client, finished, each, "up");
      expect(await fingerprint(client)).toEqual(await fingerprint(expected));
      await send(expected, original, original.last, "down");
      for (const each of [...steps].reverse()) await send(client, finished, each, "down");
      expect(await fingerprint(client)).toEqual(await fingerprint(expected));
    },
  );
});

describe("what stands behind a rename", () => {
  it.each([
    ["asks for the default", "UPDATE t SET b = DEFAULT;"],
    ["takes whole rows", "INSERT INTO log SELECT t.id, t::text FROM t;"],
    ["takes every column", "CREATE TABLE x (a int, b text, c int, d text); INSERT INTO x SELECT * FROM t;"],
    ["gives way to another row", "INSERT INTO t VALUES (1, 'x') ON CONFLICT DO NOTHING;"],
    ["is a body", "DO $$ BEGIN UPDATE t SET b = 'x'; END $$;"],
  ])("is refused where it %s", (_, rest) => {
    const result = projectOf("dbmate", rest).rewrite(recipe);
    expect("refused" in result ? result.refused : "planned").toMatch(/Line \d reads or writes rows of t/);
  });

  it("is refused where an INSERT would get the old column's default", () => {
    const project = projectOf("dbmate", "INSERT INTO t (id, b) SELECT id, v FROM s;");
    const [path = "", text = ""] = [...project.files][0] ?? [];
    const given = new Map([...project.files, [path, text.replace("a text", "a text DEFAULT 'x'")]]);
    const result = new TestProject(project.format, given).rewrite(recipe);
    expect("refused" in result ? result.refused : "planned").toMatch(/reads or writes rows of t/);
  });
});
