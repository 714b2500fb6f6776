import { defineRule, type AnalysedStatement } from "./rule.ts";
import { firstAffected, report, workOnOld } from "./support/affected.ts";
import { droppedObjects } from "./support/namedObjects.ts";
import { phrase } from "./support/ranges.ts";

export const skipsInvalidIndex = defineRule({
  id: "skips-invalid-index",
  group: "migration",
  severity: "info",
  summary: "After a build that failed, IF NOT EXISTS keeps the INVALID index that it left",
  why: `CREATE INDEX CONCURRENTLY that fails, is cancelled or is killed leaves an index that is INVALID: every write keeps
it up to date, no query uses it, and a unique one does not keep duplicates out for certain. Run again with IF NOT EXISTS,
the statement finds the name, does nothing and succeeds, so the migration counts as applied.`,
  instead: `Leave out IF NOT EXISTS, so that the next try fails and somebody looks; or, where the tool sends statements one
by one, let a query on pg_index.indisvalid follow that fails, or put DROP INDEX CONCURRENTLY IF EXISTS before it.`,
  references: [
    "https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
    "src/backend/commands/indexcmds.c: DefineIndex",
  ],
  messages: {
    kept: "If an earlier try has failed, this passes over the INVALID index that it left, which no query uses. Leave out IF NOT EXISTS, so that the next try fails instead of skipping it.",
  },
  recipes: ["refuse-invalid-index"],
  concerns: (statement) => keptIndex(statement) !== undefined,
  section(context, concerned) {
    const lookedAfter = lookingAfter(context.section.statements);
    return concerned.flatMap((statement) => {
      const index = keptIndex(statement);
      if (index === undefined || lookedAfter(index, statement)) return [];
      const found = firstAffected(statement, (entry) =>
        workOnOld(entry, context).some(({ kind }) => kind === "index-build"),
      );
      if (found === undefined) return [];
      const where = phrase(statement.statement, "if", "not", "exists");
      return [{ ...report(found, context, "kept", { at: where }), statement }];
    });
  },
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, note text);",
      bad: "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_note ON orders (note);",
      good: "CREATE INDEX CONCURRENTLY orders_note ON orders (note);",
      transaction: "autocommit",
    },
  ],
});

/** The name of an index that is built CONCURRENTLY unless the name is taken. */
function keptIndex({ statement: { node } }: AnalysedStatement): string | undefined {
  if (node === undefined || !("IndexStmt" in node)) return undefined;
  const { concurrent, if_not_exists, idxname } = node.IndexStmt;
  return concurrent === true && if_not_exists === true ? idxname : undefined;
}

/** Whether an index is dropped before a statement that may keep it, or a query behind that asks whether it is valid. */
function lookingAfter(
  statements: readonly AnalysedStatement[],
): (index: string, by: AnalysedStatement) => boolean {
  const position = new Map(statements.map((statement, at) => [statement, at]));
  const asked = statements.findLastIndex(({ statement }) => /\bindisvalid\b/iu.test(statement.text));
  const firstDrops = new Map<string, number>();
  statements.forEach((statement, at) => {
    for (const name of droppedIndexes(statement)) if (!firstDrops.has(name)) firstDrops.set(name, at);
  });
  return (index, by) => {
    const at = position.get(by) ?? 0;
    return asked > at || (firstDrops.get(index) ?? at) < at;
  };
}

function droppedIndexes({ statement }: AnalysedStatement): readonly string[] {
  const { node } = statement;
  if (node === undefined || !("DropStmt" in node) || node.DropStmt.removeType !== "OBJECT_INDEX") return [];
  return droppedObjects(statement).map(({ name }) => name);
}
