import { displayName } from "../catalog/ids.ts";
import { isTable, type Table } from "../catalog/relations.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";
import { changedTables } from "./support/made.ts";
import { catalogAtEnd } from "./support/sectionEnd.ts";

export const tableWithoutKey = defineRule({
  id: "table-without-key",
  group: "style",
  severity: "info",
  summary: "Nothing tells the rows of a table without a key apart",
  why: `Without a primary key, or a UNIQUE one over NOT NULL columns, two rows may be the same, and no statement changes one of
them alone. Once a publication has the table, UPDATE and DELETE on it fail (55000), and nothing walks it in
batches: backfills, and tools such as pg_repack, need a key.`,
  instead: "A primary key, such as `id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY`.",
  withoutPlan: "Nothing blocks here: give the table a key while it is new.",
  references: ["https://www.postgresql.org/docs/current/logical-replication-publication.html"],
  messages: {
    keyless:
      "Nothing tells the rows of {table} apart: it has no primary key. Batches cannot walk it, and UPDATE and DELETE fail on it once it is published.",
  },
  recipes: [],
  concerns: (statement) => onSome(statement, (entry) => made(entry).length > 0),
  section: (context, concerned) =>
    concerned.flatMap((statement) => {
      const left = (entry: TimelineEntry) => keyless(entry, statement, context);
      const found = firstAffected(statement, (entry) => left(entry).length > 0);
      if (found === undefined) return [];
      return left(found.entry).map((table) => ({
        ...report(found, context, "keyless", { data: { table } }),
        statement,
      }));
    }),
  examples: [
    {
      bad: "CREATE TABLE events (at timestamptz NOT NULL, what text);",
      good: "CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz NOT NULL, what text);",
    },
  ],
});

/** A partition or child has, or lacks, the key of its parent. */
function made(entry: TimelineEntry): readonly Table[] {
  return changedTables(entry).flatMap(({ was, now }) =>
    was === undefined && now.parents.length === 0 ? [now] : [],
  );
}

function keyless(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): readonly string[] {
  const end = catalogAtEnd(entry, statement, context);
  return made(entry).flatMap(({ id }) => {
    const table = end?.get("relation", id);
    return isTable(table) && table.parents.length === 0 && !hasKey(table) ? [displayName(table)] : [];
  });
}

function hasKey({ constraints, columns }: Table): boolean {
  const isRequired = (number: number): boolean =>
    columns.some((column) => column.number === number && column.notNull);
  return constraints.some(
    (key) =>
      key.kind === "primary-key" ||
      (key.kind === "unique" && !key.deferrable && key.columns.every(isRequired)),
  );
}
