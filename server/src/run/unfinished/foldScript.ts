import type { Catalog } from "../../catalog/catalog.ts";
import { readStatements } from "../../sql/parse.ts";
import type { Timeline } from "../../timeline/entry.ts";
import { foldSection } from "../../timeline/timeline.ts";
import type { Folding } from "../foldApplied.ts";

/** What statements of ours make of a catalog. `apart`: sent one by one, else in one transaction. */
export function foldScript(
  start: Catalog,
  script: string,
  { major, grammar, cache }: Folding,
  { apart, assumesMissing }: { readonly apart: boolean; readonly assumesMissing: boolean },
): Timeline {
  const { statements } = readStatements(script, { start: 0, end: script.length }, grammar, cache);
  return foldSection(start, {
    mode: apart ? "autocommit" : "single",
    statements: statements.map(({ statement }) => statement),
    major,
    timeZone: "UTC",
    splits: true,
    assumesMissing,
    endsSession: true,
    alone: () => false,
  });
}
