import { describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import { finishedRollout } from "./finishedRollout.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { send } from "./send.ts";

/* What a tool fills in before it sends a file stands in a plan's files as the user writes it. */

const schema = '{{ index .Options "Namespace" }}';
const tables = `CREATE TABLE ${schema}.o (id int PRIMARY KEY); CREATE TABLE "${schema}"."T 1" (id int PRIMARY KEY, a text, o_id int);
  INSERT INTO ${schema}.o VALUES (1); INSERT INTO ${schema}."T 1" VALUES (1, 'x', 1), (2, NULL, 1);`;

const cases = [
  [
    "foreign-key-not-valid",
    `ALTER TABLE "${schema}"."T 1" ADD CONSTRAINT fk FOREIGN KEY (o_id) REFERENCES ${schema}.o;`,
    `ALTER TABLE ${schema}."T 1" DROP CONSTRAINT fk;`,
  ],
  [
    "change-column-type-by-dual-write",
    `ALTER TABLE ${schema}."T 1" ALTER o_id TYPE bigint;`,
    `ALTER TABLE ${schema}."T 1" ALTER o_id TYPE int;`,
  ],
  [
    "rename-column-by-dual-write",
    `ALTER TABLE "${schema}"."T 1" RENAME a TO b;`,
    `ALTER TABLE "${schema}"."T 1" RENAME b TO a;`,
  ],
  [
    "drop-column-in-phases",
    `ALTER TABLE ${schema}."T 1" DROP COLUMN a;`,
    `ALTER TABLE ${schema}."T 1" ADD COLUMN a text;`,
  ],
  [
    "wait-for-deployment",
    `ALTER TABLE ${schema}."T 1" ENABLE ROW LEVEL SECURITY;`,
    `ALTER TABLE ${schema}."T 1" DISABLE ROW LEVEL SECURITY;`,
  ],
] as const;

function original(up: string, down: string): TestProject {
  return TestProject.of("golang-migrate", [
    { name: "before", up: tables, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down, autocommit: false },
  ]);
}

/** As the tool sends it, with the rows of a schema that is there. */
function filled({ format, files }: TestProject): TestProject {
  const texts = [...files].map(([path, text], index): [string, string] => [
    path,
    (index === 0 ? "CREATE SCHEMA auth; " : "") + text.replaceAll(schema, "auth"),
  ]);
  return new TestProject(format, new Map(texts));
}

describe.each(testedMajors)("placeholders stay in the files of a plan, PostgreSQL %i", (major) => {
  it.each(cases)("%s", async (id, up, down) => {
    const plain = original(up, down);
    const recipe = recipeCalled(id);
    const isOpen = id !== "foreign-key-not-valid";
    const finished = isOpen
      ? finishedRollout(plain, recipe).finished
      : plain.with(planned(plain.rewrite(recipe)));
    for (const [path, text] of finished.files) {
      expect(text.replaceAll(/^-- .*$/gm, ""), path).not.toContain("__");
      // A tool reads templates in comments, too, where quotes of JSON would be an error.
      for (const [line] of text.matchAll(/^-- .*$/gm)) expect(line).not.toContain("{{ index .Options \\");
    }
    const { client: expected } = await begun({ project: filled(plain), major });
    await send(expected, filled(plain), filled(plain).last, "up");
    const project = filled(finished);
    const { client } = await begun({ project, major });
    const before = await fingerprint(client);
    const steps = project.analysis.migrations.slice(1);
    for (const step of steps) await send(client, project, step, "up");
    expect((await fingerprint(client)).catalog).toEqual((await fingerprint(expected)).catalog);
    for (const step of [...steps].reverse()) await send(client, project, step, "down");
    expect((await fingerprint(client)).catalog).toEqual(before.catalog);
  });
});

/** Before a dot psql's variable is a name whatever its value. */
it.each(["plain", "graphile-migrate"])("variables of psql stay in the files of a plan, %s", (format) => {
  const project = TestProject.of(format, [
    { name: "before", up: "CREATE TABLE :s.t (a int, _s_ int);", autocommit: false },
    { name: "change", up: "CREATE INDEX _s_i ON :s.t (_s_, (a::int8));", autocommit: false },
  ]);
  const { files, edits } = planned(project.rewrite(recipeCalled("create-index-concurrently")));
  const written = [...files.map(({ content }) => content), ...edits.map(({ newText }) => newText)].join("\n");
  expect(written).toMatch(/INDEX CONCURRENTLY _s_i ON :s\.t \(_s_, \(a::int8\)\)/);
  expect(written).not.toMatch(/\b_s\./);
});
