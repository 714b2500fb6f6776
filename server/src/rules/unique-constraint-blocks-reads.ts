import type { Constraint } from "@pgsql/types";
import { isTable } from "../catalog/relations.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { firstAffected, report, workOnOld, type Affected } from "./support/affected.ts";
import { addedConstraints, causing, type AddedConstraint } from "./support/commands.ts";
import { partitionedTable } from "./support/partitioned.ts";

export const uniqueConstraintBlocksReads = defineRule({
  id: "unique-constraint-blocks-reads",
  group: "locking",
  severity: "warning",
  summary: "Adding UNIQUE, PRIMARY KEY or EXCLUDE builds an index while reads and writes wait",
  why: `The constraint's index is built under ACCESS EXCLUSIVE, so neither reads nor writes get through until it is
complete. The same holds for UNIQUE written inline in \`ADD COLUMN\`.`,
  instead: `Build the index first with \`CREATE UNIQUE INDEX CONCURRENTLY\`, outside a transaction, then
\`ADD CONSTRAINT … UNIQUE USING INDEX …\` (or PRIMARY KEY, whose columns must be NOT NULL first), which is instant. EXCLUDE
has no concurrent form.`,
  withoutPlan:
    "An EXCLUDE constraint is built with its index, under the lock: USING INDEX takes UNIQUE and PRIMARY KEY only. Where it compares nothing but equality, add UNIQUE instead, which has a plan. Else add it while the table is small or nobody writes, with lock_timeout; or make a new table with it and fill that in batches.",
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX",
  ],
  messages: {
    build:
      "{waits}. The constraint takes {locks}. Build the index CONCURRENTLY first and add the constraint USING INDEX.",
    nullable:
      "{waits}. The constraint takes {locks}. Make its columns NOT NULL first, build the index CONCURRENTLY, and add the constraint USING INDEX.",
    partitioned:
      "{waits}. The constraint takes {locks}. On each partition build the index CONCURRENTLY and add the constraint USING INDEX; then adding it here only attaches them.",
    exclusion:
      "{waits}. The constraint takes {locks}. EXCLUDE has no way that does not block: set lock_timeout, and add it while the table is small or idle.",
    column:
      "{waits}. The constraint takes {locks}. Add the column alone, build the index CONCURRENTLY, and add the constraint USING INDEX.",
  },
  outsideBodies: ["build", "nullable", "partitioned", "column"],
  recipes: ["replace-key", "key-by-partition", "key-using-index"],
  statement(statement, context) {
    const added = addedConstraints(statement.statement, [
      "CONSTR_UNIQUE",
      "CONSTR_PRIMARY",
      "CONSTR_EXCLUSION",
    ]);
    if (added.length === 0) return [];
    const found = firstAffected(statement, (entry) =>
      workOnOld(entry, context).some(({ kind }) => kind === "index-build"),
    );
    if (found === undefined) return [];
    return causing(found.entry, "index-build", added).map((one) =>
      report(found, context, messageFor(one, found, context), { at: one.span }),
    );
  },
  examples: [
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY, email text); CREATE UNIQUE INDEX users_email ON users (email);",
      bad: "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);",
      good: "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email;",
    },
  ],
});

/** The one whose advice PostgreSQL takes for this constraint on this table. */
function messageFor(
  { constraint, column }: AddedConstraint,
  found: Affected,
  context: RuleContext,
): "build" | "nullable" | "partitioned" | "exclusion" | "column" {
  if (constraint.contype === "CONSTR_EXCLUSION") return "exclusion";
  if (partitionedTable(found, context) !== undefined) return "partitioned";
  if (column !== undefined) return "column";
  return constraint.contype === "CONSTR_PRIMARY" && isNullable(constraint, found, context)
    ? "nullable"
    : "build";
}

function isNullable({ keys = [] }: Constraint, { entry }: Affected, context: RuleContext): boolean {
  const names = keys.map((key) => ("String" in key ? key.String.sval : undefined));
  return workOnOld(entry, context).some(({ relation }) => {
    const table = entry.before.get("relation", relation.id);
    return isTable(table) && table.columns.some(({ name, notNull }) => names.includes(name) && !notNull);
  });
}
