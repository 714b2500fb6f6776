import { expect, test } from "vitest";
import { dbmate } from "../../server/src/formats/dbmate.ts";
import { goose } from "../../server/src/formats/goose.ts";
import { golangMigrate } from "../../server/src/formats/golangMigrate.ts";
import type { AppliedMigration, Format } from "../../server/src/formats/format.ts";
import { planRun } from "../../server/src/run/plan.ts";
import type { PlanRequest } from "../../server/src/run/plan.ts";
import { runProject } from "../../server/src/run/project.ts";
import { standingsOf } from "../../server/src/run/migrationStatus.ts";

function plan(
  format: Format,
  files: Readonly<Record<string, string>>,
  applied: readonly AppliedMigration[],
  request: PlanRequest,
) {
  const tree = { paths: Object.keys(files), text: (path: string) => files[path] };
  const project = runProject("file:///p/", format, tree);
  const made = planRun(project, format, standingsOf(project, format.ledger, applied), request);
  if (!made.ok) return made.refusal;
  return {
    steps: made.steps.map(({ direction, migration }) => `${direction} ${migration.version}`),
    warnings: made.warnings,
  };
}

const body = "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n";
const four = { "1_a.sql": body, "2_b.sql": body, "3_c.sql": body, "4_d.sql": body };
/** goose takes a file without a down section; dbmate refuses it. */
const withoutDown = { "1_a.sql": "-- +goose Up\nSELECT 1;\n" };
const applied = (...versions: readonly string[]) => versions.map((version) => ({ version }));

test.each<[string, readonly string[], PlanRequest, readonly string[]]>([
  ["up takes all that is pending", ["1"], { command: "up" }, ["up 2", "up 3", "up 4"]],
  ["up takes as many as asked", ["1"], { command: "up", steps: 2 }, ["up 2", "up 3"]],
  ["upTo ends with the named one", [], { command: "upTo", version: "2" }, ["up 1", "up 2"]],
  ["upTo an applied one does nothing", ["1", "2"], { command: "upTo", version: "1" }, []],
  ["down takes the newest back", ["1", "2"], { command: "down" }, ["down 2"]],
  ["downTo keeps the named one", ["1", "2"], { command: "downTo", version: "1" }, ["down 2"]],
  [
    "redo goes down and up again",
    ["1", "2"],
    { command: "redo", steps: 2 },
    ["down 2", "down 1", "up 1", "up 2"],
  ],
  ["down on an empty ledger does nothing", [], { command: "down" }, []],
])("%s", (_title, versions, request, steps) => {
  expect(plan(dbmate, four, applied(...versions), request)).toMatchObject({ steps });
});

test.each<[string, readonly AppliedMigration[], PlanRequest, object]>([
  ["an unknown version", [], { command: "upTo", version: "9" }, { code: "unknown-version", version: "9" }],
  [
    "down to one that is not applied",
    applied("1"),
    { command: "downTo", version: "2" },
    { code: "unknown-version" },
  ],
  ["a dirty ledger", [{ version: "2", dirty: true }], { command: "up" }, { code: "dirty", version: "2" }],
  [
    "a file that is gone",
    applied("1", "1b"),
    { command: "down" },
    { code: "migration-missing", version: "1b" },
  ],
])("%s is refused in words", (_title, rows, request, refusal) => {
  const made = plan(dbmate, four, rows, request);
  expect(made).toMatchObject(refusal);
  expect("message" in made && made.message).toMatch(/^[A-Z].*\.$/);
});

test.each(["down", "redo"] as const)("%s without a down section is refused in words", (command) => {
  const made = plan(goose, withoutDown, applied("1"), { command });
  expect(made).toMatchObject({ code: "no-down-section", version: "1" });
});

test("what is applied out of order is said", () => {
  expect(plan(dbmate, four, applied("1", "4"), { command: "up", steps: 1 })).toEqual({
    steps: ["up 2"],
    warnings: ["Migration 2 is applied out of order: a newer one is applied already."],
  });
});

test("one row counts for all up to it, also when its own file is gone", () => {
  const pairs = {
    "0001_a.up.sql": "",
    "0001_a.down.sql": "",
    "0003_c.up.sql": "",
    "0003_c.down.sql": "",
    "0010_d.up.sql": "",
  };
  expect(plan(golangMigrate, pairs, applied("3"), { command: "up" })).toMatchObject({ steps: ["up 0010"] });
  // golang-migrate itself looks for the file of the version it stands at, and goes nowhere without it.
  expect(plan(golangMigrate, pairs, applied("5"), { command: "up" })).toMatchObject({
    code: "migration-missing",
    version: "5",
  });
  expect(plan(golangMigrate, pairs, applied("5"), { command: "down" })).toMatchObject({
    code: "migration-missing",
  });
});
