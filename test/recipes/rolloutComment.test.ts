import { describe, expect, it } from "vitest";
import { pendingRollouts } from "../../server/src/recipes/rollouts.ts";
import {
  inComment,
  rolloutComment,
  rolloutComments,
} from "../../server/src/recipes/support/rolloutComment.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";

const plan = { recipe: "r", title: "Drop it", name: "n", steps: [], pending: [] };
const states: readonly object[] = [
  { steps: ["DROP TABLE x"], on: { table: 'a "b"', none: [] } },
  { steps: ["DO $$\nBEGIN\n  PERFORM 1;\n\nEND\n$$", "-- +goose Down\n-- migrate:down\n}"] },
  { lines: ["a", "b"] },
  { columns: { lines: ["a"] }, text: "\u2028\u0085 \r\n \t" },
  {},
];

function written(state: object): string {
  return `-- Words.\n  ${rolloutComment(plan, { id: "drop_it", state })}\n-- Drop it\nSELECT 1;\n`;
}

describe("the comment that begins a rollout", () => {
  it.each(states)("is read as it was written, with the ends of lines of Windows too: %j", (state) => {
    const memory = { version: 1, id: "drop_it", recipe: "r", title: "Drop it", state };
    for (const text of [written(state), written(state).replaceAll("\n", "\r\n")]) {
      const [found] = rolloutComments(text);
      expect(found?.memory).toEqual(memory);
      expect(text.slice(found?.span.start, found?.span.end).trim()).toMatch(/^-- lockkeeper:rollout [^]*\}$/);
    }
  });

  it("is read on one line, as earlier versions wrote it", () => {
    const memory = { version: 1, id: "drop_it", recipe: "r", title: "Drop it", state: states[1] };
    expect(rolloutComments(`SELECT 1;\n--lockkeeper:rollout ${inComment(memory)}  \n`)).toEqual([
      { memory, span: expect.objectContaining({ start: 10 }) as unknown },
    ]);
  });

  it("takes a line for what is short, and one for each line of a longer text", () => {
    const long = "x".repeat(100);
    const steps = ["DROP TABLE x", `SELECT\n${long}`];
    const comment = rolloutComment(plan, { id: "drop_it", state: { table: { key: ["id"] }, steps } });
    expect(comment.split("\n")).toEqual([
      "-- lockkeeper:rollout {",
      '--   "version": 1,',
      '--   "id": "drop_it",',
      '--   "recipe": "r",',
      '--   "title": "Drop it",',
      '--   "state": {',
      '--     "table": {"key": ["id"]},',
      '--     "steps": [',
      '--       "DROP TABLE x",',
      "--       {",
      '--         "lines": [',
      '--           "SELECT",',
      `--           "${long}"`,
      "--         ]",
      "--       }",
      "--     ]",
      "--   }",
      "-- }",
    ]);
  });

  it.each(["{", '{ "a": 1,\nSELECT 1;\n-- }', '{ "a"\n-- ]', ""])(
    "is passed over where it cannot be read: %j",
    (text) => {
      expect(rolloutComments(`-- lockkeeper:rollout ${text}`)).toEqual([]);
    },
  );
});

const formats = [
  "dbmate",
  "goose",
  "golang-migrate",
  "sqlx",
  "flyway",
  "node-pg-migrate",
  "prisma",
  "supabase",
];

describe("a rollout's id", () => {
  it.each(formats)("is its own where another has the same words, with %s", (format) => {
    const draft = (name: string, up: string) => ({ name, up, autocommit: false });
    const recipe = recipeCalled("drop-column-in-phases");
    const table = "(id bigint PRIMARY KEY, nickname text NOT NULL CHECK (nickname <> ''))";
    const before = `CREATE SCHEMA a; CREATE TABLE a.users ${table}; CREATE TABLE public.users ${table};`;
    let project = TestProject.of(format, [
      draft("before", before),
      draft("drop_a", "ALTER TABLE a.users DROP COLUMN nickname;"),
      draft("drop_b", "ALTER TABLE public.users DROP COLUMN nickname;"),
    ]);
    const ids = () =>
      pendingRollouts(project.analysis.project, (path) => project.files.get(path)).map(({ id }) => id);
    project = project.with(planned(project.rewrite(recipe)));
    expect(ids()).toEqual(["drop_users_nickname"]);
    const drop = project.analysis.migrations[1];
    project = project.with(planned(project.rewrite(recipe, 0, drop)));
    expect(ids()).toEqual(["drop_users_nickname_2", "drop_users_nickname"]);
  });
});

