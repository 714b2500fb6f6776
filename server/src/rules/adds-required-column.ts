import { defineRule } from "./rule.ts";
import { commandsOf } from "./support/commands.ts";
import type { Command } from "./support/commands.ts";
import { firstAffected, report } from "./support/affected.ts";

export const addsRequiredColumn = defineRule({
  id: "adds-required-column",
  group: "breaking",
  severity: "warning",
  graveInDowns: true,
  summary: "A new NOT NULL column without a default fails as soon as the table holds rows",
  why: `On a table with rows the statement fails (23502). On an empty one it works, but the running application, which does
not know the column, can no longer insert.`,
  instead: `Give it a default (instant for a constant or \`now()\`), or add it nullable, fill it in batches, and set NOT NULL
through a validated CHECK. What the old rows are to hold only you know: say it with
\`-- lockkeeper-value COLUMN = EXPRESSION\` above the statement, and the rewrite does the rest.`,
  references: ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES"],
  messages: {
    required:
      "This fails as soon as the table holds rows, and running code that inserts without the column fails afterwards. Give it a default, or add it nullable first.",
  },
  recipes: ["add-required-column", "require-column-later"],
  statement(statement, context) {
    const commands = commandsOf(statement.statement, ["AT_AddColumn"]);
    if (commands.length === 0) return [];
    const found = firstAffected(
      statement,
      ({ effects }) =>
        effects.fails?.when === "if-rows" &&
        effects.fails.sqlstate === "23502" &&
        effects.locks.some(({ relation }) => context.existed(relation.id)),
    );
    if (found === undefined) return [];
    const required = commands.filter(isRequired);
    const blamed = required.length === 0 ? commands.slice(0, 1) : required;
    return blamed.map(({ span }) => report(found, context, "required", { at: span }));
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE users ADD COLUMN country text NOT NULL;",
      good: "ALTER TABLE users ADD COLUMN country text NOT NULL DEFAULT 'NL';",
    },
  ],
});

/** Of several columns, those that are NOT NULL without a value of its own; a domain's NOT NULL is not seen here. */
function isRequired({ command: { def } }: Command): boolean {
  if (def === undefined || !("ColumnDef" in def)) return false;
  const kinds = (def.ColumnDef.constraints ?? []).map((node) =>
    "Constraint" in node ? node.Constraint.contype : undefined,
  );
  const given = ["CONSTR_DEFAULT", "CONSTR_IDENTITY", "CONSTR_GENERATED"] as const;
  const refuses = kinds.includes("CONSTR_NOTNULL") || kinds.includes("CONSTR_PRIMARY");
  return refuses && !given.some((kind) => kinds.includes(kind));
}
