import { columnNamed, isTable } from "../catalog/relations.ts";
import { notNullOf } from "../interpret/constraints/find.ts";
import { isProvenNotNull } from "../interpret/expressions/proofs.ts";
import { defineRule, type AnalysedStatement } from "./rule.ts";
import { firstAffected, report, workOnOld, type Affected } from "./support/affected.ts";
import { causing, commandsOf } from "./support/commands.ts";

export const setNotNullScansTable = defineRule({
  id: "set-not-null-scans-table",
  group: "locking",
  severity: "warning",
  together: true,
  summary: "SET NOT NULL stops reads and writes while every row is checked",
  why: `\`SET NOT NULL\` reads the whole table under ACCESS EXCLUSIVE, unless a **valid** CHECK already proves that the
column holds no NULL (\`CHECK (a > 0)\` does not prove it: NULL passes). On 18 this is so even where a NOT VALID not-null
constraint exists.`,
  instead: `Add \`CHECK (column IS NOT NULL) NOT VALID\`, \`VALIDATE CONSTRAINT\` in a later transaction, then \`SET NOT NULL\`
(no scan now) and drop the CHECK in a statement of its own: in one ALTER TABLE the drop would come first and the scan be
back. On 18, \`ADD CONSTRAINT … NOT NULL column NOT VALID\` and \`VALIDATE\` do the same in two steps.`,
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL",
    "src/backend/commands/tablecmds.c: NotNullImpliedByRelConstraints",
  ],
  messages: {
    dropped:
      "{waits}. The drop of {check} in the same statement comes first, so nothing proves it: SET NOT NULL takes {locks}. Drop the CHECK in a statement of its own, afterwards.",
    pending:
      "{waits}. SET NOT NULL takes {locks}. VALIDATE CONSTRAINT {check} does the same and lets reads and writes go on.",
    scan: "{waits}. SET NOT NULL takes {locks}. Prove it first with a CHECK that is added NOT VALID and validated later.{also}",
  },
  recipes: ["not-null-in-two-steps", "not-null-through-check"],
  statement(statement, context) {
    const commands = commandsOf(statement.statement, ["AT_SetNotNull"]);
    if (commands.length === 0) return [];
    const found = firstAffected(statement, (entry) =>
      workOnOld(entry, context).some(({ kind }) => kind === "scan"),
    );
    if (found === undefined) return [];
    return causing(found.entry, "scan", commands).map(({ command, span }) => {
      const { message, check = "" } = reasonFor(statement, found, command.name ?? "");
      const also = breaksWriters(found, command.name)
        ? " Running code that leaves it out fails afterwards."
        : "";
      return report(found, context, message, { at: span, data: { check, also } });
    });
  },
  examples: [
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY, email text, name text, CONSTRAINT named CHECK (name IS NOT NULL));",
      bad: "ALTER TABLE users ALTER COLUMN email SET NOT NULL;",
      good: "ALTER TABLE users ALTER COLUMN name SET NOT NULL;",
    },
  ],
});

function breaksWriters({ entry }: Affected, column: string | undefined): boolean {
  return entry.effects.breaks.some(
    ({ code, part }) => code === "old-code-inserts-without-column" && part === column,
  );
}

interface Reason {
  readonly message: "scan" | "dropped" | "pending";
  readonly check?: string;
}

/** Why the rows are read though something seems to spare it. */
function reasonFor({ statement }: AnalysedStatement, { entry }: Affected, name: string): Reason {
  const id = entry.effects.work.find(({ kind }) => kind === "scan")?.relation.id ?? "";
  const table = entry.before.get("relation", id);
  if (!isTable(table)) return { message: "scan" };
  const column = columnNamed(table, name);
  if (column === undefined) return { message: "scan" };
  const dropped = commandsOf(statement, ["AT_DropConstraint"]).map(({ command }) => command.name);
  const check = table.constraints.find((each) => each.kind === "check" && dropped.includes(each.name));
  const without = { ...table, constraints: table.constraints.filter((each) => each !== check) };
  const proves = check !== undefined && isProvenNotNull(table, column, false);
  if (proves && !isProvenNotNull(without, column, false)) return { message: "dropped", check: check.name };
  const pending = notNullOf(table, column.number);
  return column.notNull && pending?.valid === false
    ? { message: "pending", check: pending.name }
    : { message: "scan" };
}
