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
