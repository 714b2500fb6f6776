import type { Catalog } from "../catalog/catalog.ts";
import { isAssumed } from "../catalog/ids.ts";
import { isTable, type Table } from "../catalog/relations.ts";
import type { RelationName } from "../interpret/effects.ts";
import type { Statement } from "../sql/statement.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { commandsOf, type Command } from "./support/commands.ts";

export const requiresColumn = defineRule({
  id: "requires-column",
  group: "breaking",
  severity: "warning",
  summary: "Running code that inserts without a column, or writes NULL to it, fails from then on",
  why: `A NOT NULL column without a default or identity has to be given in every INSERT. Where its default is dropped, or NOT NULL
comes with a primary key, the rows that are there stay as they are, and the application that left the column out
so far fails with 23502 at its next INSERT.`,
  instead:
    "Deploy an application version that always gives the column first, or keep the default until then.",
  withoutPlan:
    "The running version leaves the column out. Give it a DEFAULT, or let the application write it first, and only then require it.",
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-DEFAULT",
  ],
  messages: {
    null: "Running code that leaves {columns} out, or writes NULL there, fails from then on, though old rows may hold NULL. Deploy a version that always gives it first.",
    insert:
      "Running code that inserts without {columns} fails from then on. It takes {locks}, which {blocks}, {duration}.",
  },
  recipes: ["wait-for-deployment"],
  statement(statement, context) {
    const found = firstAffected(
      statement,
      (entry) => required(statement.statement, entry, context).length > 0,
    );
    if (found === undefined) return [];
    const columns = enumerateFew([...new Set(required(statement.statement, found.entry, context))]);
    return [report(found, context, "insert", { data: { columns } })];
  },
  concerns: ({ statement }) => commandsOf(statement, ["AT_AddConstraint"]).some(isNotNull),
  section(context, concerned) {
    // The header of a plan's step says what must be deployed first.
    if (context.isRolloutStep()) return [];
    return concerned.flatMap((statement) => {
      if (looksFirst.test(statement.outer?.statement.text ?? "")) return [];
      const step = firstAffected(statement, (entry) => refusingNull(entry, context).length > 0);
      if (step === undefined) return [];
      const columns = enumerateFew(refusingNull(step.entry, context));
      return [{ ...report(step, context, "null", { data: { columns } }), statement }];
    });
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, country text NOT NULL DEFAULT 'NL');",
      bad: "ALTER TABLE users ALTER COLUMN country DROP DEFAULT;",
      good: "ALTER TABLE users ALTER COLUMN country SET DEFAULT 'BE';",
    },
  ],
});

/**
 * A statement that fails with rows, or works on them under its lock, has a rule that says more. What makes a nullable
 * column NOT NULL step by step is on the way that does not block; a key takes it along unasked.
 */
function required(
  statement: Statement,
  { effects, before }: TimelineEntry,
  context: RuleContext,
): readonly string[] {
  if (effects.fails !== undefined && effects.fails.when !== "if-violated") return [];
  const takesDefault = commandsOf(statement, ["AT_ColumnDefault"]).length > 0;
  if (effects.work.length > 0 && !takesDefault) return [];
  if (commandsOf(statement, ["AT_SetNotNull"]).length > 0) return [];
  const isKey = commandsOf(statement, ["AT_AddIndexConstraint"]).length > 0;
  const isMeant = (relation: RelationName, part: string): boolean =>
    isNullable(before, relation, part) && !isKey;
  return effects.breaks.flatMap(({ code, relation, part = "" }) =>
    code === "old-code-inserts-without-column" && context.existed(relation.id) && !isMeant(relation, part)
      ? [`${relation.name}.${part}`]
      : [],
  );
}

/**
 * The columns that could be left out until a CHECK or NOT NULL that is NOT VALID: it reads no row, and counts for new ones.
 * A trigger before INSERT may fill them.
 */
function refusingNull({ effects, before }: TimelineEntry, context: RuleContext): readonly string[] {
  if (effects.fails !== undefined || effects.work.length > 0) return [];
  return effects.breaks.flatMap(({ code, relation, part = "" }) => {
    if (code !== "old-code-inserts-without-column" || !context.existed(relation.id)) return [];
    const table = before.get("relation", relation.id);
    return isNullable(before, relation, part) && isTable(table) && !mayBeFilled(table)
      ? [`${relation.name}.${part}`]
      : [];
  });
}

/** NOT NULL, or a CHECK of nothing else; one that says more, such as the bound of a partition to be, is no such step. */
function isNotNull({ command: { def } }: Command): boolean {
  if (def === undefined || !("Constraint" in def)) return false;
  const { contype, raw_expr: checks } = def.Constraint;
  return contype === "CONSTR_NOTNULL" || (checks !== undefined && "NullTest" in checks);
}

function mayBeFilled({ triggers }: Table): boolean {
  return triggers.some(
    ({ timing, events, enabled }) =>
      timing === "before" && events.includes("insert") && enabled !== "disabled",
  );
}

/** The block in which a plan adds a constraint: what it stands for has told of it. */
const looksFirst = /\bIF NOT EXISTS \(\s*SELECT FROM pg_catalog\.pg_constraint\b/;

/** Whether a column of a table that is known may hold NULL so far. */
function isNullable(before: Catalog, relation: RelationName, part: string): boolean {
  const table = before.get("relation", relation.id);
  if (!isTable(table) || isAssumed(relation.id)) return false;
  return table.columns.some(({ name, notNull }) => name === part && !notNull);
}
