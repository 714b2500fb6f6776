import { displayName } from "../catalog/ids.ts";
import { isTable, type Table } from "../catalog/relations.ts";
import { atLeast } from "../interpret/locks.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";

export const deletesReferencedRows = defineRule({
  id: "deletes-referenced-rows",
  group: "migration",
  severity: "warning",
  summary: "DELETE fails where other rows still refer to what it deletes",
  why: `A foreign key without \`ON DELETE CASCADE\` or \`SET NULL\` refuses the DELETE with 23503 as soon as one row refers to one that
goes, and nothing of it is done. In CI the tables are empty, and the same statement passes.`,
  instead: "Delete the rows that refer to them first, or have them refer to others, in the same migration.",
  withoutPlan:
    "What is to become of the rows that refer to them only you know. Delete or change those first.",
  references: ["https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK"],
  messages: {
    refused:
      "This fails (23503) where rows of {referring} still refer to one that it deletes. Delete those first, or change what they refer to.",
  },
  recipes: [],
  concerns: (statement) => onSome(statement, deletesRows),
  section(context, concerned) {
    return concerned.flatMap((statement) => {
      const found = firstAffected(statement, (entry) => referring(entry, statement, context).length > 0);
      if (found === undefined) return [];
      const tables = enumerateFew(referring(found.entry, statement, context).map(displayName));
      return [{ ...report(found, context, "refused", { data: { referring: tables } }), statement }];
    });
  },
  examples: [
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);",
      bad: "DELETE FROM users WHERE id = 9;",
      good: "DELETE FROM orders WHERE user_id = 9; DELETE FROM users WHERE id = 9;",
    },
  ],
});

function deletesRows({ statement: { node }, effects }: TimelineEntry): boolean {
  return node !== undefined && "DeleteStmt" in node && effects.fails === undefined;
}

/** The tables of which rows keep those from going that a DELETE is about, and which nothing before it has changed. */
function referring(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): readonly Table[] {
  const { before, effects } = entry;
  const changed = changedUntil(statement, context);
  const own = effects.locks.filter(({ mode, ifRows }) => ifRows !== true && atLeast(mode, "ROW EXCLUSIVE"));
  return own.flatMap(({ relation }) => {
    const table = before.get("relation", relation.id);
    if (!isTable(table) || !context.existed(relation.id)) return [];
    return table.referencedBy.flatMap(({ table: id, constraint }) => {
      const other = before.get("relation", id);
      if (!isTable(other) || id === table.id || changed.has(id) || !context.existed(id)) return [];
      const key = other.constraints.find((each) => each.id === constraint);
      const refuses =
        key?.kind === "foreign-key" && key.enforced && ["no-action", "restrict"].includes(key.onDelete);
      return refuses ? [other] : [];
    });
  });
}

function changedUntil(statement: AnalysedStatement, { section }: RuleContext): ReadonlySet<string> {
  const until = section.statements.filter(({ span }) => span.start < statement.span.start);
  return new Set(
    until.flatMap(({ entries }) =>
      [...entries.values()].flatMap(({ effects }) =>
        effects.locks.flatMap(({ relation, mode }) => (atLeast(mode, "ROW EXCLUSIVE") ? [relation.id] : [])),
      ),
    ),
  );
}