describe("where a rollout's comment stands", () => {
  const before = "CREATE TABLE users (id bigint PRIMARY KEY, nickname text, mail text);";
  const rename = "ALTER TABLE users RENAME COLUMN mail TO email;";
  const back = "ALTER TABLE users RENAME COLUMN email TO mail;";
  const drop = "ALTER TABLE users DROP COLUMN nickname;";
  const add = "ALTER TABLE users ADD COLUMN nickname text;";
  /** The files that begin rollouts, each without what stands at its very end of them. */
  const heads = (project: TestProject): readonly (readonly [string, string])[] =>
    [...project.files].flatMap(([path, content]): [string, string][] => {
      const found = rolloutComments(content);
      const [first] = found;
      if (first === undefined) return [];
      const between = found.map(({ span }, index) =>
        content.slice(span.end, found[index + 1]?.span.start).trim(),
      );
      expect(between.join(""), path).toBe("");
      return [[path, content.slice(0, first.span.start)]];
    });

  const cases: readonly (readonly [string, string, string, string, boolean])[] = [
    ["in the statement's place", "rename-column-by-dual-write", rename, back, false],
    ["in the place of one of several", "rename-column-by-dual-write", `${rename}\nSELECT 1;`, back, false],
    ["where nothing runs now", "drop-column-in-phases", `SELECT 1;\n${drop}\nSELECT 2;`, add, false],
    ["of a file outside a transaction", "rename-column-by-dual-write", `SELECT 1;\n${rename}`, back, true],
  ];
  it.each(formats.flatMap((format) => cases.map((each) => [format, ...each] as const)))(
    "is the end of the file: %s, %s",
    (format, _, id, up, down, autocommit) => {
      const project = TestProject.of(format, [
        { name: "before", up: before, down: "SELECT 1;", autocommit: false },
        { name: "change", up, down, autocommit },
      ]);
      const result = project.rewrite(recipeCalled(id));
      if ("refused" in result) {
        expect([format, result.refused]).toEqual(["node-pg-migrate", expect.stringMatching(/transaction/)]);
        return;
      }
      const after = project.with(result);
      const [[path, head] = ["", ""], ...others] = heads(after);
      expect(others).toEqual([]);
      expect(head, path).toContain(result.plan.title);
      expect(after.analysis.project.problems).toEqual(project.analysis.project.problems);
      const pending = pendingRollouts(after.analysis.project, (each) => after.files.get(each));
      expect(pending.map((each) => each.path)).toEqual([path]);
      if (autocommit)
        console.log(
          format,
          result.files.some((f) => f.path === path),
        );
    },
  );

  it.each([
    ["divided", "own-migration", "ALTER TABLE b ADD COLUMN n int;\nUPDATE b SET o_id = 2 WHERE o_id = 1;"],
    [
      "moved along",
      "create-index-concurrently",
      "CREATE INDEX b_n ON b (n);\nSELECT 1;\nCOMMENT ON INDEX b_n IS 'x';",
    ],
  ])("stays in its file when what stands behind is %s", (_, id, behind) => {
    const tables = "CREATE TABLE b (id bigint PRIMARY KEY, o_id bigint, n bigint);";
    let project = TestProject.of("golang-migrate", [
      { name: "before", up: `${before} ${tables}`, autocommit: false },
      { name: "change", up: `${drop}\n${behind.replace("ADD COLUMN n", "ADD COLUMN m")}`, autocommit: false },
    ]);
    const change = project.analysis.project.migrations[1]?.paths[0] ?? "";
    project = project.with(planned(project.rewrite(recipeCalled("drop-column-in-phases"))));
    project = project.with(planned(project.rewrite(recipeCalled(id))));
    expect(heads(project).map(([path]) => path)).toEqual([change]);
    expect(project.files.get(change)).not.toMatch(/UPDATE b|COMMENT/);
  });
});
