import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { formats } from "../../server/src/formats/index.ts";
import { corpusProjects } from "../corpus/projects.ts";
import { testedMajors } from "../support/servers.ts";
import type { Major } from "../support/servers.ts";
import { loadProject } from "./replay/load.ts";
import { replayProject } from "./replay/replayProject.ts";
import type { Remark } from "./replay/replayProject.ts";

/*
 * Whole projects, run on real servers up, down and up again: every statement does what was predicted, and the folded
 * catalog is the database's own in the end. `npm run replay -- DIR` prints the differences of any other project.
 */

const shop = fileURLToPath(new URL("../../samples/shop/db/migrations", import.meta.url));

/** Full of what is hard to predict, some of which fails. */
const hard = fileURLToPath(new URL("../corpus/tickets", import.meta.url));

/** By `path:line`. */
interface Expected {
  readonly differences: readonly string[];
  readonly notAnalysed: readonly string[];
  readonly failures: readonly string[];
}

const nothing: Expected = { differences: [], notAnalysed: [], failures: [] };

const crates: Expected = {
  differences: [],
  // The file lacks a semicolon, so the server refuses it too.
  notAnalysed: ["20170318181441_downloads_need_no_id/down.sql:1"],
  failures: [
    // Its down does not bring the column back, so it cannot be dropped a second time.
    "2019-11-11-162609_drop_email_from_user/up.sql:1",
    // CREATE INDEX CONCURRENTLY in a transaction.
    "2024-04-12-144536_remove-downloads-column/down.sql:4",
    // It drops a constraint, but the up made an index without one.
    "2024-10-25-112826_make-unique-version-unique/down.sql:1",
  ],
};

const registry: Expected = {
  differences: [],
  // The file lacks a semicolon, so the server refuses it too.
  notAnalysed: ["20170318181441_downloads_by_day/down.sql:1"],
  failures: [
    // Its down does not bring the column back, so it cannot be dropped a second time.
    "2019-11-11-162609_emails/up.sql:7",
    // CREATE INDEX CONCURRENTLY in a transaction.
    "2024-04-12-144536_drop_homepage/down.sql:4",
  ],
};

const tickets: Expected = {
  differences: [],
  notAnalysed: [],
  failures: [
    // A default has a constant of the type.
    "03_drop_label.up.sql:4",
    // So has the condition of an index.
    "05_state_as_text.up.sql:1",
    // The deferred key is still to be checked.
    "08_deferred_waiting.up.sql:2",
    "10_isolation_late.up.sql:2",
    // The index compares with an array of the type.
    "16_labels_as_text.up.sql:1",
  ],
};

/** What is remarked on each project of the corpus that is run; the templated ones need a schema first. */
const expected: Readonly<Record<string, Expected>> = {
  registry,
  metrics: nothing,
  umami: nothing,
  "crates.io": crates,
};

const runs: readonly (readonly [string, Major, string, Expected])[] = testedMajors.flatMap((major) => [
  ["samples/shop", major, shop, nothing] as const,
  ["tickets", major, hard, tickets] as const,
  ...corpusProjects.flatMap(({ name, root, folder }) => {
    const remarks = expected[name];
    // The longest is run on one major alone.
    const wanted = remarks !== undefined && (name !== "crates.io" || major === 18);
    return wanted ? [[name, major, join(root, folder), remarks] as const] : [];
  }),
]);

describe("the replay of whole projects", () => {
  it.for(runs)("%s on PostgreSQL %i does what was predicted", async ([name, major, folder, known]) => {
    const result = await replayProject(await loadProject(folder, undefined), major);
    console.log(
      `${name} on PostgreSQL ${major}: ${result.statements} statements in ${result.sections} sections`,
    );
    expect(result.drift).toEqual([]);
    expect(unlisted(result.differences, known.differences)).toEqual([]);
    expect(unlisted(result.notAnalysed, known.notAnalysed)).toEqual([]);
    expect(unlisted(result.failures, known.failures)).toEqual([]);
    expect({
      differences: result.differences.map(placeOf),
      notAnalysed: result.notAnalysed.map(placeOf),
      failures: result.failures.map(placeOf),
    }).toEqual(known);
  });
});

describe("the version tables that migrations may read", () => {
  it.for(testedMajors.flatMap((major) => formats.map((format) => [format.id, major, format] as const)))(
    "%s on PostgreSQL %i: folded as the tool makes it",
    async ([, major, format]) => {
      const project = { ...(await loadProject(shop, undefined)), format, migrations: [] };
      expect((await replayProject(project, major)).drift).toEqual([]);
    },
  );
});

/** In full, so that a failed test says what differs. */
function unlisted(remarks: readonly Remark[], known: readonly string[]): readonly Remark[] {
  return remarks.filter((remark) => !known.includes(placeOf(remark)));
}

function placeOf({ path, line }: Remark): string {
  return `${path}:${line}`;
}
