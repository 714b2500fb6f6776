import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { verifyJson } from "../../server/src/cli/verifyJson.ts";
import { verifyJunit } from "../../server/src/cli/verifyJunit.ts";
import { verifyText } from "../../server/src/cli/verifyText.ts";
import type { VerifiedMigration, VerifyResult } from "../../server/src/protocol/verify.ts";

/* The forms in which the result of `verify` is told; test/run has what it comes to. */

const uri = pathToFileURL(resolve("m")).href;
const good: VerifiedMigration = {
  ...{ migration: "1", name: "a", path: "1_a.up.sql", badge: "reversible", down: "written" },
  ...{ lost: [], left: [], notes: [] },
};
const result: VerifyResult = {
  database: "PostgreSQL 18.4",
  postgres: 18,
  migrations: [
    good,
    { ...good, migration: "2", badge: "lossy", lost: ['values of public.t."<b>"'] },
    { ...good, migration: "3", name: "", badge: "irreversible", left: ["the index public.i stays"] },
    { ...good, migration: "4", badge: "irreversible", down: "missing", left: ["there is no down section"] },
    {
      ...{ ...good, migration: "5", badge: "broken", notes: ["With empty tables it passes."] },
      failure: {
        during: "down",
        uri: `${uri}/5%20a.down.sql`,
        range: { start: { line: 1, character: 4 }, end: { line: 1, character: 5 } },
        code: "42703",
        message: 'column "x"\ndoes not exist (42703).',
      },
    },
    { ...good, migration: "6", badge: "untried", notes: ["Migration 5 before it cannot be applied."] },
  ],
  unfilled: [{ table: "public.t", why: "no\nrows" }],
  notes: ["A note."],
};

it("tells it as text", () => {
  expect(verifyText(result, uri)).toBe(
    `reversible    1 a
lossy         2 a
              lost: values of public.t."<b>"
irreversible  3
              left: the index public.i stays
irreversible  4 a
              left: there is no down section
broken        5 a
              the down fails: m/5 a.down.sql:2:5: column "x" does not exist (42703).
              With empty tables it passes.
untried       6 a
              Migration 5 before it cannot be applied.
No row could be written into public.t: no rows
Note: A note.
PostgreSQL 18.4, m: 1 reversible, 1 lossy, 2 irreversible, 1 broken, 1 untried`,
  );
  expect(verifyText({ ...result, migrations: [], unfilled: [], notes: [] }, uri)).toBe(
    "PostgreSQL 18.4, m: no migrations",
  );
});

it("tells it as JSON", () => {
  const json = verifyJson(result, uri);
  expect(json).toMatchObject({
    version: 1,
    postgres: 18,
    migrations: [
      { path: "m/1_a.up.sql", migration: "1", badge: "reversible", failure: null },
      { lost: ['values of public.t."<b>"'] },
      { left: ["the index public.i stays"] },
      { down: "missing" },
      {
        failure: { during: "down", sqlstate: "42703", path: "m/5 a.down.sql", range: { start: { line: 1 } } },
      },
      { badge: "untried" },
    ],
    summary: { migrations: 6, reversible: 1, lossy: 1, irreversible: 2, broken: 1, untried: 1 },
  });
});

it("tells it as JUnit does: what is broken, or leads to another schema, fails", () => {
  const xml = verifyJunit(result, uri);
  expect(xml).toContain(
    '<testsuite name="PostgreSQL 18.4" tests="6" failures="2" errors="0" skipped="1" time="0">',
  );
  expect(xml).toContain(
    "<system-out>lossy\nlost: values of public.t.&quot;&lt;b&gt;&quot;</system-out>".replace("\n", "&#10;"),
  );
  expect(xml).toContain('<failure message="left: the index public.i stays" type="irreversible">');
  expect(xml).toContain(
    '<failure message="the down fails: m/5 a.down.sql:2:5: column &quot;x&quot; does not exist (42703)." type="broken">',
  );
  expect(xml).toContain('<skipped message="Migration 5 before it cannot be applied."/>');
  expect(xml.match(/<testcase /g)).toHaveLength(6);
  expect(xml.match(/<\/testcase>/g)).toHaveLength(6);
});
