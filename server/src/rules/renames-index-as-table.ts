import { defineRule } from "./rule.ts";
import { firstAffected, locksOnOld, report } from "./support/affected.ts";
import { phrase } from "./support/ranges.ts";

export const renamesIndexAsTable = defineRule({
  id: "renames-index-as-table",
  group: "locking",
  severity: "info",
  summary: "ALTER TABLE renames an index under a lock that queries of its table wait for",
  why: `\`ALTER TABLE index RENAME TO …\` works, with ACCESS EXCLUSIVE on the index: planning any query of its table takes a lock
on every index, so all of them wait. \`ALTER INDEX … RENAME\` does the same with SHARE UPDATE EXCLUSIVE.`,
  instead: "`ALTER INDEX … RENAME TO …`.",
  withoutPlan: "Write ALTER INDEX in place of ALTER TABLE: that is all.",
  references: ["https://www.postgresql.org/docs/current/sql-alterindex.html"],
  messages: {
    rename:
      "Queries of its table wait while this index is renamed: ALTER TABLE takes ACCESS EXCLUSIVE on it. Write ALTER INDEX, which lets them go on.",
  },
  recipes: [],
  statement(statement, context) {
    const { node } = statement.statement;
    if (node === undefined || !("RenameStmt" in node)) return [];
    if (node.RenameStmt.renameType !== "OBJECT_TABLE") return [];
    const found = firstAffected(statement, (entry) =>
      locksOnOld(entry, context).some(
        ({ relation, mode }) => relation.kind.endsWith("index") && mode === "ACCESS EXCLUSIVE",
      ),
    );
    if (found === undefined) return [];
    return [report(found, context, "rename", { at: phrase(statement.statement, "alter", "table") })];
  },
  examples: [
    {
      before:
        "CREATE TABLE orders (id bigint PRIMARY KEY, note text); CREATE INDEX orders_note ON orders (note);",
      bad: "ALTER TABLE orders_note RENAME TO orders_note_old;",
      good: "ALTER INDEX orders_note RENAME TO orders_note_old;",
    },
  ],
});
