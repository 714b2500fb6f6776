import { displayName } from "../catalog/ids.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { isTable, type Column } from "../catalog/relations.ts";
import { builtinName } from "../interpret/types/typeRefs.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";
import { changedTables } from "./support/made.ts";
import { catalogAtEnd } from "./support/sectionEnd.ts";

export const integerKey = defineRule({
  id: "integer-key",
  group: "style",
  severity: "info",
  summary: "A key that counts up as integer ends at 2147483647, and is hard to widen by then",
  why: `\`serial\` and \`integer … IDENTITY\` give out 2147483647 numbers, those of failed inserts and rolled back transactions
included. The INSERT after the last one fails (2200H or 22003). Widening the column rewrites the table and every
table that references it, at a time when they are largest.`,
  instead: "`bigint GENERATED ALWAYS AS IDENTITY`: four bytes more for each row.",
  withoutPlan:
    "Write bigint while the table is new. Widening a table that has rows has a plan of its own (change-column-type-by-dual-write).",
  references: ["https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL"],
  messages: {
    ends: "INSERTs fail once {column} has come to {most}: make it bigint now, since widening it later rewrites the table and all that reference it.",
  },
  recipes: [],
  concerns: (statement) => onSome(statement, (entry) => tables(entry).length > 0),
  section: (context, concerned) =>
    concerned.flatMap((statement) => {
      const keys = (entry: TimelineEntry) => narrowKeys(entry, statement, context);
      const found = firstAffected(statement, (entry) => keys(entry).length > 0);
      if (found === undefined) return [];
      return keys(found.entry).map((data) => ({ ...report(found, context, "ends", { data }), statement }));
    }),
  examples: [
    {
      bad: "CREATE TABLE events (id serial PRIMARY KEY, what text);",
      good: "CREATE TABLE events (id bigserial PRIMARY KEY, what text);",
    },
  ],
});

/** The new tables of a statement. */
function tables(entry: TimelineEntry): readonly string[] {
  return changedTables(entry).flatMap(({ was, now }) =>
    was === undefined && now.bound === undefined ? [now.id] : [],
  );
}

const ends: Readonly<Record<string, string>> = { int2: "32767", int4: "2147483647" };

/** Keys of one column that a sequence fills, of tables that the statement makes, as they are at the section's end. */
function narrowKeys(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): readonly { readonly column: string; readonly most: string }[] {
  const end = catalogAtEnd(entry, statement, context);
  return tables(entry).flatMap((id) => {
    const table = end?.get("relation", id);
    if (end === undefined || !isTable(table)) return [];
    return table.constraints.flatMap((key) => {
      const [number] = key.kind === "primary-key" && key.columns.length === 1 ? key.columns : [];
      const column = table.columns.find((each) => each.number === number);
      const most = column === undefined ? undefined : ends[builtinName(column.type) ?? ""];
      if (column === undefined || most === undefined || !isCounted(column, end)) return [];
      return [{ column: `${displayName(table)}.${column.name}`, most }];
    });
  });
}

function isCounted({ identity, default: value }: Column, catalog: Catalog): boolean {
  return (
    identity !== undefined ||
    (value?.uses ?? []).some((id) => catalog.get("relation", id)?.kind === "sequence")
  );
}
