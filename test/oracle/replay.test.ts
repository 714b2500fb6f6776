import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { corpusIsThere } from "../sql/corpus.ts";
import type { Major } from "../support/servers.ts";
import { loadProject } from "./replay/load.ts";
import { replayProject } from "./replay/replayProject.ts";
import type { Remark } from "./replay/replayProject.ts";

/*
 * Whole projects, run on real servers up, down and up again: every statement does what was predicted, and the folded
 * catalog is the database's own in the end. `npm run replay -- DIR` prints the differences of any other project.
 */

const corpus =
  process.env["LOCKKEEPER_CORPUS"] ?? fileURLToPath(new URL("../../../shared/corpus", import.meta.url));
const shop = fileURLToPath(new URL("../../samples/shop/db/migrations", import.meta.url));

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

const runs: readonly (readonly [string, Major, string, Expected])[] = [
  ["samples/shop", 14, shop, nothing],
  ["samples/shop", 18, shop, nothing],
  ["umami", 14, `${corpus}/umami/prisma/migrations`, nothing],
  ["umami", 18, `${corpus}/umami/prisma/migrations`, nothing],
  ["crates.io", 18, `${corpus}/crates.io/migrations`, crates],
];

describe("the replay of whole projects", () => {
  it.for(runs)("%s on PostgreSQL %i does what was predicted", async (run, context) => {
    const [name, major, folder, expected] = run;
    if (folder !== shop && !corpusIsThere) return context.skip("the real migrations are not there");
    const result = await replayProject(await loadProject(folder, undefined), major);
    console.log(
      `${name} on PostgreSQL ${major}: ${result.statements} statements in ${result.sections} sections`,
    );
    expect(result.drift).toEqual([]);
    expect(unlisted(result.differences, expected.differences)).toEqual([]);
    expect(unlisted(result.notAnalysed, expected.notAnalysed)).toEqual([]);
    expect(unlisted(result.failures, expected.failures)).toEqual([]);
    expect({
      differences: result.differences.map(placeOf),
      notAnalysed: result.notAnalysed.map(placeOf),
      failures: result.failures.map(placeOf),
    }).toEqual(expected);
  });
});

/** In full, so that a failed test says what differs. */
function unlisted(remarks: readonly Remark[], known: readonly string[]): readonly Remark[] {
  return remarks.filter((remark) => !known.includes(placeOf(remark)));
}

function placeOf({ path, line }: Remark): string {
  return `${path}:${line}`;
}
