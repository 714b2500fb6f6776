import { isIndex, type Index } from "../catalog/relations.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { newIndexes } from "./support/made.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";

export const dropsIndexBeforeReplacement = defineRule({
  id: "drops-index-before-replacement",
  group: "breaking",
  severity: "warning",
  summary: "Between the drop of an index and the build of its replacement, queries have no index",
  why: `Outside a transaction the old index is gone as soon as it is dropped, and building the new one takes as long as reading
the table does. Meanwhile every query that relied on it scans the table; a unique index keeps no duplicates out.`,
  instead:
    "Build the new index first, under another name; then drop the old one, and rename the new one if it matters.",
  withoutPlan:
    "Exchange the two statements, with another name for the new index: CREATE first, then DROP, then ALTER INDEX … RENAME.",
  references: ["https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY"],
  messages: {
    gap: "Queries that use {index} scan the table until its replacement is built below. Build that first, under another name, then drop this one.",
  },
  recipes: [],
  concerns: (statement) =>
    onSome(
      statement,
      (entry) => dropsIndex(entry) || (entry.held.length === 0 && newIndexes(entry).length > 0),
    ),
  section(context, concerned) {
    let builds: ReadonlyMap<string, number> | undefined;
    return concerned.flatMap((statement, at) => {
      const replaced = (entry: TimelineEntry): readonly Index[] =>
        goneIndexes(entry, context).filter((gone) => {
          builds ??= lastBuilds(concerned);
          return (builds.get(likeness(gone)) ?? at) > at;
        });
      const found = firstAffected(statement, (entry) => replaced(entry).length > 0);
      const [index] = found === undefined ? [] : replaced(found.entry);
      if (found === undefined || index === undefined) return [];
      return [{ ...report(found, context, "gap", { data: { index: index.name } }), statement }];
    });
  },
  examples: [
    {
      before:
        "CREATE TABLE orders (id bigint PRIMARY KEY, note text, at date); CREATE INDEX orders_note ON orders (note);",
      bad: "DROP INDEX CONCURRENTLY orders_note; CREATE INDEX CONCURRENTLY orders_note ON orders (note, at);",
      good: "CREATE INDEX CONCURRENTLY orders_note_at ON orders (note, at); DROP INDEX CONCURRENTLY orders_note;",
      transaction: "autocommit",
    },
  ],
});

/** Which of the statements is the last to build an index of a likeness in a transaction of its own. */
function lastBuilds(statements: readonly AnalysedStatement[]): ReadonlyMap<string, number> {
  const built = new Map<string, number>();
  statements.forEach(({ entries }, at) => {
    for (const entry of entries.values())
      if (entry.held.length === 0) for (const index of newIndexes(entry)) built.set(likeness(index), at);
  });
  return built;
}

function dropsIndex({ effects }: TimelineEntry): boolean {
  return effects.destroys.some(({ code, implied }) => code === "index" && !implied);
}

function goneIndexes(entry: TimelineEntry, context: RuleContext): readonly Index[] {
  const { outcome, before } = entry;
  if (!dropsIndex(entry)) return [];
  return outcome.changes.flatMap(({ collection, key, value }) => {
    const old = collection === "relation" && value === undefined ? before.get("relation", key) : undefined;
    return isIndex(old) && old.valid && context.existed(old.table) ? [old] : [];
  });
}

/** What an index and its replacement have in common: the table and the leading column, or else nothing. */
function likeness({ id, table, columns: [leading] }: Index): string {
  return typeof leading?.on === "number" ? `${table}:${leading.on}` : id;
}
