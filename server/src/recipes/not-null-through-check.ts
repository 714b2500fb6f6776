import type { RangeVar } from "@pgsql/types";
import { ident, sql, type Sql } from "../sql/fragment.ts";
import type { Statement } from "../sql/statement.ts";
import { defineRecipe, type RecipeFacts, type Step } from "./recipe.ts";
import { addConstraintOnce } from "./support/guarded.ts";
import { FreeNames } from "./support/freeName.ts";
import { holdsValue } from "./support/holdsValue.ts";
import { soleCommand } from "./support/soleCommand.ts";
import { catalogOf, nameOfRelation, onlyObstacle, tableNamed } from "./support/subject.ts";

export const notNullThroughCheck = defineRecipe({
  id: "not-null-through-check",
  title: "Prove NOT NULL with a validated CHECK first, then set it without a scan",
  kind: "quickfix",
  summary:
    "A CHECK (column IS NOT NULL) is added NOT VALID, validated in a later migration while reads and writes go on, and lets SET NOT NULL skip its scan. Dropping the CHECK is a statement after it: in one ALTER TABLE the drop would come first and the scan be back.",
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, email text);",
      bad: "ALTER TABLE users ALTER COLUMN email SET NOT NULL;",
    },
  ],
  applies: (facts) =>
    notNullTarget(facts.statement.statement) !== undefined &&
    [...facts.statement.entries.values()].some(({ effects }) => effects.work.length > 0),
  plan(facts) {
    const found = notNullTarget(facts.statement.statement);
    if (found === undefined) return { refused: "Write SET NOT NULL as an ALTER TABLE of its own first." };
    const { relation, column } = found;
    const only = onlyObstacle(facts, relation);
    if (only !== undefined) return { refused: only };
    const base = `${relation.relname ?? ""}_${column}`;
    const table = tableNamed(facts, relation);
    const spaces = table === undefined ? [] : [{ of: "constraint", table } as const];
    const type = table?.columns.find(({ name }) => name === column)?.type;
    const condition = holdsValue(column, type, catalogOf(facts));
    const check = new FreeNames(facts).choose(base, "_not_null_check", ...spaces);
    return {
      recipe: "not-null-through-check",
      title: `Make ${column} NOT NULL without blocking`,
      name: `set_${relation.relname ?? ""}_${column}_not_null`.toLowerCase().replace(/[^a-z0-9]+/g, "_"),
      steps: notNullSteps(nameOfRelation(facts, relation), column, check, condition),
      pending: [],
    };
  },
  isInverse: dropsNotNullOf,
});

/** Whether a statement of a down section makes the column nullable again. */
export function dropsNotNullOf(candidate: Statement, facts: RecipeFacts): boolean {
  const target = notNullTarget(facts.statement.statement);
  const found = soleCommand(candidate);
  return (
    target !== undefined &&
    found?.relation.relname === target.relation.relname &&
    found?.command.subtype === "AT_DropNotNull" &&
    found.command.name === target.column
  );
}

/** The table and column of a statement that is one SET NOT NULL and nothing else. */
export function notNullTarget(
  statement: Statement,
): { readonly relation: RangeVar; readonly column: string } | undefined {
  const found = soleCommand(statement);
  if (found === undefined) return undefined;
  const { subtype, name } = found.command;
  return subtype === "AT_SetNotNull" && name !== undefined
    ? { relation: found.relation, column: name }
    : undefined;
}

/** Refuses NULL, proves it of old rows, and sets NOT NULL without a scan; `condition` is what the CHECK asks. */
export function notNullSteps(table: Sql, column: string, check: string, condition: Sql): readonly Step[] {
  const add = addConstraintOnce(table, check, sql`CHECK (${condition}) NOT VALID`.text);
  const alter = (action: Sql): string => sql`ALTER TABLE ${table} ${action}`.text;
  return [
    {
      phase: "expand",
      title: "Refuse new NULLs; old rows are not read",
      transaction: "own",
      up: [add],
      down: [alter(sql`DROP CONSTRAINT IF EXISTS ${ident(check)}`)],
    },
    {
      phase: "migrate",
      title: "Check the old rows, while reads and writes go on",
      suffix: "validate",
      transaction: "own",
      up: [alter(sql`VALIDATE CONSTRAINT ${ident(check)}`)],
      down: [alter(sql`ALTER COLUMN ${ident(column)} DROP NOT NULL`)],
    },
    {
      phase: "contract",
      title: "Set NOT NULL, which the CHECK proves, then drop the CHECK",
      suffix: "set",
      transaction: "own",
      up: [
        alter(sql`ALTER COLUMN ${ident(column)} SET NOT NULL`),
        alter(sql`DROP CONSTRAINT IF EXISTS ${ident(check)}`),
      ],
      // NOT NULL stays until the CHECK has to hold alone, so that this may run again without a scan.
      down: [add],
    },
  ];
}
