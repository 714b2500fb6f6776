import type { Constraint } from "@pgsql/types";
import { ident, sql, type Sql } from "../../sql/fragment.ts";
import type { Statement } from "../../sql/statement.ts";
import type { Plan, RecipeFacts, Refusal, Step } from "../recipe.ts";
import { constraintAdded, soleConstraint } from "./added.ts";
import { allAtOnce } from "./givingWay.ts";
import { guarded, newConstraint } from "./guarded.ts";
import { soleCommand } from "./soleCommand.ts";
import { nameOfRelation, onlyObstacle } from "./subject.ts";

/** Two migrations for a constraint: added NOT VALID under a brief lock, validated later while reads and writes go on. */
export function throughNotValid(
  facts: RecipeFacts,
  kind: Constraint["contype"],
  recipe: string,
): Plan | Refusal {
  const sole = soleConstraint(facts, kind);
  const added = constraintAdded(facts);
  if (sole === undefined) return { refused: "Write the constraint as an ALTER TABLE of its own first." };
  if (added === undefined) return { refused: "This statement would fail, so there is nothing to make safe." };
  if (
    added.table.kind === "partitioned-table" &&
    kind === "CONSTR_FOREIGN" &&
    facts.majors.some((major) => major < 18)
  ) {
    return {
      refused:
        "Before PostgreSQL 18 a partitioned table takes no NOT VALID foreign key (42809). Add it to each partition.",
    };
  }
  const only = onlyObstacle(facts, sole.relation);
  if (only !== undefined) return { refused: only };
  const table = nameOfRelation(facts, sole.relation);
  const { name } = added.constraint;
  const add = newConstraint(table, name, `${sole.definition} NOT VALID`);
  const drop = sql`ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${ident(name)}`.text;
  const locksOther =
    added.constraint.kind === "foreign-key" && added.constraint.references !== added.table.id;
  return {
    recipe,
    title: `Add the constraint ${name} without blocking`,
    name: `add_${name}`.toLowerCase().replace(/[^a-z0-9]+/g, "_"),
    steps: [
      {
        phase: "expand",
        title: "Add the constraint for new rows; old rows are not read",
        transaction: "own",
        up: [locksOther ? allAtOnce([add]) : guarded(add)],
        down: [locksOther ? allAtOnce([drop]) : drop],
      },
      validation(table, name),
    ],
    pending: [],
  };
}

/** The step after ADD … NOT VALID. */
export function validation(table: Sql, name: string): Step {
  return {
    phase: "migrate",
    title: "Check the old rows, while reads and writes go on",
    suffix: "validate",
    transaction: "own",
    up: [sql`ALTER TABLE ${table} VALIDATE CONSTRAINT ${ident(name)}`.text],
    down: [],
  };
}

/** Whether a statement of a down section drops the constraint that the original added. */
export function dropsConstraint(candidate: Statement, facts: RecipeFacts): boolean {
  const name = constraintAdded(facts)?.constraint.name;
  const command = soleCommand(candidate)?.command;
  return name !== undefined && command?.subtype === "AT_DropConstraint" && command.name === name;
}
