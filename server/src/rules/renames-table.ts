import { nameKey } from "../catalog/ids.ts";
import { isTable, isView } from "../catalog/relations.ts";
import { takesWrites } from "../interpret/views/viewBase.ts";
import type { RelationName } from "../interpret/effects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, locksOnOld, onSome, report } from "./support/affected.ts";
import { catalogAtEnd } from "./support/sectionEnd.ts";
import { phrase } from "./support/ranges.ts";

export const renamesTable = defineRule({
  id: "renames-table",
  group: "breaking",
  severity: "error",
  summary:
    "Renaming a table, or moving it to another schema, breaks the application version that is now running",
  why: `From the moment of the rename, every query of the running application that names the table fails.`,
  instead: `Rename it and create an updatable view with the old name in the same transaction, deploy the application with
the new name, drop the view later.`,
  references: ["https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS"],
  messages: {
    rename:
      "This breaks every running query that uses the old name. It takes {locks}, which {blocks}, {duration}.",
    unlocked: "This breaks every running query that uses the old name.",
  },
  recipes: ["rename-table-behind-view"],
  concerns: (statement) =>
    onSome(statement, ({ effects }) => effects.breaks.some(({ code }) => code === "old-code-reads-table")),
  section(context, concerned) {
    return concerned.flatMap((statement) => {
      const { node } = statement.statement;
      if (node === undefined || "DropStmt" in node) return [];
      const found = firstAffected(statement, (entry) =>
        entry.effects.breaks.some(
          ({ code, relation }) =>
            code === "old-code-reads-table" &&
            context.existed(relation.id) &&
            !entry.effects.destroys.some((gone) => gone.relation?.id === relation.id) &&
            !hasStandIn(entry, relation, statement, context),
        ),
      );
      if (found === undefined) return [];
      const isLocked = locksOnOld(found.entry, context).length > 0;
      const at = phrase(statement.statement, "rename") ?? phrase(statement.statement, "set", "schema");
      return [{ ...report(found, context, isLocked ? "rename" : "unlocked", { at }), statement }];
    });
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE users RENAME TO members;",
      good: "CREATE VIEW members AS SELECT id FROM users;",
    },
  ],
});

/**
 * Whether the same transaction ends with something under the old name that has all of its columns: a view that takes writes,
 * or another table in its place.
 */
function hasStandIn(
  entry: TimelineEntry,
  { id }: RelationName,
  statement: AnalysedStatement,
  context: RuleContext,
): boolean {
  const old = entry.before.get("relation", id);
  if (!entry.transaction.open || entry.transaction.explicit || !isTable(old)) return false;
  const end = catalogAtEnd(entry, statement, context);
  const other = end?.get("relationName", nameKey(old));
  const now = other === undefined ? undefined : end?.get("relation", other);
  if (!isTable(now) && !(isView(now) && takesWrites(now))) return false;
  return old.columns.every(({ name }) => now.columns.some((column) => column.name === name));
}
