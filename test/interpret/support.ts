import { Catalog } from "../../server/src/catalog/catalog.ts";
import { nameKey } from "../../server/src/catalog/ids.ts";
import type { Relation } from "../../server/src/catalog/relations.ts";
import type { Major } from "../../server/src/interpret/target.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { StatementCache, readStatements } from "../../server/src/sql/parse.ts";
import type { Statement } from "../../server/src/sql/statement.ts";
import type { TimelineEntry } from "../../server/src/timeline/entry.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";

const grammar = await loadGrammar();
const cache = new StatementCache();

/** The statements of SQL text. */
export function read(sql: string): readonly Statement[] {
  return readStatements(sql, { start: 0, end: sql.length }, grammar, cache).statements.map(
    ({ statement }) => statement,
  );
}

/** Folds SQL over an empty catalog, each statement in a transaction of its own; the last entry and the catalog. */
export function fold(
  sql: string,
  major: Major = 18,
  assumesMissing = false,
): { readonly last: TimelineEntry; readonly end: Catalog } {
  const statements = read(sql);
  const timeline = foldSection(Catalog.empty, {
    mode: "autocommit",
    statements,
    major,
    timeZone: "UTC",
    assumesMissing,
  });
  const last = timeline.entries.at(-1);
  if (last === undefined) throw new Error("No statement.");
  return { last, end: timeline.end };
}

/** The same as a newcomer has it: tables may be there that nothing here creates. */
export function foldOpen(sql: string): TimelineEntry {
  return fold(sql, 18, true).last;
}

export function relation(catalog: Catalog, name: string): Relation | undefined {
  const id = catalog.get("relationName", nameKey({ schema: "public", name }));
  return id === undefined ? undefined : catalog.get("relation", id);
}

/** The names of a table's constraints, in order. */
export function constraintNames(catalog: Catalog, name: string): readonly string[] {
  const table = relation(catalog, name);
  return table !== undefined && "constraints" in table ? table.constraints.map((one) => one.name) : [];
}
