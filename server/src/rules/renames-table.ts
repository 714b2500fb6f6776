import { defineRule } from "./rule.ts";
import { firstAffected, locksOnOld, report } from "./support/affected.ts";
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
  statement(statement, context) {
    const { node } = statement.statement;
    if (node === undefined || "DropStmt" in node) return [];
    const found = firstAffected(statement, ({ effects }) =>
      effects.breaks.some(
        ({ code, relation }) =>
          code === "old-code-reads-table" &&
          context.existed(relation.id) &&
          !effects.destroys.some((gone) => gone.relation?.id === relation.id),
      ),
    );
    if (found === undefined) return [];
    const isLocked = locksOnOld(found.entry, context).length > 0;
    return [
      report(found, context, isLocked ? "rename" : "unlocked", {
        at: phrase(statement.statement, "rename") ?? phrase(statement.statement, "set", "schema"),
      }),
    ];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE users RENAME TO members;",
      good: "CREATE VIEW members AS SELECT id FROM users;",
    },
  ],
});
