import { isAssumed, nameKey, type RelationId } from "../catalog/ids.ts";
import { columnNamed, isTable, isView } from "../catalog/relations.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";
import { catalogAtEnd, catalogAtStart } from "./support/sectionEnd.ts";
import { phrase } from "./support/ranges.ts";

export const renamesColumn = defineRule({
  id: "renames-column",
  group: "breaking",
  severity: "error",
  summary: "Renaming a column breaks the application version that is now running",
  why: `The rename itself is instant on every version. But from that instant the running application reads and writes a
name that is gone, and the next version cannot be started before it: no order of deploying works without errors.`,
  instead: `Expand and contract: add the new column, keep both in step with triggers, fill the old rows in batches, deploy
the application with the new name, drop the old column later.`,
  references: ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME"],
  messages: {
    rename:
      "Renaming {part} breaks every running query that uses the old name. It takes {locks}, which {blocks}, {duration}.",
  },
  recipes: ["rename-column-by-dual-write"],
  concerns: (each) =>
    each.statement.node !== undefined &&
    "RenameStmt" in each.statement.node &&
    onSome(each, ({ effects }) => effects.breaks.some(({ code }) => code === "old-code-reads-column")),
  section(context, concerned) {
    return concerned.flatMap((statement) => {
      const { node } = statement.statement;
      if (node === undefined || !("RenameStmt" in node)) return [];
      const whole = [...(statement.outer?.entries.values() ?? [])];
      const found = firstAffected(statement, (entry) =>
        entry.effects.breaks.some(
          ({ code, relation, part = "" }) =>
            code === "old-code-reads-column" &&
            context.existed(relation.id) &&
            !whole.some((body) => takesPlace(body, relation.id, part)) &&
            isMissed(entry, relation.id, part, statement, context),
        ),
      );
      if (found === undefined) return [];
      const what = node.RenameStmt.renameType === "OBJECT_ATTRIBUTE" ? "attribute" : "column";
      const data = { part: `the ${what} \`${node.RenameStmt.subname ?? ""}\`` };
      const at = phrase(statement.statement, "rename");
      return [{ ...report(found, context, "rename", { at, data }), statement }];
    });
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, mail text);",
      bad: "ALTER TABLE users RENAME COLUMN mail TO email;",
      good: "ALTER TABLE users ADD COLUMN email text;",
    },
  ],
});

/** Whether a column gets in a body the name that another had: it was made for that, so nobody uses it under its own name yet. */
function takesPlace({ before, after }: TimelineEntry, relation: RelationId, name: string): boolean {
  const [was, is] = [before, after].map((catalog) => catalog.get("relation", relation));
  if (!isTable(was) || !isTable(is)) return false;
  const column = columnNamed(was, name);
  const now = is.columns.find(({ number }) => number === column?.number);
  return now !== undefined && columnNamed(was, now.name) !== undefined;
}

/**
 * Whether the running application can have named the column, and finds it no more: it is older than the transaction, and
 * the transaction does not end with a view, or another table, that has it under the table's old name.
 */
function isMissed(
  entry: TimelineEntry,
  id: RelationId,
  name: string,
  statement: AnalysedStatement,
  context: RuleContext,
): boolean {
  if (!entry.transaction.open || entry.transaction.explicit) return true;
  const was = catalogAtStart(entry, statement, context)?.get("relation", id);
  const now = entry.before.get("relation", id);
  if (!isTable(was) || !isTable(now)) return true;
  const number = columnNamed(now, name)?.number;
  if (!isAssumed(id) && !was.columns.some((column) => column.number === number)) return false;
  const end = catalogAtEnd(entry, statement, context);
  const other = end?.get("relation", end.get("relationName", nameKey(was)) ?? "");
  if (other === undefined || other.id === id || !(isTable(other) || isView(other))) return true;
  return !other.columns.some((column) => column.name === name);
}
