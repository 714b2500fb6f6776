import { isIndex, isTable } from "../catalog/relations.ts";
import { defineRule, type AnalysedStatement } from "./rule.ts";
import { addedConstraints, commandsOf } from "./support/commands.ts";
import { firstAffected, report, workOnOld, worksWhile, type Affected } from "./support/affected.ts";

export const worksUnderExclusiveLock = defineRule({
  id: "works-under-exclusive-lock",
  group: "locking",
  severity: "warning",
  summary: "A table is scanned, or an index rebuilt, while reads and writes wait",
  why: `The statement looks like a change of the catalog alone, but PostgreSQL has to read rows under ACCESS EXCLUSIVE: a
type change without a rewrite still rebuilds expression and partial indexes on the column and checks its CHECKs again;
\`PRIMARY KEY USING INDEX\` on columns that may be NULL checks every row; \`VALIDATE CONSTRAINT\` together with a stronger subcommand runs under that one's lock; \`ATTACH PARTITION\` without a
matching CHECK reads the new partition and the default partition.`,
  instead: `Make the long work a statement of its own that runs under a weaker lock: drop and re-create the index
CONCURRENTLY, drop the CHECK and add it again NOT VALID, validate in a transaction of its own.`,
  withoutPlan:
    "What has to be read differs from statement to statement. Take away what makes the server read: an expression index or CHECK over the column first, each by its own recipe, and put them back CONCURRENTLY or NOT VALID. Before ATTACH PARTITION of a hash partition, add CHECK (satisfies_hash_partition(…)) NOT VALID to the table and validate it.",
  references: ["https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES"],
  messages: {
    work: "{waits}. It takes {locks}.",
    reindex:
      "{waits}. It takes {locks}, and planning any query needs each index. Write REINDEX … CONCURRENTLY, outside a transaction.",
  },
  outsideBodies: ["reindex"],
  recipes: ["change-column-type-by-dual-write", "attach-through-check"],
  statement(statement, context) {
    // What a new partition has read, its own rule tells.
    if (statement.statement.kind === "CreateStmt") return [];
    const known = addedConstraints(statement.statement, [
      "CONSTR_FOREIGN",
      "CONSTR_CHECK",
      "CONSTR_UNIQUE",
      "CONSTR_PRIMARY",
      "CONSTR_EXCLUSION",
    ]);
    const buildsOrChecks = known.some(({ constraint }) => constraint.indexname === undefined);
    if (buildsOrChecks || commandsOf(statement.statement, ["AT_SetNotNull"]).length > 0) return [];
    const found = firstAffected(statement, (entry) => {
      const work = workOnOld(entry, context);
      const required = entry.effects.fails?.when === "if-rows";
      return !required && !work.some(({ kind }) => kind === "rewrite") && worksWhile("reads", entry, context);
    });
    if (found === undefined) return [];
    return [report(found, context, mayBeConcurrent(statement, found) ? "reindex" : "work")];
  },
  examples: [
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50), name varchar(50)); CREATE INDEX users_email ON users (lower(email));",
      bad: "ALTER TABLE users ALTER COLUMN email TYPE text;",
      good: "ALTER TABLE users ALTER COLUMN name TYPE text;",
    },
  ],
});

/** REINDEX of what can be built CONCURRENTLY: all but the indexes of EXCLUDE (ReindexRelationConcurrently). */
function mayBeConcurrent({ statement: { node } }: AnalysedStatement, { entry }: Affected): boolean {
  if (node === undefined || !("ReindexStmt" in node)) return false;
  return entry.effects.work.every(({ relation }) => {
    const index = entry.before.get("relation", relation.id);
    const table = isIndex(index) ? entry.before.get("relation", index.table) : undefined;
    return (
      isIndex(index) &&
      !(
        isTable(table) &&
        table.constraints.some(({ id, kind }) => id === index.constraint && kind === "exclusion")
      )
    );
  });
}
