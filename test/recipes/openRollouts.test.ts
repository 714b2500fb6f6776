import { describe, expect, it } from "vitest";
import { pendingRollouts, finishRollout, type PendingRollout } from "../../server/src/recipes/rollouts.ts";
import { unmet } from "../../server/src/recipes/preconditions.ts";
import { testedMajors } from "../support/servers.ts";
import { ask } from "./attacks/nextEnd.ts";
import { begun } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import { now, type TestProject } from "./projects.ts";
import { safely } from "./safely.ts";
import { send } from "./send.ts";

/* Several rollouts of one file are open at once: which may be finished first, and that all of them can be. */

const change = {
  before: `CREATE TABLE items (id serial PRIMARY KEY, name text NOT NULL);
    CREATE TABLE lines (id serial PRIMARY KEY, item_id int NOT NULL REFERENCES items (id) ON DELETE CASCADE);
    CREATE INDEX lines_item ON lines (item_id);`,
  up: "ALTER TABLE items ALTER COLUMN id TYPE bigint;\nALTER TABLE lines ALTER COLUMN item_id TYPE bigint;",
  down: "ALTER TABLE lines ALTER COLUMN item_id TYPE int;\nALTER TABLE items ALTER COLUMN id TYPE int;",
};
const seed =
  "INSERT INTO items (name) SELECT 'i' || g FROM generate_series(1, 300) g; INSERT INTO lines (item_id) SELECT 1 + g % 300 FROM generate_series(1, 1200) g;";

function openIn(project: TestProject): readonly PendingRollout[] {
  return pendingRollouts(project.analysis.project, (path) => project.files.get(path));
}

function finishing(project: TestProject, rollout: PendingRollout): TestProject {
  const { format, around } = project;
  const input = { format, around, project: project.analysis.project, lockTimeout: "5s", now };
  return project.with({ files: finishRollout(rollout, input), edits: [] });
}

describe.each(testedMajors)(
  "a key and what refers to it change their type in one file, PostgreSQL %d",
  (major) => {
    it("the key is finished last, which its preconditions ask for", async () => {
      const { original, project } = safely(change);
      const [key, reference] = openIn(project);
      if (key === undefined || reference === undefined) throw new Error("two rollouts are expected");
      const { client } = await begun({ project, seed, major });
      const lacks = async (): Promise<readonly string[]> => {
        const missing: string[] = [];
        for (const { label, query } of key.pending.preconditions) {
          const { rows } = await client.query<unknown[]>({ text: query, rowMode: "array" });
          if (rows[0]?.[0] !== true) missing.push(label);
        }
        return missing;
      };
      for (const each of project.analysis.migrations.slice(1)) await send(client, project, each, "up");
      expect(await lacks()).toEqual([
        "no foreign key but lines_item_id_fkey refers to items.id; where another rollout made one, finish that first",
      ]);
      const once = finishing(project, reference);
      const behind = once.analysis.migrations.slice(project.analysis.migrations.length);
      for (const each of behind) await send(client, once, each, "up");
      expect(await lacks()).toEqual([]);
      const twice = finishing(once, key);
      for (const each of twice.analysis.migrations.slice(once.analysis.migrations.length))
        await send(client, twice, each, "up");
      const { client: expected } = await begun({ project: original, seed, major });
      await send(expected, original, original.last, "up");
      expect(await fingerprint(client)).toEqual(await fingerprint(expected));
      for (const each of twice.analysis.migrations.slice(1).reverse())
        await send(client, twice, each, "down");
      await send(expected, original, original.last, "down");
      expect(await fingerprint(client)).toEqual(await fingerprint(expected));
    });
  },
);

const both = {
  before: "CREATE TABLE usr (id serial PRIMARY KEY, em text UNIQUE, n int, nm text, gone int);",
};

describe.each([
  [
    "renamed",
    "ALTER TABLE users RENAME COLUMN em TO email;",
    "ALTER TABLE users RENAME COLUMN email TO em;",
    "em",
  ],
  [
    "of another type",
    "ALTER TABLE users ALTER COLUMN n TYPE bigint;",
    "ALTER TABLE users ALTER COLUMN n TYPE int;",
    "n",
  ],
  [
    "split",
    "ALTER TABLE users ADD COLUMN first text;\nUPDATE users SET first = lower(nm);\nALTER TABLE users DROP COLUMN nm;",
    "ALTER TABLE users ADD COLUMN nm text;\nUPDATE users SET nm = upper(first);\nALTER TABLE users DROP COLUMN first;",
    "nm",
  ],
  ["dropped", "ALTER TABLE users DROP COLUMN gone;", "ALTER TABLE users ADD COLUMN gone int;", "gone"],
])("a table is renamed, and a column of it %s", (_, change, back, column) => {
  it("the table is finished first, since the view of its old name reads the column", async () => {
    const { plan, project } = safely({
      ...both,
      up: `ALTER TABLE usr RENAME TO users;\n${change}`,
      down: `${back}\nALTER TABLE users RENAME TO usr;`,
    });
    expect(plan.refusals).toEqual([]);
    const open = openIn(project);
    const table = open.find(({ recipe }) => recipe === "rename-table-behind-view");
    const other = open.find((each) => each !== table);
    if (table === undefined || other === undefined) throw new Error("two rollouts are expected");
    const { client } = await begun({ project, major: 18 });
    for (const each of project.analysis.migrations.slice(1)) await send(client, project, each, "up");
    const lacks = (): Promise<readonly string[]> => unmet(other.pending, (query) => ask(client, query));
    expect(await lacks()).toEqual([
      expect.stringMatching(`no view reads .*${column}; where another rollout made one, finish that first`),
    ]);
    const once = finishing(project, table);
    for (const each of once.analysis.migrations.slice(project.analysis.migrations.length))
      await send(client, once, each, "up");
    expect(await lacks()).toEqual([]);
  });
});

it("a rename ends once the new column has what was set for the old one by hand, in whichever order", async () => {
  const { project } = safely({
    before: "CREATE TABLE t (id int PRIMARY KEY, a int); GRANT SELECT (a) ON t TO pg_monitor;",
    up: "ALTER TABLE t RENAME a TO b;",
    down: "ALTER TABLE t RENAME b TO a;",
  });
  const [rollout] = openIn(project);
  if (rollout === undefined) throw new Error("a rollout is expected");
  const { client } = await begun({ project, major: 18 });
  for (const each of project.analysis.migrations.slice(1)) await send(client, project, each, "up");
  const lacks = (): Promise<readonly string[]> => unmet(rollout.pending, (query) => ask(client, query));
  expect(await lacks()).toEqual([]);
  await client.query("GRANT UPDATE (a) ON t TO PUBLIC; GRANT INSERT (a) ON t TO pg_read_all_data");
  const missing =
    "b has the comment, privileges, statistics target, storage and compression that are set for a";
  expect(await lacks()).toEqual([missing]);
  await client.query("GRANT INSERT (b) ON t TO pg_read_all_data; GRANT UPDATE (b) ON t TO PUBLIC");
  expect(await lacks()).toEqual([]);
  await client.query("COMMENT ON COLUMN t.a IS 'by hand'");
  expect(await lacks()).toEqual([missing]);
});
