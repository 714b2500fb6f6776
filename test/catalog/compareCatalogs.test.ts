import { expect, it } from "vitest";
import type { Catalog } from "../../server/src/catalog/catalog.ts";
import { compareCatalogs } from "../../server/src/catalog/differences/compareCatalogs.ts";
import { analyseScripts } from "../support/analyse.ts";

/** The catalog after the scripts, of which the first is all that is known of the beginning. */
async function after(...scripts: readonly string[]): Promise<Catalog> {
  const { migrations } = await analyseScripts(
    scripts.map((sql) => ({ sql })),
    { majors: [15] },
  );
  const catalog = migrations.at(-1)?.after.get(15);
  if (catalog === undefined) throw new Error("Nothing was analysed.");
  return catalog;
}

const open = "CREATE TABLE IF NOT EXISTS words (word text NOT NULL);";
const options = { major: 15, print: () => undefined };

it("does not take for another one a constraint that is only assumed, since an open table may have it", async () => {
  const renamed = await after(open, "ALTER TABLE words RENAME CONSTRAINT words_new_check TO words_check;");
  expect(compareCatalogs(await after(open), renamed, options)).toEqual([]);
});

it("tells of one that is made", async () => {
  const made = await after(open, "ALTER TABLE words ADD CONSTRAINT words_check CHECK (word <> '');");
  expect(compareCatalogs(await after(open), made, options)).toEqual([
    { change: "unexpected", kind: "check constraint", name: "public.words.words_check" },
  ]);
});

it("does not take an index for another one that is only assumed, whatever it is called now", async () => {
  const table = "CREATE TABLE days (day date);";
  const found = "ALTER INDEX IF EXISTS trial RENAME TO days_day;";
  const anew = "DROP INDEX IF EXISTS days_day; CREATE INDEX days_day ON days USING brin (day);";
  expect(compareCatalogs(await after(table, found), await after(table, found, anew), options)).toEqual([]);
});
