import type { Node } from "@pgsql/types";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type AnalysedStatement } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";

export const cannotRunAgain = defineRule({
  id: "cannot-run-again",
  group: "transaction",
  severity: "info",
  summary: "Outside a transaction, a file that fails half-way cannot be run again from its beginning",
  why: `Each statement stays done. If a later one fails, the tool does not know the migration as applied and runs it again from
the first statement, which fails now, since what it makes is there. Somebody has to find out by hand how far it came.`,
  instead:
    "One statement per file where no transaction is open; or statements that do nothing where it is done (`IF NOT EXISTS`).",
  withoutPlan:
    "Divide the file: each statement that needs no transaction of its own into a migration, or write IF NOT EXISTS.",
  references: ["https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY"],
  messages: {
    half: "If a later statement of this file fails, running it again fails here, since this is done already: no transaction is open. Write IF NOT EXISTS, or one statement per file.",
  },
  recipes: [],
  concerns: (statement) => onSome(statement, (entry) => isChange(entry)),
  section(context, concerned) {
    if (context.section.transaction !== "autocommit" || context.section.direction === "down") return [];
    const own = concerned.filter((statement) =>
      onSome(statement, (entry) => isChange(entry) && !entry.transaction.open),
    );
    const [first] = own.filter((statement) => !isRepeatable(statement));
    if (first === undefined || !own.slice(own.indexOf(first) + 1).some(mayEndHalfWay)) return [];
    const found = firstAffected(first, isChange);
    return found === undefined ? [] : [{ ...report(found, context, "half"), statement: first }];
  },
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, note text, at date);",
      bad: "CREATE INDEX CONCURRENTLY orders_note ON orders (note); CREATE INDEX CONCURRENTLY orders_at ON orders (at);",
      good: "CREATE INDEX CONCURRENTLY orders_note ON orders (note);",
      transaction: "autocommit",
    },
  ],
});

/** What waits for old transactions is often ended by a timeout, and a unique build by a duplicate. */
function mayEndHalfWay(statement: AnalysedStatement): boolean {
  return onSome(statement, ({ effects }) => effects.waits.length > 0 && effects.work.length > 0);
}

/** Whether a statement makes, changes or drops something, so that a second run may find it done. */
function isChange({ outcome, effects }: TimelineEntry): boolean {
  if (effects.fails?.when === "always") return false;
  return outcome.changes.some(({ collection }) => collection === "relation");
}

/** Whether it does nothing where its work is done; what the statement alone does not tell counts as such. */
function isRepeatable({ statement: { node } }: AnalysedStatement): boolean {
  return node === undefined || !isOnce(node);
}

function isOnce(node: Node): boolean {
  if ("IndexStmt" in node) return node.IndexStmt.if_not_exists !== true;
  if ("CreateStmt" in node) return node.CreateStmt.if_not_exists !== true;
  if ("DropStmt" in node) return node.DropStmt.missing_ok !== true;
  if ("CreateSeqStmt" in node) return node.CreateSeqStmt.if_not_exists !== true;
  if ("ViewStmt" in node) return node.ViewStmt.replace !== true;
  if ("RenameStmt" in node) return node.RenameStmt.missing_ok !== true;
  return "AlterTableStmt" in node && (node.AlterTableStmt.cmds ?? []).some(isOnceOnly);
}

const once: readonly (string | undefined)[] = [
  "AT_AddColumn",
  "AT_DropColumn",
  "AT_AddConstraint",
  "AT_DropConstraint",
];

function isOnceOnly(command: Node): boolean {
  if (!("AlterTableCmd" in command)) return false;
  const { subtype, missing_ok: isGuarded } = command.AlterTableCmd;
  return isGuarded !== true && once.includes(subtype);
}
