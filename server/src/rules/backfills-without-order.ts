import type { Node, SelectStmt } from "@pgsql/types";
import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { phrase } from "./support/ranges.ts";

export const backfillsWithoutOrder = defineRule({
  id: "backfills-without-order",
  group: "data",
  severity: "info",
  summary: "A batch that is picked by LIMIT without ORDER BY, or by OFFSET, repeats and leaves out rows",
  why: `Without ORDER BY the server takes any rows, in any order: two runs at once lock them in different orders and deadlock, and
nothing tells how far the backfill is. With OFFSET each batch reads all rows before it again, and rows that come or go in between
shift the rest.`,
  instead: `By ranges of the primary key: \`WHERE id > $last ORDER BY id LIMIT 1000\`, with a COMMIT after each; where the running
application locks the same rows, \`FOR UPDATE SKIP LOCKED\`.`,
  withoutPlan:
    "A statement without LIMIT is cut into batches by the recipe batch-update: write the whole change, and let it do that.",
  references: ["https://www.postgresql.org/docs/current/queries-limit.html"],
  messages: {
    unordered:
      "Which rows this takes is not certain, and two runs at once may deadlock: LIMIT without ORDER BY. ORDER BY the key, and go on behind the last one.",
    offset:
      "Rows may be left out or done twice: what comes or goes shifts what OFFSET skips, and each batch reads all before it. Go by ranges of the key.",
  },
  recipes: [],
  statement(statement, context) {
    const { node } = statement.statement;
    const where = node === undefined ? undefined : conditionOf(node);
    const picks = where === undefined ? [] : picksIn(where);
    const [first] = picks;
    if (first === undefined) return [];
    const found = firstAffected(statement, ({ effects }) =>
      effects.locks.some(({ relation }) => context.existed(relation.id)),
    );
    if (found === undefined) return [];
    const isOffset = first.limitOffset !== undefined;
    const at = phrase(statement.statement, isOffset ? "offset" : "limit");
    return [report(found, context, isOffset ? "offset" : "unordered", { at })];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, name text, shown text);",
      bad: "UPDATE users SET shown = name WHERE id IN (SELECT id FROM users WHERE shown IS NULL LIMIT 1000);",
      good: "UPDATE users SET shown = name WHERE id IN (SELECT id FROM users WHERE shown IS NULL ORDER BY id LIMIT 1000);",
    },
  ],
});

function conditionOf(node: Node): Node | undefined {
  if ("UpdateStmt" in node) return node.UpdateStmt.whereClause;
  return "DeleteStmt" in node ? node.DeleteStmt.whereClause : undefined;
}

/** The subqueries of `IN (SELECT … LIMIT)` in a condition, that pick rows by OFFSET or in no order. */
function picksIn(where: Node): readonly SelectStmt[] {
  if ("BoolExpr" in where) return (where.BoolExpr.args ?? []).flatMap(picksIn);
  if (!("SubLink" in where) || where.SubLink.subLinkType !== "ANY_SUBLINK") return [];
  const query = where.SubLink.subselect;
  if (query === undefined || !("SelectStmt" in query)) return [];
  const { SelectStmt: select } = query;
  const isOrdered = (select.sortClause ?? []).length > 0 || skipsLocked(select);
  const isPick = select.limitOffset !== undefined || (select.limitCount !== undefined && !isOrdered);
  return isPick ? [select] : [];
}

function skipsLocked({ lockingClause = [] }: SelectStmt): boolean {
  return lockingClause.some(
    (node) => "LockingClause" in node && node.LockingClause.waitPolicy === "LockWaitSkip",
  );
}
